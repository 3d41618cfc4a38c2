"""Small files beside the index that spare work: done without where they can't be kept."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    Row = tuple[int, int, str]  # a file's size in bytes, its mtime in nanoseconds, and a text


def read_kept(file: Path) -> object | None:
    """What was kept as JSON; nothing where that can't be read."""
    try:
        kept: object = json.loads(file.read_bytes())
    except (OSError, ValueError, RecursionError, OverflowError):
        return None
    return kept


def kept_rows(table: object) -> dict[str, Row]:
    """The rows of a table that was kept, by path, without those that no row could be.

    >>> kept_rows({"a.txt": [5, 1, "read"], "b.txt": [float("inf"), 1, "read"], "c.txt": 1})
    {'a.txt': (5, 1, 'read')}
    """
    rows = table.items() if isinstance(table, dict) else ()
    return {path: (row[0], row[1], row[2]) for path, row in rows if _is_row(row)}


def _is_row(row: object) -> bool:
    return isinstance(row, list) and [type(value) for value in row] == [int, int, str]


def keep_if_possible(file: Path, text: str) -> None:
    """Put ``text`` in place of what the file held, in one step."""
    beside = file.with_name(f"{file.name}.{os.getpid()}")
    with suppress(OSError):
        # subtle: one may be of a process at work, which then does without
        for left in file.parent.glob(f"{file.name}.*"):
            left.unlink()
    try:
        beside.write_text(text, encoding="ascii")
        beside.replace(file)
    except OSError:
        with suppress(OSError):
            beside.unlink()
