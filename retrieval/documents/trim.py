"""Spans without the white space at their ends."""

from __future__ import annotations

import re

from retrieval.model import Span

# str.strip takes no byte order mark for white space; one at the start is no part of the text.
_FIRST = re.compile(r"[^\s\ufeff]")
_WINDOW = 1024  # code points looked at at once from the end


def trim(text: str, start: int, end: int) -> Span:
    r"""The span ``start..end`` of ``text`` without white space or byte order marks at its ends.

    It is empty where there is nothing else. The text itself isn't copied: it may be very long.

    >>> trim("\ufeff Hello.\r\n", 0, 10)
    Span(start=2, end=8)
    """
    first = _FIRST.search(text, start, end)
    if first is None:
        return Span(end, end)
    start = first.start()
    while not (window := text[max(start, end - _WINDOW) : end].rstrip()):
        end -= _WINDOW
    return Span(start, max(start, end - _WINDOW) + len(window))
