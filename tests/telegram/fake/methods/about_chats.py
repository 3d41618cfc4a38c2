"""What the bot may learn of chats and members, and leaving."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.telegram.fake.membership import change_bot_status, member_json
from tests.telegram.fake.refusal import bad_request
from tests.telegram.fake.world import PRESENT

if TYPE_CHECKING:
    from tests.telegram.fake.world import Json, World


def get_chat(world: World, *, chat_id: str) -> Json:
    chat = world.reachable(chat_id)
    gifts = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription")
    accepted = dict.fromkeys((*gifts, "gifts_from_channels"), True)
    full = {"accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": accepted}
    return chat.json() | full


def get_chat_member(world: World, *, chat_id: str, user_id: int) -> Json:
    chat = world.reachable(chat_id)
    person = world.people.get(user_id)
    if person is None:
        raise bad_request("invalid user_id specified")
    return member_json(chat, person)


def get_chat_administrators(world: World, *, chat_id: str) -> list[Any]:
    chat = world.reachable(chat_id)
    if chat.person:
        raise bad_request("there are no administrators in the private chat")
    return [
        member_json(chat, world.people[user_id])
        for user_id, status in chat.members.items()
        if status in {"creator", "administrator"} and user_id != world.bot.id
    ]


def get_chat_member_count(world: World, *, chat_id: str) -> int:
    return sum(status in PRESENT for status in world.reachable(chat_id).members.values())


def leave_chat(world: World, *, chat_id: str) -> bool:
    chat = world.reachable(chat_id)
    if chat.person:
        raise bad_request("chat can't be left")
    change_bot_status(world, chat, world.bot, "left")
    return True


METHODS = (get_chat, get_chat_member, get_chat_administrators, get_chat_member_count, leave_chat)
