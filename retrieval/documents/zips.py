"""Zip archives from strangers: DOCX and EPUB files are such."""

from __future__ import annotations

import io
import zipfile

from retrieval.errors import DocumentError

LARGEST_CONTENT = 256 * 2**20  # bytes of all members together, unpacked
_MOST_MEMBERS = 20_000
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"  # the container of old Office files and of encrypted new ones


def open_zip(data: bytes) -> zipfile.ZipFile:
    """The archive in ``data``, if all of it can be unpacked within bounds.

    zipfile stops a member at the size that the archive gives for it, so checking those is enough.

    Raises:
        DocumentError: it is broken, encrypted, or a bomb.
    """
    if data.startswith(_OLD_OFFICE):
        raise DocumentError("it is protected by a password, or in an older format")
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise DocumentError("it is damaged") from error
    if len(members) > _MOST_MEMBERS or sum(each.file_size for each in members) > LARGEST_CONTENT:
        raise DocumentError("it would unpack to more than can be read")
    if any(member.flag_bits & 1 for member in members):
        raise DocumentError("it is protected by a password")
    return archive
