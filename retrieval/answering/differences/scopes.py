"""What a claim is about beyond the words of the question: the Berlin office, version 3.0.

"How many people work at the office?" finds "The Berlin office has 30 people" and "There are 12
people in the office at Oslo". The numbers are of two offices, which their scopes tell: {"berlin"}
and {"oslo"}. Where each side names what it is about, and the other doesn't, they contradict nobody.

Names are sought where they are surest, and further off only where there are none: with a word of
the question, elsewhere in the clause, in the headings above it. Neither who says something is what
it is about ("Fars said 80" and "the Pentagon said 34" do differ), nor who did it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from retrieval.answering.answer_types import AnswerType
from retrieval.answering.differences.claims import alike
from retrieval.answering.differences.headings import heading_names
from retrieval.answering.differences.mentions import mentions
from retrieval.answering.differences.topics import read_topic

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.analysis import Analyzer
    from retrieval.answering.differences.asked import Asked
    from retrieval.answering.differences.claims import Claim
    from retrieval.answering.differences.clauses import Clause, Word
    from retrieval.answering.differences.mentions import Mention
    from retrieval.answering.differences.topics import Topic
    from retrieval.model import ScoredQuote

_BINDING = frozenset("at for in inside near of on to".split())  # noqa: SIM905
_ARTICLES = frozenset(("the", "a", "an"))
_LEAD = 2  # words from a name on within which it describes a thing: "US army troops"


@dataclass(frozen=True, slots=True)
class Scope:
    """The names of a claim that the question doesn't hold, as index terms.

    ``bound`` are those with a word of the question ("the Berlin office", "the attack on Kell"),
    ``names`` all of its clause, or where that names nothing those of its section's title and file.
    """

    bound: frozenset[str]
    names: frozenset[str]

    def is_apart(self, other: Scope) -> bool:
        """Whether both name what they are about, and not the same.

        >>> berlin, oslo = (Scope(frozenset({n}), frozenset({n})) for n in ("berlin", "oslo"))
        >>> berlin.is_apart(oslo), berlin.is_apart(Scope(frozenset(), frozenset()))
        (True, False)
        """
        if self.bound and other.bound:
            return _lacks(self.bound, other.bound) and _lacks(other.bound, self.bound)
        return bool(self.names and other.names) and not self.names & other.names


def _lacks(some: frozenset[str], others: frozenset[str]) -> bool:
    """Whether one of ``some`` is none of the others in any spelling."""
    return any(not any(alike(one, other) for other in others) for one in some)


def read_scope(
    asked: Asked, claim: Claim, clause: Clause, quote: ScoredQuote, analyzer: Analyzer
) -> Scope:
    """What ``claim``, made in ``clause`` of ``quote``, is about.

    A question that names its thing is about that one, wherever it is told of: then only names with
    a word of the question part one answer from another.
    """
    topic = read_topic(asked, analyzer)
    found = mentions(clause.words, topic, claim.span)
    bound = _bound(clause.words, found, topic)
    if asked.names or _names_thing(clause.words, topic):
        return Scope(bound, bound)
    # Where a name is asked for, the other names of a clause may be answers, too.
    asks_name = asked.kind is AnswerType.PERSON
    names = bound if asks_name else bound | _elsewhere(clause.words, found, topic)
    return Scope(bound, names or heading_names(quote, claim, topic))


def _names_thing(words: Sequence[Word], topic: Topic) -> bool:
    """Whether a thing of the question turns out to be a name, asked for in small letters."""
    return any(
        word.text != word.lower
        and topic.has_thing(*word.terms)
        and not word.is_ordinary(topic.analyzer)
        for word in words[1:]  # the first has its capital anyway
    )


def _bound(words: Sequence[Word], found: Sequence[Mention], topic: Topic) -> frozenset[str]:
    """The names that stand with a thing of the question, all their words."""
    names: set[str] = set()
    for first, end in found:
        if _follows_thing(words, first, topic) or _describes_thing(words, end, topic):
            names.update(topic.names_of(words[first:end]))
    return frozenset(names)


def _follows_thing(words: Sequence[Word], first: int, topic: Topic) -> bool:
    """Whether a name follows a thing: "the hotel Lindau", "branches in Norway"."""
    article = first > 0 and words[first - 1].lower in _ARTICLES
    place = first - 2 if article else first - 1
    if place < 0:
        return False
    if words[place].lower in _BINDING:
        return place > 0 and topic.has_thing(*words[place - 1].terms)
    return not article and topic.is_noun(words[place])


def _describes_thing(words: Sequence[Word], end: int, topic: Topic) -> bool:
    """Whether a name stands before a thing: "the Berlin office", "US army troops"."""
    for word in words[end : end + _LEAD]:
        if word.before.strip():
            return False
        if topic.has_thing(*word.terms):
            return not word.is_deed
        if not word.terms or not word.text.islower():
            return False
    return False


def _elsewhere(words: Sequence[Word], found: Sequence[Mention], topic: Topic) -> frozenset[str]:
    """What tells the names of a clause from others, but for those of who did it."""
    names: set[str] = set()
    for first, end in found:
        if not _does(words, first, end, topic):
            names.update(_telling(words[first:end], topic))
    return frozenset(names)


def _does(words: Sequence[Word], first: int, end: int, topic: Topic) -> bool:
    """Whether a name is that of who did it: "by King Haakon", "Queen Maud opened"."""
    before = words[first - 1].lower if first else ""
    deed = end < len(words) and topic.is_verb(words[end])
    return before == "by" or (deed and before not in _BINDING)


def _telling(name: Sequence[Word], topic: Topic) -> list[str]:
    """Of "Fort Kell" what isn't an ordinary word; "Red Square" as a whole, where each is one."""
    rare = [word for word in name if word.terms and not word.is_ordinary(topic.analyzer)]
    return topic.names_of(rare) if rare else [" ".join(topic.names_of(name))]
