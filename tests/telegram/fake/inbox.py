"""The bot's updates: kept until confirmed, handed out by long polling or taken by the webhook."""

from __future__ import annotations

import asyncio
import contextlib
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tests.telegram.fake.refusal import RefusedError

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable, Iterable

Json = dict[str, Any]

KINDS = {
    "message",
    "edited_message",
    "callback_query",
    "inline_query",
    "chosen_inline_result",
    "my_chat_member",
    "chat_member",
    "message_reaction",
    "message_reaction_count",
}
UNASKED = {"chat_member", "message_reaction", "message_reaction_count"}
LONGEST_POLL = 50
MOST_UPDATES = 100
HURRIED = 3.0


@dataclass(eq=False)
class _Poll:
    wake: Callable[[], object]
    terminated: bool = False


@dataclass(eq=False)
class Webhook:
    url: str = ""
    secret: str = ""
    max_connections: int = 40
    set_at: float = -1.0
    last_error: tuple[int, str] | None = None


@dataclass(eq=False)
class Inbox:
    """Pending updates in order; ``taken`` holds the confirmed ones, for looking back."""

    changed: threading.Condition
    pending: dict[int, Json] = field(default_factory=dict)
    taken: list[Json] = field(default_factory=list)
    allowed: set[str] = field(default_factory=lambda: KINDS - UNASKED)
    webhook: Webhook = field(default_factory=Webhook)
    listeners: set[Callable[[], object]] = field(default_factory=set)
    another_poller: bool = False
    polls: int = 0
    _next_id: int = 100_000_001
    _poll: _Poll | None = None
    _last: tuple[int, float] = (0, -HURRIED)

    def push(self, kind: str, payload: Json) -> int | None:
        """Queue an update of a kind that the bot asked for; its id, or None."""
        with self.changed:
            if kind not in self.allowed:
                return None
            update_id, self._next_id = self._next_id, self._next_id + 1
            self.pending[update_id] = {"update_id": update_id, kind: payload}
            self.wake()
            return update_id

    def wake(self) -> None:
        for listener in tuple(self.listeners):
            listener()
        self.changed.notify_all()

    def allow(self, kinds: Iterable[str] | None) -> None:
        """Remember the wanted kinds: None keeps what was said before, empty means the usual."""
        if kinds is not None:
            self.allowed = set(kinds) & KINDS or KINDS - UNASKED

    def confirm(self, update_ids: Iterable[int]) -> None:
        self.taken += [self.pending.pop(update_id) for update_id in tuple(update_ids)]
        self.changed.notify_all()

    async def poll(self, offset: int, limit: int, timeout: float) -> list[Json]:  # noqa: ASYNC109
        """One `getUpdates`, waiting up to ``timeout`` seconds for something to arrive."""
        deadline = time.monotonic() + self._unhurried(offset, min(timeout, LONGEST_POLL))
        loop, woken = asyncio.get_running_loop(), asyncio.Event()
        poll = _Poll(lambda: loop.call_soon_threadsafe(woken.set))
        self._take_over(poll)
        try:
            while True:
                woken.clear()
                batch = self._batch(offset, limit)
                self._refuse_conflict(poll)
                left = deadline - time.monotonic()
                if batch or left <= 0:
                    return batch
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(woken.wait(), left)
        finally:
            self.listeners.discard(poll.wake)
            self._poll = None if self._poll is poll else self._poll

    def _unhurried(self, offset: int, timeout: float) -> float:
        # Telegram makes whoever repeats a short poll wait.
        now = time.monotonic()
        hurried = self._last[0] == offset and now < self._last[1] + HURRIED
        self._last = (offset, now)
        return max(timeout, HURRIED) if hurried and timeout < HURRIED else timeout

    def _take_over(self, poll: _Poll) -> None:
        with self.changed:
            if self._poll:
                self._poll.terminated = True
                self._poll.wake()
            self._poll = poll
            self.polls += 1
            self.listeners.add(poll.wake)
            self.changed.notify_all()

    def _refuse_conflict(self, poll: _Poll) -> None:
        if poll.terminated or self.another_poller:
            raise RefusedError(
                409,
                "Conflict: terminated by other getUpdates request; "
                "make sure that only one bot instance is running",
            )

    def _batch(self, offset: int, limit: int) -> list[Json]:
        with self.changed:
            ids = list(self.pending)
            done = ids[:offset] if offset < 0 else [i for i in ids if i < offset]
            self.confirm(done)
            wanted = limit if 1 <= limit <= MOST_UPDATES else MOST_UPDATES
            return list(self.pending.values())[:wanted]
