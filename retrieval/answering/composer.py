"""The composer: from retrieved passages to an answer in quotes, or to silence.

It ranks every sentence of the passages, quotes the best with a neighbour where that one is close
behind, and stays silent where its confidence is under the threshold.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from retrieval.answering.candidates import pool_candidates
from retrieval.answering.confidence import gather_evidence, trained_confidence
from retrieval.answering.ranker import trained_ranker
from retrieval.model import Abstention, Answer, Quote, ScoredQuote, Span, TermCount, Why

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from retrieval.answering.candidates import Candidate, PassageFacts
    from retrieval.answering.confidence import Confidence
    from retrieval.answering.question import Question
    from retrieval.answering.ranker import Ranked, Ranker

    Retrieved = Sequence[tuple[int, float, PassageFacts]]  # passage id, BM25 score, facts


@dataclass(frozen=True, slots=True)
class Choice:
    """A quote that could be given: its span, the candidate that leads it, and its confidence."""

    candidate: Candidate
    span: Span
    place: int
    confidence: float

    def scored_quote(self) -> ScoredQuote:
        """The quote as an answer holds it."""
        passage = self.candidate.pooled.facts.passage
        return ScoredQuote(
            Quote(passage.document, self.span),
            passage,
            self.candidate.pooled.score,
            self.confidence,
        )


@dataclass(frozen=True, slots=True)
class Composer:
    """Chooses and quotes.

    Args:
        ranker: orders sentences.
        confidence: tells how sure a quote is.
        max_wrong: the share of given answers that may be wrong.
        extend_margin: a neighbouring sentence that scores less than this below the best one is
            quoted with it (log odds).
        second_margin: so is the next best sentence of another passage, as a quote of its own.
    """

    ranker: Ranker
    confidence: Confidence
    max_wrong: float
    extend_margin: float
    second_margin: float

    def compose(
        self,
        question: Question,
        retrieved: Retrieved,
        *,
        top: int = 1,
        skip: int = 0,
        min_confidence: float | None = None,
    ) -> Answer | Abstention:
        """Answer ``question`` from ``retrieved``, best passage first; see `Engine.answer`."""
        threshold = self.confidence.threshold(self.max_wrong)
        if min_confidence is not None:
            threshold = min_confidence
        choices = self.choices(question, retrieved)
        shown: list[Choice] = []
        for number, choice in enumerate(choices):
            if number < skip:
                continue
            if choice.confidence < threshold or len(shown) >= top:
                break
            shown.append(choice)
        if shown:
            return Answer(question.text, tuple(choice.scored_quote() for choice in shown))
        first = next(iter(self.choices(question, retrieved)), None)
        return Abstention(
            question.text,
            Why.NOT_CONFIDENT if any(t.passages for t in question.terms) else Why.UNKNOWN_WORDS,
            tuple(TermCount(t.surface, t.passages) for t in question.terms),
            first.scored_quote() if first and not skip else None,
        )

    def choices(self, question: Question, retrieved: Retrieved) -> Iterator[Choice]:
        """Every quote that could be given, best first, none overlapping one before it."""
        ranked = self.ranker.rank(pool_candidates(question, retrieved))
        scores = {_key(r.candidate): r.score for r in ranked}
        taken: list[tuple[str, Span]] = []
        for place, best in enumerate(ranked):
            span = self._extended(best, scores)
            path = best.candidate.pooled.facts.passage.document.path
            if any(path == other and span.overlaps(used) for other, used in taken):
                continue
            taken.append((path, span))
            evidence = gather_evidence(ranked, place)
            yield Choice(best.candidate, span, place, self.confidence.of(evidence))

    def _extended(self, best: Ranked, scores: dict[tuple[str, Span], float]) -> Span:
        """The best sentence with the better of its neighbours, where that is close behind."""
        candidate = best.candidate
        sentences = candidate.pooled.facts.sentences
        path = candidate.pooled.facts.passage.document.path
        beside = [
            (scores.get((path, sentences[n].span), float("-inf")), sentences[n].span)
            for n in (candidate.index - 1, candidate.index + 1)
            if 0 <= n < len(sentences)
        ]
        score, span = max(beside, default=(float("-inf"), candidate.facts.span))
        if best.score - score >= self.extend_margin:
            return candidate.facts.span
        own = candidate.facts.span
        return Span(min(own.start, span.start), max(own.end, span.end))


def trained_composer(max_wrong: float) -> Composer:
    """The composer with the models in the package."""
    return Composer(
        trained_ranker(), trained_confidence(), max_wrong, extend_margin=2.0, second_margin=0.5
    )


def _key(candidate: Candidate) -> tuple[str, Span]:
    return candidate.pooled.facts.passage.document.path, candidate.facts.span
