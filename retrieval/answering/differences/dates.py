"""Dates that answer "when": those of the clauses about the question, its own dates left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.answering.differences.claims import Dated
from retrieval.answering.differences.moments import moments

if TYPE_CHECKING:
    from collections.abc import Iterator

    from retrieval.answering.differences.asked import Asked
    from retrieval.answering.differences.clauses import Clause
    from retrieval.model import Document


def dated_claims(asked: Asked, clause: Clause, document: Document) -> Iterator[Dated]:
    """The dates of a clause that holds what the question asks about."""
    for moment in moments(document.text, clause.span):
        if moment.year not in asked.years:
            yield Dated(moment)
