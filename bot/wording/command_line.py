"""What the commands say besides answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.wording.answers import plural

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from retrieval.documents import SkippedFile
    from retrieval.engine import Source
    from retrieval.refreshed import Refreshed

INDEXING = "Reading documents"
INDEXING_STOPPED = "quotebot: Stopped. The index is still the one from before."
LISTED_CITATIONS = 20
LISTED_LEFT_OUT = 5
_WHERE_TO_LOOK = "Set DOCUMENTS, or give --docs, to a folder or file that holds text."
_UNITS = ("bytes", "kB", "MB", "GB")


def misspelt(key: str, name: str) -> str:
    """That a key of `.env` looks like a setting and is none."""
    return f"quotebot: .env sets {key}, which is no setting. Did you mean {name}?"


def junk(number: int) -> str:
    """That a line of `.env` can't be read, without its words: they may be a secret."""
    return f"quotebot: line {number} of .env is passed over: a line looks like NAME=value."


def rebuilt(reason: str) -> str:
    """Why the index was built anew."""
    return f"quotebot: {reason} It was built anew."


def skipped_hint(count: int) -> str:
    """That files were left out."""
    return f"quotebot: {plural(count, 'file')} left out; quotebot index says why."


def lost_hint(count: int) -> str:
    """That citations given before hold no more."""
    verb = "holds" if count == 1 else "hold"
    return (
        f"quotebot: {plural(count, 'citation')} given before no longer {verb}; "
        "quotebot index lists what doesn't."
    )


def lost_citations(citations: Sequence[str]) -> list[str]:
    """The citations given before that hold no more, the latest last, under a heading."""
    if not citations:
        return []
    verb = "holds" if len(citations) == 1 else "hold"
    shown = citations[-LISTED_CITATIONS:]
    rest = len(citations) - len(shown)
    return [
        f"{plural(len(citations), 'citation')} given before no longer {verb}:",
        *([f"  … {rest:,} earlier ones"] if rest else []),
        *(f"  {citation}" for citation in shown),
        "quotebot verify CITATION shows what became of its words.",
    ]


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


def skipped_files(skipped: Sequence[SkippedFile]) -> list[str]:
    """The files that were left out, a line each."""
    return [f"  {file.path}: {file.reason}" for file in skipped]


def nothing_readable(folders: Sequence[Path], skipped: Sequence[SkippedFile]) -> list[str]:
    """That there is nothing to answer from, where it was looked for and what was left out."""
    places = ", ".join(map(str, folders))
    rest = len(skipped) - LISTED_LEFT_OUT
    return [
        f"quotebot: No document can be read in {places}. {_WHERE_TO_LOOK}",
        *skipped_files(skipped[:LISTED_LEFT_OUT]),
        *([f"  … {rest:,} more; quotebot index lists them all"] if rest > 0 else []),
    ]


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
