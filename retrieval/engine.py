"""The engine: questions in, quotes or silence out. Everything that talks stands on this."""

from __future__ import annotations

import datetime as dt
import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from retrieval import searching
from retrieval.answering import small_talk, trained_composer
from retrieval.conversation import understand
from retrieval.examples import example_questions
from retrieval.given import Ledger
from retrieval.indexing import Indexer
from retrieval.live_index import LiveIndex
from retrieval.model import EVERYWHERE, Abstention, Answer
from retrieval.responder import Chosen, Responder, outside
from retrieval.surroundings import surroundings
from retrieval.trace import Stage, Trace

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from retrieval.documents import SkippedFile
    from retrieval.explanation import Explained, Explanation, PassageFound
    from retrieval.given import GivenCitation
    from retrieval.indexing import IsSettled
    from retrieval.model import Respelling, Scope, ScoredPassage, ScoredQuote, Span
    from retrieval.refreshed import Refreshed
    from retrieval.sharing import Progress
    from retrieval.snapshot import Snapshot
    from retrieval.verification import Verification


@dataclass(frozen=True, slots=True)
class Source:
    """A document as the index holds it."""

    path: str
    size: int  # bytes
    sections: int
    passages: int
    indexed_at: dt.datetime
    sha256: str = ""  # of the file


