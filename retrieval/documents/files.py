"""The files below the documents folders: which are there, and which are left alone and why."""

from __future__ import annotations

import os
import stat
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from retrieval.documents.kinds import is_readable, suffix_of
from retrieval.errors import SettingError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# Tools keep these for themselves; hidden ones (.git, .venv) are left out by their first letter.
_TOOL_FOLDERS = frozenset({"__pycache__", "node_modules", "venv"})
# Half-written downloads and editors' copies.
_PASSING_SUFFIXES = (".crdownload", ".part", ".swp", ".tmp", "~")
_PASSING_PREFIXES = (".", "~$", "#")


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file below a documents folder.

    ``path`` is the document's name: POSIX style, below the folder. ``location`` is where the
    file is on disk, links resolved. ``size`` is in bytes, ``modified_ns`` in nanoseconds.
    """

    path: str
    location: Path
    size: int
    modified_ns: int


@dataclass(frozen=True, slots=True)
class SkippedFile:
    """A file that isn't read: its printable path and a short clause that says why."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Listing:
    """What is below the documents folders, each sorted by path."""

    files: tuple[SourceFile, ...]
    skipped: tuple[SkippedFile, ...]


def list_files(folders: Sequence[Path], private: Path | None = None) -> Listing:
    """Every file below ``folders``; a folder may also be one single file.

    Several folders put their own names before their files' paths. Hidden files, tools' folders
    and half-written files are left out without a word. A link is followed only to a file that
    lies in the folder and isn't listed under its own name. The folder ``private`` is the program's
    own: it isn't looked into where it lies below one of the others.

    Raises:
        SettingError: a folder is missing.
    """
    found: list[SourceFile | SkippedFile] = []
    own = private.resolve() if private else None
    seen: set[Path] = set()
    taken: set[str] = set()
    for folder in folders:
        root = _existing(folder)
        if root in seen:
            continue
        seen.add(root)
        name = _unique(root.name, taken)
        if root.is_file():
            found.append(_judge(str(root), name, root.name))
        else:
            found.extend(_below(root, f"{name}/" if len(folders) > 1 else "", own))
    found.sort(key=lambda file: file.path)
    return Listing(
        tuple(file for file in found if isinstance(file, SourceFile)),
        tuple(file for file in found if isinstance(file, SkippedFile)),
    )


def printable(path: str) -> str:
    r"""``path`` with whatever could garble a screen written as an escape.

    >>> printable("a\nb.txt")
    'a\\nb.txt'
    """
    return "".join(
        char.encode("unicode_escape").decode() if _garbles(char) else char for char in path
    )


def _existing(folder: Path) -> Path:
    try:
        return folder.expanduser().resolve(strict=True)
    except (OSError, RuntimeError) as error:
        raise SettingError(
            f"The documents folder {printable(str(folder))} can't be found. "
            "Set DOCUMENTS, or give --docs, to a folder or file that exists."
        ) from error


def _unique(name: str, taken: set[str]) -> str:
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{Path(name).stem}-{number}{Path(name).suffix}"
    taken.add(free)
    return free


def _below(root: Path, prefix: str, own: Path | None) -> Iterator[SourceFile | SkippedFile]:
    # Strings, since a `Path` for each step costs more than all the rest, at each refresh.
    links: list[tuple[str, str]] = []
    real: set[str] = set()
    private = str(own)
    folders = [(str(root), prefix)]
    while folders:
        folder, before = folders.pop()
        try:
            entries = [entry for entry in os.scandir(folder) if not _passing(entry.name)]
        except OSError as error:
            yield SkippedFile(printable(before.removesuffix("/") or "."), _why(error))
            continue
        for entry in entries:
            path = before + entry.name
            if entry.is_symlink():
                links.append((entry.path, path))
            elif entry.is_dir(follow_symlinks=False):
                if entry.name not in _TOOL_FOLDERS and entry.path != private:
                    folders.append((entry.path, f"{path}/"))
            else:
                real.add(entry.path)
                yield _judge(entry.path, path, entry.name)
    for link, path in links:
        yield from _linked(Path(link), path, root, real)


def _linked(
    link: Path, path: str, root: Path, real: set[str]
) -> Iterator[SourceFile | SkippedFile]:
    try:
        target = link.resolve(strict=True)
    except (OSError, RuntimeError):
        yield SkippedFile(printable(path), "it is a link to nothing")
        return
    if not target.is_relative_to(root):
        yield SkippedFile(printable(path), "it is a link that leads out of the folder")
    elif target.is_file() and str(target) not in real:
        real.add(str(target))
        yield _judge(str(target), path, link.name)


def _judge(location: str, path: str, name: str) -> SourceFile | SkippedFile:
    if not path.isprintable() and any(map(_garbles, path)):
        return SkippedFile(printable(path), "its name holds characters that can't be shown")
    if not is_readable(name):
        return SkippedFile(path, f"{suffix_of(name)} files can't be read")
    file = Path(location)
    try:
        status = file.stat()
    except OSError as error:
        return SkippedFile(path, _why(error))
    if not stat.S_ISREG(status.st_mode):
        return SkippedFile(path, "it isn't a file but a device or a pipe")
    return SourceFile(path, file, status.st_size, status.st_mtime_ns)


def _passing(name: str) -> bool:
    return name.startswith(_PASSING_PREFIXES) or name.endswith(_PASSING_SUFFIXES)


def _garbles(char: str) -> bool:
    # Controls, surrogates (undecodable bytes of a name) and line or paragraph separators.
    return unicodedata.category(char) in {"Cc", "Cs", "Zl", "Zp"}


def _why(error: OSError) -> str:
    return f"it can't be opened ({(error.strerror or 'unknown error').lower()})"
