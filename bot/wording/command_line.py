"""What the commands say besides answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.wording.answers import plural

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from retrieval.engine import Source
    from retrieval.indexing import Refreshed, Skipped

INDEXING = "Reading documents"
_UNITS = ("bytes", "kB", "MB", "GB")


def misspelt(key: str, name: str) -> str:
    """That a key of `.env` looks like a setting and is none."""
    return f"quotebot: .env sets {key}, which is no setting. Did you mean {name}?"


def rebuilt(reason: str) -> str:
    """Why the index was built anew."""
    return f"quotebot: {reason} It was built anew."


def skipped_hint(count: int) -> str:
    """That files were left out."""
    return f"quotebot: {plural(count, 'file')} left out; quotebot index says why."


def size(count: int) -> str:
    """A number of bytes for people.

    >>> size(999), size(47_187)
    ('999 bytes', '47 kB')
    """
    amount, unit = float(count), 0
    while amount >= 999.5 and unit < len(_UNITS) - 1:
        amount, unit = amount / 1000, unit + 1
    return f"{amount:.0f} {_UNITS[unit]}"


def holdings(sources: Sequence[Source], passages: int) -> str:
    """What an index holds."""
    sections = sum(source.sections for source in sources)
    counts = [
        plural(len(sources), "document"),
        plural(sections, "section"),
        plural(passages, "passage"),
    ]
    return f"{', '.join(counts)}; {size(sum(source.size for source in sources))}"


def changes(refreshed: Refreshed) -> str:
    """What a refresh changed."""
    counts = [
        f"{len(paths):,} {verb}"
        for paths, verb in (
            (refreshed.added, "added"),
            (refreshed.changed, "changed"),
            (refreshed.removed, "removed"),
        )
        if paths
    ]
    return ", ".join(counts) if counts else "nothing changed"


def skipped_files(skipped: Sequence[Skipped]) -> list[str]:
    """The files that were left out, a line each."""
    return [f"  {file.path}: {file.reason}" for file in skipped]


def left_out(count: int) -> str:
    """The heading over files that were left out."""
    return f"{plural(count, 'file')} left out:"


def index_report(
    folder: Path, refreshed: Refreshed, sources: Sequence[Source], passages: int
) -> list[str]:
    """What `quotebot index` did and what there is now, a line each."""
    return [
        f"The index holds {holdings(sources, passages)} ({changes(refreshed)}).",
        f"It is kept in {folder}.",
    ]
