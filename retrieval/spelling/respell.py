"""Which words of a question may be meant otherwise, and as which words of the index.

A word that the index lacks may be a slip or another romanisation. A word that it holds bends
only where it is a name, and only to what sounds the same or nearly so: Iran stays Iran though
Iraq is near. Ordinary words, acronyms, numbers and words with digits never bend.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import partial
from math import isfinite
from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA

from retrieval.analysis import fold
from retrieval.spelling.closeness import (
    BRIEF,
    SHORT,
    farthest_name,
    farthest_slip,
    misspelt,
    most_sounds,
    romanised,
    same_short_name,
    slip,
)
from retrieval.spelling.nearby import nearby_terms, passages_with, passages_with_each
from retrieval.spelling.ordinary import is_ordinary
from retrieval.spelling.variants import mended, revowelled

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from retrieval.analysis import Analyzer
    from retrieval.spelling.nearby import Vocabulary

_PIECE = re.compile(r"[^\W_]+")
_MOST = 3  # respellings of one word
_TIE = 0.2  # how much more than the closest a respelling may cost
_ARTICLES = frozenset(("al", "el", "ul"))
_ARTICLE = 0.98  # what one of them is worth in the place of another
_HELD, _LACKED = 2.0, 0.5  # what distance costs a respelling, by whether the word is held
_HIGHEST = 0.99  # what the likeliest respelling is worth: the word itself, at 1, is never told
_LONG = 9  # letters of a word that may hold several slips
_SLIPS = 2  # of such a word
_LONGEST = 32  # letters of a word that may bend at all: the cost grows with their square


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of the question: its term, the letters that were typed, and what is known of it."""

    term: str
    typed: str
    name: bool
    seen: bool

    @property
    def farthest(self) -> float:
        """The most that another romanisation may cost."""
        return farthest_name(len(self.typed), seen=self.seen)


@dataclass(frozen=True, slots=True, order=True)
class _Candidate:
    """A term that a word may stand for; sorts the likeliest first."""

    cost: float
    rarity: int  # passages, negated
    term: str
    slip: bool = False  # no romanisation of the word


@dataclass(frozen=True, slots=True)
class _Index:
    analyzer: Analyzer
    vocabularies: Sequence[Vocabulary]
    frequency: Callable[[str], int]

    def held(self, spellings: Iterable[str]) -> Iterator[tuple[str, str, int]]:
        """Spellings whose terms are held, with the term and how many passages it stands in."""
        spellings = list(spellings)
        terms = self.analyzer.stems(spellings)
        passages = passages_with_each(terms, self.vocabularies)
        for spelling, term in zip(spellings, terms, strict=True):
            if term in passages and (len(term) > SHORT or len(spelling) <= 2 * SHORT):
                yield spelling, term, passages[term]


def respell(
    question: str,
    analyzer: Analyzer,
    vocabularies: Sequence[Vocabulary],
    frequency: Callable[[str], int] | None = None,
) -> dict[str, tuple[tuple[str, float], ...]]:
    """The index terms that each term of ``question`` may stand for besides itself.

    Args:
        question: as typed; a capital past the first word tells a name.
        analyzer: the one that the index's terms are from.
        vocabularies: of all segments of the index.
        frequency: in how many passages a term stands; None to count the vocabularies' postings,
            among which are those of documents removed since.

    Returns:
        By term, the likeliest first: other terms, each with a factor in (0, 1) that falls with
        its distance. Terms that stand for themselves alone are left out.
    """
    counted = frequency or partial(passages_with, vocabularies=vocabularies)
    index = _Index(analyzer, vocabularies, counted)
    found: dict[str, tuple[tuple[str, float], ...]] = {}
    for word in _words(question, index):
        if word.term not in found and (ranked := _ranked(word, index)):
            found[word.term] = tuple((c.term, _factor(word, c.cost)) for c in ranked)
    return found | dict(_articles(question, index))


def _articles(question: str, index: _Index) -> Iterator[tuple[str, tuple[tuple[str, float], ...]]]:
    """The Arabic article before a name, which is written as it is spoken: al-, el-, ul-."""
    for surface in index.analyzer.surfaces(question):
        article = fold(surface).partition("-")[0]
        if article != surface and article in _ARTICLES:
            likeliest = max(sorted(_ARTICLES - {article}), key=index.frequency)
            if index.frequency(likeliest):
                yield article, ((likeliest, _ARTICLE),)


