"""The Telegram room: the only one that imports `telegram`."""

from bot.telegram.bot_token import state_path
from bot.telegram.service import run

__all__ = ["run", "state_path"]
