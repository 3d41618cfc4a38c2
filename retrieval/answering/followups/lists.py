"""Follow-ups by the lists of data/cues: a question word alone, a name after "and", "what about"."""

from __future__ import annotations

import re

from retrieval.analysis import NO_LANGUAGE
from retrieval.analysis.languages import stop_words
from retrieval.analysis.scripts import UNSPACED
from retrieval.answering.followups.text import APART
from retrieval.answering.wordlists import phrases, question_words

_UNSPACED = re.compile(f"[{UNSPACED}]")
_WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*")
_ATTACHED = {"arabic": "وف"}  # "and", written as one with the next word
_ENDS = "呢吗嗎的了か"  # particles after a question word alone
_OPENERS = " ¿¡"
_CLOSERS = " ?!.…,;؟،？！。，、"
_FEW = 4  # words of a name after "and"


def read_by_lists(text: str, previous: str, language: str) -> str | None:
    """See `read_follow_up`, for two questions in a language with word lists."""
    bare = text.strip(_OPENERS).rstrip(_CLOSERS)
    rest = _without_lead(bare, language)
    asked = question_words(language)
    alone = rest.rstrip(_ENDS) if language == NO_LANGUAGE else rest
    found = asked.search(alone)
    if found and found.span() == (0, len(alone)):
        return _question_word_first(alone, previous, language)
    if found or rest == bare or not 1 <= len(_WORD.findall(rest)) <= _FEW:
        return None
    return _in_its_place(rest, previous, language)


def _without_lead(bare: str, language: str) -> str:
    """Without "and" or "what about" at the beginning."""
    lower = bare.lower()
    for lead in (*phrases(language, "about"), *phrases(language, "and")):
        end = len(lead)
        whole = language == NO_LANGUAGE or not lower[end : end + 1].isalnum()
        if lower.startswith(lead) and whole and len(lower) > end:
            return bare[end:].lstrip(" ,，、")
    attached = _ATTACHED.get(language, "")
    if attached and bare[:1] in attached:
        found = question_words(language).search(bare[1:])
        if found and found.start() == 0:
            return bare[1:]
    return bare


def _question_word_first(alone: str, previous: str, language: str) -> str:
    """The new question word and the last question without its own."""
    found = question_words(language).search(previous)
    start, end = found.span() if found else (0, 0)
    before = previous[:start].lstrip(_OPENERS).rstrip()
    return _joined(_joined(alone, before), previous[end:].lstrip(_OPENERS))


def _joined(one: str, other: str) -> str:
    """Two parts with a space between, save in a script that has none."""
    unspaced = _UNSPACED.match(one[-1:]) and _UNSPACED.match(other[:1])
    return f"{one}{other}" if unspaced or not other else f"{one} {other}"


def _in_its_place(rest: str, previous: str, language: str) -> str:
    """The last question with ``rest`` in the place of a phrase that begins alike, or beside it."""
    first = rest.split(maxsplit=1)[0].lower()
    listed = stop_words(language)
    found = list(_WORD.finditer(previous))
    for n, match in enumerate(found):
        if n and match.group().lower() == first and first in listed:
            end = match.end()
            for following in found[n + 1 : n + _FEW]:
                if following.group().lower() in listed:
                    break
                end = following.end()
            return f"{previous[: match.start()]}{rest}{previous[end:]}"
    return f"{previous.rstrip(_CLOSERS)}{APART}{rest}?"
