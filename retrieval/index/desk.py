"""The memory that a search works in, kept for the next: fresh memory costs page faults.

It holds the scores of one stripe at a time, so its size doesn't depend on the index's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from retrieval.index.accumulate import accumulator
from retrieval.index.blocks import STRIPE_PASSAGES
from retrieval.index.segment import BLOCK_BITS
from retrieval.index.top import table_shape

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from retrieval.index.blocks import Run, Stripe
    from retrieval.index.terms import Term


class Desk:
    """Adds up the scores of a query's terms in a stripe of passages."""

    def __init__(self) -> None:
        self._scores = np.empty(STRIPE_PASSAGES)
        self._bytes = self._scores.view(np.uint8)
        self._passages, self._codes = np.empty((2, STRIPE_PASSAGES), np.int32)
        self._idf = np.empty(STRIPE_PASSAGES)
        self._zeros, self._one = np.zeros(STRIPE_PASSAGES, np.int32), np.ones(1)
        self._add = accumulator()

    def add_up(
        self, stripe: Stripe, terms: Sequence[Term], weights: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        """The scores of a stripe's passages, row by row in a table (`table_shape`).

        The table is good until the next call.

        Args:
            stripe: whose passages.
            terms: in the order of the query.
            weights: of a term in a passage, by the posting's code; of those listed, 0.
        """
        rows, columns = table_shape(stripe.passages)
        scores = self._scores[: rows * columns]
        self._bytes[: scores.nbytes].fill(0)  # bytes, since NumPy calls memset for these
        for run in stripe.runs:
            self._add_run(run, terms, weights, scores[run.first : run.end])
        for first, end in stripe.gaps:
            scores[first:end] = 0
        return scores.reshape(rows, columns)

    def _add_run(
        self,
        run: Run,
        terms: Sequence[Term],
        weights: NDArray[np.float64],
        scores: NDArray[np.float64],
    ) -> None:
        part, (passages, codes) = run.part.number, run.part.segment.postings
        for term in terms:
            if not term.rare:
                start, *later, end = term.pointers[part][run.pointers]
                count = end - start
                self._passages[:count] = passages[start:end]
                for place in later:
                    self._passages[place - start : count] += 1 << BLOCK_BITS
                self._codes[:count] = codes[start:end]
                self._idf[:count] = term.idf
                self._add(count, self._passages, self._codes, self._idf, weights, scores)
            if ready := term.ready.get(run.number):
                count = len(ready.passages)
                self._add(count, ready.passages, self._zeros, ready.scores, self._one, scores)
