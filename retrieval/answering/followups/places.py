"""What "what about Erbil?" and "and in 2014?" take the place of in the question before them."""

from __future__ import annotations

import re

from retrieval.answering.followups.pronouns import subject_defined
from retrieval.answering.followups.text import (
    APART,
    PLACE_PREPOSITIONS,
    PREPOSITIONS,
    QuestionText,
    bare,
    word_set,
)

_IMPERATIVES = word_set("tell show give list explain describe name define summarise summarize")
_MONTH = (
    "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    "|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_DATE = re.compile(
    rf"\b{_MONTH}\b(?:\s+\d{{1,2}}\b)?(?:,?\s+\d{{4}}\b)?"
    rf"|\b(?:\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH}\b(?:\s+\d{{4}}\b)?|\d{{4}}\b)"
    r"|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b",
    re.IGNORECASE,
)
_BEFORE_DATE = re.compile(r"\b(?:in|on|by|since|before|after|until|during)\s+$", re.IGNORECASE)
_ARTICLE = re.compile(r"(?:the|an?)\s+", re.IGNORECASE)
_ARTICLE_BEFORE = re.compile(r"\b(?:the|an?)\s+$", re.IGNORECASE)
_WITH_ARTICLE = re.compile(
    r"\bthe\s+(\w+)(?=\W*$|\s+(?:\w+ed|in|on|at|from|to|of)\b)", re.IGNORECASE
)
_COUNTED = re.compile(r"\W*(?:how many|how much|which|what|whose)\s+", re.IGNORECASE)
_FILE = re.compile(r"[\w-][\w./-]*\.[a-z][a-z0-9]{1,4}\b", re.IGNORECASE)
_UNITS = word_set(
    "minutes hours days weeks months years litres liters kilos pieces kinds types sorts"
)
_MOST_CONTENT = 3  # words: more is a subject of its own

Slot = tuple[int, int]  # code points of the last question


def in_its_place(what: str, last: QuestionText) -> str | None:
    """The last question with ``what`` in the place of its like, or beside it; None for a request.

    >>> in_its_place("in 2014", QuestionText.read("Who won in 2010?"))
    'Who won in 2014?'
    """
    new = QuestionText.read(bare(what))
    words = new.words
    if not words or len(new.content()) > _MOST_CONTENT or _IMPERATIVES.intersection(words):
        return None
    preposition = words[0] if words[0] in PREPOSITIONS and len(words) > 1 else ""
    named = new.text[new.starts[bool(preposition)] :]
    if preposition and _FILE.fullmatch(named):
        slot = _after_like(last, preposition, _files(last))
    elif _DATE.fullmatch(named):
        slot = _date(last, with_preposition=bool(preposition))
    else:
        slot = _name_after(last, preposition) if preposition else _noun_like(last, new)
    if slot is None:
        return f"{bare(last.text)}{' ' if preposition else APART}{new.text}?"
    return _replaced(last.text, slot, new.text)


def _replaced(text: str, slot: Slot, new: str) -> str:
    """``text`` with ``new`` in the slot, and of two articles only one."""
    start, end = slot
    article = _ARTICLE.match(new)
    if article:
        before = _ARTICLE_BEFORE.search(text[:start])
        start = before.start() if before else start
        new = new if before or _ARTICLE.match(text[start:end]) else new[article.end() :]
    return f"{text[:start]}{new}{text[end:]}"


def _date(last: QuestionText, *, with_preposition: bool) -> Slot | None:
    """The last date of the question, with its preposition if wanted."""
    dates = list(_DATE.finditer(last.text))
    if not dates:
        return None
    start, end = dates[-1].span()
    before = _BEFORE_DATE.search(last.text[:start]) if with_preposition else None
    return before.start() if before else start, end


def _name_after(last: QuestionText, preposition: str) -> Slot | None:
    """The last name after such a preposition, with the preposition."""
    return _after_like(last, preposition, _names(last))


def _names(last: QuestionText) -> list[Slot]:
    """The names in the question; a part of a file's name is none."""
    files = _files(last)
    return [
        (start, end)
        for start, end in last.names()
        if not any(first < end and start < past for first, past in files)
    ]


def _files(last: QuestionText) -> list[Slot]:
    return [found.span() for found in _FILE.finditer(last.text)]


def _after_like(last: QuestionText, preposition: str, named: list[Slot]) -> Slot | None:
    """The last of what is named that stands after such a preposition, with the preposition."""
    alike = PLACE_PREPOSITIONS if preposition in PLACE_PREPOSITIONS else {preposition}
    for start, end in reversed(named):
        before = re.search(r"\b(\w+)\s+(?:the\s+)?$", last.text[:start])
        if before and before[1].lower() in alike:
            return before.start(), end
    return None


def _noun_like(last: QuestionText, new: QuestionText) -> Slot | None:
    """What in the last question a name or noun would take the place of, if that is plain."""
    subject = subject_defined(last)
    names = _names(last)
    if subject and len(QuestionText.read(subject).words) <= _MOST_CONTENT:
        start = last.text.rindex(subject)
        return start, start + len(subject)
    if any(map(new.is_name, range(len(new.words)))):
        return names[0] if len(names) == 1 else None
    with_article = list(_WITH_ARTICLE.finditer(last.text))
    if _ARTICLE.match(new.text) and len(with_article) == 1:
        return with_article[0].span(1)
    return _counted(last)


def _counted(last: QuestionText) -> Slot | None:
    """The common noun after "how many", "which"; in "how many days of holiday" the last."""
    counted = _COUNTED.match(last.text)
    if not counted:
        return None
    n = sum(start < counted.end() for start in last.starts)
    if n >= len(last.words) or last.is_empty(n) or last.is_name(n):
        return None
    if last.words[n] in _UNITS and "of" in last.words[n + 1 : n + 2] and n + 2 < len(last.words):
        n += 2
    return last.starts[n], last.ends[n]
