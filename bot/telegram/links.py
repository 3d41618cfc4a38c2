"""A citation as a deep link: `t.me/<bot>?start=c_…` opens the quote in the bot.

A start parameter has 64 characters at most (core.telegram.org/bots/features#deep-linking), so
the document is named by a digest of its path. It holds digests and a range, never a text: whoever
opens it sees only what the documents still say, and needs the right to ask.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import struct
from typing import TYPE_CHECKING

from retrieval.citations import Citation

if TYPE_CHECKING:
    from collections.abc import Iterable

PREFIX = "c_"
_LAYOUT = struct.Struct(">4s4s4sQI")  # path, file and quote digests, start and length in bytes
_LONGEST = 0xFFFF_FFFF


def start_parameter(citation: Citation) -> str:
    """The parameter of the link; empty where the quote is longer than four gigabytes."""
    length = citation.end - citation.start
    if length > _LONGEST:
        return ""
    digests = bytes.fromhex(citation.file_digest), bytes.fromhex(citation.quote_digest)
    packed = _LAYOUT.pack(_of_path(citation.document), *digests, citation.start, length)
    return PREFIX + base64.urlsafe_b64encode(packed).decode()


def read_parameter(parameter: str, paths: Iterable[str]) -> Citation | None:
    """The citation of a link to one of the documents at ``paths``, else None."""
    try:
        packed = base64.b64decode(parameter.removeprefix(PREFIX), altchars=b"-_", validate=True)
        path, file, quoted, start, length = _LAYOUT.unpack(packed)
    except (binascii.Error, ValueError, struct.error):
        return None
    document = next((known for known in paths if _of_path(known) == path), None)
    if document is None or not length:
        return None
    return Citation(document, file.hex(), start, start + length, quoted.hex())


def link(username: str, parameter: str) -> str:
    """A link that opens the bot with a start parameter."""
    return f"https://t.me/{username}?start={parameter}" if parameter else ""


def _of_path(path: str) -> bytes:
    return hashlib.sha256(path.encode(errors="surrogateescape")).digest()[:4]
