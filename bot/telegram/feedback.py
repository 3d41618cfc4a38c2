"""`quotebot feedback`: what people marked as unhelpful, and what got no answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.telegram import terminal_wording
from bot.telegram.bot_token import state_path
from bot.telegram.records import ANSWERED
from bot.telegram.state import State

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.settings import Settings


def report(settings: Settings) -> list[str]:
    """The lines of the report.

    Raises:
        SettingError: there is no token to say which bot, or its memory can't be read.
    """
    path = state_path(settings)
    if not path.is_file():
        return [terminal_wording.NO_RECORDS]
    state = State(path)
    try:
        return [*_counts(state), *_questions(state)]
    finally:
        state.close()


def _counts(state: State) -> Iterator[str]:
    rows = state.db.execute("SELECT outcome, count(*) FROM outcomes GROUP BY outcome ORDER BY 2")
    outcomes = dict(rows.fetchall())
    marks = dict(state.db.execute("SELECT helpful, count(*) FROM feedback GROUP BY 1").fetchall())
    yield terminal_wording.outcome_counts(
        outcomes.pop(ANSWERED, 0), sum(outcomes.values()), marks.get(1, 0), marks.get(0, 0)
    )


def _questions(state: State) -> Iterator[str]:
    unhelpful = state.db.execute(
        "SELECT question, count(*) FROM feedback WHERE helpful = 0 AND question IS NOT NULL "
        "GROUP BY question ORDER BY 2 DESC, 1"
    ).fetchall()
    unanswered = state.db.execute(
        "SELECT question, count(*) FROM outcomes WHERE outcome != ? AND question IS NOT NULL "
        "GROUP BY question ORDER BY 2 DESC, 1",
        (ANSWERED,),
    ).fetchall()
    for heading, rows in (
        (terminal_wording.MARKED_UNHELPFUL, unhelpful),
        (terminal_wording.WITHOUT_ANSWER, unanswered),
    ):
        if rows:
            yield heading
            yield from (terminal_wording.asked_often(" ".join(text.split()), n) for text, n in rows)
    if not unhelpful and not unanswered:
        yield terminal_wording.NO_QUESTIONS_LOGGED
