"""Files that were written anew with the bytes they had: a checkout does so, or `touch`.

The index holds when each file was written. Where only that is new, it is noted here, and the
document is neither read again nor told as changed.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from retrieval.documents import hash_file
from retrieval.errors import DocumentError
from retrieval.keeping import keep_if_possible, kept_rows, read_kept

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from retrieval.documents import SourceFile
    from retrieval.index import DocumentRecord
    from retrieval.keeping import Row as Note  # its text is the SHA-256


class Touched:
    """Notes of what files held at a time.

    A note says nothing of the index, so that none is wrong for an index that was written before
    or after it.

    Args:
        file: where they are kept, for other processes too.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self.notes: Mapping[str, Note] = {}
        self._kept: Mapping[str, Note] = {}

    def load(self) -> None:
        """Read what was kept; nothing where that can't be read."""
        self.notes = self._kept = kept_rows(read_kept(self._file))

    def dated(self, record: DocumentRecord) -> DocumentRecord:
        """The record with the time at which its file was last written."""
        size, modified_ns, sha256 = self.notes.get(record.path, (-1, 0, ""))
        if (size, sha256) != (record.size, record.sha256):
            return record
        return replace(record, modified_ns=modified_ns)

    def changed(
        self, stale: Iterable[SourceFile], known: Mapping[str, DocumentRecord]
    ) -> list[SourceFile]:
        """Those of the files that hold something else than the index does; the rest is noted."""
        changed: list[SourceFile] = []
        new: dict[str, Note] = {}
        for file in stale:
            record = known.get(file.path)
            if record and record.size == file.size and _hash(file) == record.sha256:
                new[file.path] = (file.size, file.modified_ns, record.sha256)
            else:
                changed.append(file)
        self.notes = {**self.notes, **new}
        return changed

    def keep(self, files: Mapping[str, SourceFile]) -> None:
        """Keep the notes that hold for the files as they are now."""
        self.notes = {
            path: note
            for path, note in self.notes.items()
            if path in files and (files[path].size, files[path].modified_ns) == note[:2]
        }
        if self.notes != self._kept:
            keep_if_possible(self._file, json.dumps(self.notes))
            self._kept = self.notes


def _hash(file: SourceFile) -> str:
    try:
        return hash_file(file)
    except DocumentError:
        return ""
