"""What a refresh changed in the index."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from retrieval.documents import SkippedFile
    from retrieval.given import GivenCitation
    from retrieval.index import DocumentRecord


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What a refresh changed, in paths, and why it built everything anew, where it did.

    ``lost`` are the citations given before that hold no more because of it. ``unsettled`` are the
    files that were passed over because they were being written.
    """

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    skipped: tuple[SkippedFile, ...] = ()
    rebuilt_because: str = ""
    lost: tuple[GivenCitation, ...] = ()
    unsettled: tuple[Path, ...] = ()

    def __bool__(self) -> bool:
        """Whether the index is another one now."""
        return bool(self.added or self.changed or self.removed or self.rebuilt_because)

    def since(self, before: Iterable[DocumentRecord], now: Iterable[DocumentRecord]) -> Refreshed:
        """The same without the documents that an index which was deleted held as they are now."""
        held = {record.path: record.sha256 for record in before}
        new = {record.path for record in now if held.get(record.path) != record.sha256}
        return replace(
            self,
            added=tuple(path for path in self.added if path not in held),
            changed=(*self.changed, *(p for p in self.added if p in held and p in new)),
        )
