"""What a message says to the bot: whether it is meant, and the question in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from telegram.constants import ChatType, MessageEntityType

from bot.telegram import wording

if TYPE_CHECKING:
    from telegram import Message, MessageEntity, User

_ASK = re.compile(r"/\w+(?:@\w+)?\s*")


def is_private(message: Message) -> bool:
    """Whether a message stands in a private chat."""
    return message.chat.type == ChatType.PRIVATE


def addressed(message: Message, me: User) -> bool:
    """Whether the bot is meant: always in private, else by a mention or a reply to it."""
    return is_private(message) or bool(_mentions(message, me)) or replies_to(message, me)


def replies_to(message: Message, me: User) -> bool:
    """Whether a message replies to one of the bot's.

    In a forum every message replies to the one that opened its topic; that doesn't count.
    """
    replied = message.reply_to_message
    if replied is None or replied.from_user is None:
        return False
    return replied.from_user.id == me.id and replied.forum_topic_created is None


def question_in(message: Message, me: User) -> str:
    """The question in a message: without the command it begins with and mentions of the bot."""
    text = message.text or message.caption or ""
    for entity in sorted(_mentions(message, me), key=lambda e: e.offset, reverse=True):
        text = _without(text, entity).strip(" ,:;\n")
    return _ASK.sub("", text.strip(), count=1) if is_command(message) else text.strip()


def is_command(message: Message) -> bool:
    """Whether a message begins with a command."""
    kind = MessageEntityType.BOT_COMMAND
    return any(entity.type == kind and entity.offset == 0 for entity in message.entities)


def understood_in(answer: Message) -> str | None:
    """How the bot said that it read a follow-up, in the first line of its answer."""
    text = answer.text or ""
    if not text.startswith(wording.UNDERSTOOD):
        return None
    return text.removeprefix(wording.UNDERSTOOD).partition("\n")[0]


def _mentions(message: Message, me: User) -> list[MessageEntity]:
    kinds: list[str | None] = [MessageEntityType.MENTION, MessageEntityType.TEXT_MENTION]
    found = {
        **(message.parse_entities(kinds) if message.text else {}),
        **(message.parse_caption_entities(kinds) if message.caption else {}),
    }
    name = f"@{me.username}".casefold()
    return [
        entity for entity, text in found.items() if text.casefold() == name or entity.user == me
    ]


def _without(text: str, entity: MessageEntity) -> str:
    raw = text.encode("utf-16-le")
    start, end = 2 * entity.offset, 2 * (entity.offset + entity.length)
    return (raw[:start] + raw[end:]).decode("utf-16-le")
