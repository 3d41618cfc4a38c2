"""Long polling that outlives every failure but a wrong token."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, TypeVar

from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError, TimedOut

from bot.telegram import terminal_wording

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from telegram import Bot, Update

    Receive = Callable[[Sequence[Update]], Awaitable[None]]

log = logging.getLogger(__name__)
T = TypeVar("T")
POLL_SECONDS = 50
FIRST_WAIT, LONGEST_WAIT = 0.5, 15.0


class Troubles:
    """Says once what is wrong, and once that it is over."""

    def __init__(self, say: Callable[[str], None]) -> None:
        self._say = say
        self._now = ""
        self._wait = FIRST_WAIT
        self._failures = 0

    def over(self) -> None:
        """A request went well."""
        if self._now:
            self._say(terminal_wording.CONNECTED_AGAIN)
        self._now, self._wait, self._failures = "", FIRST_WAIT, 0

    async def wait(self, error: TelegramError) -> None:
        """Say what is wrong, unless that was said, and wait: each time longer."""
        self._failures += 1
        log.info("Telegram can't be reached: %s", error)
        # One slow answer is nothing to speak of.
        minor = isinstance(error, RetryAfter) or (
            isinstance(error, TimedOut) and self._failures < 2
        )
        if not minor:
            trouble = terminal_wording.trouble(error)
            if trouble != self._now:
                self._say(trouble)
            self._now = trouble
        await asyncio.sleep(_asked_to_wait(error) or self._wait)
        self._wait = min(2 * self._wait, LONGEST_WAIT)


async def poll(bot: Bot, receive: Receive, allowed: Sequence[str], troubles: Troubles) -> None:
    """Fetch updates for ever; cancel to stop.

    Updates are received (written down) before the next request confirms them to Telegram.

    Raises:
        InvalidToken: the token was revoked meanwhile.
    """
    offset = None
    while True:
        try:
            updates = await bot.get_updates(
                offset=offset, timeout=POLL_SECONDS, allowed_updates=allowed
            )
        except InvalidToken:
            raise
        except TelegramError as error:
            await troubles.wait(error)
            continue
        troubles.over()
        if updates:
            await receive(updates)
            offset = updates[-1].update_id + 1


async def insist(call: Callable[[], Awaitable[T]], troubles: Troubles) -> T:
    """Repeat a call at the start until the network is there.

    Raises:
        InvalidToken: the token is wrong.
    """
    while True:
        try:
            result = await call()
        except (InvalidToken, Conflict):
            raise
        except TelegramError as error:
            await troubles.wait(error)
        else:
            troubles.over()
            return result


def _asked_to_wait(error: TelegramError) -> float:
    if not isinstance(error, RetryAfter):
        return 0.0
    delay = error.retry_after
    return delay if isinstance(delay, (int, float)) else delay.total_seconds()
