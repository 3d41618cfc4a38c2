"""A progress bar on stderr for indexing that takes longer than a moment."""

from __future__ import annotations

import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from bot.wording import command_line as say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PATIENCE = 1.0  # seconds before a bar appears


@contextmanager
def progress_bar(title: str = say.INDEXING) -> Iterator[Callable[[int, int], None]]:
    """A callback for how much of how much is done; shows a bar on a terminal, else nothing."""
    bar = _Bar(title)
    try:
        yield bar.advance if sys.stderr.isatty() else _ignore
    finally:
        bar.close()


class _Bar:
    def __init__(self, title: str) -> None:
        self._title = title
        self._appears = time.monotonic() + PATIENCE
        self._close: Callable[[], None] | None = None
        self._update: Callable[[int, int], None] = _ignore

    def advance(self, done: int, total: int) -> None:
        if self._close is None and time.monotonic() >= self._appears:
            self._open()
        self._update(done, total)

    def close(self) -> None:
        if self._close:
            self._close()

    def _open(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn
        from rich.progress import TimeRemainingColumn as TimeLeft

        progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            TaskProgressColumn(),
            TimeLeft(),
            console=Console(stderr=True),
            transient=True,
        )
        task = progress.add_task(self._title, total=None)
        progress.start()
        self._close = progress.stop
        self._update = lambda done, total: progress.update(task, completed=done, total=total)


def _ignore(done: int, total: int) -> None:
    del done, total
