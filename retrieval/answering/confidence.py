"""How sure a quote is: a small logistic model over what is covered, missing and close behind.

No raw BM25 score goes in: those don't compare across questions. `retrieval/training/confidence.py`
fits the weights on questions of which half have an answer in the documents, and notes for a range
of error rates the threshold at which that share of the given answers was wrong.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from retrieval.answering import features, typed_features
from retrieval.answering.absence import evidence
from retrieval.answering.answer_types import AnswerType
from retrieval.answering.candidates import merge
from retrieval.answering.ranker import Contribution

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from retrieval.answering.candidates import Candidate


@dataclass(frozen=True, slots=True)
class Evidence:
    """What confidence is judged by: a candidate, its score, its quote's share of the softmax."""

    candidate: Candidate
    score: float
    share: float


def held_nearby(candidate: Candidate) -> dict[int, float]:
    """The question terms in the sentence, the one before it and the title, each by how much."""
    held = dict(candidate.hits.factors)
    for near in (candidate.pooled.title, candidate.before):
        if near:
            merge(held, near.factors)
    return held


def information(e: Evidence) -> float:
    """How much of the question the passage holds, a fifth for each word as rare as can be."""
    c = e.candidate
    return min(c.pooled.hits.weight / c.question.rarest / _WORDS, 2.0)


def rarest_held(e: Evidence) -> float:
    """The rarest word of the question in the sentence, 1 for one that stands in one passage."""
    c = e.candidate
    held = [c.question.weights[n] * factor for n, factor in c.hits.factors.items()]
    return max(held, default=0.0) / c.question.rarest


def words_tell(e: Evidence) -> float:
    """Weight of evidence of the words held nearby and lacked: "kind" may be, a name hardly.

    What stands for a word (a synonym, say) tells as far as it counts. Another inflection, by its
    first letters, or a word of like meaning in the sentence itself is as good as the word.
    """
    c = e.candidate
    question = c.question
    held = held_nearby(c)
    held |= dict.fromkeys((*features.softly_held(c), *features.held_by_meaning(c)), 1.0)
    told = 0.0
    for n, chance in enumerate(question.absences):
        share = held.get(n, 0.0)
        told += share * evidence(chance, held=True) + (1 - share) * evidence(chance, held=False)
    return max(-2.0, min(2.0, told / _TOLD))


def unseen(e: Evidence) -> float:
    """Share of the question's weight in words that stand nowhere in the documents."""
    question = e.candidate.question
    return sum(t.weight for t in question.terms if not t.known) / question.total


def names_missing(e: Evidence) -> float:
    """Share of the question's names that the passage and its title lack."""
    return features.names_missing(e.candidate)


def shared_pairs(e: Evidence) -> float:
    """Share of the question's neighbouring words that are neighbours in the sentence."""
    return features.shared_pairs(e.candidate)


def adjacent_terms(e: Evidence) -> float:
    """Share of neighbouring question terms that stand near each other, in order."""
    return features.adjacent_terms(e.candidate)


def novelty(e: Evidence) -> float:
    """Words past those of the question: a long sentence holds anything by chance."""
    return features.novelty(e.candidate)


def soft_matches(e: Evidence) -> float:
    """Missing weight that other inflections in the sentence may make up for."""
    return features.soft_matches(e.candidate)


def ranking_score(e: Evidence) -> float:
    """What the ranker's features add up to, in units of twenty."""
    return e.score / _SCORE


def kind_found(e: Evidence) -> float:
    """1 where the sentence holds the kind of thing asked for, -1 where not, 0 where unknown."""
    test = _KINDS.get(e.candidate.question.asks_for)
    if test is None:
        return 0.0
    return 1.0 if test(e.candidate) else -1.0


def definition_found(e: Evidence) -> float:
    """Whether a sentence about what is asked to be defined defines it, or says who that is."""
    c = e.candidate
    if c.question.asks_for is not AnswerType.DEFINITION:
        return 0.0
    return max(typed_features.defined(c), typed_features.introduced(c))


def spelt_out(e: Evidence) -> float:
    """Whether it spells out the abbreviation that is asked to be defined."""
    if e.candidate.question.asks_for is not AnswerType.DEFINITION:
        return 0.0
    return typed_features.spelt_out(e.candidate)


def share(e: Evidence) -> float:
    """The share of the softmax over the pool that the quote's sentences have.

    What spells out the abbreviation that is asked about has no rivals.
    """
    return 1.0 if spelt_out(e) else e.share


def terms(e: Evidence) -> float:
    """The number of the question's words, logarithmic: with one or two, all is coincidence."""
    return math.log1p(len(e.candidate.question.terms)) / math.log(11)


_WORDS = 5
_TOLD = 6
_SCORE = 20
_KINDS: Mapping[AnswerType, Callable[[Candidate], float]] = {
    AnswerType.PERSON: typed_features.person_named,
    AnswerType.TIME: typed_features.time_told,
    AnswerType.PLACE: typed_features.place_named,
    AnswerType.COUNT: typed_features.count_told,
    AnswerType.AMOUNT: typed_features.amount_new,
    AnswerType.DURATION: typed_features.duration_told,
    AnswerType.REASON: typed_features.reason_told,
}
SIGNALS: tuple[Callable[[Evidence], float], ...] = (
    information,
    rarest_held,
    words_tell,
    unseen,
    names_missing,
    shared_pairs,
    adjacent_terms,
    soft_matches,
    novelty,
    kind_found,
    definition_found,
    spelt_out,
    ranking_score,
    share,
    terms,
)


@dataclass(frozen=True, slots=True)
class Confidence:
    """The fitted model: a probability for evidence, a threshold for a wanted error rate."""

    bias: float
    weights: Mapping[str, float]
    thresholds: Sequence[tuple[float, float]]

    def of(self, evidence: Evidence) -> float:
        """The probability, 0 to 1, that the candidate answers."""
        total = self.bias + sum(
            self.weights[signal.__name__] * signal(evidence) for signal in SIGNALS
        )
        return 1 / (1 + math.exp(-total))

    def explain(self, evidence: Evidence) -> list[Contribution]:
        """What every signal adds to the log odds, the weightiest first."""
        rows = [
            Contribution(s.__name__, value := s(evidence), value * self.weights[s.__name__])
            for s in SIGNALS
        ]
        return sorted(rows, key=lambda row: -abs(row.added))

    def threshold(self, max_wrong: float) -> float:
        """The least confidence at which at most ``max_wrong`` of given answers were wrong."""
        fitting = [threshold for rate, threshold in self.thresholds if rate <= max_wrong]
        return min(fitting, default=1.0)


@cache
def trained_confidence() -> Confidence:
    """The model in the package."""
    path = resources.files("retrieval") / "data" / "confidence.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    return Confidence(data["bias"], data["weights"], [tuple(row) for row in data["thresholds"]])
