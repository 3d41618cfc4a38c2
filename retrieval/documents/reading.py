"""Reads one file into a `Document`, whatever its kind."""

from __future__ import annotations

import hashlib
import os
import stat
from typing import TYPE_CHECKING

from retrieval.documents.kinds import Kind, kind_of
from retrieval.documents.plain import plain_sections
from retrieval.errors import DocumentError
from retrieval.model import Document, Section

if TYPE_CHECKING:
    from retrieval.documents.files import SourceFile

LARGEST_TEXT = 512 * 1024 * 1024  # bytes; a text's index takes several times its size
LARGEST_MARKDOWN = 4_000_000  # code points, up to 10 s to parse; longer ones are read as plain text


def read_document(file: SourceFile) -> Document:
    """The document in ``file``.

    Raises:
        DocumentError: it can't be read; the message is a clause such as "it is empty".
    """
    data = _read_bytes(file)
    text = _decode(data)
    return Document(file.path, text, _sections(file, text), hashlib.sha256(data).hexdigest())


def _read_bytes(file: SourceFile) -> bytes:
    # subtle: between listing and reading, a file can become a link or a pipe that never ends.
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    flags |= getattr(os, "O_BINARY", 0)
    try:
        with os.fdopen(os.open(file.location, flags), "rb") as stream:
            if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
                raise DocumentError("it isn't a file but a device or a pipe")
            data = stream.read(LARGEST_TEXT + 1)
    except OSError as error:
        reason = (error.strerror or "unknown error").lower()
        raise DocumentError(f"it can't be opened ({reason})") from error
    if len(data) > LARGEST_TEXT:
        raise DocumentError(f"it is larger than {LARGEST_TEXT // 2**20} MB")
    if not data:
        raise DocumentError("it is empty")
    return data


def _decode(data: bytes) -> str:
    if b"\0" in data:
        raise DocumentError("it isn't text but binary data")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise DocumentError(f"it isn't UTF-8 text (byte {error.start:,})") from error


def _sections(file: SourceFile, text: str) -> tuple[Section, ...]:
    if kind_of(file.path) is Kind.MARKDOWN and len(text) <= LARGEST_MARKDOWN:
        from retrieval.documents.markdown import markdown_sections  # noqa: PLC0415 - costs 50 ms

        sections = markdown_sections(text)
    else:
        sections = plain_sections(text)
    if not sections:
        raise DocumentError("it holds no text")
    return sections
