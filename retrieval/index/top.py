"""Finding the highest of very many scores, most of which are zero.

`numpy.argpartition` takes milliseconds on such scores. Instead they are looked at as a matrix:
the k-th highest of the columns' maxima can't lie above the k-th highest score, and only columns
that reach it can hold one of the k highest scores.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


def table_shape(scores: int) -> tuple[int, int]:
    """Rows and columns for so many scores: room for all, wider than high.

    >>> table_shape(100)
    (4, 32)
    """
    columns = max(16, 1 << (scores.bit_length() + 3) // 2)
    return -(-scores // columns), columns


def reaching(
    table: NDArray[np.float32], k: int, *, slack: float, share: float
) -> NDArray[np.intp] | None:
    """The positions of all scores that may belong to the k highest, ascending.

    Where that can't be told from zeros, because fewer than k scores are high enough, None.

    Args:
        table: scores row by row, none negative.
        k: how many are looked for, at least 1.
        slack: as scores are known only about, a score so far below the k-th highest ...
        share: ... and only this share of it may still belong.
    """
    maxima = table.max(axis=0)
    if k > len(maxima):
        return None
    floor = (float(np.partition(maxima, -k)[-k]) - slack) * share
    if floor <= 0:
        return None
    columns = (maxima >= floor).nonzero()[0]
    found = (table.take(columns, axis=1) >= floor).ravel().nonzero()[0]
    rows, which = np.divmod(found, len(columns))
    return np.asarray(rows * len(maxima) + columns.take(which))
