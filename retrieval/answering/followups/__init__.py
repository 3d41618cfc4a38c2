"""Follow-ups: "and when?" after "Who signed the letter?", read as one question.

What is understood is made of slices of the two questions and never of other words, so that it can
be shown as it is; `as_asked` tells what is searched for. English is read in full; elsewhere only a
question word alone and a name after "and" or "what about" are.
"""

from __future__ import annotations

import re

from retrieval.analysis import NO_LANGUAGE, detect_language, question_languages
from retrieval.analysis.scripts import UNSPACED
from retrieval.answering.followups.english import as_asked, read_english
from retrieval.answering.followups.lists import read_by_lists
from retrieval.answering.wordlists import listed_languages

__all__ = ["as_asked", "read_follow_up"]

_UNSPACED = re.compile(f"[{UNSPACED}]")


def read_follow_up(text: str, previous: str, previous_quote: str | None = None) -> str | None:
    """``text`` read with the question before it, or None when it is a question of its own.

    Args:
        text: as a person typed it; small talk has been told apart before.
        previous: the last question, as it was understood.
        previous_quote: what it was answered with, which tells which of its names are in play.

    >>> read_follow_up("and when?", "Where did Turkey send its fighters from Idlib?")
    'when did Turkey send its fighters from Idlib?'
    >>> read_follow_up("what about Erbil?", "How many missiles hit al-Asad?")
    'How many missiles hit Erbil?'
    >>> read_follow_up("and when?", "Who signed the letter?")
    'Who signed the letter — when?'
    >>> read_follow_up("Who is Erdogan?", "How many missiles hit al-Asad?")
    """
    if _UNSPACED.search(text):
        return read_by_lists(text, previous, NO_LANGUAGE)
    both = f"{previous} {text}"
    language = detect_language(both)
    if language not in listed_languages():
        language = question_languages(both, listed_languages() - {NO_LANGUAGE})[0]
    if language in {"english", NO_LANGUAGE}:
        return read_english(text, previous, previous_quote)
    return read_by_lists(text, previous, language)
