"""How people and the bot stand in a chat, and how the bot is told when that changes."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.telegram.fake.world import Chat, Json, Person, World


RIGHTS = (
    "can_be_edited",
    "is_anonymous",
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
)


def change_bot_status(world: World, chat: Chat, by: Person, status: str) -> None:
    """Set the bot's `ChatMember` status and queue `my_chat_member`."""
    old = member_json(chat, world.bot)
    chat.members[world.bot.id] = status
    update = {
        "chat": chat.json(),
        "from": by.json(),
        "date": int(time.time()),
        "old_chat_member": old,
        "new_chat_member": member_json(chat, world.bot),
    }
    world.inbox.push("my_chat_member", update)
    world.changed.notify_all()


def member_json(chat: Chat, person: Person) -> Json:
    """The `ChatMember` of a person."""
    status = chat.members.get(person.id, "left")
    value: Json = {"user": person.json(), "status": status}
    if status == "creator":
        value["is_anonymous"] = False
    elif status == "administrator":
        value |= dict.fromkeys(RIGHTS, False)
    elif status == "kicked":
        value["until_date"] = 0
    return value
