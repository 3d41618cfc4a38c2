"""What the bot says of itself: getMe, commands, descriptions, menu button."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from tests.telegram.fake.refusal import bad_request

if TYPE_CHECKING:
    from tests.telegram.fake.world import Json, World

COMMAND = re.compile(r"[a-z0-9_]{1,32}")
MOST_COMMANDS = 100
COMMAND_CHARACTERS = 256
LONGEST = {"name": 64, "short_description": 120, "description": 512}
SCOPES = {
    "default": set[str](),
    "all_private_chats": set[str](),
    "all_group_chats": set[str](),
    "all_chat_administrators": set[str](),
    "chat": {"chat_id"},
    "chat_administrators": {"chat_id"},
    "chat_member": {"chat_id", "user_id"},
}


def get_me(world: World) -> Json:
    return world.bot.json() | {
        "can_join_groups": True,
        "can_read_all_group_messages": not world.privacy,
        "supports_inline_queries": True,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def set_my_commands(
    world: World,
    *,
    commands: list[Any],
    scope: dict[str, Any] | None = None,
    language_code: str = "",
) -> bool:
    if len(commands) > MOST_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not COMMAND.fullmatch(command["command"]):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(command["description"]) <= COMMAND_CHARACTERS:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    world.commands[_scope(world, scope), language_code] = commands
    return True


def get_my_commands(
    world: World, *, scope: dict[str, Any] | None = None, language_code: str = ""
) -> list[Any]:
    return world.commands.get((_scope(world, scope), language_code), [])


def delete_my_commands(
    world: World, *, scope: dict[str, Any] | None = None, language_code: str = ""
) -> bool:
    world.commands.pop((_scope(world, scope), language_code), None)
    return True


def set_my_name(world: World, *, name: str = "", language_code: str = "") -> bool:
    return _set(world, "name", name, language_code)


def get_my_name(world: World, *, language_code: str = "") -> Json:
    return {"name": world.profile.get(("name", language_code), world.bot.first_name)}


def set_my_description(world: World, *, description: str = "", language_code: str = "") -> bool:
    return _set(world, "description", description, language_code)


def get_my_description(world: World, *, language_code: str = "") -> Json:
    return {"description": world.profile.get(("description", language_code), "")}


def set_my_short_description(
    world: World, *, short_description: str = "", language_code: str = ""
) -> bool:
    return _set(world, "short_description", short_description, language_code)


def get_my_short_description(world: World, *, language_code: str = "") -> Json:
    return {"short_description": world.profile.get(("short_description", language_code), "")}


def set_chat_menu_button(
    world: World, *, chat_id: int | None = None, menu_button: dict[str, Any] | None = None
) -> bool:
    button = menu_button or {"type": "default"}
    if button["type"] not in {"default", "commands"}:
        raise bad_request(f"this fake knows no menu button {button['type']}")
    world.menu_buttons[chat_id] = button
    return True


def get_chat_menu_button(world: World, *, chat_id: int | None = None) -> Json:
    return world.menu_buttons.get(chat_id, {"type": "default"})


def _set(world: World, what: str, value: str, language_code: str) -> bool:
    if len(value) > LONGEST[what]:
        raise bad_request(f"bot {what.replace('_', ' ')} is too long")
    world.profile[what, language_code] = value
    return True


def _scope(world: World, scope: Json | None) -> str:
    scope = scope or {"type": "default"}
    if scope.get("type") not in SCOPES:
        raise bad_request("can't parse BotCommandScope: unsupported type specified")
    if scope.keys() - {"type"} != SCOPES[scope["type"]]:
        raise bad_request("can't parse BotCommandScope")
    if "chat_id" in scope:
        world.reachable(scope["chat_id"])
    return json.dumps(scope, sort_keys=True)


METHODS = (
    get_me,
    set_my_commands,
    get_my_commands,
    delete_my_commands,
    set_my_name,
    get_my_name,
    set_my_description,
    get_my_description,
    set_my_short_description,
    get_my_short_description,
    set_chat_menu_button,
    get_chat_menu_button,
)
