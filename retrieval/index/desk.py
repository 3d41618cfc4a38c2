"""The memory that a search works in, kept for the next: fresh memory costs page faults."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

import numpy as np

from retrieval.index.accumulate import accumulator
from retrieval.index.top import table_shape

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from retrieval.index.blocks import Block, Range

# Postings widened at a time: with the scores of a block they stay in the processor's own cache.
_BATCH = 1 << 15


class Desk:
    """Sums of impacts, one an id, in `scores`; `table` is the same in rows and columns."""

    def __init__(self, ids: int) -> None:
        self.table = np.empty(table_shape(ids), np.float32)
        self.scores = self.table.reshape(-1)
        self._passages = np.empty(_BATCH, np.int32)
        self._impacts = np.empty(_BATCH, np.float32)
        self._add = accumulator()

    def clear(self) -> None:
        """Set all sums to 0."""
        self.table.fill(0)

    def add(self, block: Block, ranges: list[Range], weights: NDArray[np.float64]) -> None:
        """Add the impacts of terms' postings in a block, given in ``ranges``, times weights."""
        postings = block.segment.postings
        scores = self.scores[block.base : block.end]
        for number, pieces in _batches(ranges):
            ends = [0, *accumulate(end - start for start, end in pieces)]
            passages, impacts = self._passages[: ends[-1]], self._impacts[: ends[-1]]
            np.concatenate([postings.passages[a:b] for a, b in pieces], out=passages)
            np.concatenate([postings.impacts[a:b] for a, b in pieces], out=impacts)
            some = weights[number : number + len(pieces)].astype(np.float32)
            self._add(scores, np.array(ends, np.int32), passages, impacts, some)
        block.clear_gaps(self.scores)


def _batches(ranges: list[Range]) -> Iterator[tuple[int, list[Range]]]:
    """The ranges in order, as much at a time as a desk holds, with the number of the first."""
    pieces: list[Range] = []
    first, room = 0, _BATCH
    for number, (start, end) in enumerate(ranges):
        rest = start
        while end - rest > room:
            yield first, [*pieces, (rest, rest + room)]
            rest, first, pieces, room = rest + room, number, [], _BATCH
        pieces.append((rest, end))
        room -= end - rest
    yield first, pieces
