"""Dates as people write them above and below posts, in a dozen languages.

Own code because the libraries answer another question: dateparser and dateutil guess a date from
anything ("May", "12"), where a page of posts needs to know that a text *is* a full date.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_MONTH_NAMES = (
    "january february march april may june july august september october november december",
    "jan feb mar apr may jun jul aug sep oct nov dec",
    "januar februar märz april mai juni juli august september oktober november dezember",
    "jänner feb mär apr mai jun jul aug sept okt nov dez",
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "janv févr mars avr mai juin juil août sept oct nov déc",
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "januari februari maart april mei juni juli augustus september oktober november december",
    "januar februar marts april maj juni juli august september oktober november desember",
    "januari februari mars april maj juni juli augusti september oktober november december",
    (
        "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada"
        " grudnia"
    ),
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
)
_MONTHS = {
    name: number for names in _MONTH_NAMES for number, name in enumerate(names.split(), start=1)
}

_WORD = r"(?P<month>[^\W\d_]{3,12})\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|\.|º|ª)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_FORMS = tuple(
    re.compile(rf"(?<![\w/.-]){form}(?![\w/-])", re.IGNORECASE)
    for form in (
        rf"{_WORD}\s+{_DAY}(?:,\s*|\s+){_YEAR}",  # January 9, 2020
        rf"{_DAY}\s+(?:de\s+|of\s+)?{_WORD},?\s+(?:de\s+|del\s+)?{_YEAR}",  # 9 January 2020
        rf"{_DAY}-{_WORD}-{_YEAR}",  # 9-Jan-2020
        rf"{_YEAR}(?P<sep>[-/.])(?P<number>\d{{1,2}})(?P=sep)(?P<day>\d{{1,2}})",  # 2020-01-09
        rf"(?P<day>\d{{1,2}})\.\s?(?P<number>\d{{1,2}})\.\s?{_YEAR}",  # 09.01.2020
        rf"(?P<first>\d{{1,2}})(?P<sep>[-/])(?P<second>\d{{1,2}})(?P=sep){_YEAR}",  # 1/9/2020
        rf"{_YEAR}年\s?(?P<number>\d{{1,2}})月\s?(?P<day>\d{{1,2}})日",
    )
)
# An ISO date runs into its time: 2020-01-09T10:30:00Z.
_TIMED = re.compile(
    rf"(?<![\w/.-]){_YEAR}-(?P<number>\d\d)-(?P<day>\d\d)T\d\d:\d\d(?::\d\d(?:\.\d+)?)?"
    r"(?:Z|[+-]\d\d:?\d\d)?(?!\w)"
)


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date and where it stands in its line; None where day and month can't be told apart."""

    start: int
    end: int
    date: dt.date | None


def find_date(line: str, *, day_first: bool | None = None) -> FoundDate | None:
    """The first full date (with its year) of ``line``.

    ``day_first`` reads 1/9/2020; None leaves such a date unknown.

    >>> find_date("Posted on January 9, 2020").date.isoformat()
    '2020-01-09'
    >>> find_date("am 9. Januar 2020").date.isoformat()
    '2020-01-09'
    >>> find_date("1/9/2020").date is None
    True
    """
    matches = (form.search(line) for form in (_TIMED, *_FORMS))
    found = [
        FoundDate(match.start(), match.end(), date)
        for match in matches
        if match
        for known, date in [_date(match, day_first=day_first)]
        if known
    ]
    return min(found, key=lambda each: each.start, default=None)


def day_comes_first(lines: Iterable[str]) -> bool | None:
    """How a page writes 1/9/2020: the first date with a number above twelve tells.

    >>> day_comes_first(["1/9/2020", "31/8/2020"])
    True
    """
    for line in lines:
        match = _FORMS[5].search(line)
        if match and int(match["first"]) > 12:
            return True
        if match and int(match["second"]) > 12:
            return False
    return None


def _date(match: re.Match[str], *, day_first: bool | None) -> tuple[bool, dt.date | None]:
    parts = match.groupdict()
    if "first" in parts:
        first, second = int(parts["first"]), int(parts["second"])
        if day_first is None and max(first, second) <= 12 and first != second:
            return min(first, second) > 0, None
        if first > 12 or (day_first and second <= 12):
            first, second = second, first
        month, day = first, second
    elif "number" in parts:
        month, day = int(parts["number"]), int(parts["day"])
    else:
        month, day = _MONTHS.get(parts["month"].casefold(), 0), int(parts["day"])
    try:
        return True, dt.date(int(parts["year"]), month, day)
    except ValueError:
        return False, None
