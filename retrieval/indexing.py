"""Keeps an index in step with the files of the documents folders."""

from __future__ import annotations

import time
from contextlib import closing
from typing import TYPE_CHECKING

from retrieval.analysis import ANALYZER_VERSION, Analyzer
from retrieval.documents import SkippedFile, list_files, read_document
from retrieval.errors import DocumentError, IndexUnusableError
from retrieval.failures import Failures
from retrieval.index import (
    DocumentChangedError,
    Index,
    IndexBusyError,
    IndexMissingError,
    IndexVanishedError,
    IndexWriter,
    index_version,
    read_unchanged,
)
from retrieval.preparing import Settings
from retrieval.refreshed import Refreshed
from retrieval.sharing import Preparers
from retrieval.touched import Touched

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from retrieval.documents import Listing, SourceFile
    from retrieval.index import Batch, DocumentRecord
    from retrieval.model import Document
    from retrieval.preparing import Prepared
    from retrieval.sharing import Progress

    IsSettled = Callable[[Path], bool]  # whether nobody writes to the file any more

BEING_WRITTEN = "it is being written"
_FIRST_PAUSE, _LONGEST_PAUSE = 0.1, 2.0  # seconds between two tries while another one writes
_READING_VERSION = 4  # raise it when files give other texts, sections, sentences or passages


