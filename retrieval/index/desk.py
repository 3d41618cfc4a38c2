"""The memory that a search works in, kept for the next: fresh memory costs page faults."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

import numpy as np

from retrieval.index.accumulate import accumulator
from retrieval.index.segment import BLOCK_BITS
from retrieval.index.top import table_shape

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from retrieval.index.blocks import Part, Range

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

    def add(self, part: Part, ranges: list[Sequence[Range]], weights: NDArray[np.float64]) -> None:
        """Add to the sums of a part's passages the impacts of terms, times the terms' weights.

        ``ranges`` are from where to where each term's postings stand in each block.
        """
        postings = part.segment.postings
        scores = self.scores[part.base : part.base + part.segment.passages]
        terms, blocks = len(ranges), part.segment.blocks
        by_block = [term[block] for block in range(blocks) for term in ranges]
        spread = np.tile(weights, blocks).astype(np.float32)
        for first, pieces in _batches(by_block):
            ends = [0, *accumulate(end - start for start, end in pieces)]
            passages, impacts = self._passages[: ends[-1]], self._impacts[: ends[-1]]
            np.concatenate([postings.passages[a:b] for a, b in pieces], out=passages)
            np.concatenate([postings.impacts[a:b] for a, b in pieces], out=impacts)
            for block in range(max(first // terms, 1), (first + len(pieces) - 1) // terms + 1):
                begin = ends[max(block * terms - first, 0)]
                passages[begin : ends[min((block + 1) * terms - first, len(pieces))]] += (
                    block << BLOCK_BITS
                )
            some = spread[first : first + len(pieces)]
            self._add(scores, np.array(ends, np.int32), passages, impacts, some)
        for begin, end in part.gaps:
            scores[begin:end] = 0


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
