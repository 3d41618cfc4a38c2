"""Languages: which stop words a text gets, and which language a text is in.

A language is named as Snowball names its stemmer ("english", "russian"); "none" stands for a
text in no language that we have words for: it is folded, not stemmed. Scripts written without
spaces are always "none": their terms are pairs of characters whatever the language.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from retrieval.analysis.scripts import MARKS, UNSPACED

if TYPE_CHECKING:
    from collections.abc import Collection

NO_LANGUAGE = "none"
_SLICE = 2_000  # code points looked at in each of a text's beginning, middle and end
_ENOUGH = 0.08  # share of stop words below which a text is in none of our languages
_NEARLY = 2 / 3  # of the best language's stop words: a question may as well be in the other
_WORDS = re.compile(r"[^\W\d_]+")
_MARKED_WORDS = re.compile(rf"[^\W\d_](?:[^\W\d_]|[{MARKS}])*")
_HAS_MARKS = re.compile(f"[{MARKS}]")
_UNSPACED = re.compile(f"[{UNSPACED}]")


@cache
def available_languages() -> tuple[str, ...]:
    """The languages with stop words in the package, in alphabetical order."""
    folder = resources.files("retrieval") / "data" / "stopwords"
    return tuple(sorted(f.name.removesuffix(".txt") for f in folder.iterdir()))


@cache
def stop_words(language: str) -> frozenset[str]:
    """The case-folded function words of ``language``; none where we have no list.

    >>> "the" in stop_words("english")
    True
    """
    if language not in available_languages():
        return frozenset()
    file = resources.files("retrieval") / "data" / "stopwords" / f"{language}.txt"
    lines = file.read_text(encoding="utf-8").splitlines()
    return frozenset(
        word for line in lines if not line.startswith("#") for word in line.casefold().split()
    )


@cache
def unspaced_question_words() -> re.Pattern[str]:
    """Matches the question words of the scripts written without spaces, which name no subject.

    >>> unspaced_question_words().split("战争什么时候开始")
    ['战争', '开始']
    """
    file = resources.files("retrieval") / "data" / "unspaced.txt"
    lines = file.read_text(encoding="utf-8").splitlines()
    words = {word for line in lines if not line.startswith("#") for word in line.split()}
    return re.compile("|".join(sorted(words, key=lambda word: (-len(word), word))))


def detect_language(text: str) -> str:
    """The language whose stop words make up most of ``text``, or "none".

    Looks at the beginning, the middle and the end only, so that it costs no more for a book than
    for a page: under a millisecond, and about 15 microseconds for a question. The idea is
    Grefenstette's (Comparing two language identification schemes, JADT 1995).

    >>> detect_language("The cat sat on the mat and it was warm.")
    'english'
    """
    sample = _sample(text)
    words = _words(sample)
    total = words.total()
    hits = _hits(words)
    if not hits or len(_UNSPACED.findall(sample)) >= total:
        return NO_LANGUAGE
    best = max(hits, key=lambda language: (hits[language], language))
    return best if hits[best] >= _ENOUGH * total else NO_LANGUAGE


def question_languages(text: str, indexed: Collection[str]) -> tuple[str, ...]:
    """The languages of the index in which a question should be analyzed, likeliest first.

    A question is too short to be sure of ("¿Cuándo?" has one word), so every language stays that
    its words don't speak against. Documents in no language ("none") are asked always.

    >>> question_languages("Wer war der General?", ["english", "german", "none"])
    ('german', 'none')
    >>> question_languages("Erbil 2020", ["english", "german"])
    ('english', 'german')
    """
    hits = _hits(_words(text))
    known = sorted(set(indexed) - {NO_LANGUAGE}, key=lambda language: (-hits[language], language))
    least = max((hits[language] for language in known), default=0) * _NEARLY
    likely = [language for language in known if hits[language] >= least]
    none = [NO_LANGUAGE] * (NO_LANGUAGE in indexed)
    return tuple(none + likely if _UNSPACED.search(text) else likely + none)


def _sample(text: str) -> str:
    if len(text) > 3 * _SLICE:
        middle = len(text) // 2
        text = f"{text[:_SLICE]} {text[middle : middle + _SLICE]} {text[-_SLICE:]}"
    return text


def _words(sample: str) -> Counter[str]:
    text = unicodedata.normalize("NFC", sample.casefold())
    # subtle: most texts have no marks, and the pattern without them is far faster
    pattern = _MARKED_WORDS if _HAS_MARKS.search(text) else _WORDS
    return Counter(pattern.findall(text))


def _hits(words: Counter[str]) -> Counter[str]:
    """How many of the words are stop words, by language."""
    languages = _languages_of_words()
    hits: Counter[str] = Counter()
    for word in words.keys() & languages.keys():
        for language in languages[word]:
            hits[language] += words[word]
    return hits


@cache
def _languages_of_words() -> dict[str, tuple[str, ...]]:
    """For each stop word the languages that have it."""
    found: dict[str, tuple[str, ...]] = {}
    for language in available_languages():
        for word in stop_words(language):
            found[word] = (*found.get(word, ()), language)
    return found
