"""Which words of a question a quote spells otherwise, so that an answer can say so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.model import Respelling

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.analysis import Analyzer
    from retrieval.answering.question import Question
    from retrieval.model import ScoredQuote


def used_respellings(
    question: Question, quotes: Sequence[ScoredQuote], analyzer: Analyzer
) -> tuple[Respelling, ...]:
    """The words that ``quotes`` hold in another spelling only, as they are written there."""
    found: dict[int, str] = {}
    exact: set[int] = set()
    for quote in quotes if question.respelt else ():
        for surface in analyzer.surfaces(quote.quote.text):
            for term in analyzer.terms(surface):
                for number, factor in question.matches.get(term, ()):
                    if factor == 1:
                        exact.add(number)
                    elif term in question.respelt:
                        found.setdefault(number, surface)
    return tuple(
        Respelling(question.terms[number].surface, surface)
        for number, surface in found.items()
        if number not in exact
    )
