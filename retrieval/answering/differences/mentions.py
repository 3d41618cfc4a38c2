"""Names in a clause that may tell what it is about: "Berlin", "Lumo 2", "the Bay of Kell".

The names of the question are none of them, nor is the answer, a date, or who is speaking.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.answering.differences.moments import is_calendar
from retrieval.answering.differences.speakers import speakers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.answering.differences.clauses import Word
    from retrieval.answering.differences.topics import Topic
    from retrieval.model import Span

    Mention = tuple[int, int]  # the place of its first word, and the place after its last

# What is told from others by a number: "room 5".
_NUMBERED_THINGS = (
    "building class edition grade level line model part phase release room unit version"
)
_NUMBERED = frozenset(_NUMBERED_THINGS.split())


def mentions(words: Sequence[Word], topic: Topic, answer: Span) -> list[Mention]:
    """The names among the ``words`` of a clause, in order; ``answer`` is the place of its claim.

    >>> from retrieval.analysis import Analyzer
    >>> from retrieval.answering.differences.clauses import clauses
    >>> from retrieval.answering.differences.topics import Topic
    >>> from retrieval.model import Span
    >>> english = Analyzer("english")
    >>> text = "In May the offices of Fort Kell, in Norway, had 30 people."
    >>> [clause] = clauses(text, Span(0, len(text)), english)
    >>> topic = Topic(frozenset(("offic", "peopl")), frozenset(("norway",)), english)
    >>> found = mentions(clause.words, topic, answer=Span(47, 49))
    >>> [" ".join(word.text for word in clause.words[first:end]) for first, end in found]
    ['Fort Kell']
    """
    telling = {n for n, w in enumerate(words) if not w.span.overlaps(answer) and _tells(w, topic)}
    spoken = speakers(words)
    found: list[Mention] = []
    for place, word in enumerate(words):
        follows = bool(found) and found[-1][1] == place
        belongs = _goes_on if follows else _begins
        if place in spoken or not belongs(words, place, topic, telling):
            continue
        if follows and not word.before.strip(" ."):
            found[-1] = (found[-1][0], place + 1)
        else:
            found.append((place, place + 1))
    return found


def _tells(word: Word, topic: Topic) -> bool:
    """Whether a word says what the question doesn't, and not when."""
    if not word.terms or is_calendar(word.lower):
        return False
    return not topic.has_thing(*word.terms) and not topic.has_name(word.terms[0])


def _begins(words: Sequence[Word], place: int, topic: Topic, telling: set[int]) -> bool:
    """Whether a name may start with a word: a capital, or the number of something ("room 5")."""
    word = words[place]
    if place not in telling:
        return False
    if word.text[0].isdigit():
        return place > 0 and _is_numbered(words[place - 1], topic)
    return word.capital and not (place == 0 and word.is_ordinary(topic.analyzer))


def _goes_on(words: Sequence[Word], place: int, topic: Topic, telling: set[int]) -> bool:
    """Whether a word may go on with the name before it: any number, "of" before another name."""
    if words[place].lower == "of":
        return place + 1 < len(words) and _begins(words, place + 1, topic, telling)
    number = place in telling and words[place].text[0].isdigit()
    return number or _begins(words, place, topic, telling)


def _is_numbered(thing: Word, topic: Topic) -> bool:
    return thing.lower in _NUMBERED or topic.has_thing(*thing.terms)
