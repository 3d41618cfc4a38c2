"""Bringing the index up to date: new documents become a new segment, small segments are merged.

A change costs in proportion to what changed. Removed documents are only noted in the manifest.
As in Lucene, segments are merged so that each is several times as large as the next, which keeps
them few and rewrites each passage a logarithmic number of times.
"""

from __future__ import annotations

import fcntl
import uuid
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from retrieval.errors import IndexUnusableError
from retrieval.index.build import Run
from retrieval.index.errors import IndexBusyError, naming_folder
from retrieval.index.manifest import (
    Manifest,
    SegmentEntry,
    read_manifest,
    sync,
    write_manifest,
)
from retrieval.index.merge import Source, merge_segments
from retrieval.index.segment import Segment

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from pathlib import Path

    from retrieval.index.batch import Batch

_LOCK = "writer.lock"
_SUFFIX = ".segment"
# A segment is merged with the ones after it once they are as many as that and have together more
# than a quarter of its passages. Merging costs what 200 searches through one segment more do.
_NEWER, _GROWTH = 3, 4
# A segment is rewritten once more than a quarter of its passages are gone.
_MOST_DEAD = 0.25


@dataclass(frozen=True, slots=True)
class _Part:
    """A segment file that may go into the next manifest."""

    file: str
    segment: Segment
    dead: frozenset[int] = frozenset()

    @property
    def has_documents(self) -> bool:
        return len(self.dead) < self.segment.documents

    @property
    def live_passages(self) -> int:
        gone = (self.segment.passages_of(document) for document in self.dead)
        return self.segment.passages - sum(end - first for first, end in gone)

    @property
    def is_sparse(self) -> bool:
        return self.live_passages < (1 - _MOST_DEAD) * self.segment.passages

    def without(self, paths: Collection[str]) -> _Part:
        found = map(self.segment.find_document, paths)
        return replace(self, dead=self.dead.union(n for n in found if n is not None))


class IndexWriter:
    """Writes the index of a folder; one process at a time, readers go on with what they opened.

    Args:
        folder: where the index lives; made when missing.
        settings: names what shapes the index; one made with other settings is replaced.
    """

    def __init__(self, folder: Path, *, settings: str) -> None:
        self._folder = folder
        self._settings = settings

    def update(self, changed: Iterable[Batch], removed: Collection[str] = ()) -> None:
        """Add or replace ``changed`` and take out ``removed`` (paths), all at once and durably.

        ``changed`` is read as a stream, in ascending order of paths. Where there is no usable
        index yet, a new one is made of ``changed`` alone. ``removed`` is looked
        at after that.

        Raises:
            IndexBusyError: another process is writing.
            IndexUnusableError: the folder can't be made or written.
            ValueError: ``changed`` isn't in ascending order of paths.
        """
        with naming_folder(self._folder), _only_writer(self._folder):
            gone: set[str] = set()
            parts = self._parts()
            durable = {part.file for part in parts}
            runs = self._runs(_watched(changed, gone))
            gone.update(removed)
            parts = [part.without(gone) for part in parts]
            parts = self._tidied(parts, runs)
            for file in {part.file for part in parts} - durable:
                sync(self._folder / file)
            sync(self._folder)
            entries = (SegmentEntry(part.file, tuple(sorted(part.dead))) for part in parts)
            write_manifest(self._folder, Manifest(self._settings, tuple(entries)))
            self._sweep({part.file for part in parts})

    def _parts(self) -> list[_Part]:
        try:
            manifest = read_manifest(self._folder, self._settings)
            return [
                _Part(entry.file, Segment(self._folder / entry.file), frozenset(entry.dead))
                for entry in manifest.segments
            ]
        except (IndexUnusableError, FileNotFoundError):
            return []

    def _runs(self, batches: Iterable[Batch]) -> list[_Part]:
        runs = []
        run = Run()
        for batch in batches:
            run.add(batch)
            if run.is_full:
                runs.append(self._written(run))
                run = Run()
        if len(run):
            runs.append(self._written(run))
        return runs

    def _written(self, run: Run) -> _Part:
        file = _new_name()
        run.write(self._folder / file)
        return _Part(file, Segment(self._folder / file))

    def _tidied(self, parts: list[_Part], runs: list[_Part]) -> list[_Part]:
        """The parts to go on with: few, and none too sparse."""
        runs = [self._merged(runs)] if len(runs) > 1 else runs
        parts = [part for part in (*parts, *runs) if part.has_documents]
        for number, part in enumerate(parts):
            newer = [later.live_passages for later in parts[number + 1 :]]
            grown = len(newer) >= _NEWER and part.live_passages < _GROWTH * sum(newer)
            if part.is_sparse or grown:
                return [*parts[:number], self._merged(parts[number:])]
        return parts

    def _merged(self, parts: list[_Part]) -> _Part:
        file = _new_name()
        sources = [Source(part.segment, part.dead) for part in parts]
        merge_segments(self._folder / file, sources)
        return _Part(file, Segment(self._folder / file))

    def _sweep(self, named: Collection[str]) -> None:
        for path in self._folder.glob(f"*{_SUFFIX}"):
            if path.name not in named:
                path.unlink()


def _new_name() -> str:
    return f"{uuid.uuid4().hex}{_SUFFIX}"


def _watched(batches: Iterable[Batch], replaced: set[str]) -> Iterator[Batch]:
    before = ""
    for batch in batches:
        for path in batch.paths:
            if path <= before:
                raise ValueError(f"documents in no ascending order of paths: {before!r}, {path!r}")
            before = path
        replaced.update(batch.paths)
        yield batch


@contextmanager
def _only_writer(folder: Path) -> Iterator[None]:
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / _LOCK).open("wb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise IndexBusyError(
                f"Another process is writing the index in {folder}: try again when it is done."
            ) from error
        yield
