"""Files that failed to be read, remembered so that each start doesn't try them all again."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

from retrieval.keeping import keep_if_possible, kept_rows, read_kept

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from retrieval.documents import SourceFile


class Failures:
    """What couldn't be read and why, until the file changes or files are read in another way.

    Args:
        file: where they are kept; where it can't be read or written, files are tried again.
        reading: names how files are read; what another way of reading failed at is forgotten.
    """

    def __init__(self, file: Path, reading: str) -> None:
        self._file = file
        self._reading = reading

    def of(self, files: Mapping[str, SourceFile]) -> dict[str, str]:
        """The reasons, by path, of those of ``files`` that failed as they are now."""
        found = read_kept(self._file)
        if not isinstance(found, dict) or found.get("reading") != self._reading:
            return {}
        return {
            path: reason
            for path, (size, modified_ns, reason) in kept_rows(found.get("files")).items()
            if path in files and (files[path].size, files[path].modified_ns) == (size, modified_ns)
        }

    def keep(self, failed: Mapping[str, str], files: Mapping[str, SourceFile]) -> None:
        """Remember ``failed`` (reasons by path) in place of what was remembered."""
        rows = {
            path: (files[path].size, files[path].modified_ns, reason)
            for path, reason in sorted(failed.items())
            if _can_be_opened(files[path].location)
        }
        keep_if_possible(self._file, json.dumps({"reading": self._reading, "files": rows}))


def _can_be_opened(location: Path) -> bool:
    """Rights can be given without a change of the file: what they forbid is tried again."""
    return os.access(location, os.R_OK)
