"""Features that look for the kind of thing a question asks for: who → a name, when → a date.

They are computed only for questions of their type (Li & Roth 2002), so their table is by type.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from retrieval.answering.answer_types import AnswerType
from retrieval.answering.cues import Cue

if TYPE_CHECKING:
    from collections.abc import Mapping

    from retrieval.answering.candidates import Candidate
    from retrieval.answering.features import Feature


def person_named(c: Candidate) -> float:
    """Who → a name that the question doesn't hold."""
    return float(c.new_names > 0)


def person_named_in_full(c: Candidate) -> float:
    """Who → two words of names that the question doesn't hold."""
    return float(c.new_names > 1)


def time_told(c: Candidate) -> float:
    """When → a year, month, day or other word of the calendar."""
    return _has(c, Cue.YEAR | Cue.CALENDAR)


def year_told(c: Candidate) -> float:
    """When → a year."""
    return _has(c, Cue.YEAR)


def place_named(c: Candidate) -> float:
    """Where → a name after a preposition of place."""
    return float(bool(_PLACE.search(c.facts.text)))


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


def manner_told(c: Candidate) -> float:
    """How → by, using, through …"""  # noqa: D415
    return _has(c, Cue.MANNER)


def defined(c: Candidate) -> float:
    """What is X → X early in the sentence, and then is, are, (…), called …"""  # noqa: D415
    if not c.places or c.places[0][0] > _EARLY:
        return 0.0
    return float(bool(c.facts.cues & Cue.NAMING) or bool(_DEFINES.search(c.facts.text)))


def spelt_out(c: Candidate) -> float:
    """What does PMU stand for → "(PMU)", as a rule after the words in full."""
    return float(any(f"({found})" in c.facts.text for found in _ACRONYM.findall(c.question.text)))


def thing_named(c: Candidate) -> float:
    """What, which → a name that the question doesn't hold."""
    return float(c.new_names > 0)


def _has(c: Candidate, cue: Cue) -> float:
    return float(bool(c.facts.cues & cue))


_BEFORE = 4  # words between a number and what it counts
_EARLY = 2  # words before what is defined
_PLACE = re.compile(r"\b(?:in|at|from|to|near|of|on|into|between|across)\s+(?:the\s+)?[A-Z]")
_ACRONYM = re.compile(r"\b[A-Z][A-Z0-9]+\b")
_DEFINES = re.compile(r"\b(?:is|are|was|were)\s+(?:an?|the|one)\b|\([A-Z]")
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
    AnswerType.DEFINITION: (defined, spelt_out),
    AnswerType.THING: (thing_named,),
}
