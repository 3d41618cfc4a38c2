"""BM25 search over segments: rank_bm25's scores without a dictionary a passage.

First all postings' impacts are added up, in float32 and rounded up, which bounds every passage's
score from above and below; then the few passages that may belong to the best are scored exactly.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from retrieval.index.accumulate import accumulator
from retrieval.index.bm25 import CountedBM25
from retrieval.index.segment import IMPACT_STEP
from retrieval.index.top import candidates, table_shape
from retrieval.index.vocabulary import encode_text

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from numpy.typing import NDArray

    from retrieval.index.segment import Segment

    PassageFilter = NDArray[np.bool_]  # one an id: whether search may find the passage

_CACHED_TERMS = 8192


class Hit(NamedTuple):
    """A passage that search found: its id in this snapshot, and its BM25 score."""

    id: int
    score: float


@dataclass(frozen=True, slots=True)
class TermScore:
    """What one term of a query adds to a passage's score."""

    term: str
    frequency: int  # in the passage
    idf: float
    score: float


class Part:
    """A segment in an index: the id of its first passage, and its documents that are gone."""

    def __init__(self, segment: Segment, base: int, dead: Collection[int]) -> None:
        self.segment = segment
        self.base = base
        self.end = base + segment.passages
        self.dead = frozenset(dead)
        self.gaps = [segment.passages_of(document) for document in sorted(dead)]
        self._bounds = np.array(self.gaps, segment.postings.passages.dtype).reshape(-1)

    @property
    def passages(self) -> int:
        """How many passages are still there."""
        return self.segment.passages - sum(end - first for first, end in self.gaps)

    @property
    def tokens(self) -> int:
        """How many terms they have in all."""
        lengths = self.segment.lengths
        return int(lengths.sum()) - sum(int(lengths[first:end].sum()) for first, end in self.gaps)

    def frequency(self, start: int, end: int) -> int:
        """How many of a term's postings are of passages that are still there."""
        if not self.gaps:
            return end - start
        bounds = self.segment.postings.passages[start:end].searchsorted(self._bounds)
        return end - start - int((bounds[1::2] - bounds[::2]).sum())


class _Term(NamedTuple):
    """A term of a query: its df and idf, and where its postings stand in each part."""

    passages: int
    idf: float
    ranges: tuple[tuple[int, int], ...]


