"""The headings that are open at a point of a document, and the title that they make."""

from __future__ import annotations

from dataclasses import dataclass, field

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
    def title(self) -> str:
        """The open headings joined; the document's title isn't said twice."""
        titles = [title for _, title in self._open if title]
        if self.root and self.root not in titles[:1]:
            titles.insert(0, self.root)
        return BETWEEN_TITLES.join(titles)
