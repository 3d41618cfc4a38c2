from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from telegram import Bot, Update

from bot.telegram.inbox import MOST_TRIES, Inbox
from bot.telegram.state import State
from bot.telegram.updates import PerChat

if TYPE_CHECKING:
    from pathlib import Path

BOT = Bot("1:a")


def update(number: int, chat: int) -> Update:
    where = {"id": chat, "type": "private", "first_name": "Anna"}
    message = {"message_id": number, "date": 0, "chat": where, "text": "?"}
    return Update.de_json({"update_id": number, "message": message}, BOT)


async def given_up(update: Update) -> None:
    raise AssertionError(update)


def test_a_slow_chat_keeps_its_order_and_delays_nobody_else(tmp_path: Path) -> None:
    log: list[str] = []

    async def work(name: str, seconds: float) -> None:
        log.append(f"{name} begins")
        await asyncio.sleep(seconds)
        log.append(f"{name} ends")

    async def run() -> None:
        state = State(tmp_path / "s")
        processor = PerChat(Inbox(state), given_up)
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
        processor = PerChat(inbox, given_up)
        processor.close()
        await processor.process_update(one, work())
        left = inbox.left_over(BOT)
        state.close()
        return left

    assert [left.update_id for left in asyncio.run(run())] == [1]


def test_what_a_kill_interrupted_is_taken_up_one_at_a_time(tmp_path: Path) -> None:
    log: list[str] = []

    async def work(name: str) -> None:
        log.append(name)
        await asyncio.sleep(0.02)
        log.append(name)

    async def run() -> None:
        state = State(tmp_path / "s")
        killed = Inbox(state)
        killed.receive([update(number, chat=number) for number in range(4)])
        for number in range(3):
            killed.begin(number)
        inbox = Inbox(state)
        processor = PerChat(inbox, given_up)
        left = inbox.left_over(BOT)
        works = [work("one"), work("two"), work("three"), work("new")]
        await asyncio.gather(*map(processor.process_update, left, works))
        assert not inbox.left_over(BOT)
        state.close()

    asyncio.run(run())
    tried = [name for name in log if name != "new"]
    assert tried[::2] == tried[1::2]
    assert log.index("new") < log.index(tried[2])


def test_what_ends_the_process_each_time_is_given_up_and_the_rest_is_not(tmp_path: Path) -> None:
    answered: list[int] = []
    left_alone: list[int] = []

    async def give_up(update: Update) -> None:
        left_alone.append(update.update_id)

    async def work(number: int) -> None:
        if number == 2:
            await asyncio.Event().wait()  # until the "process" ends
        answered.append(number)

    async def life(state: State) -> None:
        inbox = Inbox(state)
        processor = PerChat(inbox, give_up)
        left = inbox.left_over(BOT)
        works = [processor.process_update(one, work(one.update_id)) for one in left]
        await asyncio.wait(map(asyncio.ensure_future, works), timeout=0.05)

    state = State(tmp_path / "s")
    Inbox(state).receive([update(number, chat=number) for number in range(5)])
    for _ in range(MOST_TRIES + 1):
        asyncio.run(life(state))
    state.close()
    assert sorted(answered) == [0, 1, 3, 4]
    assert left_alone == [2]


def test_an_update_that_fails_lets_the_next_one_through(tmp_path: Path) -> None:
    async def fail() -> None:
        raise ValueError

    async def work() -> None:
        done.append(1)

    async def run() -> None:
        state = State(tmp_path / "s")
        processor = PerChat(Inbox(state), given_up)
        await asyncio.gather(
            processor.process_update(update(1, chat=1), fail()),
            processor.process_update(update(2, chat=1), work()),
            return_exceptions=True,
        )
        state.close()

    done: list[int] = []
    asyncio.run(run())
    assert done == [1]
