"""Features that look for the kind of thing a question asks for: who → a name, when → a date.

They are computed only for questions of their type (Li & Roth 2002), so their table is by type.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from retrieval.answering.abbreviations import spells_out
from retrieval.answering.answer_types import AnswerType
from retrieval.answering.cues import Cue
from retrieval.answering.definitions import defines, tells_role

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from retrieval.answering.candidates import Candidate
    from retrieval.answering.features import Feature
    from retrieval.answering.words import Word


def person_named(c: Candidate) -> float:
    """Who → a name that the question doesn't hold."""
    return float(c.new_names > 0)


def person_named_in_full(c: Candidate) -> float:
    """Who → two words of names that the question doesn't hold."""
    return float(c.new_names > 1)


def time_told(c: Candidate) -> float:
    """When → a year, month, day or other word of the calendar, or a time of day."""
    return float(bool(c.facts.cues & (Cue.YEAR | Cue.CALENDAR) or _CLOCK.search(c.facts.text)))


def year_told(c: Candidate) -> float:
    """When → a year."""
    return _has(c, Cue.YEAR)


def place_named(c: Candidate) -> float:
    """Where → a name after a preposition of place, which the question doesn't hold."""
    words = c.facts.words
    return float(any(_is_new_name(c, w) and _led_in(words[:at]) for at, w in enumerate(words)))


def _is_new_name(c: Candidate, word: Word) -> bool:
    """Whether a word looks like a name that is no month, and is none of the question's."""
    is_name = word.capital and word.terms and not word.cues & Cue.CALENDAR
    return bool(is_name) and c.question.matches.keys().isdisjoint(word.terms)


def _led_in(before: Sequence[Word]) -> bool:
    """Whether the last of ``before``, but for an article, is a preposition of place."""
    last = [word.lower for word in before[-2:]]
    return bool(last) and (last[0] if last[-1] == "the" else last[-1]) in _INTO


def count_told(c: Candidate) -> float:
    """How many → a number, in digits or words."""
    return _has(c, Cue.NUMBER | Cue.QUANTITY)


def count_new(c: Candidate) -> float:
    """How many → a number in digits that the question doesn't hold."""
    return float(c.new_numbers > 0)


def count_of_focus(c: Candidate) -> float:
    """How many soldiers → a number shortly before "soldiers"."""
    if c.question.focus is None:
        return 0.0
    words, counting = c.facts.words, Cue.NUMBER | Cue.QUANTITY
    ends = (at for at, number in c.places if number == c.question.focus)
    return float(any(w.cues & counting for at in ends for w in words[max(0, at - _BEFORE) : at]))


def amount_told(c: Candidate) -> float:
    """How much, how far → a number with a unit, a percentage or money."""
    unit = c.facts.cues & Cue.MEASURE or _SIGNS.search(c.facts.text)
    return float(bool(unit) and bool(c.facts.cues & (Cue.NUMBER | Cue.QUANTITY)))


def amount_new(c: Candidate) -> float:
    """How much, how far → a number in digits that the question doesn't hold."""
    return float(c.new_numbers > 0)


def duration_told(c: Candidate) -> float:
    """How long → a number and a word of duration."""
    told = c.facts.cues & Cue.DURATION and c.facts.cues & (Cue.NUMBER | Cue.QUANTITY)
    return float(bool(told))


def reason_told(c: Candidate) -> float:
    """Why → because, due, since, to …"""  # noqa: D415
    return _has(c, Cue.CAUSE)


def rule_told(c: Candidate) -> float:
    """Can I, must I → may, must, allowed, free, not, only, unless …"""  # noqa: D415
    return float(_RULE.search(c.facts.text) is not None)


def denial_told(c: Candidate) -> float:
    """Can I, must I → not, no, never …"""  # noqa: D415
    return float(_DENIAL.search(c.facts.text) is not None)


