"""How the Telegram bot bears a crowd, a bad network and being killed. Linux, ten minutes or so.

    .venv/bin/python -m tests.benchmarks.telegram_soak

Four runs of the real `quotebot telegram` against the strict fake, each with its figures printed:

1. *trouble*: 1,000 questions from 50 people in 10 group chats; a tenth of all requests fails
   (429, 502, dropped before or after the effect) and the process is killed five times.
2. *flood*: the same, and Telegram's published pace is enforced (1 message a second to a chat, 20
   a minute to a group, 30 a second), with bursts of three let through; a third of the questions.
3. *crowd*: 50 people in private chats, each asking again as soon as answered.
4. *pace*: the same people asking 20 questions a second between them, below Telegram's limit.

A question that was answered twice is excused where the connection was dropped after Telegram had
taken the answer, or where the process was killed within two seconds of it; neither can be known
from the bot's side. A refused request is excused where it repeats such a dropped one.
"""

from __future__ import annotations

import argparse
import random
import re
import statistics
import tempfile
import time
from collections import Counter, deque
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from tests.telegram.fake import FakeTelegram, Fault, FaultPlan, Flood
from tests.telegram.fake.process import SEEDS, BotProcess
from tests.telegram.fake.resources import Usage, usage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.telegram.fake import Chat, Message, User

PEOPLE = 50
CHATS = 10
KILLS = 5
FAULTS = 0.1
PACE = 20.0
UNNOTED = 2.0  # seconds in which a killed bot may not have noted that its answer arrived
OPEN = {
    "ALLOWED_USERS": "*",
    "QUESTIONS_PER_MINUTE": "0",
    "CHAT_QUESTIONS_PER_MINUTE": "0",
}
WORD = re.compile(r"\w{5,}")


@dataclass(eq=False)
class Asked:
    """One question and what came back."""

    message: Message
    answers: list[Message] = field(default_factory=list)
    kills: int = 0

    @property
    def seconds(self) -> float:
        return self.answers[0].sent_at - self.message.sent_at


