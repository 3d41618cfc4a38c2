"""The headers or trailers of a page of posts: runs of marked lines around a date of their own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from retrieval.documents.dates import day_comes_first
from retrieval.documents.marks import LONGEST, Mark, MarkedLine, read_list, read_marks
from retrieval.model import Span

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator

# A cheap sieve: only lines with a year in them are looked at.
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_MOST_LINES = 12  # of a block on either side of its date
_MOST_BLANKS = 2  # between two lines of a block


@dataclass(frozen=True, slots=True)
class Block:
    """A header or trailer: its lines without their line ends, the date's among them."""

    lines: tuple[tuple[Span, MarkedLine], ...]
    dated: int

    @property
    def span(self) -> Span:
        """From the first line's start to the last one's end."""
        return Span(self.lines[0][0].start, self.lines[-1][0].end)

    @property
    def date(self) -> dt.date | None:
        """The date, None where its day and month can't be told apart."""
        return self.lines[self.dated][1].date

    @property
    def kinds(self) -> frozenset[Mark]:
        """Every kind of phrase in the block."""
        return frozenset().union(*(mark.kinds for _, mark in self.lines))

    @property
    def tags(self) -> tuple[str, ...]:
        """Categories and tags, as they come."""
        return tuple(dict.fromkeys(tag for _, mark in self.lines for tag in mark.tags))


def find_blocks(text: str) -> list[Block]:
    """The blocks that recur: at least one other has a date and one more kind in common with each.

    That is the evidence which keeps prose, diaries and minutes whole.
    """
    lines = list(_lines_with_years(text))
    day_first = day_comes_first(line.cut(text) for line in lines)
    blocks: list[Block] = []
    for line in lines:
        taken = blocks[-1].span.end if blocks else 0
        mark = read_marks(line.cut(text), day_first=day_first)
        if mark and Mark.DATE in mark.kinds and line.start >= taken:
            above = _grow(text, line, _line_before, taken)[::-1]
            below = _grow(text, line, _line_after, taken)
            blocks.append(Block((*above, (line, mark), *below), len(above)))
    kinds = [block.kinds for block in blocks]
    recurring = {kind for kind in Mark if sum(kind in each for each in kinds) > 1} - {Mark.DATE}
    return [block for block in blocks if block.kinds & recurring]


def _lines_with_years(text: str) -> Iterator[Span]:
    done = 0
    for match in _YEAR.finditer(text):
        if match.start() >= done:
            line = _line_around(text, match.start())
            # subtle: a long line is left at once, or one of 5 MB would be walked year by year.
            done = line.end if line else _end_of_line(text, match.end())
            if line:
                yield line


def _grow(
    text: str, line: Span, neighbour: Callable[[str, Span], Span | None], taken: int
) -> list[tuple[Span, MarkedLine]]:
    """The marked lines beside ``line`` in one direction, nearest first."""
    grown: list[tuple[Span, MarkedLine]] = []
    blanks = 0
    at: Span | None = line
    while len(grown) < _MOST_LINES:
        at = neighbour(text, at) if at else None
        if at is None or at.start < taken:
            break
        words = at.cut(text)
        if not words.strip():
            blanks += 1
            if blanks > _MOST_BLANKS:
                break
            continue
        mark = read_marks(words) or _listed(words, near=not blanks)
        if mark is None or Mark.DATE in mark.kinds:
            break
        grown.append((at, mark))
        blanks = 0
    return grown


def _listed(words: str, *, near: bool) -> MarkedLine | None:
    tags = read_list(words) if near else ()
    return MarkedLine(frozenset({Mark.LABELS}), tags=tags) if tags else None


def _line_around(text: str, at: int) -> Span | None:
    start = text.rfind("\n", max(0, at - LONGEST), at) + 1
    if start == 0 and at > LONGEST:
        return None
    end = text.find("\n", at, start + LONGEST + 1)
    if end < 0:
        end = len(text)
    return Span(start, end) if end - start <= LONGEST else None


def _line_before(text: str, line: Span) -> Span | None:
    end = line.start - 1
    if end < 0:
        return None
    start = text.rfind("\n", max(0, end - LONGEST), end) + 1
    return None if start == 0 and end > LONGEST else Span(start, end)


def _line_after(text: str, line: Span) -> Span | None:
    start = line.end + 1
    return _line_around(text, start) if start < len(text) else None


def _end_of_line(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end
