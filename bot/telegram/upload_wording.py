"""The words about documents that come by message."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.wording.answers import listed, plural
from retrieval.documents.kinds import Kind

if TYPE_CHECKING:
    import datetime as dt

    from retrieval.engine import Source

SHORT_NAME = 40  # characters of a name on a button

OWNERS_SEND = "Only an owner of this bot can give me documents."
UPLOADS_OFF = (
    "I take no documents by message yet. Whoever runs me can switch that on: set UPLOADS to a "
    "folder in .env, and start me again."
)
TOO_LARGE = (
    "That file is larger than 20 MB, the most that Telegram lets a bot fetch. "
    "Whoever runs me can add it on the server."
)
FETCH_FAILED = "I couldn't fetch that file from Telegram. Please send it again."
UPLOAD_REMOVED = "Removed: I no longer quote it."
UPLOAD_GONE = "That document is gone already, or was replaced. /sources lists those I have."
KNOWN = "I already have "


def unknown_kind(name: str) -> str:
    """A file that no reader is for."""
    kinds = listed([str(kind) for kind in Kind])
    return f"{name} isn't kept: I can't read files of its kind, only {kinds}."


def not_kept(name: str, reason: str) -> str:
    """A file that can't be read; the reason is a clause."""
    return f"{name} isn't kept: {reason}."


def name_taken(name: str) -> str:
    """A file whose name one has that isn't the bot's to replace."""
    return (
        f"{name} isn't kept: there is a document of that name that didn't come by message, and "
        "I leave that alone. Please send yours under another name."
    )


def unstored(error: OSError) -> str:
    """The folder is full, or can't be written."""
    return f"I couldn't store that file ({(error.strerror or 'unknown error').lower()})."


def not_removed(error: OSError) -> str:
    """The folder doesn't allow it."""
    return f"I couldn't remove that file ({(error.strerror or 'unknown error').lower()})."


def kept(*, replaced: bool) -> str:
    """Before the name of a document that was taken in."""
    return "Replaced " if replaced else "Added "


def indexed_later(name: str) -> str:
    """A stored file that the index doesn't hold yet."""
    return f"{name} is stored, but not read yet. /sources shows when it is."


def found_in(source: Source, first: dt.date | None, last: dt.date | None) -> str:
    """What a new document holds, after its name."""
    dates = f"{first}" if first == last else f"{first} to {last}"
    counts = f": {plural(source.sections, 'section')}, {plural(source.passages, 'passage')}"
    return f"{counts}, dated {dates}." if first else f"{counts}."


def remove_upload(name: str) -> str:
    """The button that removes a document."""
    short = name if len(name) <= SHORT_NAME else f"{name[: SHORT_NAME - 1]}…"
    return f"Remove {short}"