@dataclass(eq=False)
class Crowd:
    """People who ask; each has one question open at most, and asks the next when let."""

    telegram: FakeTelegram
    seats: deque[tuple[User, Chat]]
    questions: Iterator[str]
    asked: dict[Message, Asked] = field(default_factory=dict)
    waiting: dict[User, Asked] = field(default_factory=dict)
    answered: int = 0
    kills: list[float] = field(default_factory=list)
    _read: int = 0

    def ask(self, seat: tuple[User, Chat]) -> None:
        user, chat = seat
        handle = "" if chat.person else f"/ask@{self.telegram.world.bot.username} "
        message = user.sends(chat, handle + next(self.questions))
        self.asked[message] = self.waiting[user] = Asked(message)

    def listen(self) -> None:
        """Wait for something new and note which questions it answers."""
        world = self.telegram.world
        with world.changed:
            if self._read == len(world.posted):
                world.changed.wait(0.02)
            new, self._read = world.posted[self._read :], len(world.posted)
        for message in new:
            if message.sender is world.bot and message.reply_to in self.asked:
                self._note(self.asked[message.reply_to], message)

    def run(self, total: int, gap: float, each: Callable[[], None], patience: float) -> None:
        """Ask ``total`` questions, at most one in ``gap`` seconds, and wait for the answers."""
        started, heard, first = time.monotonic(), time.monotonic(), len(self.asked)
        while self.answered < total and time.monotonic() < heard + patience:
            before = self.answered
            due = first + int((time.monotonic() - started) / gap) + 1 if gap else total
            self._ask_until(min(due, total))
            self.listen()
            heard = time.monotonic() if self.answered > before else heard
            each()

    def _ask_until(self, total: int) -> None:
        for _ in range(len(self.seats)):
            if len(self.asked) < total and self.seats[0][0] not in self.waiting:
                self.ask(self.seats[0])
            self.seats.rotate(-1)

    def _note(self, asked: Asked, answer: Message) -> None:
        self.answered += not asked.answers
        asked.answers.append(answer)
        for user in [user for user, open_one in self.waiting.items() if open_one is asked]:
            del self.waiting[user]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--questions", type=int, default=1000, help="in each run, but a third in flood"
    )
    questions = parser.parse_args().questions
    runs = ((trouble, questions), (flood, questions // 3), (crowd, questions), (pace, questions))
    for run, wanted in runs:
        print(f"\n{run.__name__}: {wanted} questions from {PEOPLE} people", flush=True)
        with tempfile.TemporaryDirectory() as folder:
            run(Path(folder), wanted)


def flood(folder: Path, wanted: int) -> None:
    trouble(folder, wanted, Flood(burst=3))


def trouble(folder: Path, wanted: int, rule: Flood | None = None) -> None:
    with FakeTelegram() as telegram:
        users = [telegram.person(f"Person {number}") for number in range(PEOPLE)]
        owner = claim(telegram, folder)
        chats = [group(telegram, owner, users[number::CHATS], number) for number in range(CHATS)]
        seats = deque((user, chats[number % CHATS]) for number, user in enumerate(users))
        people = Crowd(telegram, seats, questions())
        with bot_of(telegram, folder) as bot:
            bot.until_polling()
            for chat in chats:
                owner.adds_bot(chat)
            telegram.quiet_for(2)
            telegram.server.faults = FaultPlan.evenly(FAULTS, seed=1)
            telegram.world.flood = rule
            lives = [[usage(bot.pid)]]
            started = time.monotonic()
            people.run(wanted, 0, lambda: kill_in_time(people, bot, lives, wanted), patience=120)
            lives[-1].append(usage(bot.pid))
            took = time.monotonic() - started
            telegram.server.faults = FaultPlan()
            telegram.quiet_for(3)
            people.listen()
        print_trouble(people, lives, took, bot.log)


def kill_in_time(people: Crowd, bot: BotProcess, lives: list[list[Usage]], wanted: int) -> None:
    """Kill and restart the bot at each sixth of the way."""
    if len(lives) <= KILLS and people.answered >= wanted * len(lives) // (KILLS + 1):
        lives[-1].append(usage(bot.pid))
        for asked in people.waiting.values():
            asked.kills += 1
        bot.kill()
        people.kills.append(time.monotonic())
        bot.start().until_polling()
        lives.append([usage(bot.pid)])


def crowd(folder: Path, wanted: int) -> None:
    private(folder, wanted, gap=0.0)


def pace(folder: Path, wanted: int) -> None:
    private(folder, wanted, gap=1 / PACE)


def private(folder: Path, wanted: int, gap: float) -> None:
    with FakeTelegram() as telegram, bot_of(telegram, folder) as bot:
        bot.until_polling()
        users = [telegram.person(f"Person {number}") for number in range(PEOPLE)]
        people = Crowd(telegram, deque((user, user.private) for user in users), questions())
        people.run(PEOPLE, 0, lambda: None, patience=60)  # warm
        first = len(people.asked)
        uses = [usage(bot.pid)]
        started = time.monotonic()

        def sample() -> None:
            if people.answered >= first + wanted * len(uses) // 10:
                uses.append(usage(bot.pid))

        people.run(first + wanted, gap, sample, patience=60)
        took = time.monotonic() - started
        telegram.quiet_for(2)
        uses.append(usage(bot.pid))
        print_speed(list(people.asked.values())[first:], uses, took)
        print_verdict(people, bot.log)


def claim(telegram: FakeTelegram, folder: Path) -> User:
    """Start the bot once with nobody allowed, and own it through the link that it prints."""
    owner = telegram.person("Owner")
    with BotProcess(telegram, folder) as bot:
        bot.until_polling()
        link = re.search(rf"t\.me/{telegram.world.bot.username}\?start=([\w-]+)", bot.log)
        assert link, f"no owner link:\n{bot.log}"
        opened = owner.starts(link[1])
        telegram.wait_for(lambda: [m for m in owner.private.from_bot if m.sent_at > opened.sent_at])
        bot.stop()
    return owner


def group(telegram: FakeTelegram, owner: User, users: list[User], number: int) -> Chat:
    """Groups and supergroups in turn."""
    make = telegram.supergroup if number % 2 else telegram.group
    return make(f"Chat {number}", owner, *users)


def bot_of(telegram: FakeTelegram, folder: Path) -> BotProcess:
    return BotProcess(telegram, folder, OPEN)


def questions() -> Iterator[str]:
    """Endless questions about the seed documents' own words, some without an answer there."""
    text = "\n".join(path.read_text(encoding="utf-8") for path in sorted(SEEDS.iterdir()))
    lines = [words for line in text.splitlines() if len(words := WORD.findall(line)) > 5]
    chance = random.Random(1)
    while True:
        yield f"What is said about {' '.join(chance.sample(chance.choice(lines), 4))}?"


def repeats(asked: Asked) -> list[tuple[Message, Message]]:
    """Each answer that was sent again, with its repetition; the parts of a long one differ."""
    last: dict[str, Message] = {}
    pairs = []
    for answer in asked.answers:
        if answer.text.text in last:
            pairs.append((last[answer.text.text], answer))
        last[answer.text.text] = answer
    return pairs


def excused(people: Crowd, answer: Message) -> bool:
    """Whether the bot can't have known that Telegram took this answer."""
    key = (answer.chat.id, answer.id)
    killed = any(answer.sent_at <= at <= answer.sent_at + UNNOTED for at in people.kills)
    return killed or any(
        call.fault is Fault.DROPPED_AFTER
        and call.method == "sendMessage"
        and call.result
        and (call.result["chat"]["id"], call.result["message_id"]) == key
        for call in people.telegram.calls
    )


def print_verdict(people: Crowd, log: str) -> None:
    asked, calls = people.asked.values(), people.telegram.calls
    again = [first for one in asked for first, _ in repeats(one)]
    unexcused = sum(not excused(people, first) for first in again)
    lost = [one.kills for one in asked if not one.answers]
    print(f"  asked {len(asked)}, answered {people.answered}", end=", ")
    print(f"answered again {len(again)} (unexcused {unexcused})")
    if lost:
        print(f"  LOST {len(lost)}, which lived through this many kills: {sorted(lost)}")
    dropped = {(c.method, str(c.fields)) for c in calls if c.fault is Fault.DROPPED_AFTER}
    for call in people.telegram.refused:
        excuse = " (repeats a dropped request)" * ((call.method, str(call.fields)) in dropped)
        print(f"  refused: {call.method}: {call.refused}{excuse}")
    print(f"  refused requests: {len(people.telegram.refused)} of {len(calls)}", end="; ")
    print(f"tracebacks in the log: {log.count('Traceback (most recent')}")


def print_trouble(people: Crowd, lives: list[list[Usage]], took: float, log: str) -> None:
    met = Counter(str(call.fault) for call in people.telegram.calls if call.fault)
    print(f"  faults: {', '.join(f'{n} × {fault}' for fault, n in met.items())}; {took:.0f} s")
    print(f"  put off by the flood rule: {len(people.telegram.flooded)}")
    print_verdict(people, log)
    for number, (born, *_, dead) in enumerate(lives, 1):
        print(f"  life {number}: {born.megabytes:.0f} MB at first, {dead.megabytes:.0f} at last")


def print_speed(asked: list[Asked], uses: list[Usage], took: float) -> None:
    seconds = sorted(one.seconds for one in asked if one.answers)
    p95 = statistics.quantiles(seconds, n=20)[-1]
    cost = (uses[-1].cpu_seconds - uses[0].cpu_seconds) / len(seconds)
    print(f"  {len(seconds) / took:.1f} questions a second")
    print(f"  latency: median {statistics.median(seconds):.3f} s, p95 {p95:.3f} s")
    print(f"  CPU: {1000 * cost:.1f} ms an answer, so {1 / cost:.0f} a second on one core")
    print(f"  memory, MB by tenths: {' '.join(f'{use.megabytes:.0f}' for use in uses)}")


if __name__ == "__main__":
    main()
