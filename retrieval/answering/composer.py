"""The composer: from retrieved passages to an answer in quotes, or to silence.

It ranks every sentence of the passages, quotes the best with a neighbour where that one is close
behind, stays silent where its confidence is under the threshold, and where other sources say
otherwise puts them beside each other instead of choosing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import islice, takewhile
from typing import TYPE_CHECKING

from retrieval.answering.candidates import pool_candidates
from retrieval.answering.confidence import gather_evidence, trained_confidence
from retrieval.answering.differences import compare
from retrieval.answering.ranker import trained_ranker
from retrieval.answering.respellings import used_respellings
from retrieval.model import Abstention, Answer, Quote, ScoredQuote, Span, TermCount, Why
from retrieval.trace import Stage

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from retrieval.analysis import Analyzer
    from retrieval.answering.candidates import Candidate, PassageFacts
    from retrieval.answering.confidence import Confidence, Evidence
    from retrieval.answering.question import Question
    from retrieval.answering.ranker import Ranked, Ranker
    from retrieval.trace import Trace

    Retrieved = Sequence[tuple[int, float, PassageFacts]]  # passage id, BM25 score, facts

EXTEND_MARGIN = 2.0  # log odds by which a neighbour may score less to be quoted along
SECOND_MARGIN = 0.5  # the same for another passage's sentence, as a quote of its own
RIVAL_MARGIN = 6.0  # the same for what may say otherwise
MOST_RIVALS = 8


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
        best = list(islice(self.choices(ranked), skip, skip + max(top, MOST_RIVALS)))
        if trace:
            trace.choices, trace.threshold = best, threshold
        sure = list(takewhile(lambda choice: choice.confidence >= threshold, best[:top]))
        if not sure:
            return _silence(question, best[0] if best and not skip else None)
        if top == 1:
            sure += _close_second(best)
        if skip:
            rivals: list[Choice] = []
        else:
            rivals = [c for c in best if c.confidence >= threshold and _is_near(c, best[0])]
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
    return best.score - choice.score < RIVAL_MARGIN


def _close_second(best: Sequence[Choice]) -> list[Choice]:
    """The next best quote of another section, where the best hardly leads."""
    return [
        c
        for c in best[1:2]
        if c.passage_key != best[0].passage_key and best[0].score - c.score < SECOND_MARGIN
    ]


def _answer(
    question: Question,
    sure: Sequence[Choice],
    rivals: Sequence[Choice],
    analyzer: Analyzer,
    trace: Trace | None,
) -> Answer:
    """The sure quotes, or one quote a side where sources differ."""
    quotes = [choice.scored_quote() for choice in sure]
    apart = [choice.scored_quote() for choice in _one_a_section(rivals)]
    compared = compare(question, apart, analyzer)
    if trace:
        trace.compared = tuple(zip(apart, compared.sides, strict=True))
    if compared.differing:
        quotes = []
        shown: set[int] = set()
        for quote, side, spans in zip(apart, compared.sides, compared.spans, strict=True):
            if side is not None and side not in shown:
                shown.add(side)
                quotes.append(replace(quote, differing=spans))
    return Answer(
        question.text,
        tuple(quotes),
        sources_differ=compared.differing,
        agreeing=compared.agreeing,
        respellings=used_respellings(question, quotes, analyzer),
    )


def _one_a_section(choices: Sequence[Choice]) -> list[Choice]:
    sections: dict[tuple[str, Span], Choice] = {}
    for choice in choices:
        sections.setdefault(choice.passage_key, choice)
    return list(sections.values())


def _silence(question: Question, nearest: Choice | None) -> Abstention:
    known = any(term.passages for term in question.terms)
    return Abstention(
        question.text,
        Why.NOT_CONFIDENT if known else Why.UNKNOWN_WORDS,
        tuple(TermCount(term.surface, term.passages) for term in question.terms),
        nearest.scored_quote() if nearest else None,
    )
