"""The bot's memory: one SQLite file that a kill at any moment leaves whole.

Write-ahead log and `synchronous=FULL`: what was committed survives the process and the machine.
Every statement is a transaction of its own unless `State.transaction` groups some. Used from the
event loop's thread only.
"""

from __future__ import annotations

import os
import secrets
import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from retrieval.errors import SettingError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_FIRST = """
CREATE TABLE secrets (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE people (
    user_id INTEGER PRIMARY KEY, name TEXT NOT NULL, role TEXT NOT NULL, since REAL NOT NULL);
CREATE TABLE codes (
    digest BLOB PRIMARY KEY, role TEXT NOT NULL, expires REAL NOT NULL) WITHOUT ROWID;
CREATE TABLE groups (chat_id INTEGER PRIMARY KEY, title TEXT NOT NULL, since REAL NOT NULL);
CREATE TABLE inbox (
    update_id INTEGER PRIMARY KEY, raw TEXT, starts INTEGER NOT NULL, at REAL NOT NULL);
CREATE INDEX inbox_waiting ON inbox (update_id) WHERE raw IS NOT NULL;
CREATE TABLE replies (
    chat_id INTEGER, question_id INTEGER, user_id INTEGER NOT NULL, texts TEXT NOT NULL,
    files TEXT NOT NULL, at REAL NOT NULL, PRIMARY KEY (chat_id, question_id)) WITHOUT ROWID;
CREATE TABLE pace (
    name TEXT PRIMARY KEY, level REAL NOT NULL, at REAL NOT NULL, told INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE outcomes (
    chat_id INTEGER, question_id INTEGER, user_id INTEGER NOT NULL, outcome TEXT NOT NULL,
    question TEXT, at REAL NOT NULL, PRIMARY KEY (chat_id, question_id)) WITHOUT ROWID;
CREATE TABLE feedback (
    chat_id INTEGER, question_id INTEGER, user_id INTEGER, helpful INTEGER NOT NULL,
    question TEXT, at REAL NOT NULL, PRIMARY KEY (chat_id, question_id, user_id)) WITHOUT ROWID;
"""


# Numbers that are never given again: a button names one.
_UPLOADS = """
CREATE TABLE uploads (
    number INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE);
"""
_STEPS = (_FIRST, _UPLOADS)  # each brings the file from one version to the next
VERSION = len(_STEPS)


class State:
    """An open state file.

    Raises:
        SettingError: the file can't be opened, or a newer version of this program wrote it.
    """

    def __init__(self, path: Path) -> None:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            # It holds the key that signs buttons: for its owner's eyes only.
            os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
            self.db = sqlite3.connect(path, isolation_level=None, timeout=10)
            self._prepare(path)
        except (OSError, sqlite3.Error) as error:
            raise SettingError(
                f"The bot's memory {path} can't be used ({error}). "
                "Check INDEX_DIR, or move that file away to start anew."
            ) from None

    def _prepare(self, path: Path) -> None:
        self.db.execute("PRAGMA journal_mode = WAL")
        self.db.execute("PRAGMA synchronous = FULL")
        with self.transaction():
            (version,) = self.db.execute("PRAGMA user_version").fetchone()
            if version > VERSION:
                raise SettingError(f"{path} was written by a newer Quotebot: update this one.")
            for step in _STEPS[version:]:
                for statement in filter(str.strip, step.split(";")):
                    self.db.execute(statement)
            self.db.execute(f"PRAGMA user_version = {VERSION}")

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of the statements within, or none."""
        self.db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self.db.execute("ROLLBACK")
            raise
        self.db.execute("COMMIT")

    def secret(self, name: str) -> bytes:
        """A random key of 32 bytes, made on first use and then always the same."""
        self.db.execute(
            "INSERT OR IGNORE INTO secrets VALUES (?, ?)", (name, secrets.token_bytes(32))
        )
        (value,) = self.db.execute("SELECT value FROM secrets WHERE name = ?", (name,)).fetchone()
        return bytes(value)

    def close(self) -> None:
        """Close the file; an open transaction is undone."""
        self.db.close()
