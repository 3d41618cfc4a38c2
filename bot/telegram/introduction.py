"""What the bot says of itself when it starts: who it is, whom it answers, what it gets to see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.telegram import terminal_wording
from bot.telegram.access import Role
from bot.telegram.owners import code_link

if TYPE_CHECKING:
    from collections.abc import Iterator

    from telegram import User

    from bot.telegram.access import Access


def introduction(me: User, access: Access) -> Iterator[str]:
    """The lines; where nobody owns the bot, one of them makes a code that lets its owner in."""
    people = access.people()
    owners = sum(person.role is Role.OWNER for person in people)
    yield terminal_wording.started(me)
    yield terminal_wording.answers_whom(access.allowed_count, owners, len(people) - owners)
    if not access.has_owner():
        link = code_link(me.username or "", access.new_code(Role.OWNER))
        yield terminal_wording.owner_link(link)
    yield terminal_wording.privacy_mode(me)
    yield terminal_wording.inline_mode(me)
