"""The BM25 formula: `rank_bm25.BM25Plus` with k1 = 1.2, b = 0.75 and delta = 0.

For a term t of a query and a passage d of a collection of N passages::

    score(t, d) = idf(t) * (delta + tf * (k1 + 1) / (k1 * (1 - b + b * |d| / avgdl) + tf))
    idf(t)      = ln((N + 1) / df(t))

tf: how often t stands in d; df: passages that hold t; |d|: terms of d; avgdl: their mean.

BM25+ is by Lv and Zhai, "Lower-Bounding Term Frequency Normalization", CIKM 2011; Kamphuis et
al., "Which BM25 Do You Mean?", ECIR 2020, compare it with the other variants. Its idf is positive
for every term of every collection, so it ranks a collection of one passage as well, where the
idf of Robertson's BM25 vanishes or turns negative. The package adds delta * idf to passages
without the term, too: a constant a query, which can't change a ranking; so delta is 0.

All is computed in float64 and in the package's order of operations, so that scores equal the
package's bit for bit.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from rank_bm25 import BM25Plus

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[np.integer] | NDArray[np.floating]

K1 = 1.2
B = 0.75
DELTA = 0.0
MAX_TERM_WEIGHT = K1 + 1  # what `term_weight` stays below


class CountedBM25(BM25Plus):  # type: ignore[misc]  # the package has no types
    """`rank_bm25.BM25Plus` over counts: it takes no token lists and keeps none.

    Args:
        corpus_size: N, in passages.
        avgdl: the mean length of a passage, in terms.

    >>> bm25 = CountedBM25(corpus_size=3, avgdl=4.0)
    >>> round(bm25.term_idf(1), 4), bm25.term_idf(0)
    (1.3863, 0.0)
    """

    def __init__(self, *, corpus_size: int, avgdl: float) -> None:
        # Not super().__init__(): it would count a corpus of token lists.
        self.k1, self.b, self.delta = K1, B, DELTA
        self.corpus_size = corpus_size
        self.avgdl = avgdl

    def term_idf(self, passages: int) -> float:
        """The idf of a term that stands in so many passages; 0 for an unknown term."""
        return math.log((self.corpus_size + 1) / passages) if passages else 0.0

    def length_norm(self, lengths: Numbers) -> NDArray[np.float64]:
        """The part of the formula that a passage's length (in terms) decides."""
        return np.asarray(self.k1 * (1 - self.b + self.b * lengths / self.avgdl), np.float64)

    def term_weight(self, frequencies: Numbers, norm: NDArray[np.float64]) -> NDArray[np.float64]:
        """A term's score in each passage, before its idf."""
        return np.asarray(
            self.delta + (frequencies * (self.k1 + 1)) / (norm + frequencies), np.float64
        )
