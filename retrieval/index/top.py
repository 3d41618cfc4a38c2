"""Finding the highest of very many sums, most of which are zero.

`numpy.argpartition` takes milliseconds on such numbers. Instead a stripe's sums are looked at as a
table: the k-th highest of the columns' maxima can't lie above the k-th highest sum, and only
columns that reach it can hold one of the k highest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_TINY = float(np.finfo(np.float32).tiny)  # below all sums but zero


def table_shape(sums: int) -> tuple[int, int]:
    """Rows and columns for so many sums: room for all, wider than high.

    >>> table_shape(100)
    (4, 32)
    """
    columns = max(16, 1 << (sums.bit_length() + 3) // 2)
    return -(-sums // columns), columns


class Leaders:
    """The passages that may belong to the k best of all, while stripe after stripe is looked at.

    Args:
        k: how many are looked for, at least 1.
        slack: as sums are known only about, one so far below the k-th highest ...
        share: ... and only this share of it may still belong.
    """

    def __init__(self, k: int, *, slack: float, share: float) -> None:
        self._k = k
        self._slack = slack
        self._share = share
        self.floor = 0.0  # what a sum must reach to matter; 0 while fewer than k are known
        self._ids: list[NDArray[np.intp]] = []
        self._sums: list[NDArray[np.float32]] = []
        self._unknown: list[float] = []

    def look(self, table: NDArray[np.float32], base: int, unknown: float = 0.0) -> None:
        """Take note of a stripe's sums, row by row.

        Args:
            table: the sums.
            base: the id of the stripe's first passage.
            unknown: what the sums may lack at most; below the floor.
        """
        maxima = np.maximum.reduce(table)
        if not self.floor:
            self._raise(maxima)
        floor = max(self.floor - unknown, _TINY)
        columns = (maxima >= floor).nonzero()[0]
        if not len(columns):
            return
        some = table.take(columns, axis=1).ravel()
        found = (some >= floor).nonzero()[0]
        rows, which = np.divmod(found, len(columns))
        rows *= len(maxima)
        rows += columns.take(which)
        rows += base
        self._ids.append(rows)
        self._sums.append(some.take(found))
        self._unknown.append(unknown)

    def ids(self) -> NDArray[np.intp]:
        """The ids of all passages that may belong, ascending."""
        if len(self._ids) == 1:
            return self._ids[0]
        if not self._ids:
            return np.empty(0, np.intp)
        self._raise(np.concatenate(self._sums))
        kept = [
            ids[sums >= self.floor - unknown]
            for ids, sums, unknown in zip(self._ids, self._sums, self._unknown, strict=True)
        ]
        return np.concatenate(kept)

    def _raise(self, sums: NDArray[np.float32]) -> None:
        """Raise the floor to what the k-th highest of some passages' sums tells."""
        if len(sums) >= self._k:
            highest = float(np.partition(sums, -self._k)[-self._k])
            self.floor = max(self.floor, (highest - self._slack) * self._share)
