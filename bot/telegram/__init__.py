"""The Telegram room: the only one that imports `telegram`."""

from bot.telegram.service import run, state_path

__all__ = ["run", "state_path"]
