"""Segments in an index: where their passages' ids begin, and which passages are gone."""

from __future__ import annotations

from itertools import count, pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from retrieval.index.segment import BLOCK_BITS, blocks

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from numpy.typing import NDArray

    from retrieval.index.segment import Segment

    Range = tuple[int, int]

# Searched at once: fewer cost more calls, more leave the processor's cache.
STRIPE_PASSAGES = 2 << BLOCK_BITS


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
        here = [
            (block, low[first:end]) for block, first, end in _cuts(passages, self.segment.blocks)
        ]
        pieces = [(term[block : block + 2], some) for term in pointers for block, some in here]
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
    """The blocks that hold any of these passages, and from where to where they do."""
    if blocks == 1:
        return [(0, 0, len(passages))]
    ends = passages.searchsorted(np.arange(1, blocks) << BLOCK_BITS).tolist()
    bounds = enumerate(pairwise([0, *ends, len(passages)]))
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


class Run(NamedTuple):
    """Successive blocks of a part in a stripe, and the passages they make up there."""

    number: int  # among the index's runs
    part: Part
    block: int  # the first
    pointers: slice  # of a term's pointers in the part, those in the run
    first: int  # passage, counted from the stripe's first
    end: int


class Stripe(NamedTuple):
    """What is searched at once: blocks of one part, or of several small ones."""

    base: int  # the id of its first passage
    passages: int  # how many, those that are gone included
    runs: list[Run]
    gaps: list[Range]  # passages that are gone, counted from the first


def stripes(parts: Sequence[Part]) -> Iterator[Stripe]:
    """The stripes that the passages of all parts fall into, in the order of ids."""
    numbers = count()
    base, end = 0, 0
    runs: list[Run] = []
    gaps: list[Range] = []
    for part in parts:
        done = 0
        while rest := part.segment.passages - done:
            room = STRIPE_PASSAGES - end
            size = rest if rest <= room else room >> BLOCK_BITS << BLOCK_BITS
            if not size:
                yield Stripe(base, end, runs, gaps)
                base, end, runs, gaps = part.base + done, 0, [], []
                continue
            block = done >> BLOCK_BITS
            pointers = slice(block, block + blocks(size) + 1)
            runs.append(Run(next(numbers), part, block, pointers, end, end + size))
            gone = _within(part.gaps, done, size)
            gaps.extend((end + first, end + last) for first, last in gone)
            done, end = done + size, end + size
    if runs:
        yield Stripe(base, end, runs, gaps)
