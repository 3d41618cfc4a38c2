"""From batches to segments: terms are numbered anew, sorted and counted.

Batches stream in; every few million tokens what has been gathered is written as a segment of
its own (a run), and the caller merges the runs, so memory doesn't grow with the corpus.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import chain, count
from typing import TYPE_CHECKING

import numpy as np

from retrieval.index.contents import (
    Counts,
    Documents,
    Passages,
    Terms,
    joined,
    write_segment,
)
from retrieval.index.vocabulary import vocabulary_order

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from retrieval.index.batch import Batch

_RUN_TOKENS = 4_000_000
_RUN_TEXT = 64 << 20  # bytes of extracted text


class Run:
    """Gathers batches, in path order, until they are written as one segment."""

    def __init__(self) -> None:
        self._numbers = defaultdict[bytes, int](count().__next__)  # of terms, as they come
        self._documents: list[Documents] = []
        self._passages: list[Passages] = []
        self._masks: list[NDArray[np.uint64]] = []
        self._tokens: list[NDArray[np.int32]] = []
        self._size = self._text_bytes = 0

    def __len__(self) -> int:
        return len(self._documents)

    @property
    def is_full(self) -> bool:
        """Whether it is time to write."""
        return self._size >= _RUN_TOKENS or self._text_bytes >= _RUN_TEXT

    def add(self, batch: Batch) -> None:
        """Take in one batch."""
        known = len(self._numbers)
        numbers = map(self._numbers.__getitem__, batch.terms)
        renumbered = np.fromiter(numbers, np.int32, len(batch.terms))
        self._masks.append(batch.masks[renumbered >= known])
        self._tokens.append(renumbered.take(batch.tokens))
        self._documents.append(batch.documents)
        self._passages.append(batch.passages)
        self._size += len(batch.tokens)
        self._text_bytes += sum(batch.documents.text_lengths)

    def write(self, path: Path) -> None:
        """Write the segment."""
        terms = list(self._numbers)
        order = vocabulary_order(terms)
        ranks = np.empty(len(terms), np.int64)
        ranks[order] = np.arange(len(terms))
        passages = _joined_passages(self._passages)
        counts = _invert(ranks.take(joined(self._tokens)), passages.lengths, len(terms))
        write_segment(
            path,
            _joined_documents(self._documents),
            passages,
            Terms(
                [terms[number] for number in order.tolist()],
                np.concatenate(self._masks)[order],
                len(counts.passages),
            ),
            [counts],
        )


def _joined_documents(pieces: Sequence[Documents]) -> Documents:
    return Documents(
        [record for piece in pieces for record in piece.records],
        [sections for piece in pieces for sections in piece.sections],
        [length for piece in pieces for length in piece.text_lengths],
        chain.from_iterable(piece.texts for piece in pieces),
        [count for piece in pieces for count in piece.passages],
    )


def _joined_passages(pieces: Sequence[Passages]) -> Passages:
    return Passages(
        joined([piece.lengths for piece in pieces]),
        joined([piece.section_numbers for piece in pieces]),
        joined([piece.starts for piece in pieces]),
        joined([piece.sentence_sizes for piece in pieces]),
        joined([piece.sentences for piece in pieces]).astype(np.uint8, copy=False),
    )


def _invert(tokens: NDArray[np.int64], lengths: NDArray[np.integer], terms: int) -> Counts:
    """From the passages' tokens, passage by passage, to postings by term."""
    keys = tokens << 32
    keys |= np.repeat(np.arange(len(lengths)), lengths)
    keys.sort()
    firsts = np.flatnonzero(np.diff(keys, prepend=-1))
    frequencies = np.diff(firsts, append=len(keys))
    keys = keys[firsts]
    return Counts(terms, keys >> 32, keys & 0xFFFFFFFF, frequencies)
