"""The ranker: a linear model over named features (Surdeanu et al. 2011), read from a data file.

`retrieval/training/ranker.py` trains the weights; `features` and `typed_features` hold what they
multiply. A linear model came within 0.4 points of boosted trees, and a person can read it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib import resources
from operator import attrgetter
from typing import TYPE_CHECKING

from retrieval.answering.answer_types import AnswerType
from retrieval.answering.features import GENERAL
from retrieval.answering.typed_features import TYPED

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from retrieval.answering.candidates import Candidate
    from retrieval.answering.features import Feature

    Weighted = tuple[Feature, float]


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate and its score, whose differences are log odds."""

    candidate: Candidate
    score: float


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one feature or signal adds to a sum: its name, its value, and value times weight."""

    name: str
    value: float
    added: float


class Ranker:
    """Scores candidates by the weights of `GENERAL` and `TYPED` features, by name."""

    def __init__(self, weights: Mapping[str, float]) -> None:
        self._features = {
            kind: _weighted((*GENERAL, *TYPED.get(kind, ())), weights) for kind in AnswerType
        }

    def rank(self, candidates: Iterable[Candidate]) -> list[Ranked]:
        """The candidates, best first; ties in the order in which they came."""
        ranked = [Ranked(candidate, self.score(candidate)) for candidate in candidates]
        return sorted(ranked, key=attrgetter("score"), reverse=True)

    def score(self, candidate: Candidate) -> float:
        """The weighted sum of the candidate's features."""
        features = self._features[candidate.question.asks_for]
        return sum([weight * feature(candidate) for feature, weight in features])

    def explain(self, candidate: Candidate) -> list[Contribution]:
        """What every feature adds to the score, the weightiest first."""
        rows = [
            Contribution(feature.__name__, value := feature(candidate), weight * value)
            for feature, weight in self._features[candidate.question.asks_for]
        ]
        return sorted(rows, key=lambda row: -abs(row.added))


def _weighted(features: Iterable[Feature], weights: Mapping[str, float]) -> tuple[Weighted, ...]:
    return tuple((feature, weights[feature.__name__]) for feature in features)


@cache
def trained_ranker() -> Ranker:
    """The ranker with the weights in the package."""
    data = (resources.files("retrieval") / "data" / "ranker.json").read_text(encoding="utf-8")
    return Ranker(json.loads(data)["weights"])
