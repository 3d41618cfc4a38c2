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
    """The words and names that ``quotes`` hold in another spelling or abbreviated only.

    They are told as they are written there.
    """
    found: dict[str, set[str]] = {}
    numbers: dict[str, set[int]] = {}
    exact: set[int] = set()
    for quote in quotes if question.replacements or question.short_forms else ():
        for surface in analyzer.surfaces(quote.quote.text):
            for term in analyzer.terms(surface):
                for number, factor in question.matches.get(term, ()):
                    if factor == 1:
                        exact.add(number)
                    elif term in question.replacements or term in question.short_forms:
                        word = question.terms[number].surface
                        asked = question.short_forms.get(term, word)
                        found.setdefault(asked, set()).add(surface)
                        numbers.setdefault(asked, set()).add(number)
    return tuple(
        Respelling(asked, _closest(asked, surfaces))
        for asked, surfaces in found.items()
        if not numbers[asked] & exact
    )


def _closest(asked: str, surfaces: Iterable[str]) -> str:
    """The spelling that is nearest to what was asked: several words share a stem."""
    return min(sorted(surfaces), key=lambda surface: OSA.distance(asked, surface))
