"""Choices: the quotes that could be given, best first, and those close behind the best."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING

from retrieval.answering.answer_types import AnswerType
from retrieval.answering.spans import quote_at, sentence_scores, sentences_in
from retrieval.model import Quote, ScoredQuote, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from retrieval.answering.candidates import Candidate
    from retrieval.answering.confidence import Confidence
    from retrieval.answering.question import Question
    from retrieval.answering.ranker import Ranked
    from retrieval.answering.signals import Evidence
    from retrieval.answering.spans import Place

# Log odds by which another passage's sentence may score less to be a quote of its own.
SECOND_MARGIN = 0.5
LIST_MARGIN = 1.5  # the same for questions that want several things
MOST_QUOTES = 3  # of an answer to those

# "Which countries", "what are the reasons": several things are wanted.
_SEVERAL = re.compile(r"\b(?:which|what)\s+(?:are\b|were\b|(?:\w+\s+)?\w+[^s\W]s\b)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Choice:
    """A quote that could be given: its span, what speaks for it, and how good it is."""

    evidence: Evidence
    span: Span
    score: float
    confidence: float

    @property
    def candidate(self) -> Candidate:
        """The sentence that leads the quote."""
        return self.evidence.candidate

    @property
    def section_key(self) -> tuple[str, Span]:
        """What tells its section from others."""
        passage = self.candidate.pooled.facts.passage
        return passage.document.path, passage.section.span

    def scored_quote(self) -> ScoredQuote:
        """The quote as an answer holds it."""
        pooled = self.candidate.pooled
        passage = pooled.facts.passage
        quote = Quote(passage.document, self.span)
        return ScoredQuote(quote, passage, pooled.score, self.confidence)


def choices_among(ranked: Sequence[Ranked], confidence: Confidence) -> Iterator[Choice]:
    """Every quote that could be given, best first, none overlapping one before it.

    None is surer than one before it.
    """
    most = 1.0
    scores = sentence_scores(ranked)
    taken: set[Place] = set()
    for place, best in enumerate(ranked):
        if sentences_in(best.candidate, best.candidate.facts.span) & taken:
            continue
        span, evidence = quote_at(ranked, place, scores, taken)
        taken |= sentences_in(best.candidate, span)
        most = min(most, confidence.of(evidence))
        yield Choice(evidence, span, best.score, most)


def near(choices: Iterable[Choice], best: Choice) -> Iterator[Choice]:
    """Those that the best leads by so little that they may be quoted along."""
    return takewhile(lambda choice: best.score - choice.score < LIST_MARGIN, choices)


def close_behind(question: Question, best: Sequence[Choice]) -> list[Choice]:
    """Quotes of other sections that the best hardly leads; more of them for a list."""
    several = question.asks_for is AnswerType.DEFINITION or bool(_SEVERAL.search(question.text))
    margin, most = (LIST_MARGIN, MOST_QUOTES) if several else (SECOND_MARGIN, 2)
    others = _one_a_section(c for c in best if best[0].score - c.score < margin)
    return others[1:most]


def _one_a_section(choices: Iterable[Choice]) -> list[Choice]:
    sections: dict[tuple[str, Span], Choice] = {}
    for choice in choices:
        sections.setdefault(choice.section_key, choice)
    return list(sections.values())
