"""Which reader a file's name calls for."""

from __future__ import annotations

from enum import StrEnum
from pathlib import PurePosixPath


class Kind(StrEnum):
    """How a file is read."""

    PLAIN = "plain text"
    MARKDOWN = "Markdown"


_KINDS = {
    # A name without a suffix (README, LICENSE) is text until its bytes say otherwise.
    Kind.PLAIN: ("", ".txt", ".text", ".log"),
    Kind.MARKDOWN: (".md", ".markdown", ".mkd"),
}
_BY_SUFFIX = {suffix: kind for kind, suffixes in _KINDS.items() for suffix in suffixes}


def kind_of(name: str) -> Kind | None:
    """The kind of the file called ``name``, or None where nothing reads such files.

    >>> kind_of("guide/Install.MD").value
    'Markdown'
    """
    return _BY_SUFFIX.get(PurePosixPath(name).suffix.lower())


def is_readable(name: str) -> bool:
    """Whether a reader for such files exists."""
    return kind_of(name) is not None
