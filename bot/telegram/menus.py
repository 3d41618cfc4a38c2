"""The menus of commands that Telegram shows beside a chat. Nothing hangs on them."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from telegram import BotCommand, BotCommandScopeAllGroupChats, BotCommandScopeChat
from telegram.error import TelegramError

from bot.telegram import wording

if TYPE_CHECKING:
    from telegram import Bot


async def show_commands(bot: Bot) -> None:
    """Fill the menus of all chats: a shorter one in groups."""
    everywhere = [BotCommand(*item) for item in wording.COMMANDS.items()]
    groups = [BotCommand(name, wording.COMMANDS[name]) for name in wording.GROUP_COMMANDS]
    with suppress(TelegramError):
        await bot.set_my_commands(everywhere)
        await bot.set_my_commands(groups, scope=BotCommandScopeAllGroupChats())


async def show_owner_commands(bot: Bot, user_id: int) -> None:
    """Add the owner's commands to the menu of their chat with the bot."""
    commands = [BotCommand(*item) for item in (wording.COMMANDS | wording.OWNER_COMMANDS).items()]
    with suppress(TelegramError):
        await bot.set_my_commands(commands, scope=BotCommandScopeChat(user_id))
