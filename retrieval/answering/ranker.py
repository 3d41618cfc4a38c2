"""The ranker: a linear model over named features (Surdeanu et al. 2011), read from a data file.

`retrieval/training/ranker.py` trains the weights; `FEATURES` names what they multiply. A linear
model came within 0.4 points of boosted trees (NOTES.md) and can be read by a person.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from retrieval.answering.features import FEATURES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from retrieval.answering.candidates import Candidate
    from retrieval.answering.features import Feature


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate and its score; differences of scores are log odds, their level means nothing."""

    candidate: Candidate
    score: float


class Ranker:
    """Scores candidates; features of weight 0 are not computed."""

    def __init__(self, weights: dict[str, float]) -> None:
        self._weighted: tuple[tuple[Feature, float], ...] = tuple(
            (feature, weights[feature.__name__])
            for feature in FEATURES
            if weights.get(feature.__name__)
        )

    def rank(self, candidates: Iterable[Candidate]) -> list[Ranked]:
        """The candidates, best first; ties in the order in which they came."""
        ranked = [Ranked(candidate, self.score(candidate)) for candidate in candidates]
        return sorted(ranked, key=lambda r: -r.score)

    def score(self, candidate: Candidate) -> float:
        """The weighted sum of the candidate's features."""
        return sum(weight * feature(candidate) for feature, weight in self._weighted)

    def explain(self, candidate: Candidate) -> Sequence[tuple[str, float, float]]:
        """Name, value and contribution of every feature, the weightiest contribution first."""
        values = [(f.__name__, f(candidate), weight) for f, weight in self._weighted]
        rows = [(name, value, value * weight) for name, value, weight in values]
        return sorted(rows, key=lambda row: -abs(row[2]))


@cache
def trained_ranker() -> Ranker:
    """The ranker with the weights in the package."""
    return Ranker(_load("ranker.json"))


def _load(name: str) -> dict[str, float]:
    data = (resources.files("retrieval") / "data" / name).read_text(encoding="utf-8")
    weights: dict[str, float] = json.loads(data)["weights"]
    return weights
