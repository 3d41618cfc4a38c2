"""Questions in a conversation: how one is read with the question before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.answering import read_follow_up
from retrieval.answering.followups import as_asked
from retrieval.model import Answer

if TYPE_CHECKING:
    from collections.abc import Callable

    from retrieval.model import Abstention


def understand(
    text: str, previous: str | None, ask: Callable[[str], Answer | Abstention]
) -> str | None:
    """A follow-up as it is shown when read with the question before it; None for one of its own.

    Args:
        text: as a person typed it.
        previous: the question before it, as it was shown; None for none.
        ask: answers that one, since its quote tells which of its names are in play.
    """
    if previous is None or read_follow_up(text, previous) is None:
        return None
    answered = ask(as_asked(previous))
    quote = answered.quotes[0].quote.text if isinstance(answered, Answer) else None
    return read_follow_up(text, previous, quote)
