"""What a question is about, as index terms: what it shares with its answers tells none apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from retrieval.answering.peoples import family

if TYPE_CHECKING:
    from collections.abc import Iterable

    from retrieval.analysis import Analyzer
    from retrieval.answering.differences.asked import Asked
    from retrieval.answering.differences.clauses import Word


@dataclass(frozen=True, slots=True)
class Topic:
    """The terms of a question's ``things`` and of its ``names``.

    Things are what is counted, what happened and what that was part of. A country and its people
    have one name.
    """

    things: frozenset[str]
    names: frozenset[str]
    analyzer: Analyzer

    def has_thing(self, *terms: str) -> bool:
        """Whether one of ``terms`` is a thing's."""
        return not self.things.isdisjoint(terms)

    def has_name(self, term: str) -> bool:
        """Whether ``term`` is a name's, or of the people or the country of one."""
        return family(term, self.analyzer) in self.names

    def is_noun(self, word: Word) -> bool:
        """Whether a word is a thing and doesn't look like a verb: "office", but not "opened"."""
        return self.has_thing(*word.terms) and not word.is_deed

    def is_verb(self, word: Word) -> bool:
        """Whether a word is a thing and looks like a verb: "opened"."""
        return self.has_thing(*word.terms) and word.is_deed

    def names_of(self, words: Iterable[Word]) -> list[str]:
        """A term for each word that has any, the same one for a country and its people."""
        return [family(word.terms[0], self.analyzer) for word in words if word.terms]


def read_topic(asked: Asked, analyzer: Analyzer) -> Topic:
    """What a question is about, whose words have their roles."""
    names = frozenset(family(term, analyzer) for term in asked.own_names)
    return Topic(asked.counted.union(*asked.events, *asked.settings), names, analyzer)
