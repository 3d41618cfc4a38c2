"""Many chats at once, each in its own order, and no update forgotten."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from telegram import Update
from telegram.ext import BaseUpdateProcessor

if TYPE_CHECKING:
    from collections.abc import Awaitable, Hashable

    from bot.telegram.inbox import Inbox

# A chat with many waiting updates must not use up the places of the others.
_PRACTICALLY_ALL = 1_000_000


class PerChat(BaseUpdateProcessor):
    """Deals with the updates of one chat in order, and with those of all chats at once."""

    __slots__ = ("_closing", "_inbox", "_last", "active")

    def __init__(self, inbox: Inbox) -> None:
        super().__init__(_PRACTICALLY_ALL)
        self._inbox = inbox
        self._last: dict[Hashable, asyncio.Event] = {}
        self._closing = False
        self.active = 0  # updates that are being dealt with

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Nothing to put away."""

    def close(self) -> None:
        """Begin nothing more: what waits stays in the inbox for the next start."""
        self._closing = True

    async def do_process_update(self, update: object, coroutine: Awaitable[None]) -> None:
        """Wait for the earlier updates of this chat, then process this one."""
        queue = _queue(update)
        before, done = self._last.get(queue), asyncio.Event()
        self._last[queue] = done
        try:
            if before:
                await before.wait()
            await self._process(update, coroutine)
        finally:
            done.set()
            if self._last.get(queue) is done:
                del self._last[queue]

    async def _process(self, update: object, coroutine: Awaitable[None]) -> None:
        if self._closing:
            coroutine.close()  # type: ignore[attr-defined]  # it is PTB's own coroutine
            return
        self.active += 1
        try:
            await coroutine
        finally:
            self.active -= 1
        if isinstance(update, Update):
            self._inbox.done(update.update_id)


def _queue(update: object) -> Hashable:
    """What an update waits for: its chat; an inline query, which has none, waits for nothing."""
    if not isinstance(update, Update) or update.effective_chat is None:
        return object()
    return update.effective_chat.id
