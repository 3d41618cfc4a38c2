"""Which reader a file's name calls for."""

from __future__ import annotations

from enum import StrEnum
from pathlib import PurePosixPath


class Kind(StrEnum):
    """How a file is read; the value is what a user calls it."""

    PLAIN = "plain text"
    MARKDOWN = "Markdown"
    CSV = "CSV"
    DOCX = "Word"
    EPUB = "EPUB"
    HTML = "HTML"
    JSON_LINES = "JSON Lines"
    MAIL = "mail"
    MBOX = "mbox"
    PDF = "PDF"
    RST = "reStructuredText"


_KINDS = {
    # A name without a suffix (README, LICENSE) is text until its bytes say otherwise.
    Kind.PLAIN: ("", ".txt", ".text", ".log"),
    Kind.MARKDOWN: (".md", ".markdown", ".mkd"),
    Kind.CSV: (".csv", ".tsv"),
    Kind.DOCX: (".docx",),
    Kind.EPUB: (".epub",),
    Kind.HTML: (".html", ".htm", ".xhtml"),
    Kind.JSON_LINES: (".jsonl", ".ndjson"),
    Kind.MAIL: (".eml",),
    Kind.MBOX: (".mbox",),
    Kind.PDF: (".pdf",),
    Kind.RST: (".rst",),
}
_BY_SUFFIX = {suffix: kind for kind, suffixes in _KINDS.items() for suffix in suffixes}


def kind_of(name: str) -> Kind | None:
    """The kind of the file called ``name``, or None where nothing reads such files.

    >>> kind_of("guide/Install.MD").value
    'Markdown'
    """
    return _BY_SUFFIX.get(PurePosixPath(name).suffix.lower())


def is_readable(name: str) -> bool:
    """Whether a reader for such files exists."""
    return kind_of(name) is not None
