"""How sure a quote is: a small logistic model over what is covered, missing and close behind.

`signals` holds what it weighs. `retrieval/training/confidence.py` fits the weights on questions of
which half have an answer in the documents, and notes for a range of error rates the threshold at
which that share of the given answers was wrong.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from retrieval.answering.ranker import Contribution
from retrieval.answering.signals import SIGNALS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from retrieval.answering.signals import Evidence


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
