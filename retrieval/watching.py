"""Keeps an engine in step with its folders while it answers."""

from __future__ import annotations

import sys
import time
from contextlib import contextmanager
from math import inf
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING

from watchfiles import watch as watch_files

from retrieval.errors import QuotebotError
from retrieval.index import IndexBusyError
from retrieval.settling import Settling

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from retrieval.engine import Engine
    from retrieval.refreshed import Refreshed

    OnChange = Callable[[Refreshed | QuotebotError], None]

_TICK = 0.1  # seconds between two looks at what is unsettled, and at the folders themselves
_LONGEST_WAIT = 0.6  # seconds: a file that is written for longer keeps the others waiting no more
_RETRY = 5.0  # seconds until another try after an error
# Seconds after which a refresh must let an answer's thread go on: at Python's own 5 ms an answer,
# which gives way at each file and array, takes 2.4 times as long while documents change; so 1.8.
_SWITCH = 0.0005
_OFTEN = 50  # milliseconds during which changes are gathered


@contextmanager
def watch(engine: Engine, on_change: OnChange) -> Iterator[None]:
    """Within it, changes of the engine's folders reach its answers in about a second.

    A thread of its own refreshes the engine, so no answer waits. A file that is being written is
    passed over until it is whole.

    Args:
        engine: whose folders are watched.
        on_change: called in that thread with each refresh that changed the index, and with each
            error, but not with the same one twice in a row.
    """
    settling = Settling()
    interval = sys.getswitchinterval()
    sys.setswitchinterval(_SWITCH)
    engine.watched(settling.is_settled)
    watcher = _Watcher(engine, settling, on_change)
    thread = Thread(target=watcher.run, name="watching", daemon=True)
    thread.start()
    try:
        yield
    finally:
        watcher.stop.set()
        thread.join()
        engine.watched(None)
        sys.setswitchinterval(interval)


class _Watcher:
    def __init__(self, engine: Engine, settling: Settling, on_change: OnChange) -> None:
        self.stop = Event()
        self._engine = engine
        self._settling = settling
        self._on_change = on_change
        self._waiting: set[Path] = set()  # what changed and no refresh has read yet
        self._unsettled: frozenset[Path] = frozenset()  # what the last refresh passed over
        self._due = 0.0  # when to refresh, settled or not
        self._pause = 0.0  # when to refresh at the earliest
        self._complaint = ""

    def run(self) -> None:
        """Follow the folders until told to stop, also when they vanish and come back."""
        polling = False
        while not self.stop.is_set():
            try:
                self._follow(polling=polling)
            except OSError as error:  # out of inotify watches, or a file system without them
                self._complain(WatchError(f"The documents folder is polled for changes: {error}"))
                polling = True

    def _follow(self, *, polling: bool) -> None:
        """Watch the folders as they are now, until one of them is another one."""
        engine = self._engine
        identity, stamps = _identity(engine.folders), _stamps(engine.folders)
        for changes in self._changes(polling=polling):
            now = _stamps(engine.folders)
            changed = {Path(path) for path in changes} | {p for p in now if now[p] != stamps.get(p)}
            stamps = now
            self._waiting |= changed
            if changed - self._unsettled:
                self._due = min(self._due, time.monotonic() + _LONGEST_WAIT)
            if _identity(engine.folders) != identity:
                self._due = self._pause = 0.0
                self._work()
                return
            self._work()

    def _changes(self, *, polling: bool) -> Iterator[Collection[str]]:
        """The paths that changed, and an empty set at every tick."""
        folders = [folder.resolve() for folder in self._engine.folders if folder.is_dir()]
        if not folders:  # files alone, whose stamps tell
            while not self.stop.wait(_TICK):
                yield ()
            return
        private = self._engine.private.resolve()
        for found in watch_files(
            *folders,
            watch_filter=lambda _, path: _matters(Path(path), folders, private),
            debounce=_OFTEN * 4,
            step=_OFTEN,
            rust_timeout=int(_TICK * 1000),
            yield_on_timeout=True,
            stop_event=self.stop,
            raise_interrupt=False,
            force_polling=polling or None,
            ignore_permission_denied=True,
        ):
            yield {path for _, path in found}

    def _work(self) -> None:
        """Refresh once all that changed is settled, or has been waited for long enough."""
        now = time.monotonic()
        unsettled = {file for file in self._waiting if not self._settling.is_settled(file)}
        new = self._waiting - self._unsettled
        is_ready = new.isdisjoint(unsettled) if new else unsettled != self._unsettled
        if now < self._pause or not (is_ready or now >= self._due):
            return
        try:
            self._done(self._engine.refresh())
        except IndexBusyError:  # another process does the work
            self._pause = now + _TICK
        except QuotebotError as error:
            self._pause = now + _RETRY
            self._complain(error)

    def _done(self, refreshed: Refreshed) -> None:
        self._settling.forget_old()
        self._complaint = ""
        self._unsettled = frozenset(refreshed.unsettled)
        self._waiting = set(refreshed.unsettled)
        self._due = inf
        if refreshed:
            self._on_change(refreshed)

    def _complain(self, error: QuotebotError) -> None:
        if str(error) != self._complaint:
            self._complaint = str(error)
            self._on_change(error)


class WatchError(QuotebotError):
    """The folders can't be watched as they should be."""


def _identity(folders: Collection[Path]) -> tuple[object, ...]:
    """Changes when a folder vanishes, comes back or is replaced."""
    return tuple(_stat(folder)[:1] if folder.is_dir() else None for folder in folders)


def _stamps(folders: Collection[Path]) -> dict[Path, tuple[int, ...]]:
    """What tells a change of the single files among the folders."""
    return {folder: _stat(folder) for folder in folders if not folder.is_dir()}


def _stat(path: Path) -> tuple[int, ...]:
    try:
        status = path.stat()
    except OSError:
        return ()
    return status.st_ino, status.st_size, status.st_mtime_ns


def _matters(path: Path, folders: Collection[Path], private: Path) -> bool:
    """Whether a change there can be one of documents; hidden files and our own never are."""
    folder = next((f for f in folders if path.is_relative_to(f)), None)
    if folder is None:
        return not path.is_relative_to(private)
    if private.is_relative_to(folder) and path.is_relative_to(private):
        return False
    return not any(part.startswith(".") for part in path.relative_to(folder).parts)
