from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from telegram import Bot, Update

from bot.telegram.inbox import Inbox
from bot.telegram.state import State
from bot.telegram.updates import PerChat

if TYPE_CHECKING:
    from pathlib import Path

BOT = Bot("1:a")


def update(number: int, chat: int) -> Update:
    where = {"id": chat, "type": "private", "first_name": "Anna"}
    message = {"message_id": number, "date": 0, "chat": where, "text": "?"}
    return Update.de_json({"update_id": number, "message": message}, BOT)


def test_a_slow_chat_keeps_its_order_and_delays_nobody_else(tmp_path: Path) -> None:
    log: list[str] = []

    async def work(name: str, seconds: float) -> None:
        log.append(f"{name} begins")
        await asyncio.sleep(seconds)
        log.append(f"{name} ends")

    async def run() -> None:
        state = State(tmp_path / "s")
        processor = PerChat(Inbox(state))
        await asyncio.gather(
            processor.process_update(update(1, chat=1), work("slow", 0.2)),
            processor.process_update(update(2, chat=1), work("next", 0.0)),
            processor.process_update(update(3, chat=2), work("other", 0.0)),
        )
        assert not processor._last
        state.close()

    asyncio.run(run())
    assert log.index("other ends") < log.index("slow ends") < log.index("next begins")


def test_after_closing_nothing_begins_and_what_waits_is_kept(tmp_path: Path) -> None:
    async def work() -> None:
        raise AssertionError("begun")

    async def run() -> list[Update]:
        state = State(tmp_path / "s")
        inbox = Inbox(state)
        (one,) = inbox.receive([update(1, chat=1)])
        processor = PerChat(inbox)
        processor.close()
        await processor.process_update(one, work())
        left = inbox.left_over(BOT)
        state.close()
        return left

    assert [left.update_id for left in asyncio.run(run())] == [1]


def test_an_update_that_fails_lets_the_next_one_through(tmp_path: Path) -> None:
    async def fail() -> None:
        raise ValueError

    async def work() -> None:
        done.append(1)

    async def run() -> None:
        state = State(tmp_path / "s")
        processor = PerChat(Inbox(state))
        await asyncio.gather(
            processor.process_update(update(1, chat=1), fail()),
            processor.process_update(update(2, chat=1), work()),
            return_exceptions=True,
        )
        state.close()

    done: list[int] = []
    asyncio.run(run())
    assert done == [1]