class Indexer:
    """Reads files into an index and opens it; see `Engine` for the arguments."""

    def __init__(
        self,
        folders: Sequence[Path],
        index_dir: Path,
        *,
        encoding: str,
        passage_tokens: int,
        language: str,
        private: Path | None = None,
    ) -> None:
        self._folders = folders
        self.private = private or index_dir
        self._index_dir = index_dir
        self._shape = Settings(encoding, passage_tokens, language)
        self._analyzers: dict[str, Analyzer] = {}
        self._preparers = Preparers(self._shape, self._analyzers)
        self._files: dict[str, SourceFile] = {}
        self._failures = Failures(index_dir / "unreadable.json", self._settings())
        self._touched = Touched(index_dir / "touched.json")
        self.is_settled: IsSettled = lambda _: True

    @property
    def folders(self) -> tuple[Path, ...]:
        """The documents folders."""
        return tuple(self._folders)

    def version(self) -> object:
        """Another value for each index that is written, by whatever process.

        As of the last refresh also for other times at which its documents were written.
        """
        return index_version(self._index_dir), self._touched.notes

    def open(self) -> Index:
        """The index as it is on disk, as a snapshot.

        Raises:
            IndexUnusableError: there is none that can be used.
        """
        return Index.open(self._index_dir, settings=self._settings(), text_of=self._text_of)

    def refresh(self, progress: Progress | None = None, patience: float = 0) -> Refreshed:
        """Write into the index what changed in the folders since it was written.

        ``patience`` is for how many seconds another process that is writing is waited for.

        Raises:
            SettingError: a folder is missing.
            IndexBusyError: another process is writing the index.
            IndexUnusableError: the index folder can't be made or written.
        """
        end, pause = time.monotonic() + patience, _FIRST_PAUSE
        while True:
            try:
                return self._refresh(progress)
            except IndexVanishedError:  # deleted while it was written
                return self._refresh(progress)
            except IndexBusyError:
                if time.monotonic() >= end:
                    raise
            time.sleep(pause)
            pause = min(2 * pause, _LONGEST_PAUSE)

    def _refresh(self, progress: Progress | None) -> Refreshed:
        listing = list_files(self._folders, self.private)
        self._files = files = {file.path: file for file in listing.files}
        self._touched.load()
        known, rebuilt_because = self._known()
        failing = failed = self._failures.of(files)
        stale, unsettled = self._stale(listing.files, known, failed)
        removed = known.keys() - files.keys()
        if stale or removed or rebuilt_because or not known:  # an index of nothing is one too
            failing = failed | self._written(stale, removed, progress)
        if failing != failed:
            self._failures.keep(failing, files)
        self._touched.keep(files)
        read = [file.path for file in stale if file.path not in failing]
        return Refreshed(
            tuple(path for path in read if path not in known),
            tuple(path for path in read if path in known),
            tuple(sorted(removed)),
            _skipped(listing, failing, unsettled),
            rebuilt_because,
            unsettled=tuple(file.location for file in unsettled),
        )

    def _stale(
        self,
        files: Iterable[SourceFile],
        known: Mapping[str, DocumentRecord],
        failed: Collection[str],
    ) -> tuple[list[SourceFile], list[SourceFile]]:
        """The files that the index doesn't hold as they are: those to read, those being written."""
        settled: list[SourceFile] = []
        unsettled: list[SourceFile] = []
        for file in files:
            if file.path not in failed and not _same(file, known.get(file.path)):
                (settled if self.is_settled(file.location) else unsettled).append(file)
        return self._touched.changed(settled, known), unsettled

    def _written(
        self, stale: Sequence[SourceFile], removed: Iterable[str], progress: Progress | None
    ) -> dict[str, str]:
        """Bring the index up to date; why some of the files couldn't be read, by path."""
        writer = IndexWriter(self._index_dir, settings=self._settings())
        failed: dict[str, str] = {}
        # subtle: a file that can no longer be read must leave the index, and only reading
        # tells; the writer looks at what is removed once it has read the last document.
        gone = set(removed)
        with closing(self._preparers.prepared(stale, progress)) as prepared:
            writer.update(_readable(prepared, gone, failed), gone)
        return failed

    def reader(self) -> Callable[[str], Document | None]:
        """Reads documents by path from their files as they are now; see `read_document`."""
        listing = list_files(self._folders, self.private)
        files = {file.path: file for file in listing.files}
        skipped = {file.path: file.reason for file in listing.skipped}

        def read(path: str) -> Document | None:
            if path in skipped:
                raise DocumentError(skipped[path])
            return read_document(files[path]) if path in files else None

        return read

    def analyzer(self, language: str) -> Analyzer:
        """The one analyzer of a language."""
        if language not in self._analyzers:
            self._analyzers[language] = Analyzer(language)
        return self._analyzers[language]

    def _known(self) -> tuple[dict[str, DocumentRecord], str]:
        try:
            records = map(self._touched.dated, self.open().documents())
            return {record.path: record for record in records}, ""
        except IndexMissingError:
            return {}, ""
        except IndexUnusableError as error:
            return {}, str(error)

    def _text_of(self, record: DocumentRecord) -> str:
        if record.path not in self._files:
            listing = list_files(self._folders, self.private)
            self._files = {file.path: file for file in listing.files}
        if record.path not in self._files:
            raise DocumentChangedError(record.path, f"{record.path} is gone.")
        return read_unchanged(self._files[record.path].location, self._touched.dated(record))

    def _settings(self) -> str:
        """What shapes the index: another index is needed when any of it changes."""
        parts = (
            f"analyzer {ANALYZER_VERSION}",
            f"reading {_READING_VERSION}",
            f"encoding {self._shape.encoding}",
            f"tokens {self._shape.passage_tokens}",
            f"language {self._shape.language}",
        )
        return ", ".join(parts)


def _skipped(
    listing: Listing, failing: Mapping[str, str], unsettled: Iterable[SourceFile]
) -> tuple[SkippedFile, ...]:
    found = [*listing.skipped]
    found += [SkippedFile(path, reason) for path, reason in failing.items()]
    found += [SkippedFile(file.path, BEING_WRITTEN) for file in unsettled]
    return tuple(sorted(found, key=lambda skipped: skipped.path))


def _readable(
    prepared: Iterable[Prepared], gone: set[str], failing: dict[str, str]
) -> Iterator[Batch]:
    """What can go into the index; files that can't be read are added to ``gone``, with why."""
    for some in prepared:
        failing.update(some.failed)
        gone.update(some.failed)
        if some.batch:
            yield some.batch


def _same(file: SourceFile, record: DocumentRecord | None) -> bool:
    return record is not None and (file.size, file.modified_ns) == (
        record.size,
        record.modified_ns,
    )
