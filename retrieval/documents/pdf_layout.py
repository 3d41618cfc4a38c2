"""From the lines of a PDF page to its paragraphs and headings, by where the lines stand."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

HYPHEN = "\ufffe"  # PDFium's mark for a hyphen that ended a line
_STOPPED = re.compile(r"[.!?:;…。！？][\"'”’»)\]]*\s*$")
_ITEM = re.compile(r"(?:[•‣◦▪–—*-]|\(?[\divxa-z]{1,3}[.)])\s")
_PAGE_NUMBER = re.compile(
    r"\W*(?:page|seite|página)?\s*\d{1,4}(?:\s*(?:/|of|von|de)\s*\d{1,4})?\W*", re.IGNORECASE
)
_BREAKS = re.compile(rf"(\w+){HYPHEN}(\w+)")


@dataclass(frozen=True, slots=True)
class Line:
    """A line and its box, in points from the page's lower left corner.

    ``end`` is the lower edge of its last letter: PDFium gives a line that ends in a hyphen together
    with the next one. ``right`` is that letter's, too.
    """

    text: str
    left: float
    bottom: float
    right: float
    top: float
    end: float

    @property
    def height(self) -> float:
        """Of its first letter's box, which tells the type's size."""
        return self.top - self.bottom


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, an item, a table's row or a heading; the height is its type's."""

    text: str
    height: float


def body_height(pages: Iterable[Sequence[Line]]) -> float:
    """The height of most of the text, in points."""
    heights: Counter[float] = Counter()
    for lines in pages:
        for line in lines:
            heights[round(line.height, 1)] += len(line.text)
    return heights.most_common(1)[0][0] if heights else 0.0


def without_running_lines(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """The pages without page numbers and what stands at the same edge of many of them."""
    edges = [_edges(lines) for lines in pages]
    counts = Counter(pattern for edge in edges for pattern in {_pattern(line) for line in edge})
    often = max(3, 0.4 * len(pages))
    kept = []
    for lines, edge in zip(pages, edges, strict=True):
        running = {line for line in edge if counts[_pattern(line)] >= often}
        running |= {line for line in edge if _PAGE_NUMBER.fullmatch(line.text)}
        kept.append([line for line in lines if line not in running])
    return kept


def to_blocks(lines: Sequence[Line], body: float) -> list[Block]:
    """The blocks of a page, in the order of its lines."""
    blocks: list[Block] = []
    for number, line in enumerate(lines):
        before = lines[number - 1] if number else None
        if before and _same_row(before, line):
            blocks[-1] = _joined(blocks[-1], line.text, _row_gap(before, line))
        elif before and _goes_on(before, line, lines, body):
            blocks[-1] = _joined(blocks[-1], line.text, " ")
        else:
            blocks.append(Block(line.text.strip(), line.height))
    return [block for block in blocks if block.text]


def heal_hyphens(text: str, known: str) -> str:
    r"""``text`` with words that a line's end broke made whole.

    A hyphen stays where it belongs to the word: before a capital or digit, or where ``known``, the
    whole document, has the word with its hyphen and not without.

    >>> heal_hyphens("investi\ufffegations of S\ufffe300 and anti\ufffeIranian", "")
    'investigations of S-300 and anti-Iranian'
    """

    def heal(match: re.Match[str]) -> str:
        head, tail = match.groups()
        whole, split = head + tail, f"{head}-{tail}"
        belongs = not tail[0].islower() or not head[-1].islower()
        return split if belongs or (split in known and whole not in known) else whole

    return _BREAKS.sub(heal, text).replace(HYPHEN, "-")


def _edges(lines: Sequence[Line]) -> list[Line]:
    ordered = sorted(lines, key=lambda line: line.bottom)
    return [*ordered[:2], *ordered[2:][-2:]]


def _pattern(line: Line) -> str:
    return re.sub(r"\d+", "0", line.text.strip())


def _same_row(before: Line, line: Line) -> bool:
    """A raised figure or another font cuts a row into pieces that touch."""
    top = before.top - before.bottom + before.end
    overlap = min(top, line.top) - max(before.end, line.bottom)
    touches = abs(line.left - before.right) < 0.5 * max(before.height, line.height)
    return touches and overlap > 0.4 * min(before.height, line.height)


def _row_gap(before: Line, line: Line) -> str:
    return " " if before.text[-1:].isspace() or line.text[:1].isspace() else ""


def _goes_on(before: Line, line: Line, lines: Sequence[Line], body: float) -> bool:
    height = max(before.height, line.height)
    if abs(before.height - line.height) > 0.1 * height or _ITEM.match(line.text.lstrip()):
        return False
    stopped = _STOPPED.search(before.text) is not None
    drop = before.end - line.bottom
    if drop < 0:  # the top of the next column
        return not stopped
    if drop > 1.8 * height:
        return False
    if height > 1.15 * body:  # a heading of several lines
        return True
    if stopped and line.left - before.left > 0.7 * height:
        return False
    return not _is_short(before, lines)


def _is_short(line: Line, lines: Sequence[Line]) -> bool:
    """Whether the line ends well before its column does, as the last of a paragraph."""
    reach = 4 * line.height
    column = [other for other in lines if abs(other.left - line.left) < reach]
    right = max(other.right for other in column)
    width = right - min(other.left for other in column)
    return line.right < right - (0.15 if _STOPPED.search(line.text) else 0.4) * width


def _joined(block: Block, text: str, gap: str) -> Block:
    return Block(f"{block.text.rstrip() if gap else block.text}{gap}{text.strip()}", block.height)
