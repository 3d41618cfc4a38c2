"""The ledger of citations given, so that what became of a quote's words can be shown later.

It lies beside the index, holds the words quoted and nothing of who asked what, and keeps the
latest ten thousand. It is a help, never a need: where it can't be read or written, answers are
given all the same, and `verify` does without the words.
"""

from __future__ import annotations

import sqlite3
import weakref
from contextlib import suppress
from dataclasses import dataclass
from threading import Lock
from time import monotonic, sleep
from typing import TYPE_CHECKING

from retrieval.citations import Citation, cite
from retrieval.errors import DocumentError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from retrieval.model import Document, Quote

MOST = 10_000  # citations: about 4 MB
_SURPLUS = 1_000  # that many more are let in before the oldest are thrown out
_WAIT = 0.2  # seconds for another process to finish its writing
_TABLE = """
CREATE TABLE IF NOT EXISTS given (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    token TEXT NOT NULL UNIQUE,
    words TEXT NOT NULL,
    holds INTEGER NOT NULL DEFAULT 1
)
"""


@dataclass(frozen=True, slots=True)
class GivenCitation:
    """A citation that was given, its words, and whether they stood there when last looked at."""

    citation: Citation
    words: str
    holds: bool = True


class Ledger:
    """The citations given, in one SQLite file; safe to use from several threads and processes."""

    def __init__(self, file: Path, most: int = MOST) -> None:
        self._file = file
        self._most = most
        self._lock = Lock()
        self._connection: sqlite3.Connection | None = None
        self._added = 0

    def add(self, quotes: Iterable[Quote]) -> None:
        """Remember that these quotes were given."""
        rows = [(str(cite(quote)), quote.text) for quote in quotes]
        statement = "INSERT OR IGNORE INTO given (token, words) VALUES (?, ?)"
        with self._lock, suppress(sqlite3.Error, OSError):
            self._open().executemany(statement, rows)
            self._added += len(rows)
            if self._added == len(rows) or self._added >= _SURPLUS:
                self._added = len(rows)
                self._open().execute(
                    "DELETE FROM given WHERE id <= (SELECT max(id) FROM given) - ?", (self._most,)
                )

    def words(self, citation: Citation) -> str | None:
        """The words that the citation quotes, where it was given from here."""
        found = self._select("WHERE token = ?", str(citation))
        return found[0].words if found else None

    def of(self, paths: Iterable[str]) -> tuple[GivenCitation, ...]:
        """The citations given of these documents."""
        wanted = set(paths)
        if not wanted:
            return ()
        # All at once: there are few beside the documents that a first indexing touches.
        return tuple(g for g in self._select("ORDER BY id") if g.citation.document in wanted)

    def lost(self) -> tuple[GivenCitation, ...]:
        """Those that held no more when they were last looked at, oldest first."""
        return self._select("WHERE NOT holds ORDER BY id")

    def mark(self, citations: Iterable[Citation], *, holds: bool) -> None:
        """Remember whether these citations hold."""
        rows = [(holds, str(citation)) for citation in citations]
        if not rows:
            return
        with self._lock, suppress(sqlite3.Error, OSError):
            self._open().executemany("UPDATE given SET holds = ? WHERE token = ?", rows)

    def _select(self, where: str, *values: str) -> tuple[GivenCitation, ...]:
        query = f"SELECT token, words, holds FROM given {where}"  # noqa: S608 - our own words
        with self._lock, suppress(sqlite3.Error, OSError):
            if self._connection is None and not self._file.exists():
                return ()
            rows = self._open().execute(query, values).fetchall()
            return tuple(
                GivenCitation(Citation.parse(token), words, bool(holds))
                for token, words, holds in rows
            )
        return ()

    def _open(self) -> sqlite3.Connection:
        if self._connection is None:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            self._file.touch(mode=0o600)
            self._connection = _connect(self._file)
            weakref.finalize(self, self._connection.close)
        return self._connection


def _connect(file: Path) -> sqlite3.Connection:
    """An open ledger: ready to use, or not there at all."""
    connection = sqlite3.connect(file, timeout=_WAIT, isolation_level=None, check_same_thread=False)
    try:
        _turn_to_wal(connection)
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute(_TABLE)
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _turn_to_wal(connection: sqlite3.Connection) -> None:
    """Killed at any moment, the file stays whole; a power cut may lose the last answers."""
    deadline = monotonic() + _WAIT
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError:
            # subtle: SQLite's own waiting leaves out this statement, which another thread or
            # process may be running on the same new file.
            if monotonic() > deadline:
                raise
            sleep(0.005)
        else:
            return


def recheck(
    ledger: Ledger,
    touched: Iterable[str],
    arrived: Sequence[str],
    document: Callable[[str], Document | None],
) -> tuple[GivenCitation, ...]:
    """Which citations of documents that were touched hold no more, though they did before.

    Args:
        ledger: where the answer is kept too, so that it is given once.
        touched: the paths of documents that were added, changed or removed.
        arrived: those of them that may hold another's words now, as after a renaming.
        document: gives the text in the index.
    """
    given = ledger.of(touched)
    stands = _Texts(document, arrived[:_LOOKED_THROUGH])
    lost = [each for each in given if not stands.hold(each)]
    found = [each.citation for each in given if not each.holds and each not in lost]
    new = tuple(each for each in lost if each.holds)
    ledger.mark([each.citation for each in new], holds=False)
    ledger.mark(found, holds=True)
    return new


_LOOKED_THROUGH = 100  # documents that arrived; a citation moved to another one is still verified


class _Texts:
    def __init__(self, document: Callable[[str], Document | None], arrived: Sequence[str]) -> None:
        self._document = document
        self._arrived = arrived

    def hold(self, given: GivenCitation) -> bool:
        paths = (given.citation.document, *self._arrived)
        return any(given.words in self._text(path) for path in paths)

    def _text(self, path: str) -> str:
        try:
            found = self._document(path)
        except DocumentError:  # it changes this very moment: the next refresh will see
            return ""
        return found.text if found else ""
