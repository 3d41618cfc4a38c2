"""Whether confidences mean what they say, and whether they tell right quotes from wrong ones.

Sources: reliability by bins and the expected calibration error as in Naeini, Cooper and
Hauskrecht, "Obtaining Well Calibrated Probabilities Using Bayesian Binning", AAAI 2015; the area
under the curve as in Hanley and McNeil, "The Meaning and Use of the Area under a Receiver
Operating Characteristic (ROC) Curve", Radiology 143 (1982).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from retrieval.intervals import wilson

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

BINS = 10


@dataclass(frozen=True, slots=True)
class Judged:
    """A confidence, 0 to 1, whether its quote was right, and how many questions it counts for."""

    confidence: float
    right: bool
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Bin:
    """The confidences from ``low`` up to a tenth more: their mean, and the share that was right.

    ``weight`` is the number of questions.
    """

    low: float
    weight: float
    mean: float
    right: float

    @property
    def interval(self) -> tuple[float, float]:
        """The 95% interval of the share that was right."""
        return wilson(round(self.right * self.weight), round(self.weight))


@dataclass(frozen=True, slots=True)
class Calibration:
    """How confidences fared: bins that hold any, the error, 0 to 1, and the area under the curve.

    The error is how far confidence lies from the share that was right, by bin, on average. The
    area is the chance that a right quote is surer than a wrong one; None without both kinds.
    """

    bins: tuple[Bin, ...]
    error: float
    area: float | None


def calibration(judged: Iterable[Judged]) -> Calibration:
    """Compare confidences with what was right.

    >>> told = [Judged(0.9, True), Judged(0.9, True), Judged(0.2, False), Judged(0.2, True)]
    >>> found = calibration(told)
    >>> round(found.error, 3), round(found.area, 3)
    (0.2, 0.833)
    """
    ordered = sorted(judged, key=lambda one: one.confidence)
    bins = tuple(_bin(tenth, list(inside)) for tenth, inside in groupby(ordered, _tenth))
    total = sum(each.weight for each in bins)
    error = sum(each.weight * abs(each.mean - each.right) for each in bins) / (total or 1.0)
    return Calibration(bins, error, _area(ordered))


def _tenth(one: Judged) -> int:
    return min(int(one.confidence * BINS), BINS - 1)


def _bin(tenth: int, inside: Sequence[Judged]) -> Bin:
    weight = sum(one.weight for one in inside)
    mean = sum(one.weight * one.confidence for one in inside) / weight
    right = sum(one.weight for one in inside if one.right) / weight
    return Bin(tenth / BINS, weight, mean, right)


def _area(ordered: Sequence[Judged]) -> float | None:
    """The share of pairs of a right and a wrong quote in which the right one is surer."""
    wrong = won = 0.0
    for _, equals in groupby(ordered, lambda one: one.confidence):
        group = list(equals)
        own_wrong = sum(one.weight for one in group if not one.right)
        own_right = sum(one.weight for one in group if one.right)
        won += own_right * (wrong + own_wrong / 2)
        wrong += own_wrong
    right = sum(one.weight for one in ordered if one.right)
    return won / (right * wrong) if right and wrong else None
