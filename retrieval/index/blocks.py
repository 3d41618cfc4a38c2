"""Segments in an index: where their passages' ids begin, and which passages are gone."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from retrieval.index.segment import BLOCK_BITS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from retrieval.index.segment import Segment

    Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Part:
    """A segment in an index: the id of its first passage, and its documents that are gone."""

    segment: Segment
    base: int
    dead: frozenset[int]

    @property
    def gaps(self) -> list[Range]:
        """The stretches of passages that are gone."""
        return [self.segment.passages_of(document) for document in sorted(self.dead)]

    @property
    def live_passages(self) -> int:
        """How many passages are still there."""
        return self.segment.passages - sum(end - first for first, end in self.gaps)

    @property
    def live_tokens(self) -> int:
        """How many terms they have in all."""
        lengths = self.segment.lengths
        return int(lengths.sum()) - sum(int(lengths[first:end].sum()) for first, end in self.gaps)

    def frequencies(
        self, ranges: list[list[Range]], passages: NDArray[np.intp]
    ) -> NDArray[np.float64]:
        """How often terms stand in passages, a row a term and a column a passage.

        ``ranges`` are from where to where each term's postings stand in each block; passages
        ascend.
        """
        postings = self.segment.postings.passages
        low = passages.astype(np.uint16)  # the number within the block
        cuts = _block_cuts(passages, self.segment.blocks)
        found = [
            postings[term[block][0] : term[block][1]].searchsorted(low[first:end])
            for term in ranges
            for block, first, end in cuts
        ]
        places = np.concatenate(found).reshape(len(ranges), len(passages))
        flat = [bound for term in ranges for block, _, _ in cuts for bound in term[block]]
        bounds = np.array(flat).reshape(len(ranges), len(cuts), 2)
        if len(cuts) > 1:
            bounds = bounds.repeat([end - first for _, first, end in cuts], axis=1)
        places += bounds[..., 0]
        held = places < bounds[..., 1]
        held &= postings.take(places, mode="clip") == low
        frequencies = self.segment.frequencies(places)
        frequencies *= held
        return frequencies


def _block_cuts(passages: NDArray[np.intp], blocks: int) -> list[tuple[int, int, int]]:
    """The blocks that hold any of these passages, with from where to where they do."""
    if blocks == 1:
        return [(0, 0, len(passages))]
    cuts = passages.searchsorted(np.arange(1, blocks) << BLOCK_BITS).tolist()
    bounds = enumerate(pairwise([0, *cuts, len(passages)]))
    return [(block, first, end) for block, (first, end) in bounds if first < end]


class Block:
    """Up to 65,536 successive passages of a segment; ids and gaps as in `Part`.

    Passages are numbered within the block.
    """

    def __init__(self, segment: Segment, first: int, base: int, gaps: list[Range]) -> None:
        self.segment = segment
        self.lengths = segment.lengths[first : first + (1 << BLOCK_BITS)]
        self.base = base
        self.end = base + len(self.lengths)
        self._gaps = gaps
        self._firsts = np.array([first for first, _ in gaps], np.uint16)
        self._lasts = np.array([end - 1 for _, end in gaps], np.uint16)

    def live_postings(self, start: int, end: int) -> int:
        """How many of the postings from ``start`` to ``end`` are of passages still there."""
        if not self._gaps:
            return end - start
        passages = self.segment.postings.passages[start:end]
        before, upto = (
            passages.searchsorted(self._firsts),
            passages.searchsorted(self._lasts, "right"),
        )
        return end - start - int((upto - before).sum())

    def clear_gaps(self, scores: NDArray[np.floating]) -> None:
        """Set the scores of passages that are gone, in an array by id, to 0."""
        for first, end in self._gaps:
            scores[self.base + first : self.base + end] = 0


def blocks_of(part: Part) -> Iterator[Block]:
    """The blocks that a part's passages fall into."""
    gaps = part.gaps
    for first in range(0, max(part.segment.passages, 1), 1 << BLOCK_BITS):
        end = first + (1 << BLOCK_BITS)
        here = [
            (max(a, first) - first, min(b, end) - first) for a, b in gaps if a < end and b > first
        ]
        yield Block(
            part.segment, first, part.base + first, [gap for gap in here if gap[0] < gap[1]]
        )
