"""An engine that answers from a script, over the real files of `documents/`.

The console's words and layout are tested apart from the art of answering, which changes.
"""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console

from bot.chat import Chat
from bot.conversation import Conversation, Options
from bot.rendering import TerminalScreen
from retrieval.citations import Citation
from retrieval.documents import SkippedFile, list_files, read_document
from retrieval.engine import Engine, Source
from retrieval.errors import QuestionError
from retrieval.model import (
    EVERYWHERE,
    Abstention,
    Answer,
    Document,
    Passage,
    Quote,
    Respelling,
    ScoredPassage,
    ScoredQuote,
    Section,
    Span,
    TermCount,
    Why,
)
from retrieval.refreshed import Refreshed
from retrieval.sentences import split_sentences
from retrieval.surroundings import surroundings
from retrieval.verification import Verification, verify

if TYPE_CHECKING:
    from collections.abc import Callable

    from retrieval.model import Scope
    from retrieval.sharing import Progress

DOCUMENTS = Path(__file__).parent / "documents"
WHEN = dt.datetime(2024, 5, 6, 7, 8, tzinfo=dt.UTC)

LEAVE = "Full-time staff have 25 days of annual leave a year."
NEW_LEAVE = "From April on, full-time staff have 28 days of annual leave a year."
HOTELS = "Hotels cost 120 euros a night at most."
OPENING = "辦公室每天早上八點開門，晚上七點關門。"
STEERING = (
    "Begin \x1b[31mred\x1b[0m \x9b1m and \u202ereversed\u2069 text with \x07 a bell\r\n"
    "and a tab\there."
)


def hostile_document() -> Document:
    """A document that tries to steer the terminal."""
    section = Section(Span(0, len(STEERING)), title="A \x1b]0;title\x07 too")
    return Document("steering\x1b[2J.txt", STEERING, (section,), "0" * 64)


@dataclass
class Said:
    """What the script says of one question."""

    quotes: tuple[str, ...] = ()
    differing: tuple[str, ...] = ()
    agreeing: int = 0
    respellings: tuple[Respelling, ...] = ()
    understood: str | None = None
    why: Why = Why.NOT_CONFIDENT
    terms: tuple[TermCount, ...] = ()
    confidence: float = 0.87
    more: tuple[str, ...] = ()

    @property
    def is_answer(self) -> bool:
        return bool(self.quotes) and not self.terms


SCRIPT = {
    "How many days of leave do I have?": Said(
        (LEAVE,), agreeing=2, more=("Unused days lapse on 31 March of the next year.",)
    ),
    "How many days of annual leave are there?": Said(
        (LEAVE, NEW_LEAVE), differing=("25 days", "28 days")
    ),
    "What may a hotle cost?": Said((HOTELS,), respellings=(Respelling("hotle", "hotel"),)),
    "and for first class?": Said(
        ("Whoever travels for more than six hours may book first class.",),
        understood="What may a hotle cost? and for first class?",
        confidence=1.0,
    ),
    "幾點開門？": Said((OPENING,)),
    "What steers?": Said((STEERING,)),
    "What is the salary of the head of department?": Said(
        why=Why.UNKNOWN_WORDS,
        terms=(TermCount("salary", 0), TermCount("head", 1), TermCount("department", 1)),
        quotes=(
            (
                "Flights need the approval of the head of department, "
                "who decides within three working days."
            ),
        ),
        confidence=0.12,
    ),
    "Who drives the canteen?": Said(
        terms=(TermCount("drives", 1), TermCount("canteen", 1_204)),
    ),
    "What is a zorkmid, a blorb and a grue?": Said(
        why=Why.UNKNOWN_WORDS,
        terms=(TermCount("zorkmid", 0), TermCount("blorb", 0), TermCount("grue", 0)),
    ),
    "hello": Said(why=Why.GREETING),
    "thanks!": Said(why=Why.THANKS),
    "who are you?": Said(why=Why.ABOUT_THE_BOT),
    "?!": Said(why=Why.NO_QUESTION),
    "nothing there": Said(why=Why.NO_DOCUMENTS),
}


