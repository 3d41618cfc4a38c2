"""The memory that a search works in, kept for the next: fresh memory costs page faults.

It holds the scores of one stripe at a time, so its size doesn't depend on the index's.
"""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

import numpy as np

from retrieval.index.accumulate import accumulator
from retrieval.index.blocks import MOST_POSTINGS, STRIPE_PASSAGES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    from retrieval.index.blocks import Piece, Stripe


class Desk:
    """Adds up the scores of a query's terms in a stripe of passages."""

    def __init__(self) -> None:
        self._scores = np.empty(STRIPE_PASSAGES)
        self._passages = np.empty(MOST_POSTINGS, np.int32)
        self._codes = np.empty(MOST_POSTINGS, np.intp)
        self._weights = np.empty(MOST_POSTINGS)
        self._add = accumulator()

    def add_up(
        self, stripe: Stripe, pieces: Iterable[Piece], weights: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        """The scores of a stripe's passages, row by row in a table of the stripe's shape.

        The table is good until the next call.

        Args:
            stripe: whose passages.
            pieces: the postings, in the order of the query's terms.
            weights: of a term in a passage, by the posting's code.
        """
        rows, columns = stripe.shape
        scores = self._scores[: rows * columns]
        scores.view(np.uint8).fill(0)  # bytes, since NumPy calls memset for these
        for some in _batches(pieces):
            ends = self._lay_out(stripe, some, weights)
            size = ends[-1]
            idf = np.array([piece.idf for piece in some])
            passages, laid_out = self._passages[:size], self._weights[:size]
            self._add(scores, np.array(ends, np.int32), passages, laid_out, idf)
        stripe.clear_gaps(scores)
        return scores.reshape(rows, columns)

    def _lay_out(
        self, stripe: Stripe, pieces: list[Piece], weights: NDArray[np.float64]
    ) -> list[int]:
        """Lay out pieces' passages and weights one after another; zero, then where each ends."""
        postings = stripe.part.segment.postings
        ends = [0, *accumulate(piece.end - piece.start for piece in pieces)]
        passages, codes = self._passages[: ends[-1]], self._codes[: ends[-1]]
        np.concatenate([postings.passages[p.start : p.end] for p in pieces], out=passages)
        np.concatenate([postings.codes[p.start : p.end] for p in pieces], out=codes)
        # subtle: the codes of listed postings may lie beyond the table; clipping is also faster
        weights.take(codes, out=self._weights[: ends[-1]], mode="clip")
        for first, piece in zip(ends, pieces, strict=False):
            shift = first - piece.start
            for start, end, base in piece.later:
                passages[start + shift : end + shift] += base
            if len(piece.listed):
                self._weights[piece.listed + shift] = piece.weights
        return ends


def _batches(pieces: Iterable[Piece]) -> Iterator[list[Piece]]:
    """As many pieces at a time as a desk has room for."""
    some: list[Piece] = []
    size = 0
    for piece in pieces:
        size += piece.end - piece.start
        if size > MOST_POSTINGS:
            yield some
            some, size = [], piece.end - piece.start
        some.append(piece)
    if some:
        yield some
