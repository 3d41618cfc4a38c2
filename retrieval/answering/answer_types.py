"""What kind of thing a question asks for, as its question words tell."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING

from retrieval.answering.definitions import asked_to_define
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
    THING = "thing"
    OTHER = "other"


# The first that is found decides; each is searched for anywhere, since people also write
# "the war began when?".
_TYPES: tuple[tuple[AnswerType, re.Pattern[str]], ...] = tuple(
    (kind, re.compile("|".join(patterns), re.IGNORECASE))
    for kind, patterns in (
        (
            AnswerType.DURATION,
            (
                r"\bhow (?:long|old|often)\b",
                r"\bhow many (?:years|months|weeks|days|hours|minutes)\b",
            ),
        ),
        (
            AnswerType.COUNT,
            (r"\bhow many\b", r"\b(?:what|which) (?:is the |was the )?(?:number|population)\b"),
        ),
        (
            AnswerType.AMOUNT,
            (
                r"\bhow (?:much|far|high|tall|large|big|deep|fast|heavy|wide)\b",
                r"\bwhat (?:is the |was the )?(?:percent|percentage|proportion|share|cost|price)\b",
                r"\bwhat (?:is the |was the )?(?:amount|size|length|height|speed|distance)\b",
                r"\bwhat (?:is the |was the )?(?:rate|temperature|depth|weight|age)\b",
            ),
        ),
        (
            AnswerType.TIME,
            (
                r"\bwhen\b",
                r"\b(?:what|which) (?:is the |was the )?(?:\w+ )?(?:year|date|day|month)\b",
                r"\b(?:what|which) (?:is the |was the )?(?:\w+ )?(?:century|decade)\b",
                r"\b(?:what|which) (?:is the |was the )?(?:\w+ )?(?:time|period|era)\b",
            ),
        ),
        (
            AnswerType.REASON,
            (
                r"\bwhy\b",
                r"\bwhat (?:was |is )?(?:the )?(?:cause|caused|causes|reason)\b",
                r"\bhow come\b",
            ),
        ),
        (AnswerType.PERSON, (r"\bwho(?:se|m)?\b",)),
        (
            AnswerType.PLACE,
            (
                r"\bwhere\b",
                r"\b(?:what|which) (?:\w+ )?(?:country|countries|city|cities|states?|region)\b",
                r"\b(?:what|which) (?:\w+ )?(?:place|town|area|location|continent|province)\b",
            ),
        ),
        (AnswerType.MANNER, (r"\bhow\b",)),
        (AnswerType.THING, (r"\b(?:what|which)\b",)),
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
    for kind, pattern in _TYPES:
        if pattern.search(text):
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
