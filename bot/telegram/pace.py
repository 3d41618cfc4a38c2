"""How fast people may ask: a token bucket for each person and each chat, kept over a restart."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.telegram.state import State


@dataclass(frozen=True, slots=True)
class Limit:
    """At most ``most`` at once, and as many again in ``seconds``; 0 is no limit."""

    most: int
    seconds: float = 60.0


@dataclass(frozen=True, slots=True)
class Refusal:
    """Too fast: how long to wait, and whether this is the first time it has to be said."""

    wait_seconds: float
    first: bool


class Pace:
    """The buckets of a state file; ``now`` gives seconds since the epoch."""

    def __init__(self, state: State, now: Callable[[], float] = time.time) -> None:
        self._state = state
        self._now = now

    def take(self, wanted: dict[str, Limit]) -> Refusal | None:
        """Take one from each named bucket, or from none of them and say why."""
        with self._state.transaction():
            levels = {name: self._level(name, limit) for name, limit in wanted.items()}
            short = [name for name, level in levels.items() if wanted[name].most and level < 1]
            if short:
                return self._refuse(short, levels, wanted)
            for name, level in levels.items():
                self._keep(name, level - 1, told=False)
        return None

    def _refuse(
        self, short: list[str], levels: dict[str, float], wanted: dict[str, Limit]
    ) -> Refusal:
        waits = [(1 - levels[name]) * wanted[name].seconds / wanted[name].most for name in short]
        first = not any(self._told(name) for name in short)
        for name in short:
            self._keep(name, levels[name], told=True)
        return Refusal(max(waits), first)

    def _level(self, name: str, limit: Limit) -> float:
        row = self._state.db.execute(
            "SELECT level, at FROM pace WHERE name = ?", (name,)
        ).fetchone()
        if not row or not limit.most:
            return float(limit.most)
        level, at = map(float, row)
        gained = max(0.0, self._now() - at) * limit.most / limit.seconds
        return min(float(limit.most), level + gained)

    def _told(self, name: str) -> bool:
        query = "SELECT told FROM pace WHERE name = ?"
        row = self._state.db.execute(query, (name,)).fetchone()
        return bool(row and row[0])

    def _keep(self, name: str, level: float, *, told: bool) -> None:
        row = (name, level, self._now(), told)
        self._state.db.execute("INSERT OR REPLACE INTO pace VALUES (?, ?, ?, ?)", row)

    def clear_old(self, seconds: float = 2 * 24 * 3600) -> None:
        """Forget the buckets that nobody used for so long."""
        self._state.db.execute("DELETE FROM pace WHERE at < ?", (self._now() - seconds,))

    def forget(self, user_id: int) -> None:
        """Forget one person's buckets."""
        names = (person_name(user_id), refusal_name(user_id))
        self._state.db.execute("DELETE FROM pace WHERE name IN (?, ?)", names)


def person_name(user_id: int) -> str:
    """The bucket of a person's questions."""
    return f"person {user_id}"


def chat_name(chat_id: int) -> str:
    """The bucket of a chat's questions."""
    return f"chat {chat_id}"


def refusal_name(user_id: int) -> str:
    """The bucket of the refusals that a stranger hears."""
    return f"refusal {user_id}"
