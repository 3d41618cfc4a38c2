"""Many chats at once, each in its own order, and no update forgotten."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from telegram import Update
from telegram.ext import BaseUpdateProcessor

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Hashable

    from bot.telegram.inbox import Inbox

# A chat with many waiting updates must not use up the places of the others.
_PRACTICALLY_ALL = 1_000_000
ALONE_SECONDS = 2.0


class PerChat(BaseUpdateProcessor):
    """Deals with the updates of one chat in order, and with those of all chats at once.

    What was begun when the process was killed is taken up one at a time: if one of these updates
    was the reason, the others don't share its blame. ``give_up`` is called with an update that
    was tried too often.
    """

    __slots__ = ("_alone", "_closing", "_give_up", "_inbox", "_last", "active")

    def __init__(self, inbox: Inbox, give_up: Callable[[Update], Awaitable[None]]) -> None:
        super().__init__(_PRACTICALLY_ALL)
        self._inbox = inbox
        self._give_up = give_up
        self._alone = asyncio.Lock()
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
        if not isinstance(update, Update):
            await coroutine
            return
        if self._inbox.was_tried(update.update_id):
            async with self._alone:
                task = asyncio.create_task(self._try(update, coroutine))
                # A slow one is no reason to keep the rest waiting for long.
                await asyncio.wait({task}, timeout=ALONE_SECONDS)
            await task
        else:
            await self._try(update, coroutine)

    async def _try(self, update: Update, coroutine: Awaitable[None]) -> None:
        if self._closing:
            _drop(coroutine)
            return
        self.active += 1
        try:
            if self._inbox.begin(update.update_id):
                await coroutine
            else:
                _drop(coroutine)
                await self._give_up(update)
        finally:
            self.active -= 1
        self._inbox.done(update.update_id)


def _drop(coroutine: Awaitable[None]) -> None:
    coroutine.close()  # type: ignore[attr-defined]  # it is PTB's own coroutine


def _queue(update: object) -> Hashable:
    """What an update waits for: its chat; an inline query, which has none, waits for nothing."""
    if not isinstance(update, Update) or update.effective_chat is None:
        return object()
    return update.effective_chat.id
