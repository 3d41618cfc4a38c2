"""Which sections a `Scope` lets through, and which of its names explain that it lets none."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from retrieval.model import UnknownName

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from retrieval.model import Scope, Section


def lies_in(scope: Scope, path: str, section: Section) -> bool:
    """Whether a section of the document at ``path`` is asked too.

    >>> from retrieval.model import Scope, Section, Span
    >>> lies_in(Scope(paths=("hr",)), "hr/leave.md", Section(Span(0, 9)))
    True
    >>> lies_in(Scope(paths=("h",)), "hr/leave.md", Section(Span(0, 9)))
    False
    """
    if scope.paths and not any(_below(path, wanted) for wanted in scope.paths):
        return False
    if (scope.since or scope.until) and section.date is None:
        return False
    if section.date and scope.since and section.date < scope.since:
        return False
    if section.date and scope.until and section.date > scope.until:
        return False
    tags = {tag.casefold() for tag in section.tags}
    return all(tag.casefold() in tags for tag in scope.tags)


def unknown_names(
    scope: Scope, paths: Sequence[str], sections: Iterable[tuple[str, Section]]
) -> Iterator[UnknownName]:
    """The paths and tags of ``scope`` that nothing has, each with the nearest that something has.

    Args:
        scope: the part of the documents that was asked.
        paths: those of all documents.
        sections: all of them, each with its document's path.

    >>> from retrieval.model import Scope
    >>> list(unknown_names(Scope(paths=("days.dm",)), ["hr/days.md"], []))
    [UnknownName(name='days.dm', nearest='hr/days.md', is_tag=False)]
    """
    for wanted in scope.paths:
        if not any(_below(path, wanted) for path in paths):
            yield UnknownName(wanted, _nearest(wanted.strip("/"), _names(paths)))
    if scope.tags:
        tags = {tag.casefold(): tag for _, section in sections for tag in section.tags}
        for tag in scope.tags:
            if tag.casefold() not in tags:
                yield UnknownName(tag, _nearest(tag, tags), is_tag=True)


def _names(paths: Sequence[str]) -> dict[str, str]:
    """What documents and folders may be called, whatever the case, and the path of each."""
    names = {}
    for path in reversed(paths):
        parts = path.split("/")
        for end in range(1, len(parts) + 1):
            whole = "/".join(parts[:end])
            names[parts[end - 1].casefold()] = whole
            names[whole.casefold()] = whole
    return names


def _nearest(wanted: str, known: dict[str, str]) -> str | None:
    close = difflib.get_close_matches(wanted.casefold(), known, n=1)
    return known[close[0]] if close else None


def _below(path: str, wanted: str) -> bool:
    wanted = wanted.strip("/")
    return path == wanted or path.startswith(f"{wanted}/") or path.endswith(f"/{wanted}")
