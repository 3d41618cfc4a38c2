"""The terms of queries: what is known of them, kept for the next query up to so many bytes.

Most of a short list's cost is the calls it takes to read it, so a rare term's scores are kept
ready to be added up. They hold for one snapshot of an index, like the idf in them. In an index of
few passages, where calls are most of a search and its desk takes little memory, more is kept.
"""

from __future__ import annotations

from itertools import pairwise
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from retrieval.index.segment import BLOCK_BITS
from retrieval.index.vocabulary import encode_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from retrieval.index.blocks import Part, Stripe
    from retrieval.index.bm25 import CountedBM25

    Pointers = list[list[int]]  # of a term in each part, as `Segment.find` gives them

_MEMORY = 4 << 20  # bytes, that of a desk included
_A_PASSAGE = 16  # bytes of a desk's memory, for a passage of a stripe
_RARE = 512  # postings
_RARE_AMONG_FEW = 20 << 20  # postings times passages of the index


class Ready(NamedTuple):
    """Some of a term's postings in a run: their passages there and their scores."""

    passages: NDArray[np.int32]
    scores: NDArray[np.float64]


class Term(NamedTuple):
    """A term of a query: its df and idf, and where its postings are.

    ``ready`` holds, by run, all postings of a rare term; of the others those that are
    listed, since their codes don't tell their weights.
    """

    passages: int
    idf: float
    pointers: Pointers
    rare: bool
    ready: dict[int, Ready]

    def size(self, text: str) -> int:
        """About how many bytes it takes with its text."""
        pointers = sum(map(len, self.pointers))
        postings = sum(len(ready.passages) for ready in self.ready.values())
        return 500 + 4 * len(text) + 40 * pointers + 400 * len(self.ready) + 12 * postings


class Terms(dict[str, Term]):
    """Terms by their text, whether the index holds them or not; looked up when first asked for.

    Safe to use from several threads.
    """

    def __init__(self, parts: Sequence[Part], stripes: Sequence[Stripe], bm25: CountedBM25) -> None:
        super().__init__()
        self._parts = parts
        runs = [run for stripe in stripes for run in stripe.runs]
        self._runs = [[run for run in runs if run.part is part] for part in parts]
        self._bm25 = bm25
        self._lock = Lock()
        passages = [stripe.passages for stripe in stripes]
        self.room = _MEMORY - _A_PASSAGE * max(passages, default=0)  # bytes
        self._rare = max(_RARE, _RARE_AMONG_FEW // max(sum(passages), 1))
        self.size = 0  # bytes

    def __missing__(self, text: str) -> Term:
        term = self._find(text)
        with self._lock:
            self.size += term.size(text) if text not in self else 0
            self[text] = term
            while self.size > self.room and len(self) > 1:
                oldest = next(iter(self))
                self.size -= self.pop(oldest).size(oldest)
        return term

    def _find(self, text: str) -> Term:
        name = encode_text(text)
        pointers = [part.segment.find(name) for part in self._parts]
        here = zip(self._parts, pointers, strict=True)
        passages = sum(part.live_postings(some) for part, some in here)
        idf = self._bm25.term_idf(passages)
        rare = sum(some[-1] - some[0] for some in pointers) <= self._rare
        return Term(passages, idf, pointers, rare, self._ready(pointers, idf, rare=rare))

    def _ready(self, pointers: Pointers, idf: float, *, rare: bool) -> dict[int, Ready]:
        found = {}
        for part, runs, some in zip(self._parts, self._runs, pointers, strict=True):
            segment = part.segment
            places = np.arange(some[0], some[-1]) if rare else segment.listed(some)
            if not len(places):
                continue
            passages = segment.passages_at(places, some)
            norm = self._bm25.length_norm(segment.lengths.take(passages))
            scores = idf * self._bm25.term_weight(segment.frequencies(places), norm)
            starts = [run.block << BLOCK_BITS for run in runs]
            bounds = pairwise([*passages.searchsorted(starts).tolist(), len(passages)])
            for run, start, (first, end) in zip(runs, starts, bounds, strict=True):
                if first < end:
                    local = (passages[first:end] - start).astype(np.int32)
                    found[run.number] = Ready(local, scores[first:end])
        return found
