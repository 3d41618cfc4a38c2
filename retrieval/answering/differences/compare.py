"""Quotes side by side: which say the same, which say otherwise, and in which words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from retrieval.answering.answer_types import AnswerType
from retrieval.answering.differences.asked import read_asked
from retrieval.answering.differences.claims import Affirmed, Denied, Named
from retrieval.answering.differences.clauses import clauses
from retrieval.answering.differences.clocks import clocked_claims
from retrieval.answering.differences.counts import counted_claims, measured_claims
from retrieval.answering.differences.dates import dated_claims
from retrieval.answering.differences.denials import polarity
from retrieval.answering.differences.moments import moments
from retrieval.answering.differences.names import is_common, named_claims
from retrieval.answering.differences.permissions import permission
from retrieval.answering.differences.scopes import read_scope
from retrieval.answering.differences.sides import Told, take_sides
from retrieval.model import Span
from retrieval.sentences import split_sentences

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from retrieval.analysis import Analyzer
    from retrieval.answering.differences.asked import Asked
    from retrieval.answering.differences.claims import Claim
    from retrieval.answering.differences.clauses import Clause
    from retrieval.answering.question import Question
    from retrieval.model import Document, ScoredQuote

_SUPPOSING = frozenset(("would", "could", "might", "if", "unless"))  # what might be is no claim


@dataclass(frozen=True, slots=True)
class Comparison:
    """What quotes say, side by side.

    Attributes:
        sides: for each quote which side it takes, counted from 0 in the order of the quotes; None
            where it claims nothing that compares.
        spans: for each quote with a side the words that make its claim (spans of its document).
        contrary: the sides that contradict one another; the rest are about different things.
    """

    sides: tuple[int | None, ...]
    spans: tuple[tuple[Span, ...], ...]
    contrary: frozenset[int]


def compare(question: Question, quotes: Sequence[ScoredQuote], analyzer: Analyzer) -> Comparison:
    """Whether ``quotes``, each an answer to ``question``, give different answers.

    Args:
        question: as read, respellings included.
        quotes: from different sections, best first.
        analyzer: the documents'.
    """
    return compare_claims(read_asked(question, analyzer), quotes, analyzer)


def compares(asked: Asked) -> bool:
    """Whether it asks for something whose claims compare: a number, a date, a name."""
    return asked.kind in _FINDERS


def may_be_claimed(asked: Asked) -> bool:
    """Whether any clause could claim something in answer: that it happened, where nothing else."""
    return compares(asked) or bool(asked.events and not asked.negated)


def compare_claims(asked: Asked, quotes: Sequence[ScoredQuote], analyzer: Analyzer) -> Comparison:
    """As `compare`, for a question whose words have their roles."""
    reader = _Reader(asked, analyzer)
    told = [reader.told(quote) for quote in quotes]
    sides, contrary = take_sides(told)
    spans = (
        tuple(sorted({claim.span for claim in each.claims})) if side is not None else ()
        for each, side in zip(told, sides, strict=True)
    )
    return Comparison(sides, tuple(spans), contrary)


class _Reader:
    """Reads what quotes answer; of several from one passage it looks at that but once."""

    def __init__(self, asked: Asked, analyzer: Analyzer) -> None:
        self._asked = asked
        self._analyzer = analyzer
        self._passages: dict[tuple[str, Span], frozenset[str]] = {}

    def told(self, quote: ScoredQuote) -> Told:
        """What a quote answers, from those of its clauses that are most about the question."""
        asked, analyzer, document = self._asked, self._analyzer, quote.quote.document
        sentences = [
            (sentence, _terms(analyzer, sentence.cut(document.text)))
            for sentence in split_sentences(document.text, quote.quote.span)
        ]
        telling = [sentence for sentence, terms in sentences if asked.happens(terms)]
        if not telling or not self._is_told(quote, *(terms for _, terms in sentences)):
            return Told({})
        around = _around(quote, analyzer) if asked.settings else frozenset()
        found = [
            (asked.held(clause.terms), claim, clause)
            for sentence in telling
            for clause in clauses(document.text, sentence, analyzer)
            if asked.concerns(clause, around) and _is_claim(asked, clause, document)
            for claim in _of_clause(asked, clause, document)
            if not (isinstance(claim, Named) and is_common(claim, analyzer))
        ]
        most = max((held for held, _, _ in found), default=0)
        return Told(
            {
                claim: partial(read_scope, asked, claim, clause, quote, analyzer)
                for held, claim, clause in found
                if held == most
            }
        )

    def _is_told(self, quote: ScoredQuote, *own: frozenset[str]) -> bool:
        """Whether a quote, its passage and its section's title tell all that is asked about."""
        terms = frozenset().union(*own)
        return self._asked.is_told(terms) or self._asked.is_told(terms | self._passage(quote))

    def _passage(self, quote: ScoredQuote) -> frozenset[str]:
        """The terms of a quote's passage and of its section's title."""
        passage = quote.passage
        place = passage.document.path, passage.span
        if place not in self._passages:
            self._passages[place] = _terms(self._analyzer, passage.text, passage.section.title)
        return self._passages[place]


def _around(quote: ScoredQuote, analyzer: Analyzer) -> frozenset[str]:
    """The terms of a quote and of the sentences beside it."""
    span, sentences = quote.quote.span, quote.passage.sentences
    before = max((s.start for s in sentences if s.end <= span.start), default=span.start)
    after = min((s.end for s in sentences if s.start >= span.end), default=span.end)
    return _terms(analyzer, Span(before, after).cut(quote.quote.document.text))


def _terms(analyzer: Analyzer, *texts: str) -> frozenset[str]:
    surfaces = {surface for text in texts for surface in analyzer.surfaces(text)}
    return frozenset(term for surface in surfaces for term in analyzer.terms(surface))


def _is_claim(asked: Asked, clause: Clause, document: Document) -> bool:
    """Whether a clause tells what was, and not in another year than the question asks about."""
    if any(word.lower in _SUPPOSING for word in clause.words):
        return False
    if not asked.years:
        return True
    years = {moment.year for moment in moments(document.text, clause.span)} - {0}
    return not years or bool(asked.years & years)


def _of_clause(asked: Asked, clause: Clause, document: Document) -> list[Claim]:
    finder = _FINDERS.get(asked.kind)
    said = None if asked.negated else _polarity(asked, clause, document)
    if isinstance(said, Denied):
        return [said]
    if finder:
        return list(finder(asked, clause, document))
    return [said] if isinstance(said, Affirmed) else []


def _polarity(asked: Asked, clause: Clause, document: Document) -> Affirmed | Denied | None:
    given = permission(asked, clause, document) if asked.leave else None
    return given or polarity(asked, clause, document)


def _timed_claims(asked: Asked, clause: Clause, document: Document) -> Iterator[Claim]:
    yield from dated_claims(asked, clause, document)
    yield from clocked_claims(asked, clause, document)


_FINDERS: dict[AnswerType, Callable[[Asked, Clause, Document], Iterable[Claim]]] = {
    AnswerType.COUNT: counted_claims,
    AnswerType.AMOUNT: measured_claims,
    AnswerType.DURATION: measured_claims,
    AnswerType.TIME: _timed_claims,
    AnswerType.PERSON: named_claims,
}
