"""The headings that are open at a point of a document, and the title that they make."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from retrieval.documents.dates import find_date

if TYPE_CHECKING:
    import datetime as dt

_BESIDE = 2  # words beside a date in a heading that dates what is below it: "Minutes of …"

BETWEEN_TITLES = " › "


@dataclass(slots=True)
class Outline:
    """Headings, outermost first, below the document's own title, which may be empty.

    >>> outline = Outline("Guide")
    >>> outline.open(1, "Install")
    >>> outline.open(2, "Linux")
    >>> outline.title
    'Guide › Install › Linux'
    """

    root: str = ""
    _open: list[tuple[int, str]] = field(default_factory=list)

    def open(self, level: int, title: str) -> None:
        """Close every heading that isn't above ``level`` (1 the highest), then open this one."""
        while self._open and self._open[-1][0] >= level:
            self._open.pop()
        self._open.append((level, title))

    @property
    def date(self) -> dt.date | None:
        """The date that the innermost of the headings consists of, but for a word or two.

        >>> outline = Outline("Minutes")
        >>> outline.open(2, "Meeting of 12 September 2024")
        >>> outline.open(3, "Item 1: the landing of 6 June 1944 in films")
        >>> outline.date.isoformat()
        '2024-09-12'
        """
        dates = (_date(title) for _, title in reversed(self._open))
        return next(filter(None, dates), None)

    @property
    def title(self) -> str:
        """The open headings joined; the document's title isn't said twice."""
        titles = [title for _, title in self._open if title]
        if self.root and self.root not in titles[:1]:
            titles.insert(0, self.root)
        return BETWEEN_TITLES.join(titles)


def _date(heading: str) -> dt.date | None:
    found = find_date(heading)
    if found is None:
        return None
    beside = heading[: found.start] + heading[found.end :]
    return found.date if len(re.findall(r"\w[\w.]*", beside)) <= _BESIDE else None
