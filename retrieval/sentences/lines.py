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
NARROWEST_WRAP = 50
SHORTEST_LINE = 30

# The share of the width that a full line fills at least: text wrapped in a proportional font,
# as copied from a PDF, is ragged when counted in characters.
RAGGED = 0.9

LINE = re.compile(r"[^\n\v\f\r\x1c-\x1e\x85\u2028\u2029]+")
GOES_ON = re.compile(r"[\"'“‘«(\[]*[^\W\d_A-Z]")
# "- item", "• item", "1. item", "(2) item", "b) item", "(iv) item"; not "J. Smith".
ITEM = re.compile(r"(?:[-*+•‣◦▪●○·]|\(?\d{1,3}[.)]|\(?[a-zA-Z]\)|\([ivx]+\))\s")
# A Markdown heading, a row of a table, a fence, a rule or an underline.
APART = re.compile(r"#{1,6}\s|\||```|~~~|([-=_*~+])\1\1+$")


def stretches(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The parts of ``text[start:end]`` whose line breaks are soft, trimmed of white space."""
    block: list[tuple[int, str]] = []
    previous = start
    for match in LINE.finditer(text, start, end):
        first = match.start()
        line = match[0].rstrip()
        if not line or (first - previous > 1 and text[previous:first] != "\r\n"):
            yield from _stretches_of_block(block)
            block = []
        if line:
            block.append((first, line))
        previous = match.end()
    yield from _stretches_of_block(block)


def _stretches_of_block(block: list[tuple[int, str]]) -> Iterator[tuple[int, int]]:
    """The same for neighbouring lines, none of them blank, as their offsets and texts."""
    soft = _soft_breaks([line for _, line in block])
    begin = None
    for (first, line), goes_on in zip(block, soft, strict=True):
        if begin is None:
            begin = first + len(line) - len(line.lstrip())
        if not goes_on:
            yield begin, first + len(line)
            begin = None


def _soft_breaks(lines: list[str]) -> list[bool]:
    """For each line of a block, whether the break after it is soft; never so for the last."""
    width = max(map(len, lines), default=0)
    if len(lines) < 2 or width > WIDEST_WRAP:
        return [False] * len(lines)
    words = [line.lstrip() for line in lines]
    prose = [
        not (a or b or ITEM.match(following))
        for (a, b), following in zip(pairwise(map(_stands_apart, words)), words[1:], strict=True)
    ]
    full = [_is_full(*pair, width) for pair in zip(lines, words[1:], strict=False)]
    wrapped = _is_wrapped(width, [f for f, p in zip(full, prose, strict=True) if p])
    pairs = zip(prose, full, pairwise(words), strict=True)
    return [*(p and ((f and wrapped) or _goes_on(*pair)) for p, f, pair in pairs), False]


def _stands_apart(line: str) -> bool:
    """Whether a line is no prose by the look of it."""
    return "\t" in line or " | " in line or "   " in line or APART.match(line) is not None


def _is_full(line: str, following: str, width: int) -> bool:
    """Whether the first word of the line after it would not have fitted."""
    space = following.find(" ")
    first_word = len(following) if space < 0 else space
    return len(line) + 1 + first_word > width * RAGGED


def _is_wrapped(width: int, full: list[bool]) -> bool:
    """Whether most lines that may go on are full, and wide enough for prose."""
    return width >= NARROWEST_WRAP and sum(full) * 2 > len(full)


def _goes_on(line: str, following: str) -> bool:
    """Whether a line of some length runs on into lower case."""
    return (
        len(line) >= SHORTEST_LINE
        and line[-1] not in ".:!?…"
        and GOES_ON.match(following) is not None
    )
