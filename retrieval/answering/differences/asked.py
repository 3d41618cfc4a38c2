"""A question as claims are judged by it: what is counted, of whom or where, and what happened."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

from retrieval.answering.answer_types import AnswerType
from retrieval.answering.differences.permissions import LEAVE, asks_leave
from retrieval.answering.kin import AUTHORING, is_deed, kin, verb_forms
from retrieval.answering.peoples import peoples

if TYPE_CHECKING:
    from collections.abc import Iterable

    from retrieval.analysis import Analyzer
    from retrieval.answering.differences.clauses import Clause
    from retrieval.answering.question import Question

NEGATED = re.compile(r"\b(not|never|no|deny|denied|denies|\w+n[’']t)\b", re.IGNORECASE)
_COUNTED = re.compile(r"\b(?:how (?:many|much)|number of)\s+((?:[\w’'-]+\.?\s*)+)", re.IGNORECASE)
PLURAL = re.compile(
    r"[^s]s$|(?:people|men|children|police|personnel|aircraft|sheep|fish|cattle)$", re.IGNORECASE
)
# What is measured or dated, or only that something is: said by the question, and by its answers
# only now and then.
_ASKING_WORDS = (
    "long old often far high tall large big deep fast heavy wide much year date day month century "
    "decade time percent percentage amount number live lived exist station stationed deployed "
    "based contain now currently today altogether"
)
_ASKING = frozenset(_ASKING_WORDS.split())
_PREPOSITIONS = r"in|at|on|from|to|near|of|into|inside|for|against|during|after|before|about|over"
_PLACED = re.compile(rf"\b(?:{_PREPOSITIONS})\s+(?:the\s+)?(?:[A-Z][\w’'.-]*\s+)*$")
# "in the attack", "about the withdrawal": what the deed was part of.
_SETTING = re.compile(
    rf"\b(?:{_PREPOSITIONS})\s+(?:the|an?|this|that|its|his|her|their)\s+((?:[\w’'-]+\s*){{1,3}})"
)
# "Who is the director?": what somebody is, not what somebody did.
_ROLE = re.compile(
    r"\W*who(?:[’']s| is| are| was| were)\s+(?:the|an?|our|your|its|their)\b"
    r"(?!.*\b(?:by|for|from|of|to|with|after)\W*$)",
    re.IGNORECASE,
)
_MOST_COUNTED = 3  # words after "how many" that may name what is counted


@dataclass(frozen=True, slots=True)
class Asked:
    """The index terms of each role a word of the question plays, kin and respellings included.

    ``names``, ``events`` and ``settings`` hold a set for each word; ``counted`` is what "how many"
    counts, ``marks`` the names with it ("US troops"), ``owners`` those of ``names`` that are no
    place ("how many troops does the US have"). ``settings`` is what the deed was part of ("in the
    attack"). ``negated`` tells of a "not" in the question, ``leave`` that it
    asks whether something is allowed, ``role`` that it asks who somebody is, not who did something.
    """

    kind: AnswerType
    counted: frozenset[str]
    marks: tuple[frozenset[str], ...]
    names: tuple[frozenset[str], ...]
    owners: tuple[frozenset[str], ...]
    events: tuple[frozenset[str], ...]
    settings: tuple[frozenset[str], ...]
    years: frozenset[int]
    negated: bool
    leave: bool
    role: bool

    @property
    def own_names(self) -> frozenset[str]:
        """The terms of all names that the question itself holds."""
        return frozenset().union(*self.names, *self.marks)

    def held(self, terms: frozenset[str]) -> int:
        """How many words of the question ``terms`` hold."""
        words = (*self.marks, *self.names, *self.events, *self.settings)
        return sum(bool(word & terms) for word in words) + bool(self.counted & terms)

    def is_told(self, terms: frozenset[str]) -> bool:
        """Whether ``terms``, a passage's with its title, hold all that the question is about."""
        return all(word & terms for word in (*self.names, *self._deeds(), *self.settings))

    def concerns(self, clause: Clause, around: frozenset[str]) -> bool:
        """Whether a clause of such a passage is about what is asked.

        Of the names half may be left out, but not the number of "Windows 95". A clause without any
        name goes on about those said before. A setting may stand in a sentence beside it, whose
        terms are ``around``, as long as the clause names nothing else, or a name is asked for.
        """
        if not all(setting & clause.terms for setting in self.settings):
            told_beside = all(setting & around for setting in self.settings)
            asks_name = self.kind is AnswerType.PERSON
            if not told_beside or (not asks_name and self._names_others(clause)):
                return False
        if not self.happens(clause.terms):
            return False
        said = [name for name in self.names if name & clause.terms]
        if said and any(name not in said and _is_numeral(name) for name in self.names):
            return False
        return 2 * len(said) >= len(self.names) if said else not (self.names and clause.named)

    def happens(self, terms: frozenset[str]) -> bool:
        """Whether ``terms`` hold what happened; of three words for it, one may be left out."""
        deeds = self._deeds()
        return sum(not deed & terms for deed in deeds) <= len(deeds) // 3

    def holds_events(self, terms: frozenset[str]) -> bool:
        """Whether the question tells what happened and ``terms`` hold each word for it."""
        return bool(self.events) and all(event & terms for event in self.events)

    def _names_others(self, clause: Clause) -> bool:
        own = self.own_names
        described = self.counted.union(*self.events)  # "no US casualties" are no other attack's
        return clause.named and any(
            word.capital
            and word.terms
            and not word.means(own)
            and not (following and following.means(described))
            for word, following in zip_longest(clause.words, clause.words[1:])
        )

    def _deeds(self) -> list[frozenset[str]]:
        """``events``, but for "signed" or "wrote" with "who": "the letter of" tells it too."""
        who = self.kind is AnswerType.PERSON
        return [event for event in self.events if not (who and event & AUTHORING)]


def read_asked(question: Question, analyzer: Analyzer) -> Asked:
    """The roles of ``question``'s words."""
    words = _terms(question)
    counted, marks = _counted(question, analyzer, words)
    said = frozenset(analyzer.stems(_ASKING))  # what a slip stands for is known by its term only
    asking = {
        n
        for n, term in enumerate(question.terms)
        if term.surface.lower() in _ASKING or (not term.passages and words[n] & said)
    }
    if question.asks_for is AnswerType.AMOUNT and question.focus is not None:
        asking.add(question.focus)
    leave = asks_leave(question.text)
    if leave:
        asking |= {number for number, terms in words.items() if terms & LEAVE}
    rest = [number for number in words if number not in counted | marks | asking]
    names = [n for n in rest if n in question.names or question.terms[n].surface.isdigit()]
    owners = {n for n in rest if words[n] & peoples(analyzer).keys() and not _placed(question, n)}
    for number in marks | owners:
        words[number] = _with_peoples(words[number], analyzer)
    events = [n for n in rest if n not in {*names, *owners}]
    settings = _settings(question, analyzer, words).intersection(events)
    if len(settings) == len(events):
        settings = frozenset()
    names = [n for n in rest if n in {*names, *owners}]
    return Asked(
        kind=question.asks_for,
        counted=frozenset(term for number in counted for term in words[number]),
        marks=_pick(words, marks),
        names=_pick(words, (n for n in names if not _year(question.terms[n].surface))),
        owners=_pick(words, owners),
        events=_pick(words, (n for n in events if n not in settings)),
        settings=_pick(words, settings),
        years=frozenset(filter(None, (_year(term.surface) for term in question.terms))),
        negated=bool(NEGATED.search(question.text)),
        leave=leave,
        role=_asks_role(question, events),
    )


def _asks_role(question: Question, events: Iterable[int]) -> bool:
    told = (question.terms[number].surface.lower() for number in events)
    return bool(_ROLE.match(question.text)) and not any(is_deed(word, (word,)) for word in told)


def _terms(question: Question) -> dict[int, frozenset[str]]:
    """By number of a word of the question, its index terms."""
    terms: dict[int, set[str]] = {number: set() for number in range(len(question.terms))}
    for term, pairs in question.matches.items():
        for number, _ in pairs:
            terms[number] |= kin(term) | verb_forms(term)
    return {number: frozenset(found) for number, found in terms.items()}


def _with_peoples(terms: frozenset[str], analyzer: Analyzer) -> frozenset[str]:
    known = peoples(analyzer)
    return terms.union(*(known.get(term, ()) for term in terms))


def _pick(words: dict[int, frozenset[str]], numbers: Iterable[int]) -> tuple[frozenset[str], ...]:
    return tuple(words[number] for number in sorted(numbers))


def _counted(
    question: Question, analyzer: Analyzer, words: dict[int, frozenset[str]]
) -> tuple[set[int], set[int]]:
    """The word that "how many" counts, and names with it."""
    match = _COUNTED.search(question.text)
    marks: set[int] = set()
    for surface in analyzer.surfaces(match.group(1))[:_MOST_COUNTED] if match else ():
        terms = analyzer.terms(surface)
        numbers = {n for n, found in words.items() if found.intersection(terms)}
        if not numbers:
            break
        name = surface[0].isupper() or bool(peoples(analyzer).keys() & set(terms))
        if not name and PLURAL.search(surface):
            return numbers, marks
        marks |= numbers if name else set()
    return set(), set()


def _placed(question: Question, number: int) -> bool:
    """Whether a word follows a preposition: "in Iraq"."""
    surface = question.terms[number].surface
    place = re.search(rf"\b{re.escape(surface)}", question.text)
    return place is None or _PLACED.search(question.text[: place.start()]) is not None


def _settings(
    question: Question, analyzer: Analyzer, words: dict[int, frozenset[str]]
) -> frozenset[int]:
    """The words of what the deed was part of."""
    phrases = (match[1] for match in _SETTING.finditer(question.text))
    said = {
        term
        for phrase in phrases
        for surface in analyzer.surfaces(phrase)
        if surface.islower()
        for term in analyzer.terms(surface)
    }
    return frozenset(n for n, found in words.items() if found & said)


def _is_numeral(name: frozenset[str]) -> bool:
    return all(term[0].isdigit() for term in name)


def _year(surface: str) -> int:
    return int(surface) if re.fullmatch(r"1\d{3}|20\d\d", surface) else 0
