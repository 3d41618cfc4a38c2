"""The documents that came by message: a folder of their own, and a list of what is theirs in it.

A file is written under a hidden name that no index reads, and gets its own name when it is whole
and could be read; so a kill at any moment leaves the old document or the new one, never half of
one. Only what the list names is ever replaced or removed.
"""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from retrieval.documents import SourceFile

if TYPE_CHECKING:
    from pathlib import Path

    from bot.telegram.state import State

_DRAFTS = ".upload-*.part"


@dataclass(frozen=True, slots=True)
class Upload:
    """A document that came by message; its number is never given again."""

    number: int
    name: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A file that isn't a document yet, and whether the document of its name says the same."""

    source: SourceFile
    known: bool


class Uploads:
    """The uploads of a state file in a folder; its list is for the event loop's thread only."""

    def __init__(self, state: State, folder: Path) -> None:
        self._db = state.db
        self.folder = folder.resolve()

    def draft(self, name: str, data: bytes) -> Draft:
        """Write a file that nobody reads yet.

        Raises:
            OSError: it can't be written.
        """
        path = self.folder / _DRAFTS.replace("*", secrets.token_hex(8))
        target = self.folder / name
        try:
            with path.open("xb") as stream:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
            known = target.is_file() and target.read_bytes() == data
        except OSError:
            path.unlink(missing_ok=True)
            raise
        status = path.stat()
        return Draft(SourceFile(name, path, status.st_size, status.st_mtime_ns), known)

    def is_foreign(self, name: str) -> bool:
        """Whether there is a file of that name which didn't come by message."""
        query = "SELECT EXISTS (SELECT * FROM uploads WHERE name = ?)"
        listed = self._db.execute(query, (name,)).fetchone()[0]
        return not listed and os.path.lexists(self.folder / name)

    def publish(self, draft: Draft) -> bool:
        """Give a draft its name; whether it took the place of an earlier upload.

        Raises:
            OSError: the folder doesn't allow it.
        """
        name = draft.source.path
        replaced = (self.folder / name).exists()
        # First, so that no file is ever without its line: a line without a file does no harm.
        self._db.execute("INSERT OR REPLACE INTO uploads (name) VALUES (?)", (name,))
        draft.source.location.replace(self.folder / name)
        return replaced

    def all(self) -> list[Upload]:
        """What came by message and is still there, newest first."""
        rows = self._db.execute("SELECT number, name FROM uploads ORDER BY number DESC").fetchall()
        listed = [Upload(number, name) for number, name in rows]
        return [upload for upload in listed if (self.folder / upload.name).is_file()]

    def remove(self, number: int) -> Upload | None:
        """Delete an upload; None where it is gone or was replaced.

        Raises:
            OSError: the folder doesn't allow it.
        """
        found = next((upload for upload in self.all() if upload.number == number), None)
        if found:
            (self.folder / found.name).unlink(missing_ok=True)
            self._db.execute("DELETE FROM uploads WHERE number = ?", (number,))
        return found

    def clear_drafts(self) -> None:
        """Delete what a kill left half written."""
        for draft in self.folder.glob(_DRAFTS):
            draft.unlink(missing_ok=True)
