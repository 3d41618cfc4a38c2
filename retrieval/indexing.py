"""Keeps an index in step with the files of the documents folders."""

from __future__ import annotations

import time
from contextlib import closing
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from retrieval.analysis import ANALYZER_VERSION, Analyzer
from retrieval.documents import SkippedFile, list_files, read_document
from retrieval.encodings import load_encoding
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
from retrieval.preparing import Preparer, Settings, together
from retrieval.touched import Touched

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
    from pathlib import Path

    from retrieval.documents import Listing, SourceFile
    from retrieval.given import GivenCitation
    from retrieval.index import Batch, DocumentRecord
    from retrieval.model import Document
    from retrieval.preparing import Prepared

    Progress = Callable[[int, int], None]  # bytes read so far, bytes in all
    IsSettled = Callable[[Path], bool]  # whether nobody writes to the file any more

BEING_WRITTEN = "it is being written"
_FIRST_PAUSE, _LONGEST_PAUSE = 0.1, 2.0  # seconds between two tries while another one writes
_MANY_BYTES = 8_000_000  # of files; from here on other processes are worth their start
_MOST_PROCESSES = 4
_READING_VERSION = 3  # raise it when files give other texts, sections, sentences or passages


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What a refresh changed, in paths, and why it built everything anew, where it did.

    ``lost`` are the citations given before that hold no more because of it. ``unsettled`` are the
    files that were passed over because they were being written.
    """

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    skipped: tuple[SkippedFile, ...] = ()
    rebuilt_because: str = ""
    lost: tuple[GivenCitation, ...] = ()
    unsettled: tuple[Path, ...] = ()

    def __bool__(self) -> bool:
        """Whether the index is another one now."""
        return bool(self.added or self.changed or self.removed or self.rebuilt_because)

    def since(self, before: Iterable[DocumentRecord], now: Iterable[DocumentRecord]) -> Refreshed:
        """The same without the documents that an index which was deleted held as they are now."""
        held = {record.path: record.sha256 for record in before}
        new = {record.path for record in now if held.get(record.path) != record.sha256}
        return replace(
            self,
            added=tuple(path for path in self.added if path not in held),
            changed=(*self.changed, *(p for p in self.added if p in held and p in new)),
        )


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
        self._preparer = Preparer(self._shape, self._analyzers)
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
        failed = self._failures.of(files)
        stale = [
            file
            for file in listing.files
            if file.path not in failed and not _same(file, known.get(file.path))
        ]
        unsettled = [file for file in stale if not self.is_settled(file.location)]
        passed_over = {file.path for file in unsettled}
        stale = self._touched.changed((f for f in stale if f.path not in passed_over), known)
        removed = known.keys() - files.keys()
        failing = dict(failed)
        if stale or removed or rebuilt_because or not known:  # an index of nothing is one too
            writer = IndexWriter(self._index_dir, settings=self._settings())
            # subtle: a file that can no longer be read must leave the index, and only reading
            # tells; the writer looks at what is removed once it has read the last document.
            gone = set(removed)
            with closing(self._prepared(stale, progress)) as prepared:
                writer.update(_readable(prepared, gone, failing), gone)
        if failing != failed:
            self._failures.keep(failing, files)
        self._touched.keep(files)
        read = [file.path for file in stale if file.path not in failing]
        return Refreshed(
            tuple(path for path in read if path not in known),
            tuple(path for path in read if path in known),
            tuple(sorted(removed)),
            _skipped(listing, failing, passed_over),
            rebuilt_because,
            unsettled=tuple(file.location for file in unsettled),
        )

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

    def _prepared(
        self, files: Sequence[SourceFile], progress: Progress | None
    ) -> Generator[Prepared]:
        """The files, ready for the index: by other processes where there are many."""
        total, done = sum(file.size for file in files), 0
        load_encoding(self._shape.encoding)  # an error in a setting comes before all others

        def read(size: int) -> None:
            nonlocal done
            done += size
            if progress:
                progress(done, total)

        # What so many words gave isn't worth its memory afterwards.
        is_large = total >= _MANY_BYTES
        preparer = Preparer(self._shape, self._analyzers) if is_large else self._preparer
        preparer.indexed_at = int(time.time())
        groups = list(together(files))
        processes = processes_for(total, len(groups))
        if processes == 1:
            yield from (preparer(group, read) for group in groups)
            return
        from retrieval.workers import shared_out  # noqa: PLC0415 - rarely needed

        with closing(shared_out(preparer, groups, processes)) as shared:
            for prepared in shared:
                read(prepared.size)
                yield prepared

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
    listing: Listing, failing: dict[str, str], unsettled: set[str]
) -> tuple[SkippedFile, ...]:
    found = [*listing.skipped]
    found += [SkippedFile(path, reason) for path, reason in failing.items()]
    found += [SkippedFile(path, BEING_WRITTEN) for path in unsettled]
    return tuple(sorted(found, key=lambda skipped: skipped.path))


def processes_for(size: int, tasks: int) -> int:
    """How many processes so many bytes in so many tasks are worth; 1 for none but this."""
    if size < _MANY_BYTES:
        return 1
    from retrieval.workers import cores  # noqa: PLC0415 - rarely needed

    return min(cores(), _MOST_PROCESSES, tasks)


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
