"""Letting people and groups in: the link codes, the owner's commands, being added to a group."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from telegram import ChatMember
from telegram.constants import ChatType

from bot.telegram import wording
from bot.telegram.access import Role
from bot.telegram.answers import reported, welcome, words
from bot.telegram.courier import Address, insisting
from bot.telegram.links import link
from bot.telegram.menus import show_owner_commands
from bot.telegram.reading import is_private, question_in

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from telegram import Message, Update

    from bot.telegram.desk import Desk

    Command = Callable[[Update, Any], Awaitable[None]]

INVITATION = "i_"
_PRESENT = {ChatMember.MEMBER, ChatMember.ADMINISTRATOR, ChatMember.OWNER, ChatMember.RESTRICTED}


def code_link(username: str, code: str) -> str:
    """The link that carries a one-time code."""
    return link(username, INVITATION + code)


class Owners:
    """Handles codes, /invite /users /remove /allow, and what happens to the bot in groups."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def redeem(self, update: Update, context: Any) -> None:
        """Somebody opened a link with a code."""
        message = _message(update)
        user = message.from_user
        assert user
        code = question_in(message, self._desk.me).removeprefix(INVITATION)
        role = self._desk.access.redeem(code, user.id, user.full_name)
        match role:
            case Role.OWNER:
                await self._reply(message, wording.NOW_OWNER)
                await show_owner_commands(context.bot, user.id)
            case Role.GUEST:
                examples = await self._desk.think(self._desk.engine.examples)
                greeting = welcome(examples, wording.NOW_GUEST)
                await self._desk.courier.deliver(Address.of(message), greeting)
            case None:
                await self._reply(message, wording.OLD_LINK)

    async def invite(self, update: Update, _: Any) -> None:
        """Make a link that lets one person in."""
        message = _message(update)
        if await self._in_private(message):
            code = self._desk.access.new_code(Role.GUEST)
            invitation = code_link(self._desk.me.username or "", code)
            await self._desk.courier.say(Address.of(message), wording.invitation(invitation))

    async def users(self, update: Update, _: Any) -> None:
        """List who was let in."""
        message = _message(update)
        if await self._in_private(message):
            access = self._desk.access
            besides = wording.allowed_besides(access.allowed_count)
            text = wording.users(access.people(), besides)
            await self._desk.courier.deliver(Address.of(message), reported(text))

    async def remove(self, update: Update, _: Any) -> None:
        """Take a guest's right away."""
        message = _message(update)
        if not await self._in_private(message):
            return
        number = question_in(message, self._desk.me)
        if not (number.isascii() and number.isdigit() and len(number) < 16):
            await self._reply(message, wording.REMOVE_WHOM)
        elif not self._desk.access.remove(int(number)):
            await self._reply(message, wording.NOT_A_GUEST)
        elif self._desk.access.may_ask(int(number)):
            await self._reply(message, wording.REMOVED_BUT_ALLOWED)
        else:
            await self._reply(message, wording.REMOVED)

    async def allow(self, update: Update, _: Any) -> None:
        """Let the bot speak in the group where an owner says so."""
        message = _message(update)
        if not self._is_owner(message):
            # Silent where the bot may not speak yet.
            if is_private(message):
                await self._reply(message, wording.OWNERS_ONLY)
        elif is_private(message):
            await self._reply(message, wording.GROUPS_ONLY)
        else:
            self._desk.access.allow_group(message.chat_id, message.chat.title or "")
            await self._reply(message, wording.GROUP_ALLOWED)

    async def membership(self, update: Update, context: Any) -> None:
        """The bot was added to a group, or removed from one."""
        change = update.my_chat_member
        assert change
        chat, access = change.chat, self._desk.access
        if chat.type not in (ChatType.GROUP, ChatType.SUPERGROUP):
            return
        was, present = (
            member.status in _PRESENT for member in (change.old_chat_member, change.new_chat_member)
        )
        if not present:
            access.forget_group(chat.id)
        elif not was:
            owner = access.owns(change.from_user.id)
            if owner:
                access.allow_group(chat.id, chat.title or "")
            text = wording.GROUP_ALLOWED if owner else wording.GROUP_NEEDS_OWNER
            await insisting(lambda: context.bot.send_message(chat.id, text))

    def _is_owner(self, message: Message) -> bool:
        assert message.from_user
        return self._desk.access.owns(message.from_user.id)

    async def _in_private(self, message: Message) -> bool:
        if not self._is_owner(message):
            await self._reply(message, wording.OWNERS_ONLY)
        elif not is_private(message):
            await self._reply(message, wording.PRIVATE_ONLY)
        else:
            return True
        return False

    async def _reply(self, message: Message, text: str) -> None:
        await self._desk.courier.deliver(Address.of(message), words(text))


def _message(update: Update) -> Message:
    assert update.message
    return update.message
