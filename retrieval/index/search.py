"""BM25 search over segments: rank_bm25's scores without a dictionary a passage.

First all postings' impacts are added up, stripe by stripe, in float32 and rounded up, which bounds
every passage's score from above and below; then the few passages that may belong to the best are
scored exactly.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from retrieval.index.blocks import Part, stripes
from retrieval.index.bm25 import MAX_TERM_WEIGHT, CountedBM25
from retrieval.index.desk import Desk
from retrieval.index.segment import IMPACT_SLACK, IMPACT_UNIT
from retrieval.index.top import Leaders
from retrieval.index.vocabulary import encode_text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from numpy.typing import NDArray

    from retrieval.index.segment import Segment

    PassageFilter = NDArray[np.bool_]  # one an id: whether search may find the passage

_CACHED_TERMS = 2048
_LITTLE = 0.25  # of what a passage must reach


class Hit(NamedTuple):
    """A passage that search found: its id in this snapshot, and its BM25 score."""

    id: int
    score: float


class TermScore(NamedTuple):
    """What one term of a query adds to a passage's score."""

    term: str
    frequency: int  # in the passage
    idf: float
    score: float


class _Term(NamedTuple):
    """A term of a query: its df and idf, and its pointers in each part (`Segment.find`)."""

    passages: int
    idf: float
    pointers: list[list[int]]


def _telling(terms: list[_Term], floor: float) -> tuple[int, float]:
    """How many terms, of the rarest, tell who may reach ``floor``, and what the rest add at most.

    A word that stands in half of all passages makes most of the work and hardly any difference.
    """
    count, unknown = len(terms), 0.0
    while (more := unknown + terms[count - 1].idf * MAX_TERM_WEIGHT) <= _LITTLE * floor:
        count, unknown = count - 1, more
    return count, unknown


