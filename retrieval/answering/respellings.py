"""Which words of a question a quote spells otherwise, so that an answer can say so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA

from retrieval.model import Respelling

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from retrieval.analysis import Analyzer
    from retrieval.answering.question import Question
    from retrieval.model import ScoredQuote


def used_respellings(
    question: Question, quotes: Sequence[ScoredQuote], analyzer: Analyzer
) -> tuple[Respelling, ...]:
    """The words that ``quotes`` hold in another spelling only, as they are written there."""
    found: dict[int, set[str]] = {}
    exact: set[int] = set()
    for quote in quotes if question.respelt else ():
        for surface in analyzer.surfaces(quote.quote.text):
            for term in analyzer.terms(surface):
                for number, factor in question.matches.get(term, ()):
                    if factor == 1:
                        exact.add(number)
                    elif term in question.respelt:
                        found.setdefault(number, set()).add(surface)
    return tuple(
        Respelling(asked := question.terms[number].surface, _closest(asked, surfaces))
        for number, surfaces in found.items()
        if number not in exact
    )


def _closest(asked: str, surfaces: Iterable[str]) -> str:
    """The spelling that is nearest to what was asked: several words share a stem."""
    return min(sorted(surfaces), key=lambda surface: OSA.distance(asked, surface))
