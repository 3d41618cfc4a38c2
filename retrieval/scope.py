"""Which sections a `Scope` lets through."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
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


def _below(path: str, wanted: str) -> bool:
    wanted = wanted.strip("/")
    return path == wanted or path.startswith(f"{wanted}/") or path.endswith(f"/{wanted}")
