"""The composer: from retrieved passages to an answer in quotes, or to silence.

It ranks every sentence of the passages, quotes the best with a neighbour where that is worth its
words, stays silent where its confidence is under the threshold, and where other sources say
otherwise puts them beside each other instead of choosing.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice, takewhile
from typing import TYPE_CHECKING

from retrieval.answering.candidates import pool_candidates
from retrieval.answering.choices import choices_among, close_behind
from retrieval.answering.confidence import trained_confidence
from retrieval.answering.hearing import HEARD, hear_choices
from retrieval.answering.ranker import trained_ranker
from retrieval.answering.respellings import used_respellings
from retrieval.model import Abstention, Answer, TermCount, Why
from retrieval.trace import Stage

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from retrieval.analysis import Analyzer
    from retrieval.answering.choices import Choice
    from retrieval.answering.confidence import Confidence
    from retrieval.answering.differences import Voices
    from retrieval.answering.facts import PassageFacts
    from retrieval.answering.hearing import Heard
    from retrieval.answering.question import Question
    from retrieval.answering.ranker import Ranker
    from retrieval.model import ScoredQuote
    from retrieval.trace import Trace

    Retrieved = Sequence[tuple[int, float, PassageFacts]]  # passage id, BM25 score, facts


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
        choices = choices_among(ranked, self.confidence)
        best = list(islice(choices, skip, skip + top))
        if trace:
            trace.choices, trace.threshold = best, threshold
        sure = list(takewhile(lambda choice: choice.confidence >= threshold, best))
        if skip or not best:
            return (
                _answer(question, _quotes(sure), analyzer) if sure else _silence(question, analyzer)
            )
        heard = hear_choices(
            question, ranked, best, choices, analyzer=analyzer, confidence=self.confidence
        )
        if trace:
            trace.compared, trace.together = heard.voices.told, heard.together
        quotes = _shown(question, sure, heard, threshold, alone=top == 1)
        if not quotes:
            return _silence(question, analyzer, best[0])
        return _answer(question, quotes, analyzer, heard.voices)


def trained_composer(max_wrong: float) -> Composer:
    """The composer with the models in the package."""
    return Composer(trained_ranker(), trained_confidence(), max_wrong)


def _shown(
    question: Question, sure: Sequence[Choice], heard: Heard, threshold: float, *, alone: bool
) -> Sequence[ScoredQuote]:
    """The quotes to give, one of each side where sources differ; none where silence is better.

    Those close behind are quoted too where the best was wanted ``alone``.
    """
    convincing = heard.together >= max(threshold, HEARD)
    if not sure and not convincing:
        return ()
    sides = heard.voices.sides()
    if not sure or (len(sides) > 1 and (convincing or heard.voices.first_claims)):
        return sides
    quotes = _quotes(sure)
    if alone:
        close = _quotes(close_behind(question, heard.choices))
        quotes += (quote for quote in close if not heard.voices.repeats(quote))
    return quotes


def _quotes(choices: Iterable[Choice]) -> list[ScoredQuote]:
    return [choice.scored_quote() for choice in choices]


def _answer(
    question: Question,
    quotes: Sequence[ScoredQuote],
    analyzer: Analyzer,
    voices: Voices | None = None,
) -> Answer:
    return Answer(
        question.text,
        tuple(quotes),
        sources_differ=any(quote.differing for quote in quotes),
        agreeing=voices.agreeing(quotes) if voices else 0,
        respellings=used_respellings(question, quotes, analyzer),
    )


def _silence(question: Question, analyzer: Analyzer, nearest: Choice | None = None) -> Abstention:
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
