"""Markdown: a section a heading; the text is the file as it is, marks and all.

The blocks come from markdown-it-py (CommonMark), whose line numbers are turned into offsets.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

from retrieval.documents.front_matter import FrontMatter, read_front_matter
from retrieval.documents.outline import Outline
from retrieval.documents.posts import find_posts
from retrieval.documents.trim import trim
from retrieval.model import Section

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.token import Token

_LINE_END = re.compile(r"\r\n?|\n")  # what markdown-it-py takes for one
_COMMENT = re.compile(r"\s*<!--")


def markdown_sections(text: str) -> tuple[Section, ...]:
    r"""The sections of a Markdown text, titled by their headings from the outermost on.

    Headings, HTML comments and front matter lie outside of every section. A page of dated posts
    is one in Markdown too, and a heading that is a date dates what is below it.

    >>> text = "# Guide\n\n## Linux\n\nRun it.\n"
    >>> [(section.title, section.span.cut(text)) for section in markdown_sections(text)]
    [('Guide › Linux', 'Run it.')]
    """
    matter = read_front_matter(text, int(text.startswith("\ufeff")))
    posts = find_posts(text, matter.end)
    return posts or tuple(_sections(text, matter))


def _sections(text: str, matter: FrontMatter) -> Iterator[Section]:
    body = text[matter.end :]
    starts = [matter.end, *(matter.end + match.end() for match in _LINE_END.finditer(body))]
    starts.append(len(text))
    outline = Outline(matter.title)
    begin, title, date = matter.end, outline.title, matter.date
    for token, following in _dividers(body):
        assert token.map is not None
        first, last = (starts[min(line, len(starts) - 1)] for line in token.map)
        if span := trim(text, begin, first):
            yield Section(span, title, date, matter.tags)
        begin = last
        if following is not None:
            outline.open(int(token.tag[1]), _plain(following.content))
            title, date = outline.title, outline.date or matter.date
    if span := trim(text, begin, len(text)):
        yield Section(span, title, date, matter.tags)


def _dividers(body: str) -> Iterator[tuple[Token, Token | None]]:
    """Headings with their inline tokens, and comments without one, at the outermost level."""
    tokens = _blocks().parse(body)
    for number, token in enumerate(tokens):
        if token.level == 0 and token.type == "heading_open":
            yield token, tokens[number + 1]
        elif token.level == 0 and token.type == "html_block" and _COMMENT.match(token.content):
            yield token, None


@cache
def _blocks() -> MarkdownIt:
    # Only the blocks: emphasis and links of the text aren't looked at.
    return MarkdownIt("commonmark").enable("table").disable(["inline", "text_join"])


@cache
def _inline() -> MarkdownIt:
    return MarkdownIt("commonmark")


def _plain(heading: str) -> str:
    """A heading without its marks: `*`, code ticks and link targets."""
    tokens = _inline().parseInline(heading)[0].children or []
    spaced = (" " if token.type.endswith("break") else token.content for token in tokens)
    return " ".join("".join(spaced).split())
