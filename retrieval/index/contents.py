"""What a segment is written from, and the writing itself."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from retrieval.index.arrays import ArrayFileWriter, smallest
from retrieval.index.bm25 import CountedBM25
from retrieval.index.segment import IMPACT_STEP

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Documents:
    """A segment's documents, in path order; ``texts`` are empty where the file has them."""

    records: Sequence[bytes]
    sections: Sequence[bytes]
    text_lengths: Sequence[int]  # bytes
    texts: Iterable[bytes]
    passages: Sequence[int]  # how many each has


@dataclass(frozen=True, slots=True)
class Passages:
    """A segment's passages, in the order of its documents and their texts."""

    lengths: NDArray[np.integer]  # terms
    section_numbers: NDArray[np.integer]
    sentence_counts: NDArray[np.integer]
    sentences: NDArray[np.integer]  # start, end, start, end …, in code points of the document

    @property
    def avgdl(self) -> float:
        """The mean length, in terms."""
        return max(int(self.lengths.sum()), 1) / max(len(self.lengths), 1)


@dataclass(frozen=True, slots=True)
class Terms:
    """A segment's terms in its vocabulary's order, and where the postings of each start."""

    terms: Sequence[bytes]
    masks: NDArray[np.uint64]
    pointers: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Counts:
    """Postings of some successive terms: passages, and how often the term stands in each."""

    passages: NDArray[np.integer]
    frequencies: NDArray[np.integer]


def write_segment(
    path: Path,
    documents: Documents,
    passages: Passages,
    terms: Terms,
    postings: Iterable[Counts],
    *,
    max_frequency: int,
    avgdl: float,
) -> None:
    """Write a segment's file; ``avgdl`` is the mean length that its impacts are right for."""
    bm25 = CountedBM25(corpus_size=len(passages.lengths), avgdl=avgdl)
    norm = bm25.length_norm(passages.lengths)
    with ArrayFileWriter(path) as file:
        _write_documents(file, documents)
        _write_passages(file, passages)
        _write_terms(file, terms)
        file.add("impact_avgdl", np.array([avgdl]))
        count = int(terms.pointers[-1])
        numbers = file.reserve("passages", passage_type(len(norm)), count)
        frequencies = file.reserve("frequencies", np.min_scalar_type(max_frequency), count)
        impacts = file.reserve("impacts", np.uint8, count)
        for piece in postings:
            weights = bm25.term_weight(piece.frequencies.astype(np.float64), norm[piece.passages])
            numbers.append(piece.passages)
            frequencies.append(piece.frequencies)
            impacts.append(np.ceil(weights / IMPACT_STEP))


def _write_documents(file: ArrayFileWriter, documents: Documents) -> None:
    file.add("first_passages", starts(documents.passages))
    for name, blobs in (("records", documents.records), ("sections", documents.sections)):
        _write_blobs(file, name, [len(blob) for blob in blobs], blobs)
    _write_blobs(file, "texts", documents.text_lengths, documents.texts)


def _write_blobs(
    file: ArrayFileWriter, name: str, lengths: Sequence[int], blobs: Iterable[bytes]
) -> None:
    ends = starts(lengths)
    file.add(f"{name}_ends", ends)
    region = file.reserve(name, np.uint8, int(ends[-1]))
    for blob in blobs:
        region.append(np.frombuffer(blob, np.uint8))


def _write_passages(file: ArrayFileWriter, passages: Passages) -> None:
    file.add("lengths", smallest(passages.lengths))
    file.add("section_numbers", smallest(passages.section_numbers))
    file.add("first_sentences", starts(passages.sentence_counts))
    file.add("sentences", smallest(passages.sentences))


def _write_terms(file: ArrayFileWriter, terms: Terms) -> None:
    file.add("terms", np.frombuffer(b"".join(terms.terms), np.uint8))
    file.add("term_ends", starts([len(term) for term in terms.terms]).astype(np.uint32))
    file.add("crcs", np.array([zlib.crc32(term) for term in terms.terms], np.uint32))
    file.add("masks", terms.masks)
    file.add("pointers", terms.pointers)


def passage_type(passages: int) -> np.dtype[Any]:
    """The type of passage numbers in a segment of that many; wide ones feed SciPy as they are."""
    return np.dtype(np.uint16 if passages < 1 << 16 else np.int32)


def starts(counts: Sequence[int] | NDArray[np.integer]) -> NDArray[np.int64]:
    """Where each of successive stretches starts, and at last where all end.

    >>> starts([2, 3]).tolist()
    [0, 2, 5]
    """
    found = np.zeros(len(counts) + 1, np.int64)
    np.cumsum(counts, out=found[1:])
    return found
