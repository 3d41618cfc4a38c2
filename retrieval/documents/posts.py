"""Recognises a page of dated posts, as blogs and news archives print them, and takes it apart.

Posts are kept apart by trailers (date, "Posted by", categories | tags, comments) that follow each
text, or by headers that precede it. A block must recur before a page is taken for one, so prose
that mentions dates stays whole.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from retrieval.documents.blocks import Block, find_blocks
from retrieval.documents.marks import Mark, read_marks
from retrieval.documents.trim import trim
from retrieval.model import Section, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_LINE = re.compile(r"[^\n]+")
_STOPPED = re.compile(r"[.!?…。！？][\"'”’»)\]]*\s*$")
_NO_HEADLINE = re.compile(r"[.:;,…。，；][\"'”’»)\]]*$")
_BULLET = re.compile(r"(?:[-*•–—>]|\d+[.)])\s")
_LONGEST_HEADLINE = 120  # code points
_LONG_LINE = 100  # code points; longer is text, not a headline or a site's name
_ENDING = frozenset({Mark.COMMENTS, Mark.LINKS})


@dataclass(frozen=True, slots=True)
class _Post:
    lines: tuple[Span, ...]  # those that aren't blank
    block: Block | None
    title: str = ""


def find_posts(text: str, start: int = 0) -> tuple[Section, ...]:
    r"""The posts of ``text`` from ``start`` on, or () where it isn't a page of posts.

    >>> page = "Oil fell.\nMay 2, 2020\nPosted by al\nGas rose.\nMay 1, 2020\nPosted by al\n"
    >>> [(post.date.isoformat(), post.span.cut(page)) for post in find_posts(page)]
    [('2020-05-02', 'Oil fell.'), ('2020-05-01', 'Gas rose.')]
    """
    blocks = find_blocks(text)
    if len(blocks) < 2:
        return ()
    if _trail(text, start, blocks):
        gaps = _gaps(text, start, [block.span for block in blocks])
        posts = _paired(gaps, [*blocks, None])
        posts = _titled_below(text, _without_site_name(text, posts))
    else:
        gaps = _gaps(text, start, [_without_ending(block) for block in blocks])
        posts = _paired(gaps, [None, *blocks])
        posts = _titled_above(text, posts) or _titled_below(text, posts)
    return tuple(section for post in posts for section in _sections(text, post))


def _trail(text: str, start: int, blocks: Sequence[Block]) -> bool:
    """Whether the blocks follow their posts: text before the first one, none after the last."""
    before = _holds_prose(text, start, blocks[0].span.start)
    after = _holds_prose(text, blocks[-1].span.end, len(text))
    if before != after:
        return before
    ending = sum(bool(block.kinds & (_ENDING | {Mark.LABELS})) for block in blocks)
    return 2 * ending > len(blocks)


def _holds_prose(text: str, start: int, end: int) -> bool:
    lines = (line.cut(text) for line in _lines(text, start, end))
    return any(
        len(line) > _LONG_LINE or (_STOPPED.search(line) and not read_marks(line)) for line in lines
    )


def _gaps(text: str, start: int, spans: Sequence[Span]) -> list[tuple[Span, ...]]:
    """The lines, blank ones left out, before, between and after ``spans``."""
    starts = [start, *(span.end for span in spans)]
    ends = [*(span.start for span in spans), len(text)]
    return [_lines(text, *gap) for gap in zip(starts, ends, strict=True)]


def _paired(gaps: Sequence[tuple[Span, ...]], blocks: Sequence[Block | None]) -> list[_Post]:
    return [_Post(*pair) for pair in zip(gaps, blocks, strict=True)]


def _without_ending(block: Block) -> Span:
    """The header alone: comments and links above its date end the post before."""
    first = 0
    for number, (_, mark) in enumerate(block.lines[: block.dated], start=1):
        if mark.kinds & _ENDING:
            first = number
    return Span(block.lines[first][0].start, block.span.end)


def _titled_below(text: str, posts: Sequence[_Post]) -> list[_Post]:
    """The posts with the headlines that begin them."""
    return [
        _Post(post.lines[1:], post.block, _clean(post.lines[0].cut(text)))
        if post.block and _begins_with_headline(text, post.lines)
        else post
        for post in posts
    ]


def _begins_with_headline(text: str, lines: Sequence[Span]) -> bool:
    if len(lines) < 2:
        return False
    first, second = lines[:2]
    apart = text.count("\n", first.end, second.start) > 1
    return _is_headline(first.cut(text)) and (apart or len(second) > len(first))


def _without_site_name(text: str, posts: Sequence[_Post]) -> list[_Post]:
    """The posts, with a site's name that stands above the first headline as a part of its own."""
    first, *others = posts
    named = all(_begins_with_headline(text, post.lines) for post in others if post.block)
    if not named or not all(_begins_with_headline(text, first.lines[at:]) for at in (0, 1)):
        return list(posts)
    return [_Post(first.lines[:1], None), _Post(first.lines[1:], first.block), *others]


def _titled_above(text: str, posts: Sequence[_Post]) -> list[_Post]:
    """The posts with the headlines that stand above their headers, or [] where most have none."""
    lasts = [post.lines[-1].cut(text) if post.lines else "" for post in posts[:-1]]
    heads = [line if _is_headline(line) and not read_marks(line) else "" for line in lasts]
    if 2 * sum(map(bool, heads)) <= len(heads):
        return []
    titles = ["", *map(_clean, heads)]
    taken = [*map(bool, heads), False]
    return [
        _Post(post.lines[:-1] if last else post.lines, post.block, title)
        for post, title, last in zip(posts, titles, taken, strict=True)
    ]


def _is_headline(line: str) -> bool:
    line = _clean(line)
    return (
        2 < len(line) <= _LONGEST_HEADLINE
        and not _NO_HEADLINE.search(line)
        and not _BULLET.match(line)
        and not line[0].islower()
        and any(char.isalpha() for char in line)
    )


def _clean(line: str) -> str:
    return line.strip("#*_= \t\r\ufeff")


def _lines(text: str, start: int, end: int) -> tuple[Span, ...]:
    lines = _LINE.finditer(text, start, end)
    return tuple(Span(*line.span()) for line in lines if not line[0].isspace())


def _sections(text: str, post: _Post) -> Iterator[Section]:
    """The post's section without the marked lines at its edges, whose tags it keeps."""
    lines = list(post.lines)
    tags = list(post.block.tags if post.block else ())
    for edge in (0, -1):
        while lines and (mark := read_marks(lines[edge].cut(text))):
            tags.extend(mark.tags)
            del lines[edge]
    if lines and (span := trim(text, lines[0].start, lines[-1].end)):
        date = post.block.date if post.block else None
        yield Section(span, post.title, date, tuple(dict.fromkeys(tags)))
