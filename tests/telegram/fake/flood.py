"""Telegram's published pace: 1 message a second to a chat, 20 a minute to a group, 30 a second."""

from __future__ import annotations

import math
import time
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.telegram.fake.refusal import too_many_requests

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(eq=False)
class _Window:
    most: int
    seconds: float
    sent: deque[float] = field(default_factory=deque)

    def wait(self, now: float) -> float:
        while self.sent and self.sent[0] <= now - self.seconds:
            self.sent.popleft()
        return 0.0 if len(self.sent) < self.most else self.sent[0] + self.seconds - now


@dataclass(eq=False)
class Flood:
    """Refuses what comes faster than the pace; messages and edits count, chat ids < 0 are groups.

    ``burst`` messages a chat in ``burst`` seconds are let through: Telegram's FAQ says that
    short bursts over one a second pass.
    """

    burst: int = 1
    overall: int = 30
    group_minute: int = 20
    now: Callable[[], float] = time.monotonic
    _windows: dict[str, _Window] = field(default_factory=dict)

    def admit(self, chat_id: int) -> None:
        """Count one message, or raise 429 with the seconds to wait."""
        windows = [self._window("all", self.overall, 1.0)]
        windows.append(self._window(f"chat {chat_id}", self.burst, float(self.burst)))
        if chat_id < 0:
            windows.append(self._window(f"group {chat_id}", self.group_minute, 60.0))
        now = self.now()
        wait = max(window.wait(now) for window in windows)
        if wait > 0:
            raise too_many_requests(math.ceil(wait))
        for window in windows:
            window.sent.append(now)

    def _window(self, name: str, most: int, seconds: float) -> _Window:
        return self._windows.setdefault(name, _Window(most, seconds))
