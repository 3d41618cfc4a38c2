"""The composer: from retrieved passages to an answer in quotes, or to silence.

It ranks every sentence of the passages, quotes the best with a neighbour where that is worth its
words, stays silent where its confidence is under the threshold, and where other sources say
otherwise puts them beside each other instead of choosing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import islice, takewhile
from math import prod
from typing import TYPE_CHECKING

from retrieval.answering.answer_types import AnswerType
from retrieval.answering.candidates import pool_candidates
from retrieval.answering.confidence import trained_confidence
from retrieval.answering.differences import hear, read_asked, telling_passages
from retrieval.answering.ranker import trained_ranker
from retrieval.answering.respellings import used_respellings
from retrieval.answering.spans import quote_at, sentence_scores
from retrieval.model import Abstention, Answer, Quote, ScoredQuote, Span, TermCount, Why
from retrieval.trace import Stage

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from retrieval.analysis import Analyzer
    from retrieval.answering.candidates import Candidate, PassageFacts
    from retrieval.answering.confidence import Confidence
    from retrieval.answering.differences import Voices
    from retrieval.answering.question import Question
    from retrieval.answering.ranker import Ranked, Ranker
    from retrieval.answering.signals import Evidence
    from retrieval.trace import Trace

    Retrieved = Sequence[tuple[int, float, PassageFacts]]  # passage id, BM25 score, facts

# Log odds by which another passage's sentence may score less to be a quote of its own.
SECOND_MARGIN = 0.5
LIST_MARGIN = 1.5  # the same for questions that want several things
MOST_QUOTES = 3  # of an answer to those
MOST_VOICES = 15  # quotes that are compared
HEARD = 0.8  # how sure sections that answer must be together, where the best quote isn't: NOTES.md
_FEW = (2, 3)


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
class Heard:
    """Quotes that could be given, what they claim, how sure those are together that answer."""

    choices: Sequence[Choice]
    voices: Voices
    together: float


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
        choices = self.choices(ranked)
        best = list(islice(choices, skip, skip + top))
        if trace:
            trace.choices, trace.threshold = best, threshold
        sure = list(takewhile(lambda choice: choice.confidence >= threshold, best))
        if skip or not best:
            return (
                _answer(question, _quotes(sure), analyzer) if sure else _silence(question, analyzer)
            )
        heard = self._hear(question, ranked, best, choices, analyzer)
        if trace:
            trace.compared, trace.together = heard.voices.told, heard.together
        convincing = heard.together >= max(threshold, HEARD)
        if not sure and not convincing:
            return _silence(question, analyzer, best[0])
        sides = heard.voices.sides()
        if not sure or (len(sides) > 1 and (convincing or heard.voices.first_claims)):
            return _answer(question, sides, analyzer, heard.voices)
        if top == 1:
            close = _close_behind(question, heard.choices)
            sure += (choice for choice in close if not heard.voices.repeats(choice.scored_quote()))
        return _answer(question, _quotes(sure), analyzer, heard.voices)

    def _hear(
        self,
        question: Question,
        ranked: Sequence[Ranked],
        best: Sequence[Choice],
        others: Iterator[Choice],
        analyzer: Analyzer,
    ) -> Heard:
        """What the best quotes claim, and the other quotes of passages that tell of all asked."""
        asked = read_asked(question, analyzer)
        telling = telling_passages(asked, (r.candidate for r in ranked))
        choices = [*best, *(others if telling else _near(others, best[0]))]
        told = _telling(choices, telling)
        voices = hear(asked, _quotes(told), analyzer)
        return Heard(choices, voices, self._chance(told, voices))

    def _chance(self, told: Sequence[Choice], voices: Voices) -> float:
        """How likely one of the sections that answer is right, each by itself.

        Sentences that claim nothing don't count against one that does. It is 0 unless two or
        three sections answer: what more of them do is asked too broadly.
        """
        speakers = voices.speakers()
        if len(speakers) not in _FEW:
            return 0.0
        alone = (replace(told[number].evidence, share=1.0) for number in speakers)
        return 1 - prod(1 - self.confidence.of(evidence) for evidence in alone)

    def choices(self, ranked: Sequence[Ranked]) -> Iterator[Choice]:
        """Every quote that could be given, best first, none overlapping one before it.

        None is surer than one before it.
        """
        most = 1.0
        scores = sentence_scores(ranked)
        taken: list[tuple[str, Span]] = []
        for place, best in enumerate(ranked):
            span, evidence = quote_at(ranked, place, scores)
            path = best.candidate.pooled.facts.passage.document.path
            if any(path == other and span.overlaps(used) for other, used in taken):
                continue
            taken.append((path, span))
            most = min(most, self.confidence.of(evidence))
            yield Choice(evidence, span, best.score, most)


def trained_composer(max_wrong: float) -> Composer:
    """The composer with the models in the package."""
    return Composer(trained_ranker(), trained_confidence(), max_wrong)


def _near(choices: Iterable[Choice], best: Choice) -> Iterator[Choice]:
    """Those that the best leads by so little that they may be quoted along."""
    return takewhile(lambda choice: best.score - choice.score < LIST_MARGIN, choices)


def _telling(choices: Sequence[Choice], passages: frozenset[int]) -> list[Choice]:
    """The best quote and those of passages that tell of all that is asked; none without any."""
    told = (c for c in choices[1:] if c.candidate.pooled.id in passages)
    return [choices[0], *islice(told, MOST_VOICES - 1)] if passages else []


def _quotes(choices: Iterable[Choice]) -> list[ScoredQuote]:
    return [choice.scored_quote() for choice in choices]


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


def _one_a_section(choices: Iterable[Choice]) -> list[Choice]:
    sections: dict[tuple[str, Span], Choice] = {}
    for choice in choices:
        sections.setdefault(choice.passage_key, choice)
    return list(sections.values())


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
