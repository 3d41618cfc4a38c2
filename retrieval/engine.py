"""The engine: questions in, quotes or silence out. Everything that talks stands on this."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from retrieval.model import (
    EVERYWHERE,
    Abstention,
    Answer,
    Passage,
    Quote,
    ScoredPassage,
    ScoredQuote,
    Span,
    TermCount,
    Why,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Sequence
    from pathlib import Path

    import tiktoken

    from retrieval.model import Scope

    Progress = Callable[[int, int], None]  # bytes read so far, bytes in all


@dataclass(frozen=True, slots=True)
class Source:
    """A document as the index holds it."""

    path: str
    size: int  # bytes
    sections: int
    passages: int
    indexed_at: dt.datetime


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that is not in the index, and why."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What a refresh changed, in paths, and why it built everything anew, where it did."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    rebuilt_because: str = ""


class Engine:
    """Answers from one or more folders of documents.

    Safe to use from several threads: a question sees one snapshot of the index from its start
    to its end, whatever a refresh does meanwhile.

    Args:
        folders: the documents folders (a single file will do for one).
        index_dir: where the index lives; made when missing.
        encoding: counts the tokens of passages.
        passage_tokens: the most tokens a passage may have.
        language: a Snowball stemmer's name, or "auto" to tell it document by document.
        max_wrong: the share of given answers that may be wrong, which sets the threshold.
    """

    def __init__(
        self,
        folders: Sequence[Path],
        index_dir: Path,
        *,
        encoding: Callable[[], tiktoken.Encoding],
        passage_tokens: int,
        language: str = "auto",
        max_wrong: float = 0.1,
    ) -> None:
        raise RuntimeError("being built")

    def refresh(self, progress: Progress | None = None) -> Refreshed:
        """Bring the index up to date with the files; the first call builds it."""
        raise RuntimeError("being built")

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
        """The best quotes for ``question``, or why there are none.

        Args:
            question: as a person typed it.
            top: how many quotes at most (each from another passage); more come only where
                sources differ.
            skip: leave out that many of the best quotes ("the next one, please").
            previous: the question before it in the conversation, as it was understood, with
                which a follow-up ("and when?") is read.
            scope: which sections to ask.
            min_confidence: in place of the calibrated threshold; 0 always quotes the best.
        """
        raise RuntimeError("being built")

    def search(
        self, query: str, *, top: int = 10, scope: Scope = EVERYWHERE
    ) -> tuple[ScoredPassage, ...]:
        """The passages with the highest BM25 scores, best first."""
        raise RuntimeError("being built")

    def sources(self) -> tuple[Source, ...]:
        """The documents in the index, by path."""
        raise RuntimeError("being built")

    def skipped(self) -> tuple[Skipped, ...]:
        """The files that the last refresh left out."""
        raise RuntimeError("being built")

    def passages(self) -> int:
        """How many passages the index holds."""
        raise RuntimeError("being built")

    def examples(self, count: int = 3) -> tuple[str, ...]:
        """Questions that the documents really answer, for a welcome."""
        raise RuntimeError("being built")

    def surroundings(self, quote: ScoredQuote, size: int = 1500) -> Span:
        """Whole sentences around a quote in its section, about ``size`` code points in all."""
        raise RuntimeError("being built")
