"""What can be wrong with an index folder or with what it points to.

IndexUnusableError
├── IndexMissingError     there is no index: build one
├── IndexOutdatedError    made with other settings or by another version: build anew
├── IndexDamagedError     its files don't hold together: build anew
├── IndexBusyError        another process is writing it
└── IndexVanishedError    its folder was deleted meanwhile, or can't be made
DocumentError
└── DocumentChangedError  a file is no longer what was indexed: refresh, then ask again
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from retrieval.errors import DocumentError, IndexUnusableError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class IndexMissingError(IndexUnusableError):
    """The folder holds no index."""


class IndexOutdatedError(IndexUnusableError):
    """The index was made with other settings or by another version of the program."""


class IndexDamagedError(IndexUnusableError):
    """The index's files are cut short, altered or missing."""


class IndexBusyError(IndexUnusableError):
    """Another process is writing the index."""


class IndexVanishedError(IndexUnusableError):
    """Something in the index folder, or the folder itself, isn't there though it was made."""


class DocumentChangedError(DocumentError):
    """The file of the document at ``path`` is gone or no longer what was indexed."""

    def __init__(self, path: str, message: str) -> None:
        super().__init__(message)
        self.path = path


@contextmanager
def naming_folder(folder: Path) -> Iterator[None]:
    """What the operating system refuses within is told as the index folder's fault.

    Raises:
        IndexVanishedError: something is missing there.
        IndexUnusableError: anything else can't be read or written there.
    """
    try:
        yield
    except OSError as error:
        kind = IndexVanishedError if isinstance(error, FileNotFoundError) else IndexUnusableError
        raise kind(
            f"The index can't be kept in {folder} ({error.strerror or 'unknown error'}). "
            "Set INDEX_DIR to a folder that can be made and written to."
        ) from error
