"""The memory that a search works in, kept for the next: fresh memory costs page faults.

It holds the sums of one stripe at a time, so its size doesn't depend on the index's.
"""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

import numpy as np

from retrieval.index.accumulate import accumulator
from retrieval.index.blocks import STRIPE_PASSAGES
from retrieval.index.segment import BLOCK_BITS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from retrieval.index.blocks import Stripe


class Desk:
    """Adds up the impacts of a query's terms in a stripe of passages."""

    def __init__(self) -> None:
        self._sums = np.empty(STRIPE_PASSAGES, np.float32)
        self._passages = np.empty(STRIPE_PASSAGES, np.int32)
        self._impacts = np.empty(STRIPE_PASSAGES, np.float32)
        self._add = accumulator()

    def add_up(
        self, stripe: Stripe, pointers: list[list[int]], weights: NDArray[np.float32]
    ) -> NDArray[np.float32]:
        """The sums of a stripe's passages, row by row in a table of the stripe's shape.

        The table is good until the next call.

        Args:
            stripe: whose passages.
            pointers: of each term, as `Stripe.pointers` gives them.
            weights: what the impacts of each term count.
        """
        rows, columns = stripe.shape
        sums = self._sums[: rows * columns]
        sums.view(np.uint8).fill(0)  # so that NumPy calls memset, in half the time
        for first, end in _batches(pointers):
            ends = self._widen(stripe, pointers[first:end])
            size = ends[-1]
            passages, impacts = self._passages[:size], self._impacts[:size]
            self._add(sums, np.array(ends, np.int32), passages, impacts, weights[first:end])
        stripe.clear_gaps(sums)
        return sums.reshape(rows, columns)

    def _widen(self, stripe: Stripe, pointers: list[list[int]]) -> list[int]:
        """Lay out some terms' postings one after another; zero, then where each term's end."""
        postings = stripe.part.segment.postings
        ends = [0, *accumulate(some[-1] - some[0] for some in pointers)]
        passages, impacts = self._passages[: ends[-1]], self._impacts[: ends[-1]]
        np.concatenate([postings.passages[p[0] : p[-1]] for p in pointers], out=passages)
        np.concatenate([postings.impacts[p[0] : p[-1]] for p in pointers], out=impacts)
        for start, some in zip(ends, pointers, strict=False):
            for block in range(1, len(some) - 1):
                here = slice(start + some[block] - some[0], start + some[block + 1] - some[0])
                passages[here] += block << BLOCK_BITS
        return ends


def _batches(pointers: list[list[int]]) -> Iterator[tuple[int, int]]:
    """From which to which term, as many at a time as a desk has room for the postings of."""
    first, size = 0, 0
    for number, some in enumerate(pointers):
        size += some[-1] - some[0]
        if size > STRIPE_PASSAGES:
            yield first, number
            first, size = number, some[-1] - some[0]
    yield first, len(pointers)
