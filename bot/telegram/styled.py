"""Text with marks, built by code: no markup that a quote could break.

A `Styled` becomes the text and entities of one Telegram message. Marks count code points, as
everywhere in this program; only `Styled.entities` turns them into Telegram's UTF-16 units.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from telegram import MessageEntity
from telegram.constants import MessageEntityType as Kind

from bot.telegram.delivery import met, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# What Telegram would link by itself: in a source line anything, in a quote only what acts.
_LINKED = re.compile(r"\S*[@#$/＠＃]\S*|\S+:\S+|\S*\w\.\w\S*|\+?\d[\d \-()]{6,}\d")
_PUNCTUATION = ".,:;!?'\"’”)"
_ACTING = re.compile(r"(?<!\w)[@/#]\w+(?:@\w+)?")


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A half-open range of code points of a text and how it looks."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Styled:
    """A text and its marks; texts add up.

    >>> (bold("Yes") + plain(" and no")).marks
    (Mark(start=0, end=3, kind=<MessageEntityType.BOLD>),)
    """

    text: str = ""
    marks: tuple[Mark, ...] = ()

    def __add__(self, other: Styled) -> Styled:
        by = len(self.text)
        moved = (replace(m, start=m.start + by, end=m.end + by) for m in other.marks)
        return Styled(met(self.text, other.text) + other.text, (*self.marks, *moved))

    def __bool__(self) -> bool:
        return bool(self.text)

    def cut(self, start: int, end: int) -> Styled:
        """A part, with what of each mark lies in it."""
        kept = (
            Mark(max(m.start, start) - start, min(m.end, end) - start, m.kind)
            for m in self.marks
            if m.start < end and m.end > start
        )
        return Styled(self.text[start:end], tuple(kept))

    def stripped(self) -> Styled:
        """Without the spaces and line breaks at its ends, which Telegram would take off."""
        start = len(self.text) - len(self.text.lstrip(" \n"))
        return self.cut(start, max(start, len(self.text.rstrip(" \n"))))

    def marked(self, kind: str) -> Styled:
        """All of it marked, save what is code: Telegram shows nothing else on code."""
        gaps = _outside([m for m in self.marks if m.kind == Kind.CODE], len(self.text))
        added = tuple(Mark(start, end, kind) for start, end in gaps)
        return replace(self, marks=(*added, *self.marks))

    def quoted(self, *, expandable: bool) -> Styled:
        """All of it as one block quotation."""
        kind = Kind.EXPANDABLE_BLOCKQUOTE if expandable else Kind.BLOCKQUOTE
        return replace(self, marks=(Mark(0, len(self.text), kind), *self.marks))

    def entities(self) -> Sequence[MessageEntity]:
        """The marks as Telegram's entities, in UTF-16 units."""
        found = [MessageEntity(m.kind, m.start, m.end - m.start) for m in sorted(self.marks)]
        return MessageEntity.adjust_message_entities_to_utf_16(self.text, found)


def plain(text: str) -> Styled:
    """Words of our own."""
    return Styled(text)


def bold(text: str) -> Styled:
    """Words of our own that stand out."""
    return Styled(text).marked(Kind.BOLD)


def code(text: str) -> Styled:
    """A name or token of someone else's, never linked."""
    text = shown(text)
    return Styled(text, (Mark(0, len(text), Kind.CODE),) if text else ())


def foreign(text: str) -> Styled:
    """Words of a document outside a quotation, or of a person: nothing in it becomes a link."""
    return _quiet(shown(text), _LINKED)


def said(text: str) -> Styled:
    """Words of a document, to be joined and marked before they are `silenced`."""
    return Styled(shown(text))


def silenced(words: Styled) -> Styled:
    """Words of a document in a quotation: names and commands in it don't act on anybody.

    Only for the whole of a quotation: a mark can part the @ from its name, which act together.
    """
    codes = _quiet(words.text, _ACTING).marks
    kept = (
        Mark(max(mark.start, start), min(mark.end, end), mark.kind)
        for mark in words.marks
        for start, end in _outside(codes, len(words.text))
        if mark.start < end and mark.end > start
    )
    return Styled(words.text, (*codes, *kept))


def cited(text: str) -> Styled:
    """As `silenced`, without marks."""
    return silenced(said(text))


def joined(parts: Iterable[Styled], between: str) -> Styled:
    """The parts that aren't empty, with ``between`` between them."""
    whole = Styled()
    for part in filter(None, parts):
        whole = whole + plain(between) + part if whole else part
    return whole


def _quiet(text: str, loud: re.Pattern[str]) -> Styled:
    marks = (
        Mark(match.start(), match.start() + len(match[0].rstrip(_PUNCTUATION)), Kind.CODE)
        for match in loud.finditer(text)
    )
    return Styled(text, tuple(mark for mark in marks if mark.start < mark.end))


def _outside(marks: Iterable[Mark], end: int) -> Iterable[tuple[int, int]]:
    at = 0
    for mark in sorted(marks):
        if at < mark.start:
            yield at, mark.start
        at = mark.end
    if at < end:
        yield at, end
