"""The live index: kept in step with the files, and read one snapshot at a time."""

from __future__ import annotations

from dataclasses import replace
from threading import Lock
from typing import TYPE_CHECKING, TypeVar

from retrieval.given import recheck
from retrieval.index import DocumentChangedError
from retrieval.snapshot import Snapshot

if TYPE_CHECKING:
    from collections.abc import Callable

    from retrieval.documents import SkippedFile
    from retrieval.given import GivenCitation, Ledger
    from retrieval.indexing import Indexer, IsSettled
    from retrieval.refreshed import Refreshed
    from retrieval.sharing import Progress

T = TypeVar("T")
_PATIENCE = 60.0  # seconds for another process that writes the index
_ATTEMPTS = 20  # each sees to one file more: that many change while one question is answered


class LiveIndex:
    """The newest snapshot, and what makes it so; safe to use from several threads.

    Args:
        indexer: writes the index and opens it.
        ledger: the citations given; a refresh tells which of them hold no more.

    Attributes:
        skipped: the files that the last refresh left out.
        is_watched: whether somebody calls `refresh` at every change.
    """

    def __init__(self, indexer: Indexer, ledger: Ledger) -> None:
        self.skipped: tuple[SkippedFile, ...] = ()
        self.is_watched = False
        self._indexer = indexer
        self._ledger = ledger
        self._snapshot: Snapshot | None = None
        self._refreshing = Lock()

    def refresh(self, progress: Progress | None = None) -> Refreshed:
        """Bring the index up to date with the files; see `Engine.refresh`."""
        with self._refreshing:
            # A watcher comes back by itself, and would keep its stop waiting.
            patience = 0 if self.is_watched else _PATIENCE
            refreshed = self._indexer.refresh(progress, patience)
            before = self._snapshot
            self.skipped = refreshed.skipped
            # Another process may have written the index, too.
            if self._snapshot is None or self._snapshot.version != self._indexer.version():
                self._snapshot = Snapshot(self._indexer)
            if before and refreshed.added:
                refreshed = refreshed.since(before.index.documents(), self.now().index.documents())
            return replace(refreshed, lost=self._lost_by(refreshed))

    def watched(self, is_settled: IsSettled | None) -> None:
        """From now on somebody calls `refresh` at every change; see `Engine.watched`."""
        self.is_watched = is_settled is not None
        self._indexer.is_settled = is_settled or (lambda _: True)

    def now(self) -> Snapshot:
        """The snapshot of the last refresh; the first call builds the index."""
        if self._snapshot is None:
            self.refresh()
        assert self._snapshot is not None
        return self._snapshot

    def steadily(self, work: Callable[[Snapshot], T]) -> T:
        """Do ``work`` on a snapshot; where a file changed under our feet, see to it and try again.

        While somebody watches the folders, its document is left out until they have refreshed.
        """
        for _ in range(_ATTEMPTS):
            snapshot = self.now()
            try:
                return work(snapshot)
            except DocumentChangedError as error:
                if self.is_watched:
                    snapshot.leave_out(error.path)
                else:
                    self.refresh()
        return work(self.now())

    def _lost_by(self, refreshed: Refreshed) -> tuple[GivenCitation, ...]:
        arrived = (*refreshed.added, *refreshed.changed)
        touched = (*arrived, *refreshed.removed)
        return recheck(self._ledger, touched, arrived, self.now().index.document)
