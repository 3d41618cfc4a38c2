"""Times of day that answer "when": the first one after the deed that the question asks about."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from retrieval.answering.differences.claims import Clocked
from retrieval.answering.differences.moments import WEEKDAYS, moments
from retrieval.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from retrieval.answering.differences.asked import Asked
    from retrieval.answering.differences.clauses import Clause
    from retrieval.model import Document

_CLOCK = re.compile(
    r"\b(?:(?P<hour>1[0-2]|0?[1-9])(?:[:.](?P<minute>[0-5]\d))?\s?(?P<half>[ap])\.?m\b"
    r"|(?P<hours>2[0-3]|[01]?\d):(?P<minutes>[0-5]\d)(?![:\d])|(?P<word>noon|midnight)\b)",
    re.IGNORECASE,
)
_DAY = re.compile(r"\b(\w+?day|weekend|holiday)s?\b", re.IGNORECASE)
_HALF_DAY = 12 * 60


def clocked_claims(asked: Asked, clause: Clause, document: Document) -> Iterator[Clocked]:
    """The time of day of what the question asks about, in one clause."""
    deeds = [word for word in clause.words if word.means(*asked.events)]
    start = deeds[-1].span.end if deeds else clause.span.start
    match = _CLOCK.search(document.text, start, clause.span.end)
    if match:
        said = {day.lower() for day in _DAY.findall(clause.span.cut(document.text))}
        days = said & WEEKDAYS | said & {"weekday", "weekend", "holiday"}
        when = tuple(moments(document.text, clause.span))
        yield Clocked(_minutes(match), frozenset(days), Span(*match.span()), when)


def _minutes(match: re.Match[str]) -> frozenset[int]:
    """The minutes after midnight that a time may mean: "9:30" may be one of the evening."""
    if match["word"]:
        return frozenset((_HALF_DAY if match["word"].lower() == "noon" else 0,))
    if match["half"]:
        late = _HALF_DAY if match["half"].lower() == "p" else 0
        return frozenset((int(match["hour"]) % 12 * 60 + int(match["minute"] or 0) + late,))
    at = int(match["hours"]) * 60 + int(match["minutes"])
    sure = at >= _HALF_DAY + 60 or match["hours"].startswith("0")
    return frozenset((at,)) if sure else frozenset((at, (at + _HALF_DAY) % (2 * _HALF_DAY)))
