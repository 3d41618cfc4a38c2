"""A segment: an immutable, searchable part of the index, one memory-mapped file.

It holds documents in path order, their passages in text order, and for each term its postings:
the passages that hold it, how often each does, and an impact. Numbers of documents, passages and
terms count from 0 within the segment.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from retrieval.index.arrays import ArrayFile
from retrieval.index.bm25 import MAX_TERM_WEIGHT
from retrieval.index.errors import IndexDamagedError
from retrieval.index.records import decode_record, decode_sections
from retrieval.index.vocabulary import Vocabulary
from retrieval.model import Span

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from retrieval.index.records import DocumentRecord
    from retrieval.model import Section

# An impact is a term's weight in a passage (`CountedBM25.term_weight`), rounded up to a multiple
# of this, so that it fits a byte: an upper bound at most one step too high. Search adds impacts
# to find the candidates and computes the candidates' scores from the frequencies.
IMPACT_STEP = MAX_TERM_WEIGHT / 255


class Postings(NamedTuple):
    """A term's postings in one segment, in ascending order of passages."""

    passages: NDArray[np.integer]
    frequencies: NDArray[np.integer]
    impacts: NDArray[np.uint8]


class Segment:
    """Reads a segment's file; opening it reads nothing but the table of its arrays."""

    def __init__(self, path: Path) -> None:
        self.arrays = ArrayFile(path)
        try:
            self._name_arrays()
        except KeyError as error:
            raise IndexDamagedError(f"{path} lacks an array.") from error

    def _name_arrays(self) -> None:
        read = self.arrays.__getitem__
        self.vocabulary = Vocabulary(
            read("terms"), read("term_ends"), read("crcs"), read("masks"), read("pointers")
        )
        self.postings = Postings(read("passages"), read("frequencies"), read("impacts"))
        self.first_passages: NDArray[np.int64] = read("first_passages")  # one more than documents
        self.lengths: NDArray[np.integer] = read("lengths")  # of passages, in terms
        self.section_numbers: NDArray[np.integer] = read("section_numbers")  # of passages
        self.first_sentences: NDArray[np.int64] = read("first_sentences")  # one more than passages
        self.sentences: NDArray[np.int32] = read("sentences")  # start, end, start, end …
        self.impact_avgdl = float(read("impact_avgdl")[0])
        self.passages = len(self.lengths)
        self.documents = len(self.first_passages) - 1

    def find(self, term: bytes) -> tuple[int, int]:
        """From where to where the term's postings stand; an empty range where it has none."""
        number = self.vocabulary.number(term)
        if number is None:
            return 0, 0
        start, end = self.vocabulary.pointers[number : number + 2].tolist()
        return start, end

    def blob(self, name: str, number: int) -> bytes:
        """One document's bytes in a blob: "records", "sections" or "texts"."""
        start, end = self.arrays[f"{name}_ends"][number : number + 2].tolist()
        return self.arrays[name][start:end].tobytes()

    def cut(self, start: int, end: int) -> Postings:
        """The postings from ``start`` to ``end``."""
        return Postings._make(array[start:end] for array in self.postings)

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

    def sentence_bounds(self, first: int, end: int) -> NDArray[np.integer]:
        """The sentences of passages ``first`` to ``end`` as one row of starts and ends."""
        start, stop = self.first_sentences[[first, end]].tolist()
        return self.sentences[2 * start : 2 * stop]

    def sentences_of(self, passage: int) -> tuple[Span, ...]:
        """A passage's sentences, as spans of its document's text."""
        bounds = self.sentence_bounds(passage, passage + 1).tolist()
        return tuple(map(Span, bounds[::2], bounds[1::2]))