class SegmentedBM25(CountedBM25):
    """BM25 over segments. Safe to use from several threads."""

    def __init__(self, segments: Sequence[tuple[Segment, Collection[int]]]) -> None:
        bases = accumulate((segment.passages for segment, _ in segments), initial=0)
        self._parts = [
            Part(segment, base, dead)
            for (segment, dead), base in zip(segments, bases, strict=False)
        ]
        size = sum(part.passages for part in self._parts)
        tokens = sum(part.tokens for part in self._parts)
        super().__init__(corpus_size=size, avgdl=tokens / size if tokens else 1.0)
        self.ids = sum(segment.passages for segment, _ in segments)
        self._term = lru_cache(_CACHED_TERMS)(self._find)
        self._add = accumulator()
        self._tables: list[NDArray[np.float32]] = []
        # How far impacts, made for an avgdl of their own, can lie below and above today's.
        ratios = [self.avgdl / part.segment.impact_avgdl for part in self._parts]
        self._raise = [max(1.0, ratio) for ratio in ratios]
        self._fidelity = min((min(ratio, 1 / ratio) for ratio in ratios), default=1.0)

    def document_frequency(self, term: str) -> int:
        """In how many passages a term stands."""
        return self._term(term).passages

    def search(
        self, terms: Sequence[str], k: int, *, within: PassageFilter | None = None
    ) -> list[Hit]:
        """The ``k`` passages with the highest scores, best first, ties in order of path and place.

        A passage without any of the terms is never found. A term that is given twice counts
        twice, as in rank_bm25.
        """
        found = [term for term in map(self._term, terms) if term.passages]
        if not found or k < 1:
            return []
        ids = self._candidates(found, k, within)
        scores = self._scores(found, ids)
        order = self._order(ids, scores)[:k]
        return list(map(Hit, ids[order].tolist(), scores[order].tolist()))

    def explain(self, passage: int, terms: Sequence[str]) -> tuple[TermScore, ...]:
        """What each term adds to the score of the passage with that id."""
        part = self._part_of(passage)
        found = [self._term(term) for term in terms]
        local = np.array([passage - part.base])
        frequencies = self._frequencies(part, found, local)
        weights = self.term_weight(frequencies, self.length_norm(part.segment.lengths[local]))
        return tuple(
            TermScore(name, int(frequency), term.idf, term.idf * float(weight))
            for name, term, frequency, weight in zip(
                terms, found, frequencies[:, 0], weights[:, 0], strict=True
            )
        )

    def get_scores(self, query: Sequence[str]) -> NDArray[np.float64]:
        """Every id's score, as rank_bm25 gives it; 0 for passages that are gone."""
        scores = np.zeros(self.ids)
        for term in map(self._term, query):
            for part, (start, end) in zip(self._parts, term.ranges, strict=True):
                passages, frequencies, _ = part.segment.cut(start, end)
                norm = self.length_norm(part.segment.lengths[passages])
                weights = self.term_weight(frequencies.astype(np.float64), norm)
                scores[part.base : part.end][passages] += term.idf * weights
        for part in self._parts:
            for first, end in part.gaps:
                scores[part.base + first : part.base + end] = 0
        return scores

    def _find(self, term: str) -> _Term:
        name = encode_text(term)
        ranges = tuple(part.segment.find(name) for part in self._parts)
        passages = sum(
            part.frequency(*where) for part, where in zip(self._parts, ranges, strict=True)
        )
        return _Term(passages, self.term_idf(passages), ranges)

    def _candidates(
        self, terms: list[_Term], k: int, within: PassageFilter | None
    ) -> NDArray[np.intp]:
        """The ids of all passages that may belong to the ``k`` best, ascending."""
        idf = sum(term.idf for term in terms)
        most = max(self._raise) * IMPACT_STEP * idf
        rounding = 1 - 1e-6 * (len(terms) + 10)  # float32 sums
        try:
            table = self._tables.pop()
        except IndexError:
            table = np.empty(table_shape(self.ids), np.float32)
        table.fill(0)
        self._accumulate(table.reshape(-1), terms)
        if within is not None:
            table.reshape(-1)[: self.ids] *= within
        found = candidates(table, k, lambda bound: (bound - most) * self._fidelity * rounding)
        self._tables.append(table)
        return found

    def _accumulate(self, scores: NDArray[np.float32], terms: list[_Term]) -> None:
        for number, part in enumerate(self._parts):
            step = self._raise[number] * IMPACT_STEP
            here = [(term.idf * step, *term.ranges[number]) for term in terms]
            pieces = [(weight, part.segment.cut(start, end)) for weight, start, end in here]
            ends = np.array([0, *accumulate(end - start for _, start, end in here)], np.int32)
            self._add(
                scores[part.base : part.end],
                ends,
                np.concatenate([piece.passages for _, piece in pieces], dtype=np.int32),
                np.concatenate([piece.impacts for _, piece in pieces], dtype=np.float32),
                np.array([weight for weight, _ in pieces], np.float32),
            )
            for first, end in part.gaps:
                scores[part.base + first : part.base + end] = 0

    def _scores(self, terms: list[_Term], ids: NDArray[np.intp]) -> NDArray[np.float64]:
        """The exact scores of some passages, whose ids ascend."""
        pieces = []
        for part in self._parts:
            first, end = ids.searchsorted([part.base, part.end])
            local = ids[first:end] - part.base
            norm = self.length_norm(part.segment.lengths[local])
            weights = self.term_weight(self._frequencies(part, terms, local), norm)
            weights *= np.array([[term.idf] for term in terms])
            # accumulate, not sum: terms are added in their order, as rank_bm25 does
            pieces.append(np.add.accumulate(weights, axis=0)[-1])
        return np.concatenate(pieces)

    def _frequencies(
        self, part: Part, terms: list[_Term], passages: NDArray[np.intp]
    ) -> NDArray[np.float64]:
        """How often each term (a row) stands in each of some passages (a column) of a part."""
        found = np.zeros((len(terms), len(passages)))
        number = self._parts.index(part)
        for row, term in zip(found, terms, strict=True):
            postings = part.segment.cut(*term.ranges[number])
            if len(postings.passages):
                sought = passages.astype(postings.passages.dtype)
                places = postings.passages.searchsorted(sought)
                held = postings.passages.take(places, mode="clip") == sought
                row[:] = postings.frequencies.take(places, mode="clip") * held
        return found

    def _order(self, ids: NDArray[np.intp], scores: NDArray[np.float64]) -> NDArray[np.intp]:
        order: NDArray[np.intp] = np.lexsort((ids, -scores))
        if len(self._parts) == 1 or not (np.diff(scores[order]) == 0).any():
            return order  # ids ascend with paths in a single part
        places = [self._place(passage) for passage in ids.tolist()]
        by_place = sorted(range(len(ids)), key=places.__getitem__)
        return np.array(sorted(by_place, key=lambda n: -scores[n]))

    def _place(self, passage: int) -> tuple[str, int]:
        """A passage's document and where in it the passage comes: the order of ties."""
        part = self._part_of(passage)
        document = part.segment.document_of(passage - part.base)
        return part.segment.record(document).path, passage

    def _part_of(self, passage: int) -> Part:
        if not 0 <= passage < self.ids:
            raise IndexError(f"no passage {passage}")
        return self._parts[bisect_right(self._parts, passage, key=lambda part: part.base) - 1]
