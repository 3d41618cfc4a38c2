"""The manifest: which segment files make up the index, and which of their documents are gone.

It is the last thing written and is put in place by one rename, so whoever opens the index sees
the old one or the new one, whatever was interrupted. Files that it doesn't name are leftovers.
"""

from __future__ import annotations

import json
import os
import zlib
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from retrieval.index.errors import IndexDamagedError, IndexMissingError, IndexOutdatedError

if TYPE_CHECKING:
    from pathlib import Path

MANIFEST = "manifest.json"
FORMAT = 4  # raise it when the files' layout or the meaning of anything in them changes


@dataclass(frozen=True, slots=True)
class SegmentEntry:
    """A segment's file name and the numbers of its documents that are gone."""

    file: str
    dead: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Manifest:
    """The index's segments, oldest first; ``settings`` names what shaped them."""

    settings: str
    segments: tuple[SegmentEntry, ...] = ()


def read_manifest(folder: Path, settings: str) -> Manifest:
    """The manifest of an index that was made with these settings.

    Raises:
        IndexMissingError, IndexOutdatedError, IndexDamagedError: there is none that will do.
    """
    try:
        crc, _, body = (folder / MANIFEST).read_bytes().partition(b"\n")
    except (FileNotFoundError, NotADirectoryError) as error:
        raise IndexMissingError(f"There is no index in {folder} yet.") from error
    if crc != b"%08x" % zlib.crc32(body):
        raise IndexDamagedError(f"The index in {folder} is damaged: {MANIFEST} was altered.")
    found = json.loads(body)
    if found["format"] != FORMAT:
        raise IndexOutdatedError(f"The index in {folder} was made by another version.")
    if found["settings"] != settings:
        raise IndexOutdatedError(f"The index in {folder} was made with other settings.")
    segments = (SegmentEntry(entry["file"], tuple(entry["dead"])) for entry in found["segments"])
    return Manifest(settings, tuple(segments))


def index_version(folder: Path) -> object:
    """Another value for each manifest that is put in place, whoever writes it; None for none."""
    try:
        status = (folder / MANIFEST).stat()
    except OSError:
        return None
    return status.st_ino, status.st_mtime_ns


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Put a manifest in place of the one before, in one step and to stay."""
    body = json.dumps({"format": FORMAT, **asdict(manifest)}).encode()
    beside = folder / f"{MANIFEST}.new"
    with beside.open("wb") as file:
        file.write(b"%08x\n" % zlib.crc32(body) + body)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(folder / MANIFEST)
    sync(folder)


def sync(path: Path) -> None:
    """Make a file's content durable, or a folder's own entries (new files, renames)."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
