"""The composer: from retrieved passages to an answer in quotes, or to silence.

It ranks every sentence of the passages, quotes the best with a neighbour where that one is close
behind, stays silent where its confidence is under the threshold, and where other sources say
otherwise puts them beside each other instead of choosing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import islice, takewhile
from typing import TYPE_CHECKING

from retrieval.answering.answer_types import AnswerType
from retrieval.answering.candidates import pool_candidates
from retrieval.answering.confidence import gather_evidence, trained_confidence
from retrieval.answering.differences import compare
from retrieval.answering.ranker import trained_ranker
from retrieval.answering.respellings import used_respellings
from retrieval.model import Abstention, Answer, Quote, ScoredQuote, Span, TermCount, Why
from retrieval.trace import Stage

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from retrieval.analysis import Analyzer
    from retrieval.answering.candidates import Candidate, PassageFacts
    from retrieval.answering.confidence import Confidence, Evidence
    from retrieval.answering.differences import Comparison
    from retrieval.answering.question import Question
    from retrieval.answering.ranker import Ranked, Ranker
    from retrieval.trace import Trace

    Retrieved = Sequence[tuple[int, float, PassageFacts]]  # passage id, BM25 score, facts

EXTEND_MARGIN = 2.0  # log odds by which a neighbour may score less to be quoted along
SECOND_MARGIN = 0.5  # the same for another passage's sentence, as a quote of its own
RIVAL_MARGIN = 8.0  # the same for what may say otherwise
RIVAL_CONFIDENCE = 0.1
LIST_MARGIN = 1.5  # the same for questions that want several things
MOST_QUOTES = 3  # of an answer to those
MOST_RIVALS = 15


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
    def passage_key(self) -> tuple[str, Span]:
        """What tells its section from others."""
        passage = self.candidate.pooled.facts.passage
        return passage.document.path, passage.section.span

    def scored_quote(self) -> ScoredQuote:
        """The quote as an answer holds it."""
        pooled = self.candidate.pooled
        passage = pooled.facts.passage
        quote = Quote(passage.document, self.span)
        return ScoredQuote(quote, passage, pooled.score, self.confidence)


@dataclass(frozen=True, slots=True)
class Composer:
    """Chooses and quotes.

    Args:
        ranker: orders sentences.
        confidence: tells how sure a quote is.
        max_wrong: the share of given answers that may be wrong.
    """

    ranker: Ranker
    confidence: Confidence
    max_wrong: float

    def compose(
        self,
        question: Question,
        retrieved: Retrieved,
        analyzer: Analyzer,
        *,
        top: int = 1,
        skip: int = 0,
        min_confidence: float | None = None,
        trace: Trace | None = None,
    ) -> Answer | Abstention:
        """Answer ``question`` from ``retrieved``, best passage first; see `Engine.answer`."""
        threshold = min_confidence
        if threshold is None:
            threshold = self.confidence.threshold(self.max_wrong)
        ranked = self.ranker.rank(pool_candidates(question, retrieved))
        if trace:
            trace.ranked = ranked
            trace.lap(Stage.RANK)
        choices = islice(self.choices(ranked), skip, None)
        best = list(islice(choices, top))
        if trace:
            trace.choices, trace.threshold = best, threshold
        sure = list(takewhile(lambda choice: choice.confidence >= threshold, best))
        if not sure:
            return _silence(question, best[0] if best and not skip else None, analyzer)
        if not skip:
            near = takewhile(lambda choice: _is_near(choice, best[0]), choices)
            best.extend(islice(near, max(0, MOST_RIVALS - top)))
            if top == 1:
                sure += _close_behind(question, best)
        rivals = [] if skip else [c for c in best if c.confidence >= RIVAL_CONFIDENCE]
        return _answer(question, sure, rivals, analyzer, trace)

    def choices(self, ranked: Sequence[Ranked]) -> Iterator[Choice]:
        """Every quote that could be given, best first, none overlapping one before it."""
        scores = {_key(r.candidate): r.score for r in ranked}
        taken: list[tuple[str, Span]] = []
        for place, best in enumerate(ranked):
            span = extended(best, scores)
            path = best.candidate.pooled.facts.passage.document.path
            if any(path == other and span.overlaps(used) for other, used in taken):
                continue
            taken.append((path, span))
            evidence = gather_evidence(ranked, place)
            yield Choice(evidence, span, best.score, self.confidence.of(evidence))


def trained_composer(max_wrong: float) -> Composer:
    """The composer with the models in the package."""
    return Composer(trained_ranker(), trained_confidence(), max_wrong)


def extended(best: Ranked, scores: dict[tuple[str, Span], float]) -> Span:
    """The best sentence with the better of its neighbours, where that is close behind."""
    candidate = best.candidate
    sentences = candidate.pooled.facts.sentences
    path = candidate.pooled.facts.passage.document.path
    beside = [
        (scores.get((path, sentences[n].span), float("-inf")), sentences[n].span)
        for n in (candidate.index - 1, candidate.index + 1)
        if 0 <= n < len(sentences)
    ]
    own = candidate.facts.span
    score, span = max(beside, default=(float("-inf"), own))
    if best.score - score >= EXTEND_MARGIN:
        return own
    return Span(min(own.start, span.start), max(own.end, span.end))


def _key(candidate: Candidate) -> tuple[str, Span]:
    return candidate.pooled.facts.passage.document.path, candidate.facts.span


def _is_near(choice: Choice, best: Choice) -> bool:
    """Whether a quote is close enough to the best one to be heard beside it."""
    return best.score - choice.score < RIVAL_MARGIN


def _close_behind(question: Question, best: Sequence[Choice]) -> list[Choice]:
    """Quotes of other sections that the best hardly leads; more of them for a list."""
    several = question.asks_for is AnswerType.DEFINITION or bool(_SEVERAL.search(question.text))
    margin, most = (LIST_MARGIN, MOST_QUOTES) if several else (SECOND_MARGIN, 2)
    others = _one_a_section(c for c in best if best[0].score - c.score < margin)
    return others[1:most]


# "Which countries", "what are the reasons": several things are wanted.
_SEVERAL = re.compile(r"\b(?:which|what)\s+(?:are\b|were\b|(?:\w+\s+)?\w+[^s\W]s\b)", re.IGNORECASE)


def _answer(
    question: Question,
    sure: Sequence[Choice],
    rivals: Sequence[Choice],
    analyzer: Analyzer,
    trace: Trace | None,
) -> Answer:
    """The sure quotes, or one quote a side where sources differ."""
    quotes = [choice.scored_quote() for choice in sure]
    beside = [choice.scored_quote() for choice in rivals]
    compared = compare(question, beside, analyzer)
    if trace:
        trace.compared = tuple(zip(beside, compared.sides, strict=True))
    sides = _sides(rivals, compared)
    differ = len(sides) > 1
    if differ:
        quotes = [replace(beside[n], differing=compared.spans[n]) for n in sides.values()]
    return Answer(
        question.text,
        tuple(quotes),
        sources_differ=differ,
        agreeing=_agreeing(rivals, compared),
        respellings=used_respellings(question, quotes, analyzer),
    )


def _sides(rivals: Sequence[Choice], compared: Comparison) -> dict[int, int]:
    """The first quote of each side, no two of one section."""
    first: dict[int, int] = {}
    sections: set[tuple[str, Span]] = set()
    for number, (choice, side) in enumerate(zip(rivals, compared.sides, strict=True)):
        if side is not None and side not in first and choice.passage_key not in sections:
            first[side] = number
            sections.add(choice.passage_key)
    return first


def _agreeing(rivals: Sequence[Choice], compared: Comparison) -> int:
    """How many other sections say the same as the first quote."""
    first = compared.sides[0] if rivals else None
    if first is None:
        return 0
    same = (c.passage_key for c, s in zip(rivals, compared.sides, strict=True) if s == first)
    return len(set(same)) - 1


def _one_a_section(choices: Iterable[Choice]) -> list[Choice]:
    sections: dict[tuple[str, Span], Choice] = {}
    for choice in choices:
        sections.setdefault(choice.passage_key, choice)
    return list(sections.values())


def _silence(question: Question, nearest: Choice | None, analyzer: Analyzer) -> Abstention:
    known = any(term.known for term in question.terms)
    quote = nearest.scored_quote() if nearest else None
    return Abstention(
        question.text,
        Why.NOT_CONFIDENT if known else Why.UNKNOWN_WORDS,
        _term_counts(question),
        quote,
        used_respellings(question, [quote] if quote else [], analyzer),
    )


def _term_counts(question: Question) -> tuple[TermCount, ...]:
    """How many passages hold each word as it was typed; a compound as often as its rarest part."""
    counts: dict[str, int] = {}
    for term in question.terms:
        counts[term.surface] = min(term.passages, counts.get(term.surface, term.passages))
    return tuple(TermCount(surface, passages) for surface, passages in counts.items())
