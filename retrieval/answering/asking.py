"""Which word of a question asks: "What is it called when a puck is shot?" asks what, not when."""

from __future__ import annotations

import re

from retrieval.answering.followups.text import AUX, PREPOSITIONS, word_set

_ASKING = re.compile(r"\b(?:who(?:m|se)?|what|which|when|where|why|how)\b", re.IGNORECASE)
_NEXT = re.compile(r"['’\s]*([\w'’]+)")
_PART = re.compile(r"[^.,;:?!()\n–—…]*$")  # of a text, since the last mark
_LEAD_IN = PREPOSITIONS | word_set("and but or so then also because if than as per exactly")
_CLAUSES = frozenset(("when", "where"))  # which seldom ask unless an auxiliary verb follows
_RELATIVE = _CLAUSES | {"who"}  # "the people who": none of the others leads in a clause as often


def from_asking_word(text: str) -> str:
    """An English question from the word that asks on; all of it where there is none.

    >>> from_asking_word("In the end, how many people who live there voted?")
    'how many people who live there voted?'
    >>> from_asking_word("When a flag is torn, what is done with it?")
    'what is done with it?'
    """
    found = list(_ASKING.finditer(text))
    if not found:
        return text
    return text[min(found, key=lambda word: _rank(text, word)).start() :]


def _rank(text: str, word: re.Match[str]) -> int:
    """How likely another word than this one asks; the first of the best does."""
    if word[0].isupper() and not text.isupper():
        return 5  # the World Health Organization
    asked = word[0].lower()
    after = _NEXT.match(text, word.end())
    verb_follows = after is not None and after[1].lower() in _AUXILIARIES
    part = _PART.search(text[: word.start()])
    before = part[0].lower().split() if part else []
    if all(each in _LEAD_IN for each in before) and (asked not in _CLAUSES or verb_follows):
        return 0  # "In what year", ", how many"
    if not after:
        return 1  # "She died when?"
    if asked not in _RELATIVE:
        return 2  # "It is kept in which city?"
    return 3 if verb_follows else 4


_AUXILIARIES = AUX | word_set("s re d ll and or")  # "where's", "when and where was"
