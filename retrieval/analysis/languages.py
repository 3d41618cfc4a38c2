"""Languages: which stemmer and stop words a text gets, and which language a text is in.

A language is named as Snowball names its stemmer ("english", "russian"); "none" stands for a
text in no language that we have words for: it is folded, not stemmed.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from importlib import resources

NO_LANGUAGE = "none"
_SAMPLE = 20_000  # code points of a text that are looked at
_ENOUGH = 0.08  # share of stop words below which a text is in none of our languages
_WORDS = re.compile(r"[^\W\d_]+")


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


def detect_language(text: str) -> str:
    """The language whose stop words make up most of the start of ``text``, or "none".

    >>> detect_language("The cat sat on the mat and it was warm.")
    'english'
    """
    words = Counter(_WORDS.findall(text[:_SAMPLE].casefold()))
    total = words.total()
    if not total:
        return NO_LANGUAGE
    hits = {
        language: sum(words[word] for word in stop_words(language))
        for language in available_languages()
    }
    best = max(hits, key=lambda language: hits[language])
    return best if hits[best] >= _ENOUGH * total else NO_LANGUAGE
