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
_PIECES = 8  # that a token is pasted in at most: screens break it in two or three
_NAME = r"\w%/.~+\-"
_TOKEN = re.compile(
    # No token begins with a bracket or a comma, so that one after those can be told from them.
    rf"(?<![{_NAME}])(?P<document>[{_NAME}][{_NAME},()]*)@(?P<file>[0-9a-f]{{8}})"
    r":(?P<start>[0-9]{1,15})-(?P<end>[0-9]{1,15})~(?P<bytes>[0-9a-f]{8})(?![0-9A-Za-z])"
)
_AROUND = "()[]{}<>.,;:!?\"'`‘’“”«»"


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
        if document[:1] in ("(", ",", ")"):
            document = f"%{ord(document[0]):02X}{document[1:]}"
        return f"{document}@{self.file_digest}:{self.start}-{self.end}~{self.quote_digest}"

    @classmethod
    def parse(cls, text: str) -> Citation:
        """Read the token in a text; see `read_citations`.

        Raises:
            CitationError: where there isn't one.

        >>> Citation.parse("(see a%20b.txt@00112233:5-9~44556677)").document
        'a b.txt'
        """
        return read_citations(text)[0]


def read_citations(text: str) -> list[Citation]:
    r"""What the token in a text may be, the likeliest first.

    Words and punctuation about it count for nothing. It may have been broken by white space, as
    narrow screens do; which words before it belong to it only the documents can tell.

    Raises:
        CitationError: where there is none, or more than one.

    >>> [c.document for c in read_citations("see hand book.md@00112233:5-\n 9~44556677")]
    ['book.md', 'handbook.md', 'seehandbook.md']
    """
    if len(_TOKEN.findall(text)) > 1:
        raise CitationError(f"{text.strip()[:200]!r} holds several citations: give one at a time.")
    words = text.split()
    joined = ("".join(words[-count:]) for count in range(1, min(len(words), _PIECES) + 1))
    found = dict.fromkeys(c for each in (text, *joined) if (c := _read(each)))
    if not found:
        raise CitationError(
            f"{text.strip()[:200]!r} is not a citation. "
            "One looks like notes.txt@3f2a9c1b:1024-1180~5d41402a: paste it whole."
        )
    return list(found)


def is_citation(text: str) -> bool:
    """Whether a text is a token and nothing else but punctuation.

    >>> is_citation("“a.txt@00112233:5-9~44556677”."), is_citation("Is a@b.org right?")
    (True, False)
    """
    return _TOKEN.fullmatch("".join(text.split()).strip(_AROUND)) is not None


def _read(text: str) -> Citation | None:
    match = _TOKEN.search(text)
    if not match or int(match["start"]) >= int(match["end"]):
        return None
    start, end = int(match["start"]), int(match["end"])
    return Citation(unquote(match["document"]), match["file"], start, end, match["bytes"])


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
