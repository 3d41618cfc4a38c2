"""Whether four figures are a year or count something: "in 1998", "1500 employees"."""

from __future__ import annotations

import re

_COUNTED = re.compile(
    r"\s+(?:[a-z-]+\s+)??(?!(?:was|is|has|does|as|this|its)\b)"
    r"(?:[a-z-]*[^\Ws]s|people|men|women|children|police|personnel|aircraft)\b"
)
_WHEN = re.compile(
    r"\b(?:in|since|until|till|during|before|after|from|the|this|its|early|late|mid|year)[\s-]+$"
    r"|[-–/]$",
    re.IGNORECASE,
)
_BY = re.compile(r"\bby\s+$", re.IGNORECASE)
_LONGEST = 8  # characters before that may tell when


def counts(text: str, start: int, end: int) -> bool:
    """Whether the four figures of ``text`` from ``start`` to ``end`` count the plural after them.

    >>> counts("1500 employees left.", 0, 4), counts("In 1998 employees left.", 3, 7)
    (True, False)
    """
    before = text[max(0, start - _LONGEST) : start]
    counted = _COUNTED.match(text, end)
    if counted and _BY.search(before):  # "held by 1900 soldiers." but "by 1900 soldiers had"
        return not text[counted.end() : counted.end() + 1].isspace()
    return bool(counted) and not _WHEN.search(before)
