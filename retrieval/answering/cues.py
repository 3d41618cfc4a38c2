"""What a word on its own says about the answers its sentence can hold: cheap, cached, by surface.

A cue is one bit. Bits of a sentence are the union of its words'. The words are in data/cues; in a
language without a list digits and capitals have to do.
"""

from __future__ import annotations

import re
from enum import IntFlag
from functools import cache, lru_cache

from retrieval.analysis import NO_LANGUAGE
from retrieval.answering.wordlists import words


class Cue(IntFlag):
    """Kinds of thing that a question can ask for, as seen in single words (Li & Roth 2002)."""

    NUMBER = 1
    YEAR = 2
    CALENDAR = 4
    QUANTITY = 8
    DURATION = 16
    MEASURE = 32
    CAUSE = 64
    MANNER = 128
    PLACE = 256
    SAYING = 512
    NAMING = 1024


_YEAR = re.compile(r"(?:1\d|20)\d\d(?:s|[-–/]\d{2,4})?")
_YEAR_WITHIN = re.compile(r"(?<!\d)(?:1\d|20)\d\d(?!\d)")


@lru_cache(maxsize=100_000)
def cues(surface: str, language: str = "english") -> int:
    """The bits of one surface, as an int (adding enum flags is forty times slower).

    >>> Cue(cues("2003"))
    <Cue.NUMBER|YEAR: 3>
    >>> Cue(cues("Januar", "german"))
    <Cue.CALENDAR: 4>
    """
    if language == NO_LANGUAGE and not surface.isascii():
        bits = _within(surface)
    else:
        bits = _bits("english" if language == NO_LANGUAGE else language).get(surface.casefold(), 0)
    if not surface.isalpha() and any(char.isdigit() for char in surface):
        bits |= Cue.NUMBER
        if _YEAR.fullmatch(surface):
            bits |= Cue.YEAR
    return int(bits)


def _within(surface: str) -> int:
    """The bits of a run of words without spaces between."""
    bits = int(Cue.YEAR) if _YEAR_WITHIN.search(surface) else 0
    for word, cue in _bits(NO_LANGUAGE).items():
        if word in surface:
            bits |= cue
    return bits


@cache
def _bits(language: str) -> dict[str, int]:
    """The bits of each listed word of a language."""
    found: dict[str, int] = {}
    for cue in Cue:
        for word in words(language, str(cue.name).lower()):
            found[word] = found.get(word, 0) | int(cue)
    return found
