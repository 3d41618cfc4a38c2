"""What a segment is written from, and the writing itself."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from retrieval.index.arrays import ArrayFileWriter, smallest
from retrieval.index.segment import BLOCK_BITS, FREQUENCY_BITS, LISTED, LONGEST, blocks

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
    starts: NDArray[np.integer]  # code points of the document
    sentence_sizes: NDArray[np.integer]  # bytes of `sentences`
    sentences: NDArray[np.uint8]  # as `pack_bounds` packs them


@dataclass(frozen=True, slots=True)
class Terms:
    """A segment's terms in its vocabulary's order."""

    terms: Sequence[bytes]
    masks: NDArray[np.uint64]
    postings: int  # of all terms


@dataclass(frozen=True, slots=True)
class Counts:
    """Postings of successive terms, by term and passage: how often each term is in each."""

    successive: int  # how many terms
    terms: NDArray[np.integer]  # from 0
    passages: NDArray[np.integer]
    frequencies: NDArray[np.integer]


def write_segment(
    path: Path,
    documents: Documents,
    passages: Passages,
    terms: Terms,
    postings: Iterable[Counts],
) -> None:
    """Write a segment's file."""
    with ArrayFileWriter(path) as file:
        _write_documents(file, documents)
        _write_passages(file, passages)
        _write_terms(file, terms)
        _write_postings(file, passages.lengths, terms.postings, postings)


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
    file.add("passage_starts", smallest(passages.starts))
    file.add("sentence_ends", smallest(starts(passages.sentence_sizes)))
    file.add("sentences", passages.sentences)


def _write_terms(file: ArrayFileWriter, terms: Terms) -> None:
    file.add("terms", np.frombuffer(b"".join(terms.terms), np.uint8))
    file.add("term_ends", smallest(starts([len(term) for term in terms.terms])))
    file.add("crcs", np.array([zlib.crc32(term) for term in terms.terms], np.uint32))
    file.add("masks", terms.masks)


def _write_postings(
    file: ArrayFileWriter, lengths: NDArray[np.integer], count: int, postings: Iterable[Counts]
) -> None:
    passages = file.reserve("passages", np.uint16, count)
    codes = file.reserve("codes", np.uint16, count)
    shifted = np.minimum(lengths.astype(np.int64), LONGEST).astype(np.uint16) << FREQUENCY_BITS
    too_long = lengths >= LONGEST
    sizes, listed, frequencies, written = [], [], [], 0
    for piece in postings:
        passages.append(piece.passages & ((1 << BLOCK_BITS) - 1))
        counts = np.minimum(piece.frequencies, LISTED).astype(np.uint16)
        counts[too_long[piece.passages]] = LISTED
        codes.append(shifted[piece.passages] | counts)
        sizes.append(_block_sizes(piece, blocks(len(lengths))))
        places = np.flatnonzero(counts == LISTED)
        listed.append(places + written)
        frequencies.append(piece.frequencies[places])
        written += len(piece.passages)
    file.add("pointers", smallest(starts(joined(sizes))))
    file.add("listed", smallest(joined(listed)))
    file.add("listed_frequencies", smallest(joined(frequencies)))


def _block_sizes(piece: Counts, count: int) -> NDArray[np.integer]:
    """How many postings each term has in each of ``count`` blocks."""
    keys = piece.terms * count + (piece.passages >> BLOCK_BITS)
    return np.bincount(keys, minlength=piece.successive * count)


def starts(counts: Sequence[int] | NDArray[np.integer]) -> NDArray[np.int64]:
    """Where each of successive stretches starts, and at last where all end.

    >>> starts([2, 3]).tolist()
    [0, 2, 5]
    """
    found = np.zeros(len(counts) + 1, np.int64)
    np.cumsum(counts, out=found[1:])
    return found


def joined(pieces: Sequence[NDArray[np.integer]]) -> NDArray[np.integer]:
    """The pieces one after another; there may be none."""
    return np.concatenate(pieces) if pieces else np.empty(0, np.int64)
