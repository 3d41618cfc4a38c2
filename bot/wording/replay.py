"""What is said of an answer that was replayed."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from retrieval.receipts import Receipt


EMPTY = "The file holds no answer. quotebot ask --json --receipt prints what can be replayed."


def changes(then: Receipt, now: Receipt, today: Mapping[str, str], *, same: bool) -> list[str]:
    """What differs between a receipt of then and one of now, a line each, under a heading.

    ``today`` gives the documents' SHA-256 by path.
    """
    found = [f"  {line}" for line in _changes(then, now, today)]
    if same:
        return ["quotebot: the answer is the same, though this changed:", *found] if found else []
    nothing = ["  nothing that a receipt knows of"]
    return ["quotebot: the answer is another one. What changed:", *(found or nothing)]


def _changes(then: Receipt, now: Receipt, today: Mapping[str, str]) -> list[str]:
    found = []
    if then.program != now.program:
        found.append(f"quotebot {then.program} is now {now.program}")
    elif then.data != now.data:
        found.append("quotebot's trained files")
    for path, sha256 in then.used.items():
        if today.get(path) != sha256:
            found.append(f"{path}, which was quoted, {'changed' if path in today else 'is gone'}")
    if then.documents != now.documents:
        found.append(f"{then.documents:,} documents are now {now.documents:,}")
    elif then.corpus != now.corpus:
        found.append("the documents: at least one was changed or renamed")
    if then.citations != now.citations:
        found.append(f"quoted was: {_listed(then.citations)}")
        found.append(f"quoted is:  {_listed(now.citations)}")
    return found


def _listed(citations: tuple[str, ...]) -> str:
    return ", ".join(citations) or "nothing"
