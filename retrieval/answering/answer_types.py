"""What kind of thing a question asks for, as its question words tell."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING

from retrieval.answering.asking import from_asking_word
from retrieval.answering.definitions import asked_to_define
from retrieval.answering.followups.text import AUX
from retrieval.answering.wordlists import question_words

if TYPE_CHECKING:
    from retrieval.analysis import Analyzer


class AnswerType(StrEnum):
    """What kind of thing is asked for (the coarse classes of Li & Roth 2002, where words tell)."""

    PERSON = "person"
    TIME = "time"
    PLACE = "place"
    COUNT = "count"
    AMOUNT = "amount"
    DURATION = "duration"
    REASON = "reason"
    MANNER = "manner"
    DEFINITION = "definition"
    CONDITION = "condition"
    WHETHER = "whether"
    THING = "thing"
    OTHER = "other"


_IS_THE = r"(?:['’]s| is| are| was| were) (?:(?:the|its|their|his|her|your|our) )?(?:[\w-]+ ){0,2}"
# No telephone number, nor the number of a house.
_NUMBER = (
    r"what(?: number of|(?:['’]s| is| was| are| were) the (?:(?:total|average|overall|exact"
    r"|estimated|minimum|maximum|highest|lowest|greatest|largest|smallest|annual|monthly"
    r"|daily) )*number)"
)
_FIRST = r"\W*(?:\w+[,:] )?"  # "Sorry, …"
_AFTER_MEASURE = "|".join((*AUX, "of", "for", "in", "on", "at", "to", "per", "between"))


def _measure(nouns: str) -> str:
    """What asks for a measure: "what is the top speed of", but not "what is the speed camera"."""
    nouns = nouns.replace(" ", "|")
    return (
        rf"(?:what|which) (?:{nouns})s?|what{_IS_THE}(?:{nouns})s?(?=\W*$| (?:{_AFTER_MEASURE})\b)"
    )


# The first that is found where the question asks decides.
_TYPES: tuple[tuple[AnswerType, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(rf"(?:{'|'.join(patterns)})(?!\w)", re.IGNORECASE))
    for kind, patterns in (
        (
            AnswerType.DURATION,
            (r"how (?:long|old|often)", r"how many (?:years|months|weeks|days|hours|minutes)"),
        ),
        (AnswerType.COUNT, (r"how many", _NUMBER, _measure("population"))),
        (
            AnswerType.AMOUNT,
            (
                r"how (?:much|far|high|tall|large|big|deep|fast|heavy|wide)",
                _measure(
                    "percent percentage proportion share cost price fee fine salary wage income"
                    " revenue budget amount size length height width depth distance radius diameter"
                    " thickness altitude elevation volume capacity weight mass speed velocity"
                    " rate temperature pressure voltage frequency age"
                ),
                r"what(?:['’]s| is| was) the (?:[\w-]+ ){0,2}(?:area|range(?= of (?:an?|the))) of",
            ),
        ),
        (
            AnswerType.TIME,
            (
                r"when",
                r"(?:what|which) (?:is the |was the )?(?:\w+ )?(?:year|date|day|month)",
                r"(?:what|which) (?:is the |was the )?(?:\w+ )?(?:century|decade)",
                r"(?:what|which) (?:is the |was the )?(?:\w+ )?(?:time|period|era)",
            ),
        ),
        (
            AnswerType.REASON,
            (r"why", r"what (?:was |is )?(?:the )?(?:cause|caused|causes|reason)", r"how come"),
        ),
        (AnswerType.PERSON, (r"who(?:se|m)?",)),
        (
            AnswerType.PLACE,
            (
                r"where",
                r"(?:what|which) (?:\w+ )?(?:country|countries|city|cities|states?|region)",
                r"(?:what|which) (?:\w+ )?(?:place|town|area|location|continent|province)",
            ),
        ),
        (AnswerType.CONDITION, (r"what (?:happens|will happen|if|do i do|to do|should i do)",)),
        (AnswerType.MANNER, (r"how",)),
        (
            AnswerType.WHETHER,
            (
                rf"{_FIRST}(?:may|will)(?! \d|(?-i: (?!I\b)[A-Z]))",  # neither a month nor a name
                rf"{_FIRST}(?:can|could|must|should|shall|would|any)",
                rf"{_FIRST}(?:am|are|is|was|were|do|does|did|has|have)",
                rf"{_FIRST}(?:ca|wo|is|are|was|were|do|does|did|has|have|could|would|should)n['’]t",
            ),
        ),
        (AnswerType.THING, (r"(?:what|which)",)),
    )
)
_FOCUS = re.compile(
    r"\b(?:what|which)(?:'s|\s+is|\s+are|\s+was|\s+were)\s+(?:the|an?)\s+([\w'’-]+(?:\s+[\w'’-]+)?)"
    r"|\b(?:what|which|how many|how much)\s+([\w'’-]+(?:\s+[\w'’-]+)?)",
    re.IGNORECASE,
)


def answer_type(text: str, language: str = "english") -> AnswerType:
    """What kind of thing ``text`` asks for.

    >>> answer_type("In what year did the war begin?")
    <AnswerType.TIME: 'time'>
    >>> answer_type("谁签署了这封信？", "none")
    <AnswerType.PERSON: 'person'>
    """
    listed = None if language == "english" else question_words(language).kind(text)
    if listed:
        return AnswerType(listed)
    if asked_to_define(text):
        return AnswerType.DEFINITION
    asked = from_asking_word(text)
    for kind, pattern in _TYPES:
        if pattern.match(asked):
            return kind
    return AnswerType.OTHER


def focus_words(text: str, analyzer: Analyzer) -> list[str]:
    """The two words after "which", "how many" and their like."""
    if analyzer.language != "english":
        words = question_words(analyzer.language)
        found = words.search(text)
        if found and words.asks_for[found[1]] in {AnswerType.THING, AnswerType.COUNT}:
            return analyzer.surfaces(text[found.end() :])[:2]
    match = _FOCUS.search(text)
    return analyzer.surfaces(match[1] or match[2]) if match else []
