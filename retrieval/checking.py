"""Verifying a citation among all the documents of an engine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.citations import read_citations
from retrieval.verification import Verification, verify

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from retrieval.citations import Citation
    from retrieval.given import Ledger
    from retrieval.index import Index
    from retrieval.model import ScoredPassage
    from retrieval.verification import Read

    Search = Callable[[str], tuple[ScoredPassage, ...]]

_LOOKED_THROUGH = 64_000_000  # bytes of other documents, a second or two to read
_SEARCHED = 1_000  # code points: the longest question


def check(token: str, read: Read, ledger: Ledger, index: Index, search: Search) -> Verification:
    """What became of the quote that ``token`` names.

    Args:
        token: a citation token, or a text with one in it.
        read: gives the document at a path as its file is now.
        ledger: knows the words of citations that were given from here.
        index: names the documents in which the words may stand now.
        search: finds passages that hold given words.

    Raises:
        CitationError: ``token`` isn't a citation.
    """
    readings = read_citations(token)
    paths = {record.path for record in index.documents()} if len(readings) > 1 else ()
    citation = next((each for each in readings if each.document in paths), readings[0])
    given = ledger.words(citation)
    return verify(
        citation, read, given=given, elsewhere=lambda: _elsewhere(citation, given, index, search)
    )


def _elsewhere(
    citation: Citation, given: str | None, index: Index, search: Search
) -> Iterator[str]:
    """Other documents that may hold the words: renamed ones first, then likely ones.

    Where the words aren't known, likely are all plain texts, up to 64 MB of them.
    """
    records = [record for record in index.documents() if record.path != citation.document]
    renamed = [r.path for r in records if r.sha256.startswith(citation.file_digest)]
    yield from renamed
    if given is not None:
        found = dict.fromkeys(hit.passage.document.path for hit in search(given[:_SEARCHED]))
        yield from (path for path in found if path not in (*renamed, citation.document))
        return
    left = _LOOKED_THROUGH
    for record in records:
        left -= 0 if record.extracted else record.size
        if left < 0:
            break
        if not record.extracted and record.path not in renamed:
            yield record.path
