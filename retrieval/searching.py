"""Searches one snapshot: the passages with the highest BM25 scores, and what makes them so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.answering.respellings import used_respellings
from retrieval.model import Quote, ScoredPassage, ScoredQuote

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from retrieval.answering import Question
    from retrieval.explanation import PassageFound
    from retrieval.model import Respelling, Scope
    from retrieval.snapshot import Snapshot


def search(snapshot: Snapshot, query: str, top: int, scope: Scope) -> tuple[ScoredPassage, ...]:
    """The passages in ``scope`` with the highest scores, best first."""
    return tuple(_found(snapshot, snapshot.read(query), top, scope))


def explain_search(
    snapshot: Snapshot, query: str, top: int, scope: Scope
) -> tuple[PassageFound, ...]:
    """As `search`, with what each term adds to each passage's score."""
    from retrieval.explanation import PassageFound  # noqa: PLC0415 - rarely needed

    read = snapshot.read(query)
    found = [*_found(snapshot, read, top, scope)]
    told = snapshot.index.explain([hit.id for hit in found], read.search_terms)
    return tuple(map(PassageFound, found, told))


def respellings(
    snapshot: Snapshot, query: str, found: Sequence[ScoredPassage]
) -> tuple[Respelling, ...]:
    """The words of ``query`` that the passages which it found spell otherwise."""
    quotes = [_whole(hit) for hit in found]
    return used_respellings(snapshot.read(query), quotes, snapshot.analyzer_for(query))


def _found(snapshot: Snapshot, read: Question, top: int, scope: Scope) -> Iterator[ScoredPassage]:
    for number, score in snapshot.search(read.search_terms, top, scope):
        yield ScoredPassage(number, snapshot.index.passage(number), score)


def _whole(hit: ScoredPassage) -> ScoredQuote:
    passage = hit.passage
    return ScoredQuote(Quote(passage.document, passage.span), passage, hit.score, 0.0)
