"""Documents' texts: read when a passage is shown, a bounded number of them kept."""

from __future__ import annotations

import os
from collections import OrderedDict
from threading import Lock
from typing import TYPE_CHECKING

from retrieval.index.errors import DocumentChangedError

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable
    from pathlib import Path

    from retrieval.index.records import DocumentRecord
    from retrieval.model import Document

    TextOf = Callable[[DocumentRecord], str]

_KEPT = 16_000_000  # code points of text


def read_unchanged(file: Path, record: DocumentRecord) -> str:
    """The text of a plain file, which must be as it was when it was indexed.

    Raises:
        DocumentChangedError: its size or its time of change differs, or it is gone.
    """
    try:
        with file.open("rb") as opened:
            status = os.fstat(opened.fileno())
            data = opened.read()
    except OSError as error:
        message = f"{record.path} can't be read any more."
        raise DocumentChangedError(record.path, message) from error
    if (len(data), status.st_mtime_ns) != (record.size, record.modified_ns):
        message = f"{record.path} has changed since it was indexed."
        raise DocumentChangedError(record.path, message)
    return data.decode("utf-8")


class DocumentCache:
    """The documents used last, up to about 16 million code points of text in all."""

    def __init__(self) -> None:
        self._documents: OrderedDict[Hashable, Document] = OrderedDict()
        self._size = 0
        self._lock = Lock()

    def get(self, key: Hashable, load: Callable[[], Document]) -> Document:
        """The document of that key, loaded where it isn't here."""
        with self._lock:
            if key in self._documents:
                self._documents.move_to_end(key)
                return self._documents[key]
        document = load()
        with self._lock:
            self._keep(key, document)
        return document

    def _keep(self, key: Hashable, document: Document) -> None:
        if key not in self._documents:
            self._documents[key] = document
            self._size += len(document.text)
        while self._size > _KEPT and len(self._documents) > 1:
            _, oldest = self._documents.popitem(last=False)
            self._size -= len(oldest.text)
