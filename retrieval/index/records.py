"""What the index knows of a document, and how a document comes to it."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from posixpath import basename, splitext
from typing import TYPE_CHECKING, Protocol

from retrieval.model import Section, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from retrieval.model import Document, Passage


class Analyzer(Protocol):
    """Turns text into index terms; `retrieval.analysis` has one."""

    def surfaces(self, text: str) -> list[str]:
        """The words of ``text`` as they are written, in order; none holds white space."""
        ...

    def terms(self, surface: str) -> tuple[str, ...]:
        """The terms of one word, always the same for the same word; none for a stop word."""
        ...


@dataclass(frozen=True, slots=True)
class DocumentEntry:
    """A document on its way into the index.

    ``size`` is in bytes, ``modified_ns`` is the file's mtime. ``extracted`` says that the text
    isn't the file's own bytes (a PDF's, say), so that the index must keep a copy of it.
    """

    document: Document
    passages: Sequence[Passage]
    analyzer: Analyzer
    size: int
    modified_ns: int
    language: str = ""
    extracted: bool = False


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """A document as the index holds it; ``indexed_at`` is in seconds since 1970."""

    path: str
    sha256: str
    size: int
    modified_ns: int
    language: str
    extracted: bool
    sections: int
    passages: int
    indexed_at: int


def encode_record(entry: DocumentEntry, indexed_at: int) -> bytes:
    """A document's record as JSON."""
    document = entry.document
    values = [
        document.path,
        document.sha256,
        entry.size,
        entry.modified_ns,
        entry.language,
        entry.extracted,
        len(document.sections),
        len(entry.passages),
        indexed_at,
    ]
    return json.dumps(values).encode()


def decode_record(data: bytes) -> DocumentRecord:
    """The opposite of `encode_record`."""
    return DocumentRecord(*json.loads(data))


def decode_records(data: Iterable[bytes]) -> list[DocumentRecord]:
    """`decode_record` of each; at one go, which takes a quarter of the time."""
    return [DocumentRecord(*values) for values in json.loads(b"[%b]" % b",".join(data))]


def encode_sections(sections: Sequence[Section]) -> bytes:
    """A document's sections as JSON."""
    return json.dumps(
        [
            [
                section.span.start,
                section.span.end,
                section.title,
                section.date.isoformat() if section.date else None,
                section.tags,
                section.page,
            ]
            for section in sections
        ]
    ).encode()


def decode_sections(data: bytes) -> tuple[Section, ...]:
    """The opposite of `encode_sections`.

    >>> section = Section(Span(0, 9), "News", dt.date(2020, 1, 9))
    >>> decode_sections(encode_sections([section])) == (section,)
    True
    """
    return tuple(
        Section(
            Span(start, end),
            title,
            dt.date.fromisoformat(date) if date else None,
            tuple(tags),
            page,
        )
        for start, end, title, date, tags, page in json.loads(data)
    )


def passage_title(passage: Passage) -> str:
    """The words that a passage is found by besides its own: its section's title, or its file's.

    They count once a passage, at its start.
    """
    return passage.section.title or splitext(basename(passage.document.path))[0]


def passage_terms(passage: Passage, analyzer: Analyzer) -> list[str]:
    """All index terms of a passage, its title's first."""
    surfaces = [*analyzer.surfaces(passage_title(passage)), *analyzer.surfaces(passage.text)]
    return [term for surface in surfaces for term in analyzer.terms(surface)]
