"""Finding the highest of very many scores, most of which are zero.

`numpy.argpartition` takes milliseconds on such scores. Instead they are looked at as a matrix:
the k-th highest of the columns' maxima can't lie above the k-th highest score, and only columns
that reach it can hold one of the k highest scores.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray


def table_shape(scores: int) -> tuple[int, int]:
    """Rows and columns for so many scores: room for all, wider than high.

    >>> table_shape(100)
    (4, 32)
    """
    columns = max(16, 1 << (scores.bit_length() + 3) // 2)
    return -(-scores // columns), columns


def candidates(
    table: NDArray[np.float32], k: int, floor: Callable[[float], float]
) -> NDArray[np.intp]:
    """The positions of all positive scores that may belong to the k highest, ascending.

    Args:
        table: scores row by row, none negative.
        k: how many are looked for, at least 1.
        floor: from a bound that the k-th highest score reaches to the lowest score to return,
            for scores that are known only about.
    """
    maxima = table.max(axis=0)
    if k <= len(maxima):
        bound = floor(float(np.partition(maxima, -k)[-k]))
        if bound > 0:
            columns = (maxima >= bound).nonzero()[0]
            found = (table.take(columns, axis=1) >= bound).ravel().nonzero()[0]
            rows, which = np.divmod(found, len(columns))
            return np.asarray(rows * len(maxima) + columns.take(which))
    return table.ravel().nonzero()[0]
