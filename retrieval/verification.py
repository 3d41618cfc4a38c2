"""Whether a citation still holds: unchanged, moved, altered or gone.

`verify` compares a citation with documents as they are read today; what was once indexed counts
for nothing. Where the quoted words are known (`retrieval.given`) they are looked for as such,
else by the digest that the citation carries.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from retrieval.citations import Citation, cite, digest
from retrieval.errors import DocumentError
from retrieval.model import Quote, Span
from retrieval.relocation import find_bytes, find_like, standing_at

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from retrieval.model import Document, Section

    Read = Callable[[str], Document | None]  # the document at a path as it is today; DocumentError

_WORDS = re.compile(r"\s+|\w+|[^\w\s]+")


class Standing(StrEnum):
    """What became of a quote."""

    UNCHANGED = "unchanged"
    MOVED = "moved"
    ALTERED = "altered"
    GONE = "gone"


class Kind(StrEnum):
    """What became of a run of words between the words given and those that stand there now."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Change:
    """A run of words, white space included, and what became of it."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Verification:
    """What became of a citation.

    ``quote`` is what stands at the place today: the quoted words themselves where they are
    unchanged or moved (perhaps in another document), other words where they are altered, None
    where they are gone. ``given`` are the words as they were quoted, where they are known.
    ``is_document_there`` says that a document of the citation's name can be read, and
    ``same_file`` that its file is byte for byte the one cited.
    ``trouble`` is a clause that says why that file can't be read, where it is there but can't.
    """

    citation: Citation
    standing: Standing
    quote: Quote | None = None
    given: str | None = None
    is_document_there: bool = False
    same_file: bool = False
    trouble: str = ""

    def __post_init__(self) -> None:
        if (self.quote is None) != (self.standing is Standing.GONE):
            raise ValueError("a quote stands somewhere unless it is gone")

    @property
    def holds(self) -> bool:
        """Whether the quoted words are still there, word for word."""
        return self.standing in {Standing.UNCHANGED, Standing.MOVED}

    @property
    def fits(self) -> bool:
        """Whether the citation can have been given for its document, perhaps before it changed.

        It can't if the file is still the one cited, doesn't say this, and the words are unknown.
        """
        return self.holds or not self.same_file or self.given is not None

    @property
    def current(self) -> Citation | None:
        """The citation of what stands there today."""
        return cite(self.quote) if self.quote else None

    @property
    def section(self) -> Section | None:
        """The section in which that stands."""
        if self.quote is None:
            return None
        sections = self.quote.document.sections
        return next((each for each in sections if self.quote.span in each.span), None)

    @property
    def difference(self) -> tuple[Change, ...]:
        """What was changed, word by word; nothing where the words given aren't known."""
        if self.standing is not Standing.ALTERED or self.given is None or self.quote is None:
            return ()
        return tuple(word_difference(self.given, self.quote.text))


def verify(
    citation: Citation,
    read: Read,
    *,
    given: str | None = None,
    elsewhere: Callable[[], Iterator[str]] = lambda: iter(()),
) -> Verification:
    """Look for what ``citation`` quotes.

    Args:
        citation: the citation.
        read: gives the document at a path as it is today.
        given: the quoted words, where they are known.
        elsewhere: the paths of other documents in which the words may stand now; asked only
            where their own document holds them no more.

    >>> from retrieval.model import Document, Section
    >>> before = Document("a.txt", "It rains.", (Section(Span(0, 9)),), "0" * 64)
    >>> today = Document("a.txt", "At last. It rains.", (Section(Span(0, 18)),), "1" * 64)
    >>> found = verify(cite(Quote(before, Span(0, 9))), lambda path: today)
    >>> found.standing.value, found.quote.span
    ('moved', Span(start=9, end=18))
    """
    if given is not None and digest(given.encode()) != citation.quote_digest:
        given = None
    document, trouble = _attempt(read, citation.document)
    same_file = document is not None and document.sha256.startswith(citation.file_digest)
    quote = _in_place(citation, document) if document else None
    standing = Standing.UNCHANGED
    if quote is None:
        quote = _moved(citation, given, document, read, elsewhere)
        standing = Standing.MOVED
    if quote is None and document:
        quote = _instead(citation, given, document)
        standing = Standing.ALTERED
    if quote is None:
        standing = Standing.GONE
    there = document is not None
    return Verification(citation, standing, quote, given, there, same_file, trouble)


def word_difference(before: str, after: str) -> Iterator[Change]:
    """What turns one text into the other, in runs of whole words.

    >>> [(c.kind.value, c.text) for c in word_difference("25 days a year", "28 days a year")]
    [('removed', '25'), ('added', '28'), ('same', ' days a year')]
    """
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for tag, first, end, new_first, new_end in matcher.get_opcodes():
        if tag == "equal":
            yield Change(Kind.SAME, "".join(old[first:end]))
            continue
        if first < end:
            yield Change(Kind.REMOVED, "".join(old[first:end]))
        if new_first < new_end:
            yield Change(Kind.ADDED, "".join(new[new_first:new_end]))


def _attempt(read: Read, path: str) -> tuple[Document | None, str]:
    try:
        return read(path), ""
    except DocumentError as error:
        return None, str(error)


def _in_place(citation: Citation, document: Document) -> Quote | None:
    data = document.text.encode()
    quoted = data[citation.start : citation.end]
    if len(quoted) != citation.size or digest(quoted) != citation.quote_digest:
        return None
    return _quote(document, data, citation.start, citation.end)


def _moved(
    citation: Citation,
    given: str | None,
    document: Document | None,
    read: Read,
    elsewhere: Callable[[], Iterator[str]],
) -> Quote | None:
    quote = _found(citation, given, document) if document else None
    if quote:
        return quote
    for path in elsewhere():
        other, _ = _attempt(read, path)
        if other and (quote := _found(citation, given, other)):
            return quote
    return None


def _found(citation: Citation, given: str | None, document: Document) -> Quote | None:
    data = document.text.encode()
    start = find_bytes(
        data,
        citation.size,
        lambda window: digest(window) == citation.quote_digest,
        near=citation.start,
        known=None if given is None else given.encode(),
    )
    return None if start is None else _quote(document, data, start, start + citation.size)


def _instead(citation: Citation, given: str | None, document: Document) -> Quote | None:
    """What stands in the quote's place: the words most like it, else those at its offsets."""
    data = document.text.encode()
    start = len(data[: citation.start].decode(errors="ignore"))
    if given is not None:
        span = find_like(document, given, start)
    elif citation.start < len(data):
        end = len(data[: citation.end].decode(errors="ignore"))
        span = standing_at(document, Span(start, max(start, end)))
    else:
        span = None
    return Quote(document, span) if span else None


def _quote(document: Document, data: bytes, start: int, end: int) -> Quote | None:
    try:
        first = len(data[:start].decode())
        return Quote(document, Span(first, first + len(data[start:end].decode())))
    except UnicodeDecodeError:  # a token that nobody was given: it cuts a character in two
        return None
