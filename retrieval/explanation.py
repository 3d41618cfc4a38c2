"""How an answer came about: a question's trace in numbers that a person can check.

Every score is told as the sum of its parts, by the very functions that made it.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from retrieval.answering.features import GENERAL
from retrieval.answering.signals import SIGNALS
from retrieval.answering.typed_features import TYPED
from retrieval.model import Answer, Quote, ScoredPassage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from retrieval.answering import AnswerType, Composer, Question
    from retrieval.answering.ranker import Contribution, Ranked
    from retrieval.index import TermScore
    from retrieval.model import Abstention, Passage, ScoredQuote
    from retrieval.snapshot import Snapshot
    from retrieval.trace import Stage, Trace

SENTENCES = 5  # explained, of hundreds that compete


@dataclass(frozen=True, slots=True)
class WordRead:
    """A word of the question: its weight (about its idf) and in how many passages it stands.

    ``terms`` are the index terms that are the word itself; ``also`` those that are taken for it,
    each with the share of the weight that it counts: respellings, and words of its kin.
    """

    word: str
    weight: float
    passages: int
    terms: tuple[str, ...]
    also: tuple[tuple[str, float], ...]
    is_name: bool
    is_number: bool
    is_focus: bool


@dataclass(frozen=True, slots=True)
class QuestionRead:
    """How a question was read: the kind of thing it asks for, its words, and those left out."""

    text: str
    asks_for: AnswerType
    languages: tuple[str, ...]
    words: tuple[WordRead, ...]
    left_out: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PassageFound:
    """A passage and what each term adds to its score."""

    found: ScoredPassage
    terms: tuple[TermScore, ...]


@dataclass(frozen=True, slots=True)
class Addend:
    """What one feature or signal adds to a sum, and what it measures, in its docstring's words."""

    name: str
    meaning: str
    value: float
    added: float


@dataclass(frozen=True, slots=True)
class SentenceWeighed:
    """A sentence that competed: its score as the sum of what features add, the weightiest first.

    ``rank`` is that of its passage, from 1.
    """

    sentence: Quote
    passage: Passage
    rank: int
    score: float
    features: tuple[Addend, ...]
    is_quoted: bool


@dataclass(frozen=True, slots=True)
class Sureness:
    """How sure the best quote is: log odds as a sum of ``bias`` and signals, and the threshold.

    ``max_wrong`` is the share of wrong answers that the threshold stands for; None for one that
    was given.
    """

    quote: ScoredQuote
    bias: float
    signals: tuple[Addend, ...]
    threshold: float
    max_wrong: float | None

    @property
    def log_odds(self) -> float:
        """The sum."""
        return self.bias + sum(signal.added for signal in self.signals)


@dataclass(frozen=True, slots=True)
class Explanation:
    """How an answer or a silence came about, in the order in which it did.

    ``compared`` are the quotes that were compared for differing claims, each with its side
    (quotes of one side agree) or None where it claims nothing that compares. ``together`` is how
    likely one of the two or three sections that answer is right, else 0. ``seconds`` are what the
    stages took, in order.
    """

    question: QuestionRead
    passages: tuple[PassageFound, ...]
    sentences: tuple[SentenceWeighed, ...]
    sureness: Sureness | None
    compared: tuple[tuple[ScoredQuote, int | None], ...]
    together: float
    seconds: tuple[tuple[Stage, float], ...]


@dataclass(frozen=True, slots=True)
class Explained:
    """A result and how it came about; None where nothing was searched, as for small talk."""

    result: Answer | Abstention
    explanation: Explanation | None


def explain(
    result: Answer | Abstention,
    trace: Trace,
    snapshot: Snapshot,
    composer: Composer,
    min_confidence: float | None,
) -> Explanation | None:
    """What ``trace`` holds about ``result``; snapshot and composer are those that made it."""
    if trace.question is None:
        return None
    quotes = result.quotes if isinstance(result, Answer) else ()
    return Explanation(
        _question_read(trace.question, trace),
        _passages(trace.question, trace, snapshot),
        tuple(_weighed(r, composer, quotes) for r in trace.ranked[:SENTENCES]),
        _sureness(trace, composer, min_confidence),
        tuple(trace.compared),
        trace.together,
        tuple(trace.seconds.items()),
    )


def _meanings(functions: Iterable[Callable[..., float]]) -> dict[str, str]:
    """The first line of each one's docstring; without docstrings (`python -OO`) nothing."""
    return {f.__name__: (f.__doc__ or "").partition("\n")[0] for f in functions}


_SIGNALS = _meanings(SIGNALS)
_FEATURES = _meanings((*GENERAL, *chain.from_iterable(TYPED.values())))


def _addends(parts: Iterable[Contribution], meanings: Mapping[str, str]) -> tuple[Addend, ...]:
    return tuple(Addend(p.name, meanings[p.name], p.value, p.added) for p in parts)


def _question_read(question: Question, trace: Trace) -> QuestionRead:
    first = trace.analyzers[0]
    return QuestionRead(
        question.text,
        question.asks_for,
        tuple(analyzer.language for analyzer in trace.analyzers),
        tuple(_word_read(question, number) for number in range(len(question.terms))),
        tuple(
            surface
            for surface in first.surfaces(question.text)
            if not any(term in question.matches for term in first.terms(surface))
        ),
    )


def _word_read(question: Question, number: int) -> WordRead:
    word = question.terms[number]
    factors = {
        term: factor
        for term, pairs in question.matches.items()
        for matched, factor in pairs
        if matched == number
    }
    return WordRead(
        word.surface,
        word.weight,
        word.passages,
        tuple(term for term, factor in factors.items() if factor == 1),
        tuple((term, factor) for term, factor in factors.items() if factor < 1),
        number in question.names,
        number in question.numbers,
        number == question.focus,
    )


def _passages(question: Question, trace: Trace, snapshot: Snapshot) -> tuple[PassageFound, ...]:
    told = snapshot.term_scores(question, [number for number, _, _ in trace.retrieved])
    return tuple(
        PassageFound(ScoredPassage(number, facts.passage, score), terms)
        for (number, score, facts), terms in zip(trace.retrieved, told, strict=True)
    )


def _weighed(ranked: Ranked, composer: Composer, quotes: Sequence[ScoredQuote]) -> SentenceWeighed:
    pooled = ranked.candidate.pooled
    passage, span = pooled.facts.passage, ranked.candidate.facts.span
    return SentenceWeighed(
        Quote(passage.document, span),
        passage,
        pooled.rank + 1,
        ranked.score,
        _addends(composer.ranker.explain(ranked.candidate), _FEATURES),
        any(q.quote.document == passage.document and span in q.quote.span for q in quotes),
    )


def _sureness(trace: Trace, composer: Composer, min_confidence: float | None) -> Sureness | None:
    if not trace.choices:
        return None
    best, model = trace.choices[0], composer.confidence
    return Sureness(
        best.scored_quote(),
        model.bias,
        _addends(model.explain(best.evidence), _SIGNALS),
        trace.threshold,
        composer.max_wrong if min_confidence is None else None,
    )
