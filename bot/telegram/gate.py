"""The door: every update passes here first, and stops where its sender has no right."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from telegram.constants import ChatType
from telegram.error import TelegramError
from telegram.ext import ApplicationHandlerStop

from bot.telegram import wording
from bot.telegram.courier import Address
from bot.telegram.owners import INVITATION
from bot.telegram.pace import Limit, refusal_name

if TYPE_CHECKING:
    from telegram import Message, Update

    from bot.telegram.desk import Desk

_GROUPS = {ChatType.GROUP, ChatType.SUPERGROUP}
_REFUSALS = Limit(1, 24 * 3600)


class Gate:
    """Lets through what somebody with the right to ask has sent where the bot may speak."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def check(self, update: Update, _: Any) -> None:
        """Return for what may pass.

        Raises:
            ApplicationHandlerStop: for everything else.
        """
        if update.my_chat_member:
            return
        message = update.message or update.edited_message
        if message and self._moved(message):
            raise ApplicationHandlerStop
        if self._nobody(update) or (message and self._not_for_us(message)):
            raise ApplicationHandlerStop
        if message and _brings_code(message):
            return
        if not self._person_may(update):
            await self._refuse(update)
            raise ApplicationHandlerStop
        if not self._chat_may(update):
            raise ApplicationHandlerStop

    def _moved(self, message: Message) -> bool:
        """Follow a group that became a supergroup."""
        if message.migrate_to_chat_id:
            self._desk.access.move_group(message.chat_id, message.migrate_to_chat_id)
        return bool(message.migrate_to_chat_id or message.migrate_from_chat_id)

    @staticmethod
    def _nobody(update: Update) -> bool:
        """No person: a channel, another bot, an admin who hides behind the group."""
        user = update.effective_user
        return user is None or user.is_bot

    def _not_for_us(self, message: Message) -> bool:
        """A quote of ours that somebody sent by inline mode, or a channel's post."""
        own = message.via_bot is not None and message.via_bot.id == self._desk.me.id
        return own or bool(message.is_automatic_forward or message.sender_chat)

    def _person_may(self, update: Update) -> bool:
        assert update.effective_user
        return self._desk.access.may_ask(update.effective_user.id)

    def _chat_may(self, update: Update) -> bool:
        chat = update.effective_chat
        if chat is None or chat.type == ChatType.PRIVATE:
            return True
        if chat.type not in _GROUPS:
            return False
        text = (update.message and update.message.text) or ""
        return self._desk.access.allows_group(chat.id) or text.startswith("/allow")

    async def _refuse(self, update: Update) -> None:
        user, message = update.effective_user, update.message
        assert user
        if update.callback_query:
            with suppress(TelegramError):  # nothing hangs on it
                await update.callback_query.answer(wording.NO_RIGHT, show_alert=True)
        elif update.inline_query:
            with suppress(TelegramError):  # nothing hangs on it
                await update.inline_query.answer([], cache_time=0, is_personal=True)
        elif message and message.chat.type == ChatType.PRIVATE and self._first_today(user.id):
            await self._desk.courier.say(Address.of(message), wording.PRIVATE_BOT)

    def _first_today(self, user_id: int) -> bool:
        """A stranger hears one refusal a day: nobody can make the bot talk."""
        return self._desk.pace.take({refusal_name(user_id): _REFUSALS}) is None


def _brings_code(message: Message) -> bool:
    """A start link with a code: what lets strangers in."""
    text = message.text or ""
    return message.chat.type == ChatType.PRIVATE and text.startswith(f"/start {INVITATION}")
