"""What can be wrong with an index folder or with what it points to.

IndexUnusableError
├── IndexMissingError     there is no index: build one
├── IndexOutdatedError    made with other settings or by another version: build anew
├── IndexDamagedError     its files don't hold together: build anew
└── IndexBusyError        another process is writing it
DocumentError
└── DocumentChangedError  a file is no longer what was indexed: refresh, then ask again
"""

from __future__ import annotations

from retrieval.errors import DocumentError, IndexUnusableError


class IndexMissingError(IndexUnusableError):
    """The folder holds no index."""


class IndexOutdatedError(IndexUnusableError):
    """The index was made with other settings or by another version of the program."""


class IndexDamagedError(IndexUnusableError):
    """The index's files are cut short, altered or missing."""


class IndexBusyError(IndexUnusableError):
    """Another process is writing the index."""


class DocumentChangedError(DocumentError):
    """The file of the document at ``path`` is gone or no longer what was indexed."""

    def __init__(self, path: str, message: str) -> None:
        super().__init__(message)
        self.path = path