def _words(question: str, index: _Index) -> Iterator[_Word]:
    """The words that may bend at all."""
    shouted = question.isupper()
    for position, surface in enumerate(index.analyzer.surfaces(question)):
        acronym = surface.isupper() and not shouted
        if acronym or any(char.isdigit() for char in surface):
            continue
        name = position > 0 and not shouted and surface != surface.lower()
        for term, typed in _parts(surface, index.analyzer):
            if SHORT <= len(term) <= _LONGEST and not is_ordinary(typed, term, index.analyzer):
                seen = index.frequency(term) > 0
                if name or not seen:
                    yield _Word(term, typed, name, seen)


def _parts(surface: str, analyzer: Analyzer) -> Iterator[tuple[str, str]]:
    """The terms of a word or of a compound's parts, each with its letters as typed."""
    whole, *terms = analyzer.terms(surface) or ("",)
    folded = fold(surface)
    if not terms:
        yield whole, "".join(filter(str.isalpha, folded))
        return
    pieces = _PIECE.findall(folded)
    yield from zip(terms, pieces if len(pieces) == len(terms) else terms, strict=True)


def _ranked(word: _Word, index: _Index) -> list[_Candidate]:
    """The likeliest terms, each once."""
    candidates = [*_by_sound(word, index)]
    if len(word.typed) > SHORT:
        candidates += _by_vowels(word, index)
        candidates += () if word.seen else _by_slip(word, index)
    candidates.sort(reverse=True)
    best = {c.term: c for c in candidates if _may_stand(c, word, index)}
    counted = (replace(c, rarity=-index.frequency(c.term)) for c in best.values())
    closest = sorted(c for c in counted if c.rarity)[:_MOST]
    if not closest:
        return []
    return [c for c in closest if c.cost <= closest[0].cost + _TIE or _is_same_name(closest[0], c)]


def _is_same_name(closest: _Candidate, other: _Candidate) -> bool:
    """Whether the documents write one name in both ways, each as likely where both occur."""
    return not (closest.slip or other.slip)


def _may_stand(candidate: _Candidate, word: _Word, index: _Index) -> bool:
    """Whether it is another word, and no ordinary one for a name that is held, or is brief."""
    term = candidate.term
    if not isfinite(candidate.cost) or not term.isalpha() or term == word.term:
        return False
    brief = word.name and len(word.typed) < BRIEF and candidate.slip
    return not ((word.seen or brief) and is_ordinary(term, term, index.analyzer))


def _by_slip(word: _Word, index: _Index) -> Iterator[_Candidate]:
    """Terms of words that are one edit away from what was typed."""
    for meant, term, passages in index.held(mended(word.typed)):
        cost = slip(word.typed, meant)
        if cost <= farthest_slip(word.typed, meant, name=word.name):
            yield _Candidate(cost, -passages, term, slip=True)


def _by_vowels(word: _Word, index: _Index) -> Iterator[_Candidate]:
    """Terms of the same name with other vowels."""
    for other, term, passages in index.held(revowelled(word.typed)):
        cost = romanised(word.typed, other)
        if cost <= word.farthest:
            yield _Candidate(cost, -passages, term)


def _by_sound(word: _Word, index: _Index) -> Iterator[_Candidate]:
    """Terms that sound the same or nearly so, and those two slips from a long word."""
    letters = len(word.term)
    reach = 1 if letters <= 4 else 2 if letters <= 5 else 3
    slips = _SLIPS if letters >= _LONG and not word.seen else 0
    sounds = slips or most_sounds(len(word.typed), seen=word.seen)
    nearby = nearby_terms(word.term, reach, index.vocabularies, sounds=sounds)
    for term, passages in nearby.items():
        if letters <= SHORT and not same_short_name(word.term, term):
            continue
        cost = romanised(word.term, term)
        if cost <= word.farthest:
            yield _Candidate(cost, -passages, term)
        elif slips and OSA.distance(word.term, term) <= slips:
            yield _Candidate(misspelt(word.term, term), -passages, term, slip=True)


def _factor(word: _Word, cost: float) -> float:
    """What a respelling is worth beside the word: nearly all where that stands nowhere."""
    factor = 1 - (_HELD if word.seen else _LACKED) * cost / (len(word.typed) + 1)
    return min(round(factor, 2), _HIGHEST)
