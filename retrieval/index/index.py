"""The index as one sees it from outside: a snapshot that is opened, searched and read."""

from __future__ import annotations

import heapq
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from retrieval.index.errors import IndexDamagedError, naming_folder
from retrieval.index.manifest import read_manifest
from retrieval.index.records import decode_records
from retrieval.index.search import SegmentedBM25
from retrieval.index.segment import Segment
from retrieval.index.texts import DocumentCache
from retrieval.index.vocabulary import decode_text
from retrieval.model import Document, Passage

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence
    from pathlib import Path

    from retrieval.index.blocks import Part
    from retrieval.index.records import DocumentRecord
    from retrieval.index.search import PassageFilter
    from retrieval.index.texts import TextOf
    from retrieval.index.vocabulary import Vocabulary
    from retrieval.model import Section

_ATTEMPTS = 5  # to open an index while others replace it


class Index(SegmentedBM25):
    """A snapshot of an index: it never changes, and what is written later needs another `open`.

    Passages are numbered by ids, which hold for this snapshot only. Some ids may be of passages
    since removed; they are never found. Safe to use from several threads.
    """

    def __init__(
        self, segments: Sequence[tuple[Segment, Collection[int]]], text_of: TextOf
    ) -> None:
        super().__init__(segments)
        self._text_of = text_of
        self._documents = DocumentCache()

    @classmethod
    def open(cls, folder: Path, *, settings: str, text_of: TextOf) -> Index:
        """Open the index in a folder, made with these settings.

        Args:
            folder: where an `IndexWriter` wrote it.
            settings: as that writer was given them.
            text_of: gives the text of a document that the index keeps no text of; it raises
                `DocumentChangedError` where that isn't the text that was indexed.

        Raises:
            IndexMissingError, IndexOutdatedError, IndexDamagedError: build it anew.
            IndexUnusableError: it can't be read.
        """
        for _ in range(_ATTEMPTS):
            with naming_folder(folder):
                manifest = read_manifest(folder, settings)
                try:
                    segments = [
                        (Segment(folder / entry.file), entry.dead) for entry in manifest.segments
                    ]
                except FileNotFoundError:
                    continue  # replaced since the manifest was read
            return cls(segments, text_of)
        raise IndexDamagedError(f"The index in {folder} is damaged: a file is missing.")

    def __len__(self) -> int:
        """How many passages there are."""
        return int(self.corpus_size)

    @property
    def vocabularies(self) -> tuple[Vocabulary, ...]:
        """The terms of each segment; a term may stand in several, and in none any more."""
        return tuple(part.segment.vocabulary for part in self._parts)

    def documents(self) -> Iterator[DocumentRecord]:
        """The documents, by path."""
        return heapq.merge(*map(_records, self._parts), key=lambda record: record.path)

    def passage(self, id: int) -> Passage:  # noqa: A002 - the field's word for it
        """The passage with that id, its document's text included.

        Raises:
            DocumentChangedError: the document's file is no longer what was indexed.
        """
        part = self._part_of(id)
        number = id - part.base
        document = self._document(part, part.segment.document_of(number))
        section = document.sections[int(part.segment.section_numbers[number])]
        return Passage(document, section, part.segment.sentences_of(number))

    def document(self, path: str) -> Document | None:
        """The document with that path, or None where the index doesn't hold it.

        Raises:
            DocumentChangedError: its file is no longer what was indexed.
        """
        for part in self._parts:
            number = part.segment.find_document(path)
            if number is not None and number not in part.dead:
                return self._document(part, number)
        return None

    def sections(self) -> Iterator[tuple[str, Section]]:
        """All sections, each with the path of its document."""
        for part in self._parts:
            for number in range(part.segment.documents):
                if number not in part.dead:
                    path = part.segment.record(number).path
                    yield from ((path, section) for section in part.segment.sections(number))

    def passages_where(self, keep: Callable[[str, Section], bool]) -> PassageFilter:
        """A filter for `search`: passages whose document's path and section ``keep`` likes."""
        kept = np.zeros(self.ids, np.bool_)
        for part in self._parts:
            for number, record in enumerate(
                map(part.segment.record, range(part.segment.documents))
            ):
                liked = np.array([keep(record.path, s) for s in part.segment.sections(number)])
                first, end = part.segment.passages_of(number)
                if first < end:
                    sections = part.segment.section_numbers[first:end]
                    kept[part.base + first : part.base + end] = liked[sections]
        return kept

    def passages_except(self, paths: Collection[str]) -> PassageFilter:
        """A filter for `search`: the passages of all documents but those at ``paths``."""
        kept = np.ones(self.ids, np.bool_)
        for part in self._parts:
            for number in map(part.segment.find_document, paths):
                if number is not None:
                    first, end = part.segment.passages_of(number)
                    kept[part.base + first : part.base + end] = False
        return kept

    def _document(self, part: Part, number: int) -> Document:
        return self._documents.get((part.base, number), lambda: self._load(part, number))

    def _load(self, part: Part, number: int) -> Document:
        record = part.segment.record(number)
        if record.extracted:
            text = decode_text(part.segment.blob("texts", number))
        else:
            text = self._text_of(record)
        return Document(record.path, text, part.segment.sections(number), record.sha256)


def _records(part: Part) -> Iterator[DocumentRecord]:
    segment = part.segment
    ends, data = segment.arrays["records_ends"].tolist(), segment.arrays["records"].tobytes()
    bounds = enumerate(pairwise(ends))
    live = [data[start:end] for number, (start, end) in bounds if number not in part.dead]
    return iter(decode_records(live))
