"""A segment: an immutable, searchable part of the index, one memory-mapped file.

It holds documents in path order, their passages in text order, and for each term its postings:
the passages that hold it and a code for how often each does. Numbers of documents, passages and
terms count from 0 within the segment.

A posting takes four bytes. Its passage is a number within a block of 65,536 passages; the
pointers say where the postings of each term in each block start. The code holds the passage's
length once more, so that a term's weight in the passage (`CountedBM25.term_weight`) is read from a
small table by the code alone, and in its lowest six bits the frequency. What doesn't fit is
listed: a frequency above 62, or any in a passage of 1,023 terms or more.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from retrieval.index.arrays import ArrayFile
from retrieval.index.deltas import unpack_bounds
from retrieval.index.errors import IndexDamagedError
from retrieval.index.records import decode_record, decode_sections
from retrieval.index.vocabulary import Vocabulary
from retrieval.model import Span

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from retrieval.index.records import DocumentRecord
    from retrieval.model import Section

BLOCK_BITS = 16
FREQUENCY_BITS = 6
LISTED = (1 << FREQUENCY_BITS) - 1  # in place of the frequency of a posting that is listed
LONGEST = (1 << 16 - FREQUENCY_BITS) - 1  # terms; longer passages' postings are listed


class Postings(NamedTuple):
    """Postings by term and, within a term, in ascending order of passages."""

    passages: NDArray[np.uint16]  # within the block
    codes: NDArray[np.uint16]


class Segment:
    """Reads a segment's file; opening it reads little but the table of its arrays."""

    def __init__(self, path: Path) -> None:
        self.arrays = ArrayFile(path)
        try:
            self._name_arrays()
        except KeyError as error:
            raise IndexDamagedError(f"{path} lacks an array.") from error

    def _name_arrays(self) -> None:
        read = self.arrays.__getitem__
        self.first_passages: NDArray[np.int64] = read("first_passages")  # one more than documents
        self.lengths: NDArray[np.integer] = read("lengths")  # of passages, in terms
        self.section_numbers: NDArray[np.integer] = read("section_numbers")  # of passages
        self.passage_starts: NDArray[np.integer] = read("passage_starts")  # in the document's text
        self.sentence_ends: NDArray[np.integer] = read("sentence_ends")  # bytes; one more
        self.sentences: NDArray[np.uint8] = read("sentences")
        self.passages = len(self.lengths)
        self.documents = len(self.first_passages) - 1
        self.blocks = blocks(self.passages)
        self.pointers: NDArray[np.integer] = read("pointers")  # of each term in each block
        self.vocabulary = Vocabulary(
            read("terms"),
            read("term_ends"),
            read("crcs"),
            read("masks"),
            self.pointers[:: self.blocks],
        )
        self.postings = Postings(read("passages"), read("codes"))
        self._listed: NDArray[np.integer] = read("listed")
        self._listed_frequencies: NDArray[np.integer] = read("listed_frequencies")

    def find(self, term: bytes) -> list[int]:
        """Where the term's postings start in each block, and where they end in the last."""
        number = self.vocabulary.number(term)
        if number is None:
            return [0] * (self.blocks + 1)
        first = number * self.blocks
        found: list[int] = self.pointers[first : first + self.blocks + 1].tolist()
        # Compiled code adds at these numbers unchecked, so a damaged file must not reach it.
        last = self.postings.passages[found[-2] : found[-1]]
        if last.max(initial=0) >= self.passages - ((self.blocks - 1) << BLOCK_BITS):
            raise IndexDamagedError("The index is damaged: postings of unknown passages.")
        return found

    def listed(self, pointers: list[int]) -> NDArray[np.int64]:
        """The places of a term's postings that are listed, given the term's pointers."""
        first, end = self._listed.searchsorted([pointers[0], pointers[-1]]).tolist()
        return self._listed[first:end].astype(np.int64)

    def passages_at(self, places: NDArray[np.integer], pointers: list[int]) -> NDArray[np.integer]:
        """The passages of some of a term's postings, given the term's pointers."""
        blocks = np.array(pointers[1:-1], np.int64).searchsorted(places, side="right")
        return (blocks << BLOCK_BITS) + self.postings.passages.take(places)

    def frequencies(self, places: NDArray[np.integer]) -> NDArray[np.float64]:
        """The frequencies of the postings at some places."""
        codes = self.postings.codes.take(places, mode="clip")
        codes &= LISTED
        found = codes.astype(np.float64)
        if codes.max(initial=0) == LISTED:
            listed = codes == LISTED
            numbers = self._listed.searchsorted(places[listed])
            found[listed] = self._listed_frequencies.take(numbers, mode="clip")
        return found

    def blob(self, name: str, number: int) -> bytes:
        """One document's bytes in a blob: "records", "sections" or "texts"."""
        start, end = self.arrays[f"{name}_ends"][number : number + 2].tolist()
        return self.arrays[name][start:end].tobytes()

    def text_length(self, document: int) -> int:
        """How many bytes of text the segment keeps of a document; 0 where the file has it."""
        start, end = self.arrays["texts_ends"][document : document + 2].tolist()
        length: int = end - start
        return length

    def record(self, document: int) -> DocumentRecord:
        """What the index knows of a document."""
        return decode_record(self.blob("records", document))

    def sections(self, document: int) -> tuple[Section, ...]:
        """The sections of a document."""
        return decode_sections(self.blob("sections", document))

    def find_document(self, path: str) -> int | None:
        """The number of the document with that path."""
        number = bisect_left(range(self.documents), path, key=lambda n: self.record(n).path)
        if number < self.documents and self.record(number).path == path:
            return number
        return None

    def document_of(self, passage: int) -> int:
        """The document that a passage belongs to."""
        return int(self.first_passages.searchsorted(passage, side="right")) - 1

    def passages_of(self, document: int) -> tuple[int, int]:
        """From which to which passage a document goes."""
        first, end = self.first_passages[document : document + 2].tolist()
        return first, end

    def sentences_of(self, passage: int) -> tuple[Span, ...]:
        """A passage's sentences, as spans of its document's text."""
        first, end = self.sentence_ends[passage : passage + 2].tolist()
        packed = self.sentences[first:end].tobytes()
        bounds = unpack_bounds(packed, int(self.passage_starts[passage]))
        return tuple(map(Span, bounds[::2], bounds[1::2]))


def blocks(passages: int) -> int:
    """How many blocks so many passages make, at least one."""
    return max(1, -(-passages >> BLOCK_BITS))
