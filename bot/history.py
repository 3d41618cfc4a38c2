"""What was typed at the console before, for its owner's eyes alone."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from prompt_toolkit.history import FileHistory

if TYPE_CHECKING:
    from collections.abc import Iterable


class KeptHistory(FileHistory):
    """A help, never a need: what can't be kept or read is forgotten, and the chat goes on.

    The file and its folder are made when missing, also when they were deleted meanwhile.
    """

    def load_history_strings(self) -> Iterable[str]:
        """The lines of before, the latest first."""
        try:
            return super().load_history_strings()
        except OSError:
            return ()

    def store_string(self, string: str) -> None:
        """Keep a line."""
        file = Path(str(self.filename))
        with suppress(OSError):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.touch(mode=0o600)
            super().store_string(string)
