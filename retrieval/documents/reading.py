"""Reads one file into a `Document`, whatever its kind."""

from __future__ import annotations

import hashlib
import os
import stat
from typing import TYPE_CHECKING

from retrieval.documents.extraction import Extract
from retrieval.documents.kinds import Kind, kind_of
from retrieval.errors import DocumentError
from retrieval.model import Document

if TYPE_CHECKING:
    from retrieval.documents.files import SourceFile
    from retrieval.model import Section

LARGEST_TEXT = 512 * 1024 * 1024  # bytes; a text's index takes several times its size
LARGEST_FILE = 100 * 1024 * 1024  # bytes, of every other kind
LARGEST_MARKDOWN = 4_000_000  # code points, up to 10 s to parse; longer ones are read as plain text
_TEXTS = {Kind.PLAIN, Kind.MARKDOWN}


def read_document(file: SourceFile) -> Document:
    """The document in ``file``.

    Raises:
        DocumentError: it can't be read; the message is a clause such as "it is empty".
    """
    kind = kind_of(file.path)
    if kind is None:
        raise DocumentError("nothing reads files of its kind")
    data = _read_bytes(file)
    extract = _plain(kind, data) if kind in _TEXTS else _sandboxed(kind, data)
    sha256 = hashlib.sha256(data).hexdigest()
    try:
        return Document(file.path, extract.text, extract.sections, sha256)
    except ValueError as error:
        raise DocumentError("its reader failed") from error


def hash_file(file: SourceFile) -> str:
    """The SHA-256 of the file's bytes, as its document has it.

    Raises:
        DocumentError: it can't be read.
    """
    return hashlib.sha256(_read_bytes(file)).hexdigest()


def _read_bytes(file: SourceFile) -> bytes:
    largest = LARGEST_TEXT if kind_of(file.path) in _TEXTS else LARGEST_FILE
    # subtle: between listing and reading, a file can become a link or a pipe that never ends.
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    flags |= getattr(os, "O_BINARY", 0)
    try:
        with os.fdopen(os.open(file.location, flags), "rb") as stream:
            status = os.fstat(stream.fileno())
            if not stat.S_ISREG(status.st_mode):
                raise DocumentError("it isn't a file but a device or a pipe")
            # A file can also grow while it is read.
            data = stream.read(largest + 1) if status.st_size <= largest else None
    except OSError as error:
        reason = (error.strerror or "unknown error").lower()
        raise DocumentError(f"it can't be opened ({reason})") from error
    if data is None or len(data) > largest:
        raise DocumentError(f"it is larger than {largest // 2**20} MB")
    if not data:
        raise DocumentError("it is empty")
    return data


def _plain(kind: Kind, data: bytes) -> Extract:
    """UTF-8 is read here, at the speed of the disk; other encodings are left to the sandbox."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _sandboxed(Kind.PLAIN, data)
    if "\0" in text:
        raise DocumentError("it isn't text but binary data")
    sections = _sections(kind, text)
    if not sections:
        raise DocumentError("it holds no text")
    return Extract(text, sections)


def _sandboxed(kind: Kind, data: bytes) -> Extract:
    from retrieval.documents.sandbox import shared_sandbox  # noqa: PLC0415 - costs 20 ms

    return shared_sandbox().read(kind, data)


def _sections(kind: Kind, text: str) -> tuple[Section, ...]:
    if kind is Kind.MARKDOWN and len(text) <= LARGEST_MARKDOWN:
        from retrieval.documents.markdown import markdown_sections  # noqa: PLC0415 - costs 50 ms

        return markdown_sections(text)
    from retrieval.documents.plain import plain_sections  # noqa: PLC0415 - costs 30 ms

    return plain_sections(text)
