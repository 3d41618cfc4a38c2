"""Abbreviations beside their words in full: "Popular Mobilization Units (PMU)".

The letters of the abbreviation stand in the words in their order, the first of them where a word
begins (Schwartz & Hearst 2003).
"""

from __future__ import annotations

import re

_BRACKETS = re.compile(r"\(([^()]{2,100})\)")
_LETTERS = range(2, 13)  # of an abbreviation


def spells_out(text: str, abbreviation: str) -> bool:
    """Whether ``text`` holds an abbreviation beside its words in full, one of both in brackets.

    >>> spells_out("Popular Mobilization Units (PMU) stand ready.", "PMU")
    True
    >>> spells_out("The US (it said) and the PMU", "PMU")
    False
    """
    short = _letters(abbreviation)
    if " " in abbreviation or len(short) not in _LETTERS:
        return False
    either = {short, f"{short}s"}
    return any(
        (_letters(inside) in either and _in_full(before, short))
        or (_letters(before.split()[-1]) in either and _in_full(inside, short))
        for before, inside in _brackets(text)
    )


def _brackets(text: str) -> list[tuple[str, str]]:
    """What stands before and in each pair of brackets that something stands before."""
    found = ((text[: match.start()], match[1]) for match in _BRACKETS.finditer(text))
    return [(before, inside) for before, inside in found if before.strip()]


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold()


def _in_full(words: str, short: str) -> bool:
    """Whether the last of ``words`` hold the letters of ``short``.

    They are looked for from the end, in two words a letter, and never over five more than letters.
    """
    most = min(len(short) + 5, 2 * len(short))
    text = " ".join(words.casefold().split()[-most:])
    at = len(text)
    for letter in reversed(short[1:]):
        at = text.rfind(letter, 0, at)
        if at < 0:
            return False
    return re.search(rf"(?<!\w){re.escape(short[0])}", text[:at]) is not None
