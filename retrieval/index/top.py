"""Finding the highest of very many scores, most of which are zero.

`numpy.argpartition` takes milliseconds on such numbers. Instead a stripe's scores are looked at as
a table: the k-th highest of the columns' maxima can't lie above the k-th highest score, and only
columns that reach it can hold one of the k highest. In a small table all scores are looked at
once more instead, which takes fewer calls.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_TINY = float(np.finfo(np.float64).tiny)  # below all scores but zero
_SMALL = 1 << 14  # scores
_JUST_BELOW = 1 - 1e-12  # since a sum in another order may end in other bits


def table_shape(scores: int) -> tuple[int, int]:
    """Rows and columns for so many scores: room for all, wider than high.

    >>> table_shape(100)
    (4, 32)
    """
    columns = max(16, 1 << (scores.bit_length() + 3) // 2)
    return -(-scores // columns), columns


class Leaders(NamedTuple):
    """Passages that may belong to the best: their ids, ascending, and scores.

    Only the first ``whole`` scores are whole; the others may lack something.
    """

    ids: NDArray[np.intp]
    scores: NDArray[np.float64]
    whole: int


class Contest:
    """Finds the k passages with the highest scores, while stripe after stripe is looked at."""

    def __init__(self, k: int) -> None:
        self._k = k
        self._ids: list[NDArray[np.intp]] = []  # of each stripe's leaders
        self._scores: list[NDArray[np.float64]] = []
        self._unknown: list[float] = []
        self.floor = 0.0  # what the k-th best has at least; 0 while fewer than k are known

    def look(self, table: NDArray[np.float64], base: int, unknown: float = 0.0) -> None:
        """Take note of a stripe's scores, row by row.

        Args:
            table: the scores.
            base: the id of the stripe's first passage.
            unknown: what the scores may lack at most; below the floor, and never less than before.
                Unless it is 0, they may be added up in any order.
        """
        maxima = np.maximum.reduce(table)
        if not self.floor:
            self._raise(maxima.copy())
        floor = max(self.floor - unknown, _TINY)
        ids, scores = _reaching(floor, table, maxima)
        if not len(ids):
            return
        ids += base
        self._ids.append(ids)
        self._scores.append(scores)
        self._unknown.append(unknown)
        if len(self._ids) > 1:
            self._raise(np.concatenate(self._scores))

    def leaders(self) -> Leaders:
        """All passages that may belong to the k best."""
        if len(self._ids) == 1:
            ids, scores, unknown = self._ids[0], self._scores[0], self._unknown[0]
            return Leaders(ids, scores, 0 if unknown else len(ids))
        if not self._ids:
            return Leaders(np.empty(0, np.intp), np.empty(0), 0)
        lacking = np.repeat(self._unknown, list(map(len, self._ids)))
        scores = np.concatenate(self._scores)
        kept = scores >= self.floor - lacking
        whole = int((kept & (lacking == 0)).sum())
        return Leaders(np.concatenate(self._ids)[kept], scores[kept], whole)

    def _raise(self, scores: NDArray[np.float64]) -> None:
        """Raise the floor to the k-th highest of some passages' scores, whose order is lost."""
        if len(scores) >= self._k:
            scores.partition(place := len(scores) - self._k)
            self.floor = max(self.floor, float(scores[place]) * _JUST_BELOW)


def _reaching(
    floor: float, table: NDArray[np.float64], maxima: NDArray[np.float64]
) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
    """The scores in a table that reach ``floor``, and which they are, row by row.

    ``maxima`` are the columns'.
    """
    if table.size <= _SMALL:
        found = (table.ravel() >= floor).nonzero()[0]
        return found, table.take(found)
    columns = (maxima >= floor).nonzero()[0]
    if not len(columns):
        return columns, maxima[:0]
    some = table.take(columns, axis=1).ravel()
    found = (some >= floor).nonzero()[0]
    numbers = found // len(columns)
    numbers *= len(maxima)
    numbers += columns.take(found, mode="wrap")
    return numbers, some.take(found)
