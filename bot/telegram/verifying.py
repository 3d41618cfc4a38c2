"""Whether a citation still holds for the document as it is in the index."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from retrieval.citations import digest
from retrieval.model import Quote, Span

if TYPE_CHECKING:
    from retrieval.citations import Citation
    from retrieval.model import Document


class Standing(StrEnum):
    """What became of a quoted place."""

    UNCHANGED = "unchanged"
    ALTERED = "altered"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Verdict:
    """A citation's standing, and the quote where it still holds."""

    standing: Standing
    quote: Quote | None = None


def verify(citation: Citation, document: Document | None) -> Verdict:
    """Compare the bytes that a citation names with the document of its name today."""
    if document is None:
        return Verdict(Standing.GONE)
    quoted = document.text.encode()[citation.start : citation.end]
    if digest(quoted) != citation.quote_digest or len(quoted) != citation.end - citation.start:
        return Verdict(Standing.ALTERED)
    # Equal bytes can't begin or end inside a character: both decode.
    start = len(document.text.encode()[: citation.start].decode())
    return Verdict(Standing.UNCHANGED, Quote(document, Span(start, start + len(quoted.decode()))))
