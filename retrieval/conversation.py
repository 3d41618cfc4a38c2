"""Questions in a conversation: what a message asks, read with the question before it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from retrieval.answering import bare_question, questions_in, read_follow_up
from retrieval.answering.followups import as_asked
from retrieval.model import Answer

if TYPE_CHECKING:
    from collections.abc import Callable

    from retrieval.model import Abstention


@dataclass(frozen=True, slots=True)
class Understood:
    """How a message is read: what is asked of the documents, and what is shown of it.

    ``shown`` is None where the message is read as it stands; a greeting or thanks that are left
    out needn't be shown.
    """

    asked: str
    shown: str | None


def understand(
    text: str, previous: str | None, ask: Callable[[str], Answer | Abstention]
) -> Understood:
    """What a message asks; several questions in one are read as one.

    Args:
        text: as a person typed it.
        previous: the question before it, as it was shown; None for none.
        ask: answers that one, since its quote tells which of its names are in play.
    """
    bare, questions = bare_question(text), questions_in(text)
    question = questions[0] if len(questions) == 1 else bare
    shown = _follow_up(question, bare_question(previous), ask) if previous else None
    if shown is None and question != bare:
        shown = question
    return Understood(as_asked(shown) if shown else question, shown)


def _follow_up(text: str, previous: str, ask: Callable[[str], Answer | Abstention]) -> str | None:
    if read_follow_up(text, previous) is None:
        return None
    answered = ask(as_asked(previous))
    quote = answered.quotes[0].quote.text if isinstance(answered, Answer) else None
    return read_follow_up(text, previous, quote)
