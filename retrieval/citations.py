"""The citation token: short, pasteable text by which anyone can check a quote.

    handbook/leave.md@3f2a9c1b:1024-1180~5d41402a

It names the document (percent-encoded where a character could be lost in pasting), the first
digits of the SHA-256 of the file, the half-open range of bytes of the document's text in UTF-8
(for plain text: of the file itself), and the first digits of the SHA-256 of the quoted bytes.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote as percent_encode
from urllib.parse import unquote

from retrieval.errors import CitationError

if TYPE_CHECKING:
    from retrieval.model import Quote

_DIGITS = 8  # of each SHA-256: four bytes
_TOKEN = re.compile(
    r"(?P<document>[^\s@]+)@(?P<file>[0-9a-f]{8})"
    r":(?P<start>[0-9]{1,15})-(?P<end>[0-9]{1,15})~(?P<bytes>[0-9a-f]{8})"
)


@dataclass(frozen=True, slots=True)
class Citation:
    """A parsed citation token; ``start`` and ``end`` count bytes of the text in UTF-8."""

    document: str
    file_digest: str
    start: int
    end: int
    quote_digest: str

    @property
    def size(self) -> int:
        """How many bytes are quoted."""
        return self.end - self.start

    def __str__(self) -> str:
        document = percent_encode(self.document, safe="/-._~+,()")
        return f"{document}@{self.file_digest}:{self.start}-{self.end}~{self.quote_digest}"

    @classmethod
    def parse(cls, token: str) -> Citation:
        """Read a token, white space around it allowed.

        Raises:
            CitationError: where it isn't one.

        >>> Citation.parse("a%20b.txt@00112233:5-9~44556677").document
        'a b.txt'
        """
        match = _TOKEN.fullmatch(token.strip())
        if not match or int(match["start"]) >= int(match["end"]):
            raise CitationError(
                f"{token.strip()[:200]!r} is not a citation. "
                "One looks like notes.txt@3f2a9c1b:1024-1180~5d41402a: paste it whole."
            )
        return cls(
            unquote(match["document"]),
            match["file"],
            int(match["start"]),
            int(match["end"]),
            match["bytes"],
        )


def cite(quote: Quote) -> Citation:
    """The citation of a quote."""
    text = quote.document.text
    start = len(text[: quote.span.start].encode())
    quoted = quote.text.encode()
    return Citation(
        quote.document.path,
        quote.document.sha256[:_DIGITS],
        start,
        start + len(quoted),
        digest(quoted),
    )


def digest(data: bytes) -> str:
    """The first digits of the SHA-256 of ``data``."""
    return hashlib.sha256(data).hexdigest()[:_DIGITS]
