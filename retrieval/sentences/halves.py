"""Cuts a sentence that is too long near its middle, so that the parts can still be read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from retrieval.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

CLAUSE_END = re.compile(r"[,;:،؛]['\"”’»)\]]*(?=\s)|[，；：、]")
WORD_END = re.compile(r"(?<=\S)(?=\s)")

# How far from the middle a place to cut is looked for, in code points.
REACH = 250


def split_long(text: str, span: Span, limit: int) -> Iterator[Span]:
    """The parts of a span, halved until each is at most ``limit`` code points."""
    if len(span) <= limit:
        yield span
        return
    for half in halve(text, span):
        yield from split_long(text, half, limit)


def halve(text: str, span: Span) -> tuple[Span, Span]:
    """Two parts of a trimmed span of two code points or more, each trimmed of white space.

    Cut after the clause that ends nearest the middle, else at the nearest space, and where there
    is neither, in the middle.

    >>> text = "when it rains, all the streets are wet"
    >>> [part.cut(text) for part in halve(text, Span(0, 38))]
    ['when it rains,', 'all the streets are wet']
    """
    reach = min(len(span) // 4, REACH)
    middle = span.start + len(span) // 2
    cut = (
        _nearest(CLAUSE_END, text, middle, reach)
        or _nearest(WORD_END, text, middle, reach * 2)
        or middle
    )
    return (
        Span(span.start, span.start + len(text[span.start : cut].rstrip())),
        Span(span.end - len(text[cut : span.end].lstrip()), span.end),
    )


def _nearest(pattern: re.Pattern[str], text: str, middle: int, reach: int) -> int:
    """The end of the pattern's match nearest the middle, the earlier of two; 0 for none."""
    ends = (match.end() for match in pattern.finditer(text, middle - reach, middle + reach))
    return min(ends, key=lambda end: abs(end - middle), default=0)