class ScriptedEngine(Engine):
    """Says what `SCRIPT` says; any other question meets a silence without facts."""

    def __init__(self) -> None:
        files = list_files([DOCUMENTS]).files
        self.documents = [*map(read_document, files), hostile_document()]
        self.asked: list[tuple[str, str | None, Scope]] = []
        self.before_answer: Callable[[], None] = lambda: None

    def refresh(self, progress: Progress | None = None) -> Refreshed:
        del progress
        return Refreshed()

    def answer(
        self,
        question: str,
        *,
        top: int = 1,
        skip: int = 0,
        previous: str | None = None,
        scope: Scope = EVERYWHERE,
        min_confidence: float | None = None,
    ) -> Answer | Abstention:
        del top, min_confidence
        self.before_answer()
        self.asked.append((question, previous, scope))
        if question == "refused":
            raise QuestionError("That can't be asked.")
        said = SCRIPT.get(question, Said())
        texts = (*said.quotes, *said.more)[skip : skip + len(said.quotes)]
        scored = tuple(self._scored(text, said) for text in texts)
        if not (said.is_answer and scored):
            nearest = scored[0] if scored else None
            return Abstention(question, said.why, said.terms, nearest)
        return Answer(
            question,
            scored,
            sources_differ=bool(said.differing),
            agreeing=said.agreeing,
            respellings=said.respellings,
            understood=said.understood,
        )

    def search(
        self, query: str, *, top: int = 10, scope: Scope = EVERYWHERE
    ) -> tuple[ScoredPassage, ...]:
        del scope
        found = [self._scored(text, Said()) for text in (LEAVE, HOTELS) if query in text]
        return tuple(ScoredPassage(n, s.passage, 2.5 - n) for n, s in enumerate(found))[:top]

    def verify(self, token: str) -> Verification:
        documents = {document.path: document for document in self.documents}
        return verify(Citation.parse(token), documents.get)

    def sources(self) -> tuple[Source, ...]:
        return tuple(
            Source(d.path, len(d.text.encode()), len(d.sections), len(d.sections), WHEN)
            for d in self.documents
        )

    def skipped(self) -> tuple[SkippedFile, ...]:
        return (SkippedFile("logo.png", "it isn't text but binary data"),)

    def passages(self) -> int:
        return sum(len(document.sections) for document in self.documents)

    def examples(self, count: int = 3, *, path: str = "") -> tuple[str, ...]:
        del path
        return ("How many days of leave do I have?", "What do hotels cost?", "幾點開門？")[:count]

    @staticmethod
    def surroundings(quote: ScoredQuote, size: int = 1500) -> Span:
        return surroundings(quote, size)

    def _scored(self, text: str, said: Said) -> ScoredQuote:
        document = next(d for d in self.documents if text in d.text)
        start = document.text.index(text)
        span = Span(start, start + len(text))
        section = next(s for s in document.sections if span in s.span)
        differing = tuple(
            Span(start + text.index(part), start + text.index(part) + len(part))
            for part in said.differing
            if part in text
        )
        whole = (span,)  # of the document that steers, whose line ends part it
        sentences = (
            split_sentences(document.text, section.span) if document.path.isprintable() else whole
        )
        passage = Passage(document, section, sentences)
        return ScoredQuote(Quote(document, span), passage, 3.25, said.confidence, differing)


@dataclass
class Talk:
    """A chat on a terminal of a given width that can't do colours, and what it shows."""

    width: int
    engine: ScriptedEngine = field(default_factory=ScriptedEngine)

    def __post_init__(self) -> None:
        self.shown = io.StringIO()
        console = Console(
            file=self.shown, width=self.width, color_system=None, highlight=False, markup=False
        )
        screen = TerminalScreen(console)
        self.chat = Chat(self.engine, Conversation(self.engine, Options()), screen, screen)
