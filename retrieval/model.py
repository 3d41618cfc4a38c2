"""The values that flow from files to answers: all frozen, all checked when built.

`Document` → `Section` → `Passage` → `ScoredPassage` → `Quote` → `Answer` or `Abstention`.

Every `Span` is half-open and counts code points of `Document.text`; nothing here ever counts
bytes or UTF-16 units.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of code points of a document's text.

    >>> Span(6, 11).cut("hello world")
    'world'
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: {self.start}..{self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def __contains__(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    def cut(self, text: str) -> str:
        """The slice of ``text`` that this span names."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether at least one code point lies in both."""
        return max(self.start, other.start) < min(self.end, other.end)


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a document with a heading of its own: a post, a chapter, a page.

    ``span`` holds only what may be quoted: a post's trailer or a heading's line lies outside.
    ``title`` is empty where the document gives none; ``page`` counts from 1.
    """

    span: Span
    title: str = ""
    date: dt.date | None = None
    tags: tuple[str, ...] = ()
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A file's text and its sections, in order and apart from each other.

    ``path`` is POSIX style, below the documents folder. ``text`` is exactly what the file says:
    for plain text the file decoded as UTF-8 with nothing changed, a byte order mark and carriage
    returns included. ``sha256`` is the hex digest of the file's bytes.
    """

    path: str
    text: str = field(repr=False)
    sections: tuple[Section, ...]
    sha256: str

    def __post_init__(self) -> None:
        end = 0
        for section in self.sections:
            if section.span.start < end or section.span.end > len(self.text):
                raise ValueError(f"{self.path}: sections overlap or leave the text")
            end = section.span.end


@dataclass(frozen=True, slots=True)
class Passage:
    """A chunk: neighbouring whole sentences of one section of one document."""

    document: Document = field(repr=False)
    section: Section
    sentences: tuple[Span, ...]

    def __post_init__(self) -> None:
        if not self.sentences:
            raise ValueError("a passage holds at least one sentence")
        if self.span not in self.section.span:
            raise ValueError("a passage lies in its section")

    @property
    def span(self) -> Span:
        """From the first sentence's start to the last one's end."""
        return Span(self.sentences[0].start, self.sentences[-1].end)

    @property
    def text(self) -> str:
        """The passage as the document has it."""
        return self.span.cut(self.document.text)


@dataclass(frozen=True, slots=True)
class ScoredPassage:
    """A passage that search found: its number in the index and its BM25 score."""

    id: int
    passage: Passage
    score: float


@dataclass(frozen=True, slots=True)
class Quote:
    """Whole sentences of a document, word for word.

    It owns no text: `text` is cut from the document, so a quote that isn't in its source can't
    be built.
    """

    document: Document = field(repr=False)
    span: Span

    def __post_init__(self) -> None:
        if not self.span or self.span.end > len(self.document.text):
            raise ValueError("a quote lies in its document and is not empty")

    @property
    def text(self) -> str:
        """The quote as the document has it."""
        return self.span.cut(self.document.text)


@dataclass(frozen=True, slots=True)
class ScoredQuote:
    """A quote, the passage it stands in, and how sure the composer is of it.

    ``score`` is the passage's BM25 score, which doesn't compare across questions; ``confidence``
    is the calibrated probability, 0 to 1, that the quote answers. ``differing`` are the spans
    of the quote that another source contradicts (document offsets).
    """

    quote: Quote
    passage: Passage
    score: float
    confidence: float
    differing: tuple[Span, ...] = ()

    def __post_init__(self) -> None:
        if self.quote.span not in self.passage.section.span:
            raise ValueError("a quote lies in the section of its passage")


@dataclass(frozen=True, slots=True)
class Respelling:
    """A word or name of the question that was also looked for as the documents have it."""

    asked: str
    found: str


@dataclass(frozen=True, slots=True)
class Answer:
    """One or more quotes, best first.

    ``agreeing`` counts the sections not quoted here that say the same as the first quote.
    ``understood`` is the question as it was read where that differs from what was typed (a
    follow-up read together with the question before it), else None. ``wanted`` is the part of the
    documents that the question named ("in handbook.pdf"), in which the quotes lie where it answers.
    """

    question: str
    quotes: tuple[ScoredQuote, ...]
    sources_differ: bool = False
    agreeing: int = 0
    respellings: tuple[Respelling, ...] = ()
    understood: str | None = None
    wanted: Scope | None = None

    def __post_init__(self) -> None:
        if not self.quotes:
            raise ValueError("an answer quotes; silence is an Abstention")


class Why(StrEnum):
    """Why there is no answer."""

    NO_DOCUMENTS = "no documents"
    NO_QUESTION = "no question"
    GREETING = "greeting"
    THANKS = "thanks"
    ABOUT_THE_BOT = "about the bot"
    NOTHING_IN_SCOPE = "nothing in scope"
    UNKNOWN_WORDS = "unknown words"
    NOT_CONFIDENT = "not confident"


@dataclass(frozen=True, slots=True)
class TermCount:
    """A word of the question and how many passages of the index hold it."""

    word: str
    passages: int


@dataclass(frozen=True, slots=True)
class UnknownName:
    """A path or a tag of a `Scope` that nothing has, and the nearest that something has, if any."""

    name: str
    nearest: str | None
    is_tag: bool = False


@dataclass(frozen=True, slots=True)
class Abstention:
    """No answer: why, in facts of the index, and the nearest passage, which is not an answer.

    ``wanted`` is the part of the documents that was asked where it holds no section at all, and
    ``unknown`` are the names in it that may explain that.
    """

    question: str
    why: Why
    terms: tuple[TermCount, ...] = ()
    nearest: ScoredQuote | None = None
    respellings: tuple[Respelling, ...] = ()
    understood: str | None = None
    wanted: Scope | None = None
    unknown: tuple[UnknownName, ...] = ()


@dataclass(frozen=True, slots=True)
class Scope:
    """Which sections a question is asked of; by default all of them.

    ``since`` and ``until`` are inclusive and leave out sections without a date; ``tags`` must all
    be there, whatever their case; ``paths`` are documents or folders below the documents folder,
    of which one must match.
    """

    since: dt.date | None = None
    until: dt.date | None = None
    tags: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything is left out at all."""
        return self != EVERYWHERE


EVERYWHERE = Scope()
