"""Updates that came and aren't answered yet: none is lost, none is taken twice.

An update is written down before Telegram hears that it arrived, and its text is deleted as soon
as it is dealt with; what a kill left over is taken up at the next start. The bare number stays
for two days, longer than Telegram repeats an update, so that a repetition is known.

An update may itself be what ends the process. So each try is written down before it begins, and
after three that no end of the process excuses, the update is given up.
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
MOST_TRIES = 3


class Inbox:
    """The waiting updates of a state file."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._tried: frozenset[int] = frozenset()
        self._begun: set[int] = set()

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

    def begin(self, update_id: int) -> bool:
        """Count a try before it begins; False where there were too many already."""
        self._begun.add(update_id)
        count = "UPDATE inbox SET starts = starts + 1 WHERE update_id = ?"
        self._state.db.execute(count, (update_id,))
        query = "SELECT starts FROM inbox WHERE update_id = ?"
        row = self._state.db.execute(query, (update_id,)).fetchone()
        return row is None or row[0] <= MOST_TRIES

    def done(self, update_id: int) -> None:
        """The update has been dealt with: forget what it said."""
        self._begun.discard(update_id)
        self._state.db.execute("UPDATE inbox SET raw = NULL WHERE update_id = ?", (update_id,))

    def excuse(self) -> None:
        """The process ends for another reason: what it was busy with has no part in that."""
        with self._state.transaction():
            for update_id in self._begun:
                uncount = "UPDATE inbox SET starts = starts - 1 WHERE update_id = ?"
                self._state.db.execute(uncount, (update_id,))
        self._begun.clear()

    def left_over(self, bot: Bot) -> list[Update]:
        """What a stop left unanswered, oldest first."""
        rows = self._state.db.execute(
            "SELECT update_id, starts, raw FROM inbox WHERE raw IS NOT NULL ORDER BY update_id"
        ).fetchall()
        self._tried = frozenset(update_id for update_id, starts, _ in rows if starts)
        return [Update.de_json(json.loads(raw), bot) for _, _, raw in rows]

    def was_tried(self, update_id: int) -> bool:
        """Whether a process that was killed had begun with this update."""
        return update_id in self._tried

    def clear_old(self) -> None:
        """Forget the numbers of updates that Telegram can't repeat any more."""
        before = time.time() - KEPT_SECONDS
        self._state.db.execute("DELETE FROM inbox WHERE raw IS NULL AND at < ?", (before,))
