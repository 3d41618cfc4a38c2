"""Text in an encoding that its file doesn't name, where a detector is sure of it."""

from __future__ import annotations

import codecs
import re

from retrieval.documents.extraction import Extract
from retrieval.documents.plain import plain_sections
from retrieval.errors import DocumentError

# Longest first: UTF-32's little-endian mark begins with UTF-16's.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# The detector always has a favourite. It is believed where it saw enough letters beyond ASCII, they
# make words, and no other encoding makes as good ones of them: a wrong letter is a wrong quote.
_FOREIGN = re.compile(rb"[\x80-\xff]")
_FEWEST = 8
_FEWEST_DIFFERENT = 3
_MOST_CHAOS = 0.05
_LEAST_COHERENCE = 0.35
_SAMPLE = 10_000  # code points


def decode(data: bytes, declared: str | None = None) -> str:
    """The text of ``data``: by its byte order mark, as declared, as UTF-8, or as detected.

    Raises:
        DocumentError: none of these gives a text without doubt.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decoded(data, encoding) or _refuse()
    for candidate in (declared, "utf-8"):
        text = _decoded(data, candidate) if candidate else None
        if text is not None:
            return text
    return _detected(data)


def extract(data: bytes) -> Extract:
    """A plain text that isn't UTF-8."""
    text = decode(data)
    sections = plain_sections(text)
    if not sections:
        raise DocumentError("it holds no text")
    return Extract(text, sections)


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (LookupError, UnicodeError, ValueError):
        return None


def _detected(data: bytes) -> str:
    from charset_normalizer import from_bytes  # noqa: PLC0415 - UTF-8 doesn't pay for it

    if b"\0" in data:
        raise DocumentError("it isn't text but binary data")
    matches = list(from_bytes(data))
    foreign = _FOREIGN.findall(data)
    if not matches or len(foreign) < _FEWEST or len(set(foreign)) < _FEWEST_DIFFERENT:
        return _refuse()
    best, *others = matches
    text = str(best)
    rivals = (
        other.chaos < best.chaos + 0.01 and other.coherence > best.coherence - 0.02
        for other in others
        if str(other) != text
    )
    words = best.coherence >= _LEAST_COHERENCE or _is_east_asian(text)
    return text if best.chaos < _MOST_CHAOS and words and not any(rivals) else _refuse()


def _is_east_asian(text: str) -> bool:
    # The detector knows no words of these. Half-width kana or rare signs: another script misread.
    foreign = [char for char in text[:_SAMPLE] if char > "\x7f"]
    return all("\u3000" <= char <= "\ud7a3" or "\uff00" <= char <= "\uff60" for char in foreign)


def _refuse() -> str:
    raise DocumentError("its encoding can't be told for certain; save it as UTF-8")
