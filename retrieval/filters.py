"""The part of the documents that a question names: "in handbook.pdf", "in the post of January 9".

Only what names documents or posts themselves is read as a filter. A bare date is not: "How many
missiles were fired on January 8?" asks for an event that a post of the 9th may tell of. And what is
read is a wish, never a wall: see `Engine.answer`.
"""

from __future__ import annotations

import datetime as dt
import re
from calendar import monthrange
from typing import TYPE_CHECKING

from retrieval.documents.dates import find_date
from retrieval.model import EVERYWHERE, Scope

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from retrieval.model import Section

    Paths = Callable[[], Iterable[str]]
    Sections = Callable[[], Iterable[tuple[str, Section]]]
    Days = tuple[dt.date, dt.date]  # the first and the last

# Not "letter" or "mail": the letter of January 6 is one that a text tells of.
_POSTS = r"(?:posts?|articles?|entry|entries)"
_WHEN = r"(?P<when>[\w.,/-]+(?:\s+[\w.,/-]+){0,3}?)"
_RELATION = r"(?P<relation>on|of|from|in|dated|since|after|before|until)"
_NEXT = "what who whom whose when where which why how did does is was about say says said tell told"
_END = rf"(?=\s*(?:[?!.,;:]|$)|\s+(?:{_NEXT.replace(' ', '|')})\b)"
_FILE = re.compile(
    r"\b(?:in|from|according\s+to)\s+(?:the\s+)?(?:file\s+|document\s+)?"
    r"(?:[\"'“‘](?P<quoted>[^\"'”’]+)[\"'”’]|(?P<bare>[\w./+()-]*\w/?))",
    re.IGNORECASE,
)
_DATED = re.compile(
    rf"\b(?:(?:in|from|according\s+to|of)\s+)?(?:the\s+|all\s+)?{_POSTS}\s+"
    rf"(?:(?:posted|published|written|sent)\s+)?{_RELATION}\s+{_WHEN}{_END}",
    re.IGNORECASE,
)
_TAGGED = re.compile(
    rf"\b(?:(?:in|from|of)\s+)?(?:the\s+|all\s+)?{_POSTS}\s+tagged\s+"
    rf"[\"'“‘]?(?P<tag>[\w&+-]+(?:\s+[\w&+-]+){{0,3}}?)[\"'”’]?{_END}",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_DAY = dt.timedelta(days=1)


def read_filters(question: str, paths: Paths, sections: Sections) -> tuple[str, Scope]:
    """The question without the words that name a part of the documents, and that part.

    Args:
        question: as it was typed, or understood.
        paths: gives those of all documents; asked only where the question may name one.
        sections: gives all sections with their documents' paths; asked only where it names posts
            by a date or a tag.

    >>> read_filters("What does it cost in prices.md?", lambda: ["shop/prices.md"], list)
    ('What does it cost?', Scope(since=None, until=None, tags=(), paths=('shop/prices.md',)))
    >>> read_filters("What does it cost in Bath?", lambda: ["shop/prices.md"], list)[1] == Scope()
    True
    """
    for form in (_FILE, _DATED, _TAGGED):
        for match in form.finditer(question):
            scope = _scope(match.groupdict(), paths, sections)
            rest = f"{question[: match.start()].rstrip()} {question[match.end() :].lstrip(' ,')}"
            if scope and any(char.isalnum() for char in rest):
                return re.sub(r"\s+(?=[?!.])", "", rest).strip(), scope
    return question, EVERYWHERE


def _scope(said: dict[str, str | None], paths: Paths, sections: Sections) -> Scope:
    if when := said.get("when"):
        return _dated((said["relation"] or "").lower(), when, sections)
    if tag := said.get("tag"):
        return _tagged(tag, sections)
    return _document(said["quoted"] or said["bare"] or "", paths)


def _document(name: str, paths: Paths) -> Scope:
    """A document by its path, or by its file's name where that has a suffix; a folder with /."""
    wanted = name.casefold()
    if wanted.endswith("/"):
        below = (path for path in paths() if path.casefold().startswith(wanted))
        found = {path[: len(wanted) - 1] for path in below}
    elif "." in wanted:
        found = {path for path in paths() if f"/{path.casefold()}".endswith(f"/{wanted}")}
    else:
        found = set()
    return Scope(paths=tuple(sorted(found)))


def _tagged(tag: str, sections: Sections) -> Scope:
    known = {known.casefold() for _, section in sections() for known in section.tags}
    return Scope(tags=(tag,)) if tag.casefold() in known else EVERYWHERE


def _dated(relation: str, when: str, sections: Sections) -> Scope:
    """The posts of some days; nothing where no post is of them."""
    dates = {section.date for _, section in sections() if section.date}
    days = _days(when, dates)
    if days is None:
        return EVERYWHERE
    first, last = days
    match relation:
        case "since":
            scope = Scope(since=first)
        case "after":
            scope = Scope(since=last + _DAY)
        case "before":
            scope = Scope(until=first - _DAY)
        case "until":
            scope = Scope(until=last)
        case _:
            scope = Scope(first, last)
    return scope if any(_within(date, scope) for date in dates) else EVERYWHERE


def _within(date: dt.date, scope: Scope) -> bool:
    return not (scope.since and date < scope.since) and not (scope.until and date > scope.until)


def _days(when: str, dates: set[dt.date]) -> Days | None:
    """The days that a text names: one, a month or a year; a day without year as posts have it."""
    if _YEAR.fullmatch(when):
        return dt.date(int(when), 1, 1), dt.date(int(when), 12, 31)
    if day := _whole_date(when):
        return day, day
    if first := _whole_date(f"1 {when}"):
        return first, first.replace(day=monthrange(first.year, first.month)[1])
    found = [day for day in _with_years(when, {date.year for date in dates}) if day in dates]
    return (found[0], found[0]) if len(found) == 1 else None


def _with_years(when: str, years: Iterable[int]) -> Iterator[dt.date]:
    for year in years:
        if day := _whole_date(f"{when} {year}"):
            yield day


def _whole_date(text: str) -> dt.date | None:
    found = find_date(text)
    return found.date if found and (found.start, found.end) == (0, len(text)) else None
