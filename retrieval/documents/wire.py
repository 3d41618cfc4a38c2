"""How the reading process and its parent talk: frames of a length and as many bytes.

JSON and UTF-8 rather than pickle: what comes back from a process that has parsed a hostile file is
as little to be trusted as the file.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import struct
from typing import TYPE_CHECKING

from retrieval.documents.extraction import LARGEST_EXTRACT, Extract
from retrieval.model import Section, Span

if TYPE_CHECKING:
    from typing import IO, Any

_SURROGATE = re.compile("[\ud800-\udfff]")
_LENGTH = struct.Struct(">Q")
_LARGEST_FRAME = 8 * LARGEST_EXTRACT  # bytes: UTF-8 and, at its most, a section for every word


def write_frame(stream: IO[bytes], data: bytes) -> None:
    """Write one frame and flush it."""
    stream.write(_LENGTH.pack(len(data)))
    stream.write(data)
    stream.flush()


def read_frame(stream: IO[bytes]) -> bytes:
    """The next frame.

    Raises:
        EOFError: the other side has gone or talks nonsense.
    """
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        raise EOFError
    (length,) = _LENGTH.unpack(head)
    data = stream.read(length) if length <= _LARGEST_FRAME else b""
    if len(data) < length:
        raise EOFError
    return data


def pack(extract: Extract) -> bytes:
    """An extract as bytes; lone surrogates become U+FFFD, so that every offset stays right."""
    sections = [
        [*_ends(section.span), section.title, str(section.date or ""), section.tags, section.page]
        for section in extract.sections
    ]
    head = json.dumps(sections).encode()
    return _LENGTH.pack(len(head)) + head + _clean(extract.text).encode()


def unpack(data: bytes) -> Extract:
    """The extract in ``data``; ValueError or TypeError where it is none."""
    (length,) = _LENGTH.unpack(data[: _LENGTH.size])
    body = _LENGTH.size + length
    sections = tuple(_section(fields) for fields in json.loads(data[_LENGTH.size : body]))
    return Extract(data[body:].decode(), sections)


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.end


def _section(fields: list[Any]) -> Section:
    start, end, title, date, tags, page = fields
    day = dt.date.fromisoformat(date) if date else None
    return Section(Span(start, end), _clean(title), day, tuple(map(_clean, tags)), page)


def _clean(text: str) -> str:
    return _SURROGATE.sub("\ufffd", text)
