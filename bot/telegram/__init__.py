"""The Telegram room: the only one that imports `telegram`."""

from bot.telegram.service import run

__all__ = ["run"]
