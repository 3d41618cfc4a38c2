"""Dates in running English: a year, a month, a day, as far as they are said.

Weekdays and "yesterday" are left alone: what day they mean, the sentence doesn't say.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from retrieval.answering.differences.years import counts
from retrieval.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

WEEKDAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday yesterday".split()  # noqa: SIM905
)
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()  # noqa: SIM905
_MONTH = (
    r"(?P<month{0}>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
_DAY = r"(?P<day{0}>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?\b(?![,.]?\d{{3}})"
_YEAR = r"(?P<year{0}>1\d{{3}}|20\d\d)\b(?![,.]\d)"
_POINTS = (
    r"(?P<day{0}>[12]\d|3[01]|0?[1-9])\.\s?(?P<month{0}>1[0-2]|0?[1-9])\.\s?"
    r"(?P<year{0}>1\d{{3}}|20\d\d)\b"
)
_ISO = r"(?P<year{0}>1\d{{3}}|20\d\d)-(?P<month{0}>0[1-9]|1[0-2])-(?P<day{0}>0[1-9]|[12]\d|3[01])\b"
_MOMENT = re.compile(
    r"\b(?:"
    + "|".join(
        form.format(number)
        for number, form in enumerate(
            (
                _ISO,
                _POINTS,
                rf"{_DAY}\s+(?:of\s+)?{_MONTH}(?:,?\s+{_YEAR})?",
                rf"{_MONTH}\s+{_DAY}(?:,?\s+{_YEAR})?",
                rf"{_MONTH},?\s+(?:of\s+)?{_YEAR}",
                _MONTH,
                _YEAR,
            )
        )
    )
    + ")"
)

_MONTH_NAME = re.compile(_MONTH.format(""))


@dataclass(frozen=True, slots=True)
class Moment:
    """A date; what isn't said is 0."""

    year: int
    month: int
    day: int
    span: Span

    def agrees(self, other: Moment) -> bool | None:
        """Whether all that both say is the same; None where they say nothing of one kind."""
        said = zip(
            (self.year, self.month, self.day), (other.year, other.month, other.day), strict=True
        )
        both = [one == another for one, another in said if one and another]
        return all(both) if both else None


def moments(text: str, span: Span) -> Iterator[Moment]:
    """The dates of ``text`` at ``span``.

    >>> [(m.year, m.month, m.day) for m in moments("On Jan 6, or 7 May 1915.", Span(0, 24))]
    [(0, 1, 6), (1915, 5, 7)]
    >>> [(m.year, m.month, m.day) for m in moments("It burned on 2020-03-04.", Span(0, 24))]
    [(2020, 3, 4)]
    >>> [(m.year, m.month, m.day) for m in moments("On 4.3.2020 1500 men left.", Span(0, 26))]
    [(2020, 3, 4)]
    """
    for match in _MOMENT.finditer(text, span.start, span.end):
        said = {key[:-1]: value for key, value in match.groupdict().items() if value}
        month = said.get("month", "")
        if month.startswith("M") and len(said) == 1:
            continue  # "May" and "March" alone are as often no month
        if set(said) == {"year"} and counts(text, *match.span()):
            continue
        yield Moment(
            int(said.get("year", 0)),
            _month(month) if month else 0,
            int(said.get("day", 0)),
            Span(*match.span()),
        )


def is_calendar(word: str) -> bool:
    """Whether ``word``, in lower case, is a month or a weekday.

    >>> is_calendar("march"), is_calendar("friday"), is_calendar("marching")
    (True, True, False)
    """
    return word in WEEKDAYS or _MONTH_NAME.fullmatch(word.capitalize()) is not None


def _month(said: str) -> int:
    return int(said) if said.isdigit() else _MONTHS.index(said[:3].lower()) + 1
