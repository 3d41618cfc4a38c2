"""Dates that answer "when": those of the clauses about the question, its own dates left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.answering.differences.claims import Dated
from retrieval.answering.differences.moments import moments

if TYPE_CHECKING:
    from collections.abc import Iterator

    from retrieval.answering.differences.asked import Asked
    from retrieval.answering.differences.clauses import Clause, Word
    from retrieval.answering.differences.moments import Moment
    from retrieval.model import Document


def dated_claims(asked: Asked, clause: Clause, document: Document) -> Iterator[Dated]:
    """The dates of what the question asks about, in one clause."""
    for moment in moments(document.text, clause.span):
        if moment.year in asked.years or _is_named(clause, moment):
            continue
        if _dates_the_deed(asked, clause, moment):
            yield Dated(moment)


def _is_named(clause: Clause, moment: Moment) -> bool:
    """Whether a year is part of a name: "Windows Server 2012"."""
    if moment.month:
        return False
    place = next((n for n, w in enumerate(clause.words) if w.span.start == moment.span.start), 0)
    before = clause.words[place - 1] if place else None
    return bool(
        before and before.capital and before.terms and not clause.words[place].before.strip()
    )


def _dates_the_deed(asked: Asked, clause: Clause, moment: Moment) -> bool:
    """Whether the last deed before the date is the question's: "built in 1911 and closed".

    Where nothing is told before it, the next is: "in 1911 plans were unveiled to build".
    """
    before = [word for word in clause.words if word.span.end <= moment.span.start]
    after = (word for word in clause.words if word.span.start >= moment.span.end)
    deed = next(filter(_is_deed, reversed(before)), None)
    if deed is None and not any(word.means(*asked.events) for word in before):
        deed = next((w for w in after if _is_deed(w) or w.means(*asked.events)), None)
    return deed is None or deed.means(*asked.events)


def _is_deed(word: Word) -> bool:
    return not word.capital and word.is_deed
