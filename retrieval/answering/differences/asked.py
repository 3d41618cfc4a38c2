"""A question as claims are judged by it: what is counted, of whom or where, and what happened."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from retrieval.answering.answer_types import AnswerType
from retrieval.answering.kin import AUTHORING, kin

if TYPE_CHECKING:
    from collections.abc import Iterable

    from retrieval.analysis import Analyzer
    from retrieval.answering.differences.clauses import Clause
    from retrieval.answering.question import Question

_COUNTED = re.compile(r"\bhow (?:many|much)\s+((?:[\w’'-]+\s*)+)", re.IGNORECASE)
_PLURAL = re.compile(
    r"[^s]s$|(?:people|men|children|police|personnel|aircraft|sheep|fish|cattle)$", re.IGNORECASE
)
# What is measured or dated, or only that something is: said by the question, and by its answers
# only now and then.
_ASKING_WORDS = (
    "long old often far high tall large big deep fast heavy wide much year date day month century "
    "decade time percent percentage amount number live lived exist station stationed deployed "
    "based contain"
)
_ASKING = frozenset(_ASKING_WORDS.split())
_MOST_COUNTED = 3  # words after "how many" that may name what is counted


@dataclass(frozen=True, slots=True)
class Asked:
    """The index terms of each role a word of the question plays, kin and respellings included.

    ``names`` and ``events`` hold a set for each word; ``counted`` is what "how many" counts,
    ``marks`` the capitalised words with it ("US troops").
    """

    kind: AnswerType
    counted: frozenset[str]
    marks: tuple[frozenset[str], ...]
    names: tuple[frozenset[str], ...]
    events: tuple[frozenset[str], ...]
    years: frozenset[int]

    def held(self, terms: frozenset[str]) -> int:
        """How many words of the question ``terms`` hold."""
        words = (*self.marks, *self.names, *self.events)
        return sum(bool(word & terms) for word in words) + bool(self.counted & terms)

    def is_told(self, terms: frozenset[str]) -> bool:
        """Whether ``terms``, a passage's with its title, hold all that the question is about."""
        return all(word & terms for word in (*self.names, *self._deeds()))

    def concerns(self, clause: Clause) -> bool:
        """Whether a clause of such a passage is about what is asked.

        Of three words for what happened, one may be left out; of the names, half. A clause
        without any name goes on about those said before.
        """
        deeds = self._deeds()
        if sum(not deed & clause.terms for deed in deeds) > len(deeds) // 3:
            return False
        said = sum(bool(name & clause.terms) for name in self.names)
        return 2 * said >= len(self.names) if said else not (self.names and clause.named)

    def _deeds(self) -> list[frozenset[str]]:
        """``events``, but for "signed" or "wrote" with "who": "the letter of" tells it too."""
        who = self.kind is AnswerType.PERSON
        return [event for event in self.events if not (who and event & AUTHORING)]


def read_asked(question: Question, analyzer: Analyzer) -> Asked:
    """The roles of ``question``'s words."""
    terms: dict[int, set[str]] = {number: set() for number in range(len(question.terms))}
    for term, pairs in question.matches.items():
        for number, _ in pairs:
            terms[number] |= kin(term)
    sets = {number: frozenset(found) for number, found in terms.items()}
    counted, marks = _counted(question, analyzer, sets)
    asking = {n for n, term in enumerate(question.terms) if term.surface.lower() in _ASKING}
    if question.asks_for is AnswerType.AMOUNT and question.focus is not None:
        asking.add(question.focus)
    rest = [number for number in sets if number not in counted | marks | asking]
    names = [n for n in rest if n in question.names or question.terms[n].surface.isdigit()]
    return Asked(
        question.asks_for,
        frozenset(term for number in counted for term in sets[number]),
        _pick(sets, marks),
        _pick(sets, (n for n in names if not _year(question.terms[n].surface))),
        _pick(sets, (n for n in rest if n not in names)),
        frozenset(filter(None, (_year(term.surface) for term in question.terms))),
    )


def _pick(sets: dict[int, frozenset[str]], numbers: Iterable[int]) -> tuple[frozenset[str], ...]:
    return tuple(sets[number] for number in numbers)


def _counted(
    question: Question, analyzer: Analyzer, sets: dict[int, frozenset[str]]
) -> tuple[set[int], set[int]]:
    """The word that "how many" counts, and names with it."""
    match = _COUNTED.search(question.text)
    marks: set[int] = set()
    for surface in analyzer.surfaces(match.group(1))[:_MOST_COUNTED] if match else ():
        terms = analyzer.terms(surface)
        numbers = {n for n, found in sets.items() if terms and terms[0] in found}
        if not numbers:
            break
        if not surface[0].isupper() and _PLURAL.search(surface):
            return numbers, marks
        marks |= numbers if surface[0].isupper() else set()
    return set(), set()


def _year(surface: str) -> int:
    return int(surface) if re.fullmatch(r"1\d{3}|20\d\d", surface) else 0
