"""An update that seems to end the process each time it is tried: left alone, and said so."""

from __future__ import annotations

import logging
from contextlib import suppress
from typing import TYPE_CHECKING

from telegram import Message
from telegram.error import TelegramError

from bot.telegram import wording
from bot.telegram.courier import Address
from bot.telegram.reading import addressed, is_command, is_private

if TYPE_CHECKING:
    from telegram import Update

    from bot.telegram.desk import Desk

log = logging.getLogger(__name__)


class GivingUp:
    """Tells the person whose message is given up, where the bot may speak to that person."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def __call__(self, update: Update) -> None:
        """Log it, and say the fixed words."""
        log.error("update %d is given up: it was begun with too often", update.update_id)
        message = update.effective_message
        if isinstance(message, Message) and self._waits_for_words(update, message):
            with suppress(TelegramError):
                await self._desk.courier.say(Address.of(message), wording.GIVEN_UP)

    def _waits_for_words(self, update: Update, message: Message) -> bool:
        desk, user = self._desk, update.effective_user
        if user is None or not desk.access.may_ask(user.id):
            return False
        if is_private(message):
            return True
        meant = bool(update.callback_query) or is_command(message) or addressed(message, desk.me)
        return meant and desk.access.allows_group(message.chat_id)
