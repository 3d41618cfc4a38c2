"""The bot's token, and the file with the state of the bot that it belongs to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.telegram import terminal_wording
from retrieval.errors import SettingError

if TYPE_CHECKING:
    from pathlib import Path

    from bot.settings import Settings

_TOKEN = re.compile(r"(\d{5,}):[\w-]{30,}")  # the bot's user id, and its secret


def token_of(settings: Settings) -> str:
    """The token; only Telegram knows whether it is a right one.

    Raises:
        SettingError: there is none, or it isn't one.
    """
    token = settings.telegram_bot_token.get_secret_value().strip()
    if not token:
        raise SettingError(terminal_wording.NOT_CONFIGURED)
    if not _TOKEN.fullmatch(token):
        raise SettingError(terminal_wording.MISSHAPEN)
    return token


def state_path(settings: Settings) -> Path:
    """Where the state of the token's bot is.

    Raises:
        SettingError: there is no token, or it isn't one.
    """
    bot_id = token_of(settings).partition(":")[0]
    return settings.index_dir.expanduser() / f"telegram-{bot_id}.sqlite3"