class SegmentedBM25(CountedBM25):
    """BM25 over segments. Safe to use from several threads."""

    def __init__(self, segments: Sequence[tuple[Segment, Collection[int]]]) -> None:
        bases = accumulate((segment.passages for segment, _ in segments), initial=0)
        self._parts = [
            Part(segment, number, base, dead)
            for number, ((segment, dead), base) in enumerate(zip(segments, bases, strict=False))
        ]
        self._stripes = list(stripes(self._parts))
        self.ids = sum(segment.passages for segment, _ in segments)
        size = sum(part.live_passages for part in self._parts)
        tokens = sum(part.live_tokens for part in self._parts)
        super().__init__(corpus_size=size, avgdl=tokens / size if tokens else 1.0)
        longest = max((int(part.segment.lengths.max(initial=0)) for part in self._parts), default=0)
        self._norms = self.length_norm(np.arange(longest + 1))  # by length
        # How far impacts, made for an avgdl of their own, can lie below and above today's.
        ratios = [self.avgdl / part.segment.impact_avgdl for part in self._parts]
        self._stretches = [max(1.0, ratio) for ratio in ratios]
        self._fidelity = min((min(ratio, 1 / ratio) for ratio in ratios), default=1.0)
        self._term = lru_cache(_CACHED_TERMS)(self._find)
        self._desks: list[Desk] = []

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
        idf = np.array([term.idf for term in found])
        ids = self._candidates(found, k, within)
        if not len(ids):
            return []
        scores = self._scores(found, idf, ids)
        order = self._order(ids, scores)[:k]
        return list(map(Hit._make, zip(ids[order].tolist(), scores[order].tolist(), strict=True)))

    def explain(self, passages: Sequence[int], terms: Sequence[str]) -> list[tuple[TermScore, ...]]:
        """What each term adds to the scores of the passages with these ids.

        Raises:
            IndexError: there is no such passage.
        """
        if not passages or not terms:
            return [()] * len(passages)
        found = [self._term(term) for term in terms]
        idf = [term.idf for term in found]
        ids = np.unique(passages)
        self._part_of(int(ids[0])), self._part_of(int(ids[-1]))  # raise where there is none
        told: dict[int, tuple[TermScore, ...]] = {}
        for part, local in self._by_part(ids):
            frequencies = part.frequencies([term.pointers[part.number] for term in found], local)
            norm = self.length_norm(part.segment.lengths[local])
            scores = np.array(idf)[:, np.newaxis] * self.term_weight(frequencies, norm)
            columns = zip(frequencies.T.astype(int).tolist(), scores.T.tolist(), strict=True)
            for passage, (counts, added) in zip((local + part.base).tolist(), columns, strict=True):
                told[passage] = tuple(map(TermScore, terms, counts, idf, added))
        return [told[passage] for passage in passages]

    def get_scores(self, query: Sequence[str]) -> NDArray[np.float64]:
        """Every id's score, as rank_bm25 gives it; 0 for passages that are gone."""
        scores = np.zeros(self.ids)
        for term in map(self._term, query):
            for part, pointers in zip(self._parts, term.pointers, strict=True):
                passages = part.segment.passages_at(pointers)
                norm = self.length_norm(part.segment.lengths[passages])
                frequencies = part.segment.frequencies(np.arange(pointers[0], pointers[-1]))
                here = scores[part.base : part.base + part.segment.passages]
                here[passages] += term.idf * self.term_weight(frequencies, norm)
        for stripe in self._stripes:
            stripe.clear_gaps(scores[stripe.base : stripe.end])
        return scores

    def _find(self, term: str) -> _Term:
        name = encode_text(term)
        pointers = [part.segment.find(name) for part in self._parts]
        here = zip(self._parts, pointers, strict=True)
        passages = sum(part.live_postings(some) for part, some in here)
        return _Term(passages, self.term_idf(passages), pointers)

    def _candidates(
        self, terms: list[_Term], k: int, within: PassageFilter | None
    ) -> NDArray[np.intp]:
        """The ids of all passages that may belong to the ``k`` best, ascending."""
        try:
            desk = self._desks.pop()
        except IndexError:
            desk = Desk()
        idf_sum = sum(term.idf for term in terms)
        leaders = Leaders(
            k,
            slack=idf_sum * IMPACT_SLACK * max(self._stretches),
            share=self._fidelity * (1 - 1e-6 * (len(terms) + 10)),  # float32 sums are rounded
        )
        terms = sorted(terms, key=lambda term: -term.idf)
        idf = np.array([term.idf for term in terms])
        weights = [
            (idf * (stretch * IMPACT_UNIT)).astype(np.float32) for stretch in self._stretches
        ]
        for stripe in self._stripes:
            count, unknown = _telling(terms, leaders.floor)
            pointers = [stripe.pointers(term.pointers) for term in terms[:count]]
            table = desk.add_up(stripe, pointers, weights[stripe.part.number][:count])
            if within is not None:
                sums = table.reshape(-1)[: stripe.end - stripe.base]
                sums *= within[stripe.base : stripe.end]
            leaders.look(table, stripe.base, unknown)
        self._desks.append(desk)
        return leaders.ids()

    def _scores(
        self, terms: list[_Term], idf: NDArray[np.float64], ids: NDArray[np.intp]
    ) -> NDArray[np.float64]:
        """The exact scores of some passages, whose ids ascend."""
        pieces = []
        for part, passages in self._by_part(ids):
            frequencies = part.frequencies([term.pointers[part.number] for term in terms], passages)
            norm = self._norms.take(part.segment.lengths.take(passages))
            weights = self.term_weight(frequencies, norm)
            weights *= idf[:, np.newaxis]
            # accumulate, not sum: terms are added in their order, as rank_bm25 does
            pieces.append(np.add.accumulate(weights)[-1])
        return pieces[0] if len(pieces) == 1 else np.concatenate(pieces)

    def _by_part(self, ids: NDArray[np.intp]) -> Iterator[tuple[Part, NDArray[np.intp]]]:
        """The parts that hold some of these passages, with the passages' numbers there."""
        if len(self._parts) == 1:
            yield self._parts[0], ids
            return
        cuts = ids.searchsorted([part.base for part in self._parts[1:]]).tolist()
        bounds = pairwise([0, *cuts, len(ids)])
        for part, (first, end) in zip(self._parts, bounds, strict=True):
            if first < end:
                yield part, ids[first:end] - part.base

    def _order(self, ids: NDArray[np.intp], scores: NDArray[np.float64]) -> NDArray[np.intp]:
        order = (-scores).argsort(kind="stable")
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
