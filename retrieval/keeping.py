"""Small files beside the index that spare work: done without where they can't be kept."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def keep_if_possible(file: Path, text: str) -> None:
    """Put ``text`` in place of what the file held, in one step."""
    beside = file.with_name(f"{file.name}.{os.getpid()}")
    try:
        beside.write_text(text, encoding="ascii")
        beside.replace(file)
    except OSError:
        with suppress(OSError):
            beside.unlink()
