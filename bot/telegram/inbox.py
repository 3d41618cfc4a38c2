"""Updates that came and aren't answered yet: none is lost, none is taken twice.

An update is written down before Telegram hears that it arrived, and its text is deleted as soon
as it is dealt with; what a kill left over is taken up at the next start. The bare number stays
for two days, longer than Telegram repeats an update, so that a repetition is known.
"""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING

from telegram import Bot, Update

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.telegram.state import State

KEPT_SECONDS = 2 * 24 * 3600
MOST_STARTS = 3


class Inbox:
    """The waiting updates of a state file."""

    def __init__(self, state: State) -> None:
        self._state = state

    def receive(self, updates: Iterable[Update]) -> list[Update]:
        """Write down updates and give back those that are new, in one transaction."""
        with self._state.transaction():
            return [update for update in updates if self._is_new(update)]

    def _is_new(self, update: Update) -> bool:
        # An inline query is stale within seconds: it isn't worth keeping anybody's typing.
        raw = None if update.inline_query else update.to_json()
        row = (update.update_id, raw, 0, time.time())
        done = self._state.db.execute("INSERT OR IGNORE INTO inbox VALUES (?, ?, ?, ?)", row)
        return done.rowcount == 1

    def done(self, update_id: int) -> None:
        """The update has been dealt with: forget what it said."""
        self._state.db.execute("UPDATE inbox SET raw = NULL WHERE update_id = ?", (update_id,))

    def left_over(self, bot: Bot) -> list[Update]:
        """What a stop left unanswered, oldest first.

        An update that was there at three starts may be what ends the process, and is given up.
        """
        db = self._state.db
        with self._state.transaction():
            db.execute("UPDATE inbox SET starts = starts + 1 WHERE raw IS NOT NULL")
            db.execute("UPDATE inbox SET raw = NULL WHERE starts > ?", (MOST_STARTS,))
            rows = db.execute(
                "SELECT raw FROM inbox WHERE raw IS NOT NULL ORDER BY update_id"
            ).fetchall()
        return [Update.de_json(json.loads(raw), bot) for (raw,) in rows]

    def clear_old(self) -> None:
        """Forget the numbers of updates that Telegram can't repeat any more."""
        before = time.time() - KEPT_SECONDS
        self._state.db.execute("DELETE FROM inbox WHERE raw IS NULL AND at < ?", (before,))
