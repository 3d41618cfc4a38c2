"""Telegram's side of a webhook: posts updates, in order within a chat, until they are taken."""

from __future__ import annotations

import asyncio
import contextlib
import json
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tornado.httpclient import AsyncHTTPClient, HTTPClientError, HTTPRequest

if TYPE_CHECKING:
    from tests.telegram.fake.world import Json, World

FIRST_PAUSE = 0.1
LONGEST_PAUSE = 5.0


@dataclass(eq=False)
class Delivery:
    """Takes updates to the webhook while one is set.

    ``proxy`` stands in for the TLS proxy before the bot: public address → inner address.
    """

    world: World
    proxy: dict[str, str] = field(default_factory=dict)
    _busy: dict[int, asyncio.Task[None]] = field(default_factory=dict)
    _busy_chats: set[int] = field(default_factory=set)

    async def run(self) -> None:
        loop, woken = asyncio.get_running_loop(), asyncio.Event()
        self.world.inbox.listeners.add(lambda: loop.call_soon_threadsafe(woken.set))
        try:
            while True:
                await woken.wait()
                woken.clear()
                self._start_deliveries(woken)
        finally:
            for task in self._busy.values():
                task.cancel()

    def _start_deliveries(self, woken: asyncio.Event) -> None:
        inbox = self.world.inbox
        with self.world.changed:
            for update_id, update in inbox.pending.items():
                chat = _chat_of(update)
                room = len(self._busy) < inbox.webhook.max_connections
                if inbox.webhook.url and room and chat not in self._busy_chats:
                    self._busy_chats.add(chat)
                    task = asyncio.create_task(self._deliver(update_id, update))
                    self._busy[update_id] = task
                    task.add_done_callback(self._after(update_id, chat, woken))

    def _after(self, update_id: int, chat: int, woken: asyncio.Event) -> Any:
        def finish(_: object) -> None:
            self._busy.pop(update_id)
            self._busy_chats.discard(chat)
            woken.set()

        return finish

    async def _deliver(self, update_id: int, update: Json) -> None:
        pause = FIRST_PAUSE
        while update_id in self.world.inbox.pending and self.world.inbox.webhook.url:
            if await self.post(update):
                with contextlib.suppress(KeyError):
                    self.world.inbox.confirm([update_id])
                return
            await asyncio.sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE)

    async def post(self, update: Json, secret: str | None = None) -> bool:
        """One attempt; whether the bot took the update."""
        webhook = self.world.inbox.webhook
        secret = webhook.secret if secret is None else secret
        headers = {"Content-Type": "application/json"}
        headers |= {"X-Telegram-Bot-Api-Secret-Token": secret} if secret else {}
        request = HTTPRequest(
            self._inner(webhook.url), "POST", headers, json.dumps(update), request_timeout=10
        )
        try:
            await AsyncHTTPClient().fetch(request)
        except (HTTPClientError, OSError) as error:
            webhook.last_error = (int(time.time()), f"Wrong response from the webhook: {error}")
            return False
        return True

    def _inner(self, url: str) -> str:
        for public, inner in self.proxy.items():
            if url.startswith(public):
                return inner + url.removeprefix(public)
        return url


def _chat_of(update: Json) -> int:
    """The chat that orders an update; queries without one are ordered by their person."""
    body = next(value for name, value in update.items() if name != "update_id")
    chat: int = (body.get("message") or body).get("chat", body["from"])["id"]
    return chat
