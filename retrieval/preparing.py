"""From files to what the index is written from: read, cut into passages, turned into terms.

Everything here is done file by file and needs nothing but the file, so that a large folder can be
shared out among processes (`retrieval.workers`).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from retrieval.analysis import Analyzer, detect_language
from retrieval.documents import read_document
from retrieval.encodings import load_encoding
from retrieval.errors import DocumentError
from retrieval.index import Batch, Batcher, DocumentEntry
from retrieval.passages import split_passages
from retrieval.spelling import term_masks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from retrieval.documents import SourceFile
    from retrieval.model import Document

AUTO = "auto"
_TOGETHER = 1 << 20  # bytes of files that are prepared in one go


@dataclass(frozen=True, slots=True)
class Settings:
    """What passages and terms depend on; see `retrieval.engine.Engine`."""

    encoding: str
    passage_tokens: int
    language: str


@dataclass(frozen=True, slots=True)
class Prepared:
    """Some files, ready for the index, and why the others could not be read, by path."""

    batch: Batch | None
    failed: dict[str, str]
    size: int  # bytes of all the files


class Preparer:
    """Prepares files; remembers words from call to call. It is pickled without these.

    Args:
        settings: what to make of the files.
        analyzers: those made so far, by language; shared, and added to.

    Attributes:
        indexed_at: noted with each document, in seconds since 1970.
    """

    def __init__(self, settings: Settings, analyzers: dict[str, Analyzer] | None = None) -> None:
        self.indexed_at = 0
        self._settings = settings
        self._analyzers = {} if analyzers is None else analyzers
        self._batcher = Batcher(term_masks)

    def __reduce__(self) -> tuple[type[Preparer], tuple[Settings], dict[str, int]]:
        return Preparer, (self._settings,), {"indexed_at": self.indexed_at}

    def __call__(
        self, files: Sequence[SourceFile], read: Callable[[int], None] | None = None
    ) -> Prepared:
        """Prepare the files, which are in path order; ``read`` is told each one's bytes."""
        try:
            failed = self._added(files, read)
        except BaseException:
            self._batcher = Batcher(term_masks)  # nothing half-done may go into the next batch
            raise
        batch = self._batcher.take() if len(self._batcher) else None
        return Prepared(batch, failed, sum(file.size for file in files))

    def _added(
        self, files: Sequence[SourceFile], read: Callable[[int], None] | None
    ) -> dict[str, str]:
        """Put the files into the batch; why some could not be read, by path."""
        failed = {}
        for file in files:
            try:
                self._batcher.add(self._entry(file, read_document(file)), self.indexed_at)
            except DocumentError as error:
                failed[file.path] = str(error)
            if read:
                read(file.size)
        return failed

    def _entry(self, file: SourceFile, document: Document) -> DocumentEntry:
        language = self._settings.language
        if language == AUTO:
            language = detect_language(document.text)
        encoding = load_encoding(self._settings.encoding)
        return DocumentEntry(
            document,
            split_passages(document, encoding, self._settings.passage_tokens),
            self._analyzer(language),
            file.size,
            file.modified_ns,
            language,
            # A text that isn't the file's own bytes can't be read back from the file.
            hashlib.sha256(document.text.encode()).hexdigest() != document.sha256,
        )

    def _analyzer(self, language: str) -> Analyzer:
        if language not in self._analyzers:
            self._analyzers[language] = Analyzer(language)
        return self._analyzers[language]


def together(files: Iterable[SourceFile]) -> Iterator[tuple[SourceFile, ...]]:
    """The files in their order, about a megabyte of them at a time."""
    some: list[SourceFile] = []
    size = 0
    for file in files:
        some.append(file)
        size += file.size
        if size >= _TOGETHER:
            yield tuple(some)
            some, size = [], 0
    if some:
        yield tuple(some)
