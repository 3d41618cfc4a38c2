"""What is said when documents change while the bot runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.wording.answers import plural
from bot.wording.command_line import changes
from retrieval.errors import QuotebotError

if TYPE_CHECKING:
    from retrieval.refreshed import Refreshed


def news(heard: Refreshed | QuotebotError) -> str:
    """What a watched folder's change did, or what went wrong."""
    if isinstance(heard, QuotebotError):
        return str(heard)
    told = f"The documents changed: {changes(heard)}."
    if not heard.lost:
        return told
    verb = "holds" if len(heard.lost) == 1 else "hold"
    return f"{told} {plural(len(heard.lost), 'citation')} given before no longer {verb}."