class Engine:
    """Answers from one or more folders of documents.

    Safe to use from several threads: a question sees one snapshot of the index from its start
    to its end, whatever a refresh does meanwhile.

    Args:
        folders: the documents folders (a single file will do for one).
        index_dir: where the index lives; made when missing.
        encoding: names what counts the tokens of passages, as `load_encoding` knows it.
        passage_tokens: the most tokens a passage may have.
        language: a Snowball stemmer's name, or "auto" to tell it document by document.
        max_wrong: the share of given answers that may be wrong, which sets the threshold.
        keep_given: whether citations given are remembered beside the index, so that `verify` can
            show what became of their words and `refresh` can tell which hold no more.
        private: the program's own folder, never read for documents; ``index_dir`` if not given.
    """

    def __init__(
        self,
        folders: Sequence[Path],
        index_dir: Path,
        *,
        encoding: str,
        passage_tokens: int,
        language: str = "auto",
        max_wrong: float = 0.1,
        keep_given: bool = False,
        private: Path | None = None,
    ) -> None:
        self._indexer = Indexer(
            folders,
            index_dir,
            encoding=encoding,
            passage_tokens=passage_tokens,
            language=language,
            private=private,
        )
        self._ledger = Ledger(index_dir / "given.sqlite3")
        self._live = LiveIndex(self._indexer, self._ledger)
        self._responder = Responder(trained_composer(max_wrong))
        self._keep_given = keep_given

    def refresh(self, progress: Progress | None = None) -> Refreshed:
        """Bring the index up to date with the files; the first call builds it.

        Another process that is writing the index is waited for, for a minute.

        Raises:
            SettingError: a folder is missing.
            IndexUnusableError: the index folder can't be written.
        """
        return self._live.refresh(progress)

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
            scope: which sections to ask. Where it is everywhere, a part that the question itself
                names ("in handbook.pdf") is asked first, and all if that doesn't answer.
            min_confidence: in place of the calibrated threshold; 0 always quotes the best.
        """
        chosen = Chosen(top, skip, scope, min_confidence)

        def answered(snapshot: Snapshot, text: str) -> Answer | Abstention:
            return self._responder.respond(snapshot, text, chosen)

        return self._given(self._conversed(question, previous, answered))

    def explain(
        self,
        question: str,
        *,
        top: int = 1,
        previous: str | None = None,
        scope: Scope = EVERYWHERE,
        min_confidence: float | None = None,
    ) -> Explained:
        """As `answer`, which does the very same, with how it came about."""
        from retrieval.explanation import Explained, explain  # noqa: PLC0415 - rarely needed

        began = time.perf_counter()
        chosen = Chosen(top, 0, scope, min_confidence)
        explanation: Explanation | None = None

        def answered(snapshot: Snapshot, text: str) -> Answer | Abstention:
            nonlocal explanation
            trace = Trace(began)
            trace.lap(Stage.UNDERSTAND)
            result = self._responder.respond(snapshot, text, chosen, trace)
            trace.lap(Stage.COMPOSE)
            explanation = explain(result, trace, snapshot, self._responder.composer, min_confidence)
            return result

        result = self._given(self._conversed(question, previous, answered))
        return Explained(result, explanation)

    def search(
        self, query: str, *, top: int = 10, scope: Scope = EVERYWHERE
    ) -> tuple[ScoredPassage, ...]:
        """The passages with the highest BM25 scores, best first."""
        return self._live.steadily(lambda now: searching.search(now, query, top, scope))

    def silence(self, query: str, scope: Scope) -> Abstention | None:
        """That no section lies in ``scope``, where a search therefore finds nothing."""
        return outside(self._live.now(), query, scope)

    def respellings(self, query: str, found: Sequence[ScoredPassage]) -> tuple[Respelling, ...]:
        """The words of ``query`` that the passages which it found spell otherwise."""
        return searching.respellings(self._live.now(), query, found)

    def explain_search(
        self, query: str, *, top: int = 10, scope: Scope = EVERYWHERE
    ) -> tuple[PassageFound, ...]:
        """As `search`, with what each term adds to each passage's score."""
        return self._live.steadily(lambda now: searching.explain_search(now, query, top, scope))

    def verify(self, token: str) -> Verification:
        """What became of the quote that a citation token names, by the files as they are now.

        Raises:
            CitationError: ``token`` isn't a citation.
        """
        from retrieval.checking import check  # noqa: PLC0415 - rarely needed

        if not self._live.is_watched:
            self.refresh()  # words may have moved into a document that the index doesn't know yet
        return check(
            token, self._indexer.reader(), self._ledger, self._live.now().index, self.search
        )

    def lost(self) -> tuple[GivenCitation, ...]:
        """The citations given that held no more when their documents were last refreshed."""
        return self._ledger.lost()

    def watched(self, is_settled: IsSettled | None) -> None:
        """From now on somebody else calls `refresh` at every change (None: nobody does any more).

        Answers then never wait for a refresh: they leave a document out while it changes. And a
        refresh passes over the files that aren't settled.
        """
        self._live.watched(is_settled)

    @property
    def folders(self) -> tuple[Path, ...]:
        """The documents folders."""
        return self._indexer.folders

    @property
    def private(self) -> Path:
        """The program's own folder, which holds no documents."""
        return self._indexer.private

    def sources(self) -> tuple[Source, ...]:
        """The documents in the index, by path."""
        return tuple(
            Source(
                record.path,
                record.size,
                record.sections,
                record.passages,
                dt.datetime.fromtimestamp(record.indexed_at, dt.UTC),
                record.sha256,
            )
            for record in self._live.now().index.documents()
        )

    def skipped(self) -> tuple[SkippedFile, ...]:
        """The files that the last refresh left out."""
        return self._live.skipped

    def passages(self) -> int:
        """How many passages the index holds."""
        return len(self._live.now().index)

    def examples(self, count: int = 3, *, path: str = "") -> tuple[str, ...]:
        """Questions that the documents, or the one at ``path``, really answer, for a welcome."""
        return self._live.steadily(
            lambda snapshot: example_questions(snapshot.index, self._asked, count, path)
        )

    @staticmethod
    def surroundings(quote: ScoredQuote, size: int = 1500) -> Span:
        """Whole sentences around a quote in its section, about ``size`` code points in all."""
        return surroundings(quote, size)

    def _conversed(
        self,
        question: str,
        previous: str | None,
        answered: Callable[[Snapshot, str], Answer | Abstention],
    ) -> Answer | Abstention:
        """What ``answered`` makes of the question as it is understood."""
        if talk := small_talk(question):
            return Abstention(question, talk)
        understood = understand(question, previous, self._asked)
        if talk := small_talk(understood.asked):
            return Abstention(question, talk)
        result = self._live.steadily(lambda snapshot: answered(snapshot, understood.asked))
        return replace(result, question=question, understood=understood.shown)

    def _given(self, result: Answer | Abstention) -> Answer | Abstention:
        if self._keep_given and isinstance(result, Answer):
            self._ledger.add(scored.quote for scored in result.quotes)
        return result

    def _asked(self, question: str) -> Answer | Abstention:
        """As `answer`, for the program's own ends."""
        chosen = Chosen()
        return self._conversed(
            question, None, lambda snapshot, text: self._responder.respond(snapshot, text, chosen)
        )
