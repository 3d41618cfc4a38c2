"""Segments in an index: where their passages' ids begin, and which passages are gone."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from retrieval.index.segment import BLOCK_BITS
from retrieval.index.top import table_shape

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from numpy.typing import NDArray

    from retrieval.index.segment import Segment

    Range = tuple[int, int]

# Blocks searched at once: fewer cost more calls, more leave the processor's cache.
STRIPE_BLOCKS = 4
STRIPE_PASSAGES = STRIPE_BLOCKS << BLOCK_BITS
MOST_POSTINGS = 1 << BLOCK_BITS  # added up at once; a term has no more in a block


class Part:
    """A segment in an index: the id of its first passage, and its documents that are gone."""

    def __init__(self, segment: Segment, number: int, base: int, dead: Collection[int]) -> None:
        self.segment = segment
        self.number = number  # among the parts
        self.base = base
        self.dead = frozenset(dead)
        self.gaps = [segment.passages_of(document) for document in sorted(dead)]  # passages gone
        self._edges = [_edges(self.gaps, block) for block in range(segment.blocks if dead else 0)]

    @property
    def live_passages(self) -> int:
        """How many passages are still there."""
        return self.segment.passages - sum(end - first for first, end in self.gaps)

    @property
    def live_tokens(self) -> int:
        """How many terms they have in all."""
        lengths = self.segment.lengths
        return int(lengths.sum()) - sum(int(lengths[first:end].sum()) for first, end in self.gaps)

    def live_postings(self, pointers: list[int]) -> int:
        """How many postings of a term, given its pointers, are of passages still there."""
        count = pointers[-1] - pointers[0]
        for (start, end), (firsts, lasts) in zip(pairwise(pointers), self._edges, strict=False):
            passages = self.segment.postings.passages[start:end]
            upto, before = passages.searchsorted(lasts, "right"), passages.searchsorted(firsts)
            count -= int((upto - before).sum())
        return count

    def frequencies(
        self, pointers: list[list[int]], passages: NDArray[np.intp]
    ) -> NDArray[np.float64]:
        """How often terms stand in passages, a row a term and a column a passage.

        ``pointers`` are each term's, one more than the segment has blocks; passages ascend.
        """
        postings = self.segment.postings.passages
        low = passages.astype(np.uint16)  # the number within the block
        cuts = [
            (block, low[first:end]) for block, first, end in _cuts(passages, self.segment.blocks)
        ]
        pieces = [(term[block : block + 2], some) for term in pointers for block, some in cuts]
        found = [postings[start:end].searchsorted(some) for (start, end), some in pieces]
        bounds = np.array([bound for bound, _ in pieces]).repeat(list(map(len, found)), axis=0)
        places = np.concatenate(found)
        places += bounds[:, 0]
        held = (places < bounds[:, 1]).reshape(-1, len(passages))
        places = places.reshape(held.shape)
        held &= postings.take(places, mode="clip") == low
        frequencies = self.segment.frequencies(places)
        frequencies *= held
        return frequencies


def _cuts(passages: NDArray[np.intp], blocks: int) -> list[tuple[int, int, int]]:
    """The blocks that hold any of these passages, with from where to where they do."""
    if blocks == 1:
        return [(0, 0, len(passages))]
    cuts = passages.searchsorted(np.arange(1, blocks) << BLOCK_BITS).tolist()
    bounds = enumerate(pairwise([0, *cuts, len(passages)]))
    return [(block, first, end) for block, (first, end) in bounds if first < end]


def _edges(gaps: list[Range], block: int) -> tuple[NDArray[np.uint16], NDArray[np.uint16]]:
    """The first and the last passages of the gaps in a block, by their numbers in it."""
    here = _within(gaps, block << BLOCK_BITS, 1 << BLOCK_BITS)
    firsts, lasts = [first for first, _ in here], [end - 1 for _, end in here]
    return np.array(firsts, np.uint16), np.array(lasts, np.uint16)


def _within(ranges: list[Range], first: int, count: int) -> list[Range]:
    """What of the ranges lies in ``count`` numbers from ``first``, counted from there."""
    cut = ((max(begin - first, 0), min(end - first, count)) for begin, end in ranges)
    return [(begin, end) for begin, end in cut if begin < end]


class Piece(NamedTuple):
    """Some of a term's postings: from which place to which."""

    start: int
    end: int
    later: list[
        tuple[int, int, int]
    ]  # places in blocks but the first, and the blocks' first passage
    idf: float
    listed: NDArray[np.int64]  # places of the postings whose weights their codes don't tell
    weights: NDArray[np.float64]  # of these


class Stripe:
    """A few successive blocks of a part: what is searched at once.

    Passages are numbered within the stripe; ``base`` and ``end`` are ids.
    """

    def __init__(self, part: Part, first_block: int) -> None:
        self.part = part
        first = first_block << BLOCK_BITS
        self.lengths = part.segment.lengths[first : first + STRIPE_PASSAGES]
        self.shape = table_shape(len(self.lengths))
        self.base = part.base + first
        self.end = self.base + len(self.lengths)
        self._blocks = slice(first_block, first_block + STRIPE_BLOCKS + 1)
        self._gaps = _within(part.gaps, first, STRIPE_PASSAGES)

    def pieces(
        self,
        pointers: list[int],
        idf: float,
        listed: NDArray[np.int64],
        weights: NDArray[np.float64],
    ) -> Iterator[Piece]:
        """A term's postings in the stripe, at most `MOST_POSTINGS` in each piece.

        The arguments are the term's in the part: its pointers, its idf, and the places and the
        weights of those of its postings that are listed.
        """
        spans = [
            (start, end, block << BLOCK_BITS)
            for block, (start, end) in enumerate(pairwise(pointers[self._blocks]))
            if start < end
        ]
        few = sum(end - start for start, end, _ in spans) <= MOST_POSTINGS
        for group in [spans] if few and spans else [[span] for span in spans]:
            start, end = group[0][0], group[-1][1]
            here = slice(*listed.searchsorted([start, end]).tolist())
            later = [span for span in group if span[2]]
            yield Piece(start, end, later, idf, listed[here], weights[here])

    def clear_gaps(self, scores: NDArray[np.floating]) -> None:
        """Set the scores of passages that are gone to 0, in an array by number."""
        for first, end in self._gaps:
            scores[first:end] = 0


def stripes(parts: Sequence[Part]) -> Iterator[Stripe]:
    """The stripes that the passages of all parts fall into, in the order of ids."""
    for part in parts:
        for first in range(0, part.segment.passages, STRIPE_PASSAGES):
            yield Stripe(part, first >> BLOCK_BITS)
