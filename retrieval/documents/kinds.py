"""Which reader a file's name calls for."""

from __future__ import annotations

from enum import StrEnum


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
    return _BY_SUFFIX.get(suffix_of(name).lower())


def suffix_of(path: str) -> str:
    """What a file's name ends with, the dot included; as `PurePosixPath.suffix`, but quick.

    >>> suffix_of("v1.2/notes.tar.gz"), suffix_of("v1.2/.notes"), suffix_of("notes.")
    ('.gz', '', '')
    """
    name = path[path.rfind("/") + 1 :]
    dot = name.rfind(".")
    return name[dot:] if 0 < dot < len(name) - 1 else ""


def is_readable(name: str) -> bool:
    """Whether a reader for such files exists."""
    return kind_of(name) is not None
