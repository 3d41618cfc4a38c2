"""Text taken out of a file that isn't plain, with the sections found on the way."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from retrieval.documents.outline import Outline
from retrieval.errors import DocumentError
from retrieval.model import Section, Span

if TYPE_CHECKING:
    import datetime as dt

LARGEST_EXTRACT = 64_000_000  # code points


@dataclass(frozen=True, slots=True)
class Extract:
    """A document's text and its sections: all that a reader finds in a file's bytes."""

    text: str
    sections: tuple[Section, ...]


class TextBuilder:
    r"""Puts a text together block by block and keeps its sections.

    >>> builder = TextBuilder()
    >>> builder.heading(1, "Soup")
    >>> builder.add("Boil it.")
    >>> extract = builder.finish()
    >>> extract.text, extract.sections[0].span, extract.sections[0].title
    ('Soup\n\nBoil it.', Span(start=6, end=14), 'Soup')
    """

    def __init__(
        self, *, title: str = "", date: dt.date | None = None, tags: tuple[str, ...] = ()
    ) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self._sections: list[Section] = []
        self._outline = Outline(title)
        self._date = date  # where no heading tells one
        self._begin = 0
        self._now = Section(Span(0, 0), title, date, tags)

    def heading(self, level: int, title: str) -> None:
        """Begin a section below a heading, whose line is text that can't be quoted."""
        self._outline.open(level, title)
        now = self._now
        date = self._outline.date or self._date
        self._open(Section(Span(0, 0), self._outline.title, date, now.tags, now.page))
        if title:
            self._append(title, "\n\n")
            self._begin = self._length

    def section(
        self,
        title: str = "",
        *,
        date: dt.date | None = None,
        tags: tuple[str, ...] = (),
        page: int | None = None,
    ) -> None:
        """Begin a section; one that nothing is added to leaves no trace."""
        self._outline = Outline(title)
        self._date = date
        self._open(Section(Span(0, 0), title, date, tags, page))

    def page(self, number: int) -> None:
        """Begin a page, counted from 1, under the headings that are open."""
        self._open(replace(self._now, span=Span(0, 0), page=number))

    def _open(self, section: Section) -> None:
        self._close()
        self._now = section

    def add(self, text: str, gap: str = "\n\n") -> None:
        """Add a block of text after ``gap``; a blank one is left out."""
        if text := text.strip():
            self._append(text, gap)

    def aside(self, text: str) -> None:
        """Add text that can't be quoted at the beginning of a section."""
        self.add(text)
        self._begin = self._length

    def finish(self) -> Extract:
        """The text and its sections.

        Raises:
            DocumentError: there is no text to quote.
        """
        self._close()
        if not self._sections:
            raise DocumentError("it holds no text")
        return Extract("".join(self._pieces), tuple(self._sections))

    def _append(self, text: str, gap: str) -> None:
        if self._length:
            text = gap + text
            if self._begin == self._length:
                self._begin += len(gap)
        self._pieces.append(text)
        self._length += len(text)
        if self._length > LARGEST_EXTRACT:
            raise DocumentError("it holds more text than can be read")

    def _close(self) -> None:
        if self._begin < self._length:
            now = self._now
            span = Span(self._begin, self._length)
            self._sections.append(Section(span, now.title, now.date, now.tags, now.page))
        self._begin = self._length
