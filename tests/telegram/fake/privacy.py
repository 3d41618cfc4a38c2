"""Which messages reach the bot: in groups with privacy mode, only those meant for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.telegram.fake.text import covered
from tests.telegram.fake.world import PRESENT

if TYPE_CHECKING:
    from tests.telegram.fake.world import Message, World

ORDINARY = {"photo", "sticker", "voice", "document"}


def sees(world: World, message: Message) -> bool:
    """Whether the bot gets an update for a message that somebody else wrote."""
    if message.chat.person:
        return True
    status = message.chat.members.get(world.bot.id)
    if status not in PRESENT:
        return False
    return status != "member" or not world.privacy or _is_meant(world, message)


def _is_meant(world: World, message: Message) -> bool:
    service = bool(message.content) and not message.content.keys() & ORDINARY
    answers = message.reply_to is not None and message.reply_to.sender is world.bot
    return service or answers or message.via is world.bot or _calls(world, message)


def _calls(world: World, message: Message) -> bool:
    handle = f"@{world.bot.username}".lower()
    mentioned = handle in map(str.lower, covered(message.text, "mention"))
    starts = any(e.type == "bot_command" and e.offset == 0 for e in message.text.entities)
    command = covered(message.text, "bot_command")[:1] if starts else []
    return mentioned or any("@" not in word or handle in word.lower() for word in command)
