"""Telling files that are still being written from those that are whole."""

from __future__ import annotations

import time
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Stamp = tuple[int, int] | None  # size in bytes and mtime in nanoseconds; None: not there

SECONDS = 0.3
_FORGOTTEN = 60.0  # seconds after which a file that nobody asked about again is forgotten


class Settling:
    """Takes a file for whole once its size and its time of change have stayed the same for a while.

    A file that it is asked about for the first time may be half written, so it isn't settled yet.
    Safe to use from several threads.

    Args:
        seconds: for how long nothing may change.
        clock: gives seconds that never go back.
    """

    def __init__(
        self, seconds: float = SECONDS, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._seconds = seconds
        self._clock = clock
        self._seen: dict[Path, tuple[Stamp, float, float]] = {}  # stamp, since when, last asked
        self._lock = Lock()

    def is_settled(self, file: Path) -> bool:
        """Whether the file hasn't changed for long enough; one that is gone is settled, too."""
        stamp, now = _stamp(file), self._clock()
        if stamp is None:
            return True
        with self._lock:
            before, since, _ = self._seen.get(file, (None, now, now))
            since = since if before == stamp else now
            self._seen[file] = (stamp, since, now)
            return now - since >= self._seconds

    def forget_old(self) -> None:
        """Forget the files that nobody asked about for a minute."""
        oldest = self._clock() - _FORGOTTEN
        with self._lock:
            self._seen = {file: seen for file, seen in self._seen.items() if seen[2] >= oldest}


def _stamp(file: Path) -> Stamp:
    try:
        status = file.stat()
    except OSError:
        return None
    return status.st_size, status.st_mtime_ns
