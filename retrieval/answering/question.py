"""A question as the ranker sees it: weighted words, what kind of thing it asks for, its names."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from itertools import pairwise, product
from types import MappingProxyType
from typing import TYPE_CHECKING

from retrieval.answering.absence import NAME, absence
from retrieval.answering.answer_types import AnswerType, answer_type, focus_words
from retrieval.answering.definitions import ASKING, asked_to_define
from retrieval.answering.details import asked_detail, asked_loose_detail, asking_words
from retrieval.answering.kin import KIN_FACTOR, kin
from retrieval.answering.related import related, synonyms
from retrieval.answering.wordlists import empty_words, frame_words

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from retrieval.analysis import Analyzer
    from retrieval.answering.detail_forms import Detail

    Spellings = Mapping[str, Sequence[tuple[str, float]]]  # other terms of a term, with factors

PREFIX = 4  # letters that tell a word from others whatever its ending
_ASKING = 0.25  # the share of its weight that a word has which only says what is asked for
_LIKELY = 0.9  # the factor from which on a respelling is what was meant
_UNSEEN = 0.5  # passages that a word in no passage is counted as having


@dataclass(frozen=True, slots=True)
class QuestionTerm:
    """A word of the question: as typed, its weight, and in how many passages it stands.

    It is ``known`` where it or what it may be a slip for stands anywhere. The weight is its idf,
    or a part of it for a word such as "year" in "In what year": that says what is asked for, and
    seldom stands in the answer.
    """

    surface: str
    weight: float
    passages: int
    known: bool


@dataclass(frozen=True, slots=True)
class Question:
    """What features look at.

    ``asks_for`` is the kind of thing wanted, ``detail`` what that is more closely,
    ``loose_detail`` the same for what many sentences tell by chance, ``names`` and
    ``numbers`` tell which terms are names and numbers, ``focus`` that of the term after
    which/what/how many, ``index_terms`` is what each term is called in the index, ``related`` the
    terms of like meaning of each, ``prefixes`` their first letters, ``absences`` the chance that
    what answers lacks each. ``pairs`` are its
    neighbouring words, stop words included and as respelt, ``neighbours`` how many pairs were
    typed. ``matches`` tells for an index term which question terms it stands for, each with a
    factor in (0, 1]: 1 for the word itself, less for a respelling, a synonym, an abbreviation or a
    word of the same kin; ``replacements`` are respellings and synonyms, ``short_forms`` the names
    of the question by their abbreviations' index terms. ``weights`` are those of the terms,
    ``total`` and ``squared_total`` the sums of them and of their squares, ``rarest`` is the weight
    of a word that stands in one passage only.
    """

    text: str
    terms: tuple[QuestionTerm, ...]
    matches: Mapping[str, tuple[tuple[int, float], ...]] = field(repr=False)
    replacements: frozenset[str]
    short_forms: Mapping[str, str]
    asks_for: AnswerType
    detail: Detail | None
    loose_detail: Detail | None
    total: float
    squared_total: float
    rarest: float
    names: frozenset[int]
    numbers: frozenset[int]
    focus: int | None
    subject: str
    subject_terms: frozenset[int]
    index_terms: tuple[str, ...] = field(repr=False)
    related: tuple[frozenset[str], ...] = field(repr=False)
    prefixes: tuple[str, ...] = field(repr=False)
    absences: tuple[float, ...] = field(repr=False)
    pairs: frozenset[tuple[str, str]] = field(repr=False)
    neighbours: int
    weights: tuple[float, ...] = field(repr=False)

    @property
    def has_variants(self) -> bool:
        """Whether any word is looked for in other words or spellings too."""
        return any(factor < 1 for pairs in self.matches.values() for _, factor in pairs)

    @property
    def search_terms(self) -> tuple[str, ...]:
        """The index terms to search for, in the order of the question."""
        return tuple(self.matches)


def read_question(
    text: str,
    analyzer: Analyzer,
    passages: int,
    frequency: Callable[[str], int],
    *,
    replacements: Spellings = MappingProxyType({}),
    readings: Spellings = MappingProxyType({}),
    short_forms: Mapping[str, str] = MappingProxyType({}),
) -> Question:
    """Analyze ``text`` against an index of so many ``passages``.

    Args:
        text: the question.
        analyzer: the analyzer of the documents' language.
        passages: how many the index holds.
        frequency: in how many of them an index term stands.
        replacements: respellings and synonyms: other index terms to take for one of the question,
            each with its factor.
        readings: the same for what the analyzers of other languages make of its words, and for
            abbreviations.
        short_forms: the names that are abbreviated, by the abbreviations' index terms.
    """
    surfaces = analyzer.surfaces(text)
    subject = asked_to_define(text) or ""
    detail = None if subject else asked_detail(text, analyzer.language)
    asking = frame_words(analyzer.language) | asking_words(detail)
    reader = _Reader(analyzer, passages, frequency, asking, (replacements, readings))
    unasked = empty_words(analyzer.language) | (ASKING if subject else frozenset())
    unasked = unasked.difference(analyzer.surfaces(subject.casefold()))
    for position, surface in enumerate(surfaces):
        if surface.casefold() not in unasked:
            reader.take(surface, position)
    terms = tuple(reader.terms)
    numbers = frozenset(n for n, term in enumerate(terms) if term.surface[0].isdigit())
    index_terms = tuple(reader.numbers)
    return Question(
        text=text,
        terms=terms,
        matches={term: tuple(best.items()) for term, best in reader.matches.items()},
        replacements=frozenset(term for others in replacements.values() for term, _ in others),
        short_forms=short_forms,
        asks_for=answer_type(text, analyzer.language),
        detail=detail,
        loose_detail=asked_loose_detail(text, analyzer.language),
        total=sum(term.weight for term in terms) or 1.0,
        squared_total=sum(term.weight**2 for term in terms) or 1.0,
        rarest=idf(passages, 1),
        names=frozenset(reader.names),
        numbers=numbers,
        focus=reader.first_of(focus_words(text, analyzer)),
        subject=subject,
        subject_terms=reader.leading(analyzer.surfaces(subject)),
        index_terms=index_terms,
        related=tuple(related(term, analyzer.language) for term in index_terms),
        prefixes=tuple(term[:PREFIX] for term in index_terms),
        absences=tuple(
            NAME
            if n in reader.names or n in numbers
            else absence(
                index_terms[n], analyzer.language, asking=term.surface.casefold() in asking
            )
            for n, term in enumerate(terms)
        ),
        pairs=_pairs(surfaces, analyzer, replacements),
        neighbours=len(set(pairwise(surface.casefold() for surface in surfaces))),
        weights=tuple(term.weight for term in terms),
    )


def _pairs(
    surfaces: Sequence[str], analyzer: Analyzer, replacements: Spellings
) -> frozenset[tuple[str, str]]:
    """Neighbouring words in lower case; those respelt also with what they may stand for.

    That is an index term, which is a word's own spelling unless it was inflected.
    """
    spellings = []
    for surface in surfaces:
        terms = analyzer.terms(surface) if replacements else ()
        others = replacements.get(terms[0], ()) if len(terms) == 1 else ()
        spellings.append((surface.casefold(), *(other for other, _ in others)))
    return frozenset(pair for two in pairwise(spellings) for pair in product(*two))


class _Reader:
    """Gathers the terms of a question, word by word."""

    def __init__(
        self,
        analyzer: Analyzer,
        passages: int,
        frequency: Callable[[str], int],
        asking: Collection[str],
        others: Sequence[Spellings],
    ) -> None:
        self._analyzer = analyzer
        self._passages = passages
        self._frequency = frequency
        self._asking = asking
        self._others = others
        self.terms: list[QuestionTerm] = []
        self.numbers: dict[str, int] = {}
        self.names: set[int] = set()
        self.matches: dict[str, dict[int, float]] = {}

    def take(self, surface: str, position: int) -> None:
        """Read one word of the question; a compound counts as its parts, a stop word not at all."""
        whole, parts = self._split(surface)
        named = position > 0 and surface[0].isupper()
        literal = named or len(parts) > 1  # "engine-strict" has no synonyms
        members = [self._number(part, whole, surface, literal=literal) for part in parts]
        for number in members:
            self._match(whole, number, 1.0)
        if named:
            self.names.update(members)

    def first_of(self, surfaces: Iterable[str]) -> int | None:
        """The number of the first term that stands among ``surfaces``."""
        terms = (term for surface in surfaces for term in self._analyzer.terms(surface))
        return next((self.numbers[term] for term in terms if term in self.numbers), None)

    def leading(self, surfaces: Iterable[str]) -> frozenset[int]:
        """The number of the first term of each of ``surfaces``, as a place of a match has it."""
        terms = (self._split(surface)[1] for surface in surfaces)
        return frozenset(self.numbers[t[0]] for t in terms if t and t[0] in self.numbers)

    def _split(self, surface: str) -> tuple[str, Sequence[str]]:
        """The term of the whole word, empty where there is none, and those that count."""
        terms = self._analyzer.terms(surface)
        if self._analyzer.is_unspaced(surface):
            return "", terms
        return (terms[0] if terms else ""), terms[1:] or terms

    def _number(self, term: str, whole: str, surface: str, *, literal: bool) -> int:
        if term in self.numbers:
            return self.numbers[term]
        number = self.numbers[term] = len(self.terms)
        others = [pair for table in self._others for pair in table.get(term, ())]
        alone, together = self._frequency(term), self._frequency(whole)
        passages, known = together or alone, max(alone, together)
        if not known:  # a slip of the pen weighs as what it stands for
            known = max((self._frequency(other) for other, _ in others), default=0)
        weight = idf(self._passages, known)
        if surface.casefold() in self._asking:
            weight *= _ASKING
        shown = surface if whole else term
        self.terms.append(QuestionTerm(shown, weight, passages, known > 0))
        self._match(term, number, 1.0)
        meant = term if passages else _meant(term, others)
        like = () if literal else synonyms(meant, self._analyzer.language)
        for other, factor in (*others, *((other, KIN_FACTOR) for other in (*kin(meant), *like))):
            self._match(other, number, factor)
        return number

    def _match(self, term: str, number: int, factor: float) -> None:
        if term:
            best = self.matches.setdefault(term, {})
            best[number] = max(factor, best.get(number, 0.0))


def _meant(term: str, others: Sequence[tuple[str, float]]) -> str:
    """What a term that stands nowhere is most likely a slip for; itself where nothing is likely."""
    likeliest, factor = max(others, key=lambda pair: pair[1], default=(term, 0.0))
    return likeliest if factor >= _LIKELY else term


def other_readings(
    text: str, analyzer: Analyzer, others: Sequence[Analyzer]
) -> dict[str, list[tuple[str, float]]]:
    """How analyzers of other languages read the words that ``analyzer`` gives terms for.

    Shaped as `read_question` takes replacements, so that documents in several languages are asked
    at once.

    >>> from retrieval.analysis import Analyzer
    >>> other_readings("missiles", Analyzer("english"), [Analyzer("none")])
    {'missil': [('missiles', 1.0)]}
    """
    found: dict[str, list[tuple[str, float]]] = {}
    for surface in analyzer.surfaces(text):
        own = analyzer.terms(surface)
        for other in others:
            for mine, theirs in zip(own, other.terms(surface), strict=False):
                if mine != theirs:
                    found.setdefault(mine, []).append((theirs, 1.0))
    return found


def is_compound(matched: Sequence[tuple[int, float]]) -> bool:
    """Whether an index term with these matches is a compound's whole: that of several words."""
    return len(matched) > 1 and all(factor == 1 for _, factor in matched)


def idf(passages: int, count: int) -> float:
    """The weight of a word: rank_bm25's idf of BM25Plus, finite for a word that stands nowhere."""
    return math.log((passages + 1) / max(count, _UNSEEN))
