"""What a claim is about beyond the words of the question: the Berlin office, version 3.0.

Two offices may have two numbers of employees. Where each side names what it is about and neither
the question nor the other side does, they are of different things and contradict nobody. Who says
something is not what it is about: "Fars said 80", "the Pentagon said 34" do differ.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from retrieval.answering.answer_types import AnswerType
from retrieval.answering.differences.claims import Named, alike
from retrieval.answering.differences.moments import is_calendar
from retrieval.answering.differences.peoples import peoples
from retrieval.answering.differences.speakers import speakers
from retrieval.answering.kin import is_deed
from retrieval.spelling.ordinary import is_ordinary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from retrieval.analysis import Analyzer
    from retrieval.answering.differences.asked import Asked
    from retrieval.answering.differences.claims import Claim
    from retrieval.answering.differences.clauses import Clause, Word
    from retrieval.model import ScoredQuote

_BINDING = frozenset("at for in inside near of on to".split())  # noqa: SIM905
_DOING = "by"  # what follows names who did it
# What is told from others by a number.
_NUMBERED = frozenset(
    "building class edition grade level line model part phase release room unit version".split()  # noqa: SIM905
)
_ARTICLES = frozenset(("the", "a", "an"))
_LONGEST_HEADING = 3  # words of a title that only names something: "Berlin office"


@dataclass(frozen=True, slots=True)
class Scope:
    """The names of a claim that the question doesn't hold.

    ``bound`` are those with a word of the question ("the Berlin office", "the attack on Kell"),
    ``names`` all of its clause, or where that names nothing those of its section's title and file.
    """

    bound: frozenset[str]
    names: frozenset[str]

    def is_apart(self, other: Scope) -> bool:
        """Whether both name what they are about, and not the same."""
        if self.bound and other.bound:
            return _lacks(self.bound, other.bound) and _lacks(other.bound, self.bound)
        return bool(self.names and other.names) and not self.names & other.names


def read_scope(
    asked: Asked, claim: Claim, clause: Clause, quote: ScoredQuote, analyzer: Analyzer
) -> Scope:
    """What ``claim``, made in ``clause`` of ``quote``, is about."""
    reader = _Reader(asked, claim, clause, analyzer)
    bound = reader.bound()
    if reader.is_named():
        return Scope(bound, bound)
    asks_name = asked.kind is AnswerType.PERSON
    names = bound if asks_name else bound | reader.names()
    return Scope(bound, names or reader.heading(quote))


def _lacks(some: frozenset[str], others: frozenset[str]) -> bool:
    """Whether one of ``some`` is none of the others in any spelling."""
    return any(not any(alike(one, other) for other in others) for one in some)


class _Reader:
    """Reads the names of one clause."""

    def __init__(self, asked: Asked, claim: Claim, clause: Clause, analyzer: Analyzer) -> None:
        self._analyzer = analyzer
        self._peoples = peoples(analyzer)
        self._things = asked.counted.union(*asked.events, *asked.settings)
        self._asks_by_name = bool(asked.names)
        self._own = frozenset(map(self._family, frozenset().union(*asked.names, *asked.marks)))
        self._words = clause.words
        self._answer = claim.span
        self._said = frozenset(claim.words) if isinstance(claim, Named) else frozenset()
        self._runs = list(self._find(speakers(clause.words)))

    def is_named(self) -> bool:
        """Whether the question names what it is about, in small letters perhaps."""
        return self._asks_by_name or any(
            word.text != word.lower
            and self._is_thing(place)
            and not is_ordinary(word.lower, word.terms[0], self._analyzer)
            for place, word in enumerate(self._words)
            if place
        )

    def names(self) -> frozenset[str]:
        """The names of the clause; of "Fort Kell" only what isn't an ordinary word."""
        doers = {first for first, end in self._runs if self._does(first, end)}
        return frozenset(
            name
            for first, end in self._runs
            if first not in doers
            for name in self._telling(self._words[first:end])
        )

    def bound(self) -> frozenset[str]:
        """The names that stand with a word of the question."""
        return frozenset(
            term
            for first, end in self._runs
            if self._follows(first) or self._leads(end)
            for term in self._terms(self._words[first:end])
        )

    def heading(self, quote: ScoredQuote) -> frozenset[str]:
        """The names in the heading of the quote's section and in the name of its file.

        A file's own title is read only where it names one of several such things: "Berlin office".
        """
        above, _, last = quote.passage.section.title.rpartition("› ")
        surfaces = self._analyzer.surfaces(last)
        told = [word for word in surfaces if word[0].isupper()]
        of_things = any(self._things.intersection(self._analyzer.terms(word)) for word in surfaces)
        if len(surfaces) > _LONGEST_HEADING or not (above or of_things):
            told = []
        path = PurePosixPath(quote.quote.document.path)
        parts = re.findall(r"[^\W\d_]{3,}", str(path.with_suffix("")))
        if any(self._things.intersection(self._analyzer.terms(part)) for part in parts):
            told += parts  # the file is one of several such things: offices/berlin.txt
        return frozenset(self._unusual(told, quote.quote.document.text))

    def _unusual(self, surfaces: Iterable[str], text: str) -> Iterator[str]:
        """What only names something: no ordinary word, and none that ``text`` has in lower case."""
        for surface in surfaces:
            lower = surface.lower()
            for term in self._analyzer.terms(surface)[:1]:
                name = self._family(term)
                known = name in self._own or term in self._things or term in self._said
                if known or is_ordinary(lower, term, self._analyzer):
                    continue
                if not re.search(rf"\b{re.escape(lower)}\b", text):
                    yield name

    def _find(self, left_out: frozenset[int]) -> Iterator[tuple[int, int]]:
        """From where to where names stand, a number at their end included ("Lumo 2")."""
        first: int | None = None
        for place in range(len(self._words) + 1):
            inside = place < len(self._words) and place not in left_out
            goes_on = inside and self._names(place, starts=first is None)
            parted = goes_on and self._words[place].before.strip(" .") != ""
            if first is not None and (not goes_on or parted):
                yield first, place
                first = None
            if goes_on and first is None:
                first = place

    def _names(self, place: int, *, starts: bool) -> bool:
        word = self._words[place]
        if word.lower == "of" and not starts:
            return place + 1 < len(self._words) and self._names(place + 1, starts=True)
        if not word.terms or word.span.overlaps(self._answer) or is_calendar(word.lower):
            return False
        if self._things.intersection(word.terms) or self._family(word.terms[0]) in self._own:
            return False
        if word.text[0].isdigit():
            before = self._words[place - 1] if place else None
            of_thing = before is not None and bool(self._things.intersection(before.terms))
            numbered = before is not None and before.lower in _NUMBERED
            return not starts or of_thing or numbered
        first = place == 0 and is_ordinary(word.lower, word.terms[0], self._analyzer)
        return word.capital and not first

    def _does(self, first: int, end: int) -> bool:
        """Whether a name is that of who did it: "by King Haakon", "Queen Maud opened"."""
        before = self._words[first - 1].lower if first else ""
        deed = end < len(self._words) and self._is_deed(end)
        return before == _DOING or (deed and before not in _BINDING)

    def _follows(self, first: int) -> bool:
        """Whether names follow a word of the question: "the hotel Lindau", "branches in Norway"."""
        place = first - 1
        if place >= 0 and self._words[place].lower in _ARTICLES:
            place -= 1
        if place >= 0 and self._words[place].lower in _BINDING:
            return place > 0 and self._is_thing(place - 1)
        return place == first - 1 >= 0 and self._is_thing(place) and not self._is_deed(place)

    def _leads(self, end: int) -> bool:
        """Whether names describe a word of the question: "the Berlin office", "US army troops"."""
        for place in range(end, min(end + 2, len(self._words))):
            word = self._words[place]
            if self._is_thing(place):
                return not self._is_deed(place) and not word.before.strip()
            if not word.terms or not word.text.islower() or word.before.strip():
                return False
        return False

    def _is_thing(self, place: int) -> bool:
        return bool(self._things.intersection(self._words[place].terms))

    def _is_deed(self, place: int) -> bool:
        word = self._words[place]
        return self._is_thing(place) and is_deed(word.lower, word.terms)

    def _telling(self, words: Sequence[Word]) -> Iterator[str]:
        """The terms that tell a name from others; all of them, where each is an ordinary word."""
        told = (word for word in words if word.terms)
        rare = [w for w in told if not is_ordinary(w.lower, w.terms[0], self._analyzer)]
        yield from self._terms(rare) if rare else [" ".join(self._terms(words))]

    def _terms(self, words: Iterable[Word]) -> list[str]:
        return [self._family(word.terms[0]) for word in words if word.terms]

    def _family(self, term: str) -> str:
        """One term for a country and its people."""
        return min(self._peoples.get(term, (term,)))