def condition_told(c: Candidate) -> float:
    """What happens if → if, when, whoever, in case …"""  # noqa: D415
    return float(_CONDITION.search(c.facts.text) is not None)


def manner_told(c: Candidate) -> float:
    """How → by, using, through …"""  # noqa: D415
    return _has(c, Cue.MANNER)


def defined(c: Candidate) -> float:
    """What is X → "X is a …", "X, the …", "… called X"; half for any other "X is …"."""
    text = c.facts.text
    return max((defines(text[:start], text[end:]) for start, end in _mentions(c)), default=0.0)


def introduced(c: Candidate) -> float:
    """Who is X → "the instrument maker X"."""
    if not c.question.names:
        return 0.0
    return float(any(tells_role(c.facts.text[:start]) for start, _ in _mentions(c)))


def _mentions(c: Candidate) -> Iterator[tuple[int, int]]:
    """Where all of what is to be defined stands together, and is no part of a longer word."""
    subject, spans = c.question.subject_terms, c.facts.spans
    longest = len(c.question.subject) + _ENDING
    places = [place for place in c.places if place[1] in subject]
    size = len(subject)
    for at in range(len(places) - size + 1 if size else 0):
        window = places[at : at + size]
        start, end = spans[window[0][0]][0], spans[window[-1][0]][1]
        if end - start <= longest and {number for _, number in window} == subject:
            yield start, end


def spelt_out(c: Candidate) -> float:
    """What does PMU stand for → "Popular Mobilization Units (PMU)"."""
    return float(spells_out(c.facts.text, c.question.subject))


def thing_named(c: Candidate) -> float:
    """What, which → a name that the question doesn't hold."""
    return float(c.new_names > 0)


def _has(c: Candidate, cue: Cue) -> float:
    return float(bool(c.facts.cues & cue))


_ENDING = 4  # letters by which a mention may be longer than what is asked about
_BEFORE = 4  # words between a number and what it counts
_INTO = frozenset(
    ("in", "at", "from", "to", "near", "into", "between", "across", "outside", "inside",
     "throughout", "around")
)  # fmt: skip
_CLOCK = re.compile(
    r"\b\d{1,2}(?::\d\d| ?(?:Uhr|h))\b|\d ?(?:[ap]\.m|[AP]\.?M|pm)\b|\bo['’]clock\b"
)
_RULE = re.compile(
    r"\b(?:may|must|can|cannot|can['’]t|could|should|allowed|permitted|forbidden|prohibited|banned"
    r"|required|needed?|obliged|welcome|possible|optional|compulsory|mandatory|free|only|unless"
    r"|except|provided|entitled|supported|available|includes?d?|accept(?:s|ed)?)\b",
    re.IGNORECASE,
)
_DENIAL = re.compile(
    r"\b(?:not|no|never|none|nobody|without|cannot|neither)\b|n['’]t\b", re.IGNORECASE
)
_CONDITION = re.compile(
    r"\b(?:if|when|once|whoever|whenever|unless|otherwise|in (?:the )?case|in the event"
    r"|anyone who|those who|after)\b",
    re.IGNORECASE,
)
_SIGNS = re.compile("[%$€£¥°]")

TYPED: Mapping[AnswerType, tuple[Feature, ...]] = {
    AnswerType.PERSON: (person_named, person_named_in_full),
    AnswerType.TIME: (time_told, year_told),
    AnswerType.PLACE: (place_named,),
    AnswerType.COUNT: (count_told, count_new, count_of_focus),
    AnswerType.AMOUNT: (amount_told, amount_new),
    AnswerType.DURATION: (duration_told,),
    AnswerType.REASON: (reason_told,),
    AnswerType.MANNER: (manner_told,),
    AnswerType.CONDITION: (condition_told,),
    AnswerType.WHETHER: (rule_told, denial_told),
    AnswerType.DEFINITION: (defined, introduced, spelt_out),
    AnswerType.THING: (thing_named,),
}
