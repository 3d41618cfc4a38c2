"""How often what answers a question lacks a word of it, as training found.

"What kind of bridge is it?" is answered without "kind", hardly ever without "bridge", and a
question about something else shows by the words that are missing. The weight of such evidence is
the logarithm of a likelihood ratio (Good 1950; "naive Bayes" where words are summed).
`retrieval/training/absence.py` writes the table, data/absence_english.txt.
"""

from __future__ import annotations

import math
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

FILE = "absence_english.txt"
NAME = 0.03  # names and numbers: the chance that what answers lacks one
PLAIN = 0.12  # words that aren't in the table
_ASKING = 0.6  # words that only say what is asked for, of which training saw too few
_ELSEWHERE = 0.6  # the chance that what doesn't answer lacks a word
_MOST = 0.9


@cache
def absences(language: str) -> Mapping[str, float]:
    """The chances of a language's index terms; none but English has a table.

    >>> absences("english")["kind"] > 0.5 > absences("english").get("bridg", PLAIN)
    True
    """
    if language != "english":
        return {}
    text = (resources.files("retrieval") / "data" / FILE).read_text(encoding="utf-8")
    rows = (line.split() for line in text.splitlines() if not line.startswith("#"))
    return {term: float(chance) for chance, term in rows}


def absence(term: str, language: str, *, asking: bool) -> float:
    """The chance, 0 to 1, that what answers lacks a word which is no name and no number.

    ``asking`` tells that the word only says what is asked for.
    """
    listed = absences(language).get(term)
    if listed is not None:
        return min(listed, _MOST)
    return _ASKING if asking else PLAIN


def evidence(chance: float, *, held: bool) -> float:
    """The log odds for an answer that a word adds where it is held, or takes away where not.

    >>> round(evidence(NAME, held=False), 1), round(evidence(0.9, held=False), 1)
    (-3.0, 0.4)
    """
    if held:
        return math.log((1 - chance) / (1 - _ELSEWHERE))
    return math.log(chance / _ELSEWHERE)
