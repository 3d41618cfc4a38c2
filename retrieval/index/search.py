"""BM25 search over segments: rank_bm25's scores without a dictionary a passage.

First all postings' impacts are added up, in float32 and rounded up, which bounds every passage's
score from above and below; then the few passages that may belong to the best are scored exactly.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, chain, pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from retrieval.index.blocks import Part, blocks_of
from retrieval.index.bm25 import MAX_TERM_WEIGHT, CountedBM25
from retrieval.index.desk import Desk
from retrieval.index.segment import IMPACT_STEP
from retrieval.index.top import reaching
from retrieval.index.vocabulary import encode_text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from numpy.typing import NDArray

    from retrieval.index.segment import Segment

    PassageFilter = NDArray[np.bool_]  # one an id: whether search may find the passage

_CACHED_TERMS = 2048
_LITTLE = 0.15  # of the sum of the terms' idf
_COMMON = 4096  # passages: below, leaving a term out saves less than it costs


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


class _Term(NamedTuple):
    """A term of a query: its df and idf, and from where to where it has postings in each block."""

    passages: int
    idf: float
    ranges: list[tuple[int, int]]


def _telling(terms: list[_Term]) -> list[_Term]:
    """The terms without the commonest, as far as those can add but little to any score.

    A word that stands in half of all passages makes most of the work and hardly any difference;
    the few passages that the other terms leave are scored with all of them.
    """
    budget = _LITTLE * sum(term.idf for term in terms) / MAX_TERM_WEIGHT
    telling = sorted(terms, key=lambda term: term.passages)
    while telling[-1].idf <= budget and telling[-1].passages >= _COMMON:
        budget -= telling.pop().idf
    return telling


class SegmentedBM25(CountedBM25):
    """BM25 over segments. Safe to use from several threads."""

    def __init__(self, segments: Sequence[tuple[Segment, Collection[int]]]) -> None:
        bases = accumulate((segment.passages for segment, _ in segments), initial=0)
        self._parts = [
            Part(segment, base, frozenset(dead))
            for (segment, dead), base in zip(segments, bases, strict=False)
        ]
        self._blocks = [block for part in self._parts for block in blocks_of(part)]
        self.ids = sum(segment.passages for segment, _ in segments)
        size = sum(part.live_passages for part in self._parts)
        tokens = sum(part.live_tokens for part in self._parts)
        super().__init__(corpus_size=size, avgdl=tokens / size if tokens else 1.0)
        longest = max((int(part.segment.lengths.max(initial=0)) for part in self._parts), default=0)
        self._norms = self.length_norm(np.arange(longest + 1))  # by length
        # How far impacts, made for an avgdl of their own, can lie below and above today's.
        ratios = [self.avgdl / part.segment.impact_avgdl for part in self._parts]
        self._steps = [IMPACT_STEP * max(1.0, ratio) for ratio in ratios]
        first_blocks = accumulate((part.segment.blocks for part in self._parts), initial=0)
        self._layout = list(zip(self._parts, first_blocks, self._steps, strict=False))
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

    def explain(self, passage: int, terms: Sequence[str]) -> tuple[TermScore, ...]:
        """What each term adds to the score of the passage with that id."""
        self._part_of(passage)  # raises IndexError for an id that isn't one
        return tuple(self._term_score(passage, name) for name in terms)

    def _term_score(self, passage: int, name: str) -> TermScore:
        term = self._term(name)
        [(part, first_block, local)] = self._by_part(np.array([passage]))
        [[frequency]] = part.frequencies([term.ranges[first_block:]], local)
        norm = self.length_norm(part.segment.lengths[local])
        [score] = term.idf * self.term_weight(np.array([frequency]), norm)
        return TermScore(name, int(frequency), term.idf, float(score))

    def get_scores(self, query: Sequence[str]) -> NDArray[np.float64]:
        """Every id's score, as rank_bm25 gives it; 0 for passages that are gone."""
        scores = np.zeros(self.ids)
        for term in map(self._term, query):
            for block, (start, end) in zip(self._blocks, term.ranges, strict=True):
                passages = block.segment.postings.passages[start:end]
                norm = self.length_norm(block.lengths[passages])
                frequencies = block.segment.frequencies(np.arange(start, end))
                here = scores[block.base : block.end]
                here[passages] += term.idf * self.term_weight(frequencies, norm)
        for block in self._blocks:
            block.clear_gaps(scores)
        return scores

    def _find(self, term: str) -> _Term:
        name = encode_text(term)
        pointers = (part.segment.find(name) for part in self._parts)
        ranges = list(chain.from_iterable(map(pairwise, pointers)))
        here = zip(self._blocks, ranges, strict=True)
        passages = sum(block.live_postings(start, end) for block, (start, end) in here)
        return _Term(passages, self.term_idf(passages), ranges)

    def _candidates(
        self, terms: list[_Term], k: int, within: PassageFilter | None
    ) -> NDArray[np.intp]:
        """The ids of all passages that may belong to the ``k`` best, ascending."""
        try:
            desk = self._desks.pop()
        except IndexError:
            desk = Desk(self.ids)
        found = None
        telling = _telling(terms)
        if len(telling) < len(terms):
            self._add_up(desk, telling, within)
            found = reaching(desk.table, k, **self._doubt(terms, telling))
        if found is None:
            self._add_up(desk, terms, within)
            found = reaching(desk.table, k, **self._doubt(terms, terms))
        if found is None:
            found = desk.scores.nonzero()[0]
        self._desks.append(desk)
        return found

    def _add_up(self, desk: Desk, terms: list[_Term], within: PassageFilter | None) -> None:
        idf = np.array([term.idf for term in terms])
        desk.clear()
        for part, first_block, step in self._layout:
            desk.add(part, [term.ranges[first_block:] for term in terms], idf * step)
        if within is not None:
            desk.scores[: self.ids] *= within

    def _doubt(self, terms: list[_Term], added: list[_Term]) -> dict[str, float]:
        """How far the sums of impacts of some of a query's terms can be from the scores."""
        known = sum(term.idf for term in added)
        unknown = sum(term.idf for term in terms) - known
        return {
            "slack": known * max(self._steps) + unknown * MAX_TERM_WEIGHT,
            "share": self._fidelity * (1 - 1e-6 * (len(terms) + 10)),  # float32 sums are rounded
        }

    def _scores(
        self, terms: list[_Term], idf: NDArray[np.float64], ids: NDArray[np.intp]
    ) -> NDArray[np.float64]:
        """The exact scores of some passages, whose ids ascend."""
        pieces = []
        for part, first_block, passages in self._by_part(ids):
            ranges = [term.ranges[first_block:] for term in terms]
            norm = self._norms.take(part.segment.lengths.take(passages))
            weights = self.term_weight(part.frequencies(ranges, passages), norm)
            weights *= idf[:, np.newaxis]
            # accumulate, not sum: terms are added in their order, as rank_bm25 does
            pieces.append(np.add.accumulate(weights)[-1])
        return np.concatenate(pieces)

    def _by_part(self, ids: NDArray[np.intp]) -> Iterator[tuple[Part, int, NDArray[np.intp]]]:
        """The parts that hold some of these passages, with the number of their first blocks."""
        if len(self._parts) == 1:
            yield self._parts[0], 0, ids
            return
        cuts = ids.searchsorted([part.base for part in self._parts[1:]]).tolist()
        bounds = pairwise([0, *cuts, len(ids)])
        for (part, first_block, _), (first, end) in zip(self._layout, bounds, strict=True):
            if first < end:
                yield part, first_block, ids[first:end] - part.base

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
