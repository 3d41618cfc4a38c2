"""BM25 search over segments: rank_bm25's scores without a dictionary a passage.

All postings' scores are added up, stripe by stripe, in float64 and in rank_bm25's order. Once it
is known what a passage must reach, common terms are left out of the further stripes, and the few
passages there that may still belong to the best are scored by themselves.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from retrieval.index.blocks import Part, stripes
from retrieval.index.bm25 import MAX_TERM_WEIGHT, CountedBM25
from retrieval.index.desk import Desk
from retrieval.index.segment import FREQUENCY_BITS, LISTED, LONGEST
from retrieval.index.terms import Terms
from retrieval.index.top import Contest

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from numpy.typing import NDArray

    from retrieval.index.segment import Segment
    from retrieval.index.terms import Term

    PassageFilter = NDArray[np.bool_]  # one an id: whether search may find the passage

_LITTLE = 0.2  # of what a passage must reach


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


def _telling(terms: list[Term], floor: float) -> tuple[list[Term], float]:
    """The terms that tell which passages may reach ``floor``, and what the others add at most.

    A word that stands in half of all passages makes most of the work and hardly any difference.
    """
    if not floor:
        return terms, 0.0
    telling, unknown = sorted(terms, key=lambda term: -term.idf), 0.0
    while (more := unknown + telling[-1].idf * MAX_TERM_WEIGHT) <= _LITTLE * floor:
        unknown = more
        telling.pop()
    return (telling, unknown) if unknown else (terms, 0.0)


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
        lengths = (int(part.segment.lengths.max(initial=0)) for part in self._parts)
        self._weights = self._weights_by_code(max(lengths, default=0))
        self._terms = Terms(self._parts, self._stripes, self)
        self._desks: list[Desk] = []

    def document_frequency(self, term: str) -> int:
        """In how many passages a term stands."""
        return self._terms[term].passages

    def search(
        self, terms: Sequence[str], k: int, *, within: PassageFilter | None = None
    ) -> list[Hit]:
        """The ``k`` passages with the highest scores, best first, ties in order of path and place.

        A passage without any of the terms is never found. A term that is given twice counts
        twice, as in rank_bm25.
        """
        found = [term for term in map(self._terms.__getitem__, terms) if term.passages]
        if not found or k < 1:
            return []
        ids, scores, whole = self._contest(found, k, within).leaders()
        if whole < len(ids):
            scores[whole:] = self._scores(found, ids[whole:])
        return self._best(ids, scores, k)

    def explain(self, passages: Sequence[int], terms: Sequence[str]) -> list[tuple[TermScore, ...]]:
        """What each term adds to the scores of the passages with these ids.

        Raises:
            IndexError: there is no such passage.
        """
        for passage in passages:
            self._part_of(passage)  # raises where there is none
        if not passages or not terms:
            return [()] * len(passages)
        found = [self._terms[term] for term in terms]
        idf = [term.idf for term in found]
        ids = np.unique(passages)
        told: dict[int, tuple[TermScore, ...]] = {}
        for part, local, frequencies, weights in self._weighed(ids, found):
            scores = np.array(idf)[:, np.newaxis] * weights
            columns = zip(frequencies.T.astype(int).tolist(), scores.T.tolist(), strict=True)
            for passage, (counts, added) in zip((local + part.base).tolist(), columns, strict=True):
                told[passage] = tuple(map(TermScore, terms, counts, idf, added))
        return [told[passage] for passage in passages]

    def weights(self, passages: Sequence[int], terms: Sequence[str]) -> NDArray[np.float64]:
        """What each term adds to the scores of passages but for its idf, 0 where it isn't held.

        Returns:
            Shape (terms, passages).

        Raises:
            IndexError: there is no such passage.
        """
        for passage in passages:
            self._part_of(passage)  # raises where there is none
        ids, places = np.unique(np.array(passages, np.intp), return_inverse=True)
        if not len(ids) or not terms:
            return np.zeros((len(terms), len(passages)))
        found = [self._terms[term] for term in terms]
        pieces = [weights for _, _, _, weights in self._weighed(ids, found)]
        return np.concatenate(pieces, axis=1)[:, places]

    def get_scores(self, query: Sequence[str]) -> NDArray[np.float64]:
        """Every id's score, as rank_bm25 gives it; 0 for passages that are gone."""
        scores = np.zeros(self.ids)
        terms = [term for term in map(self._terms.__getitem__, query) if term.passages]
        desk = Desk()
        for stripe in self._stripes:
            table = desk.add_up(stripe, terms, self._weights)
            scores[stripe.base :][: stripe.passages] = table.ravel()[: stripe.passages]
        return scores

    def _weights_by_code(self, longest: int) -> NDArray[np.float64]:
        """A term's weight in a passage, for each code of a posting; 0 where it is listed."""
        weights = np.zeros((LONGEST + 1, 1 << FREQUENCY_BITS))
        lengths = np.arange(min(longest, LONGEST) + 1)
        norm = self.length_norm(lengths)[:, np.newaxis]
        weights[lengths, :LISTED] = self.term_weight(np.arange(LISTED), norm)
        return weights.ravel()

    def _contest(self, terms: list[Term], k: int, within: PassageFilter | None) -> Contest:
        """What has come of a contest of all passages."""
        try:
            desk = self._desks.pop()
        except IndexError:
            desk = Desk()
        contest = Contest(k)
        for stripe in self._stripes:
            telling, unknown = _telling(terms, contest.floor)
            table = desk.add_up(stripe, telling, self._weights)
            if within is not None:
                scores = table.ravel()[: stripe.passages]
                scores *= within[stripe.base :][: stripe.passages]
            contest.look(table, stripe.base, unknown)
        self._desks.append(desk)
        return contest

    def _scores(self, terms: list[Term], ids: NDArray[np.intp]) -> NDArray[np.float64]:
        """The scores of some passages, whose ids ascend."""
        idf = np.array([term.idf for term in terms])
        pieces = []
        for _, _, _, weights in self._weighed(ids, terms):
            # accumulate, not sum: terms are added in their order, as rank_bm25 does
            pieces.append(np.add.accumulate(weights * idf[:, np.newaxis])[-1])
        return np.concatenate(pieces)

    def _weighed(
        self, ids: NDArray[np.intp], terms: list[Term]
    ) -> Iterator[tuple[Part, NDArray[np.intp], NDArray[np.float64], NDArray[np.float64]]]:
        """Each part that holds some of these passages, and their numbers there.

        Then how often each of the terms stands in them, and with what weight.
        """
        for part, passages in self._by_part(ids):
            counts = part.frequencies([term.pointers[part.number] for term in terms], passages)
            norm = self.length_norm(part.segment.lengths[passages])
            yield part, passages, counts, self.term_weight(counts, norm)

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

    def _best(self, ids: NDArray[np.intp], scores: NDArray[np.float64], k: int) -> list[Hit]:
        order = (-scores).argsort(kind="stable")
        if len(self._parts) > 1 and (np.diff(scores[order]) == 0).any():
            # ids ascend with paths in a single part only
            places = [self._place(passage) for passage in ids.tolist()]
            by_place = sorted(range(len(ids)), key=places.__getitem__)
            order = np.array(sorted(by_place, key=lambda n: -scores[n]))
        best = order[:k]
        return list(map(Hit, ids[best].tolist(), scores[best].tolist()))

    def _place(self, passage: int) -> tuple[str, int]:
        """A passage's document and where in it the passage comes: the order of ties."""
        part = self._part_of(passage)
        document = part.segment.document_of(passage - part.base)
        return part.segment.record(document).path, passage

    def _part_of(self, passage: int) -> Part:
        if not 0 <= passage < self.ids:
            raise IndexError(f"no passage {passage}")
        return self._parts[bisect_right(self._parts, passage, key=lambda part: part.base) - 1]
