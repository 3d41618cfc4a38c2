"""Which line breaks stand inside a sentence (hard-wrapped text) and which end one.

A line break is soft where the next line's first word would not have fitted on the line, in a
block whose lines were mostly broken for that reason, or where a line of some length goes on in
lower case. Blank lines, items of lists, headings and rows of tables always stand apart, and so
does a line that is longer than anyone wraps: there, a line is a paragraph.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# Code points in a line. Nobody wraps wider than the first; narrower than the second are verse,
# addresses and lists; a line shorter than the third does not go on in lower case.
WIDEST_WRAP = 120
NARROWEST_WRAP = 60
SHORTEST_LINE = 30

LINE = re.compile(r"[^\n\v\f\r\x1c-\x1e\x85\u2028\u2029]+")
GOES_ON = re.compile(r"\s*[\"'“‘«(\[]*[^\W\d_A-Z]")
# "- item", "• item", "1. item", "(2) item", "b) item"; not "J. Smith".
ITEM = re.compile(r"\s*(?:[-*+•‣◦▪●○·]|\(?\d{1,3}[.)]|\(?[a-zA-Z]\)|\([ivx]+\))\s")
# A Markdown heading, a table's row, columns apart by tabs or spaces, a rule or underline, a fence.
APART = re.compile(
    r"\s*(?:#{1,6}\s|\||```|~~~|([-=_*~+])\1\1+\s*$)|.*(?:\t\s*\S| \|(?:\s|$)|\S {3,}\S)"
)


def stretches(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The parts of ``text[start:end]`` whose line breaks are soft, trimmed of white space."""
    block: list[tuple[int, int]] = []
    previous = start
    for match in LINE.finditer(text, start, end):
        line, last = match.span()
        if line - previous > 1 and text[previous:line] != "\r\n":
            yield from _stretches_of_block(text, block)
            block = []
        if text[line:last].isspace():
            yield from _stretches_of_block(text, block)
            block = []
        else:
            block.append((line, last))
        previous = last
    yield from _stretches_of_block(text, block)


def _stretches_of_block(text: str, block: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The same for neighbouring lines, none of them blank."""
    if not block:
        return
    start = block[0][0]
    for line, soft in zip(block, [*_soft_breaks(text, block), False], strict=True):
        if not soft:
            yield _trimmed(text, start, line[1])
            start = line[1]


def _soft_breaks(text: str, block: list[tuple[int, int]]) -> list[bool]:
    """For each line of a block but the last: whether the break after it is soft."""
    width = max(end - start for start, end in block)
    if len(block) == 1 or width > WIDEST_WRAP:
        return [False] * (len(block) - 1)
    lines = [text[start:end].rstrip() for start, end in block]
    apart = [_apart(one, two) for one, two in pairwise(lines)]
    full = [_is_full(one, two, width) for one, two in pairwise(lines)]
    prose = [f for f, a in zip(full, apart, strict=True) if not a]
    wrapped = width >= NARROWEST_WRAP and sum(prose) * 2 > len(prose)
    return [
        not a and ((f and wrapped) or _goes_on(one, two))
        for a, f, (one, two) in zip(apart, full, pairwise(lines), strict=True)
    ]


def _apart(line: str, following: str) -> bool:
    """Whether two lines never belong to one sentence, by the look of them."""
    return bool(ITEM.match(following) or APART.match(line) or APART.match(following))


def _is_full(line: str, following: str, width: int) -> bool:
    """Whether the first word of the line after it would not have fitted."""
    first_word = following.split(None, 1)[0]
    return len(line) + 1 + len(first_word) > width


def _goes_on(line: str, following: str) -> bool:
    """Whether a line of some length runs on into lower case."""
    ended = line[-1] in ".:!?…"
    return not ended and len(line) >= SHORTEST_LINE and GOES_ON.match(following) is not None


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The offsets without the white space at either side."""
    part = text[start:end]
    return end - len(part.lstrip()), start + len(part.rstrip())
