"""A day in the life: 2,000 files, 200 changes while 1,000 questions are asked.

    python tests/benchmarks/live_folder.py [FILES CHANGES QUESTIONS]

Prints the latency of answers at rest and during the changes, the seconds until a change was
reflected, and how many quotes were wrong: a quote is wrong if its words were never in its document
at a time when it could be quoted.
"""

from __future__ import annotations

import random
import statistics
import sys
import tempfile
import time
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from retrieval.engine import Engine
from retrieval.errors import QuotebotError
from retrieval.model import Answer
from retrieval.watching import watch

if TYPE_CHECKING:
    from retrieval.refreshed import Refreshed

THINGS = ("ferry", "tram", "bakery", "museum", "library", "harbour", "market", "school", "clinic")
PAUSE = 0.02  # seconds between two questions
VERBS = ("opens", "closes", "was rebuilt", "was sold", "moves")
PLACES = [f"{street} {number}" for street in ("Mill Lane", "Oak Road") for number in range(100)]


class World:
    """The folder, and every text that each of its files ever had."""

    def __init__(self, folder: Path, files: int) -> None:
        self._folder = folder
        self._chance = random.Random(20)
        self._number = 0
        self.texts: dict[str, set[str]] = {}
        for number in range(files):
            self.write(f"{number % 40:02}/{number:05}.txt")

    def sentence(self) -> str:
        self._number += 1
        thing, verb, place = map(self._chance.choice, (THINGS, VERBS, PLACES))
        return f"The {thing} of {place} {verb} on day {self._number} of the year."

    def write(self, path: str) -> None:
        sentences = [self.sentence() for _ in range(self._chance.randint(5, 25))]
        text = "\n\n".join(sentences)
        self.texts.setdefault(path, set()).add(text)
        file = self._folder / path
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def change(self) -> str:
        """Add, edit, rename or delete a file; gives its path."""
        kind = self._chance.choice(("add", "edit", "edit", "rename", "delete"))
        path = self._chance.choice(sorted(self.texts))
        file = self._folder / path
        if kind == "add" or not file.exists():
            path = f"new/{self._number}.txt"
            self.write(path)
        elif kind == "edit":
            self.write(path)
        elif kind == "rename":
            new = f"new/{self._number}-{file.name}"
            (self._folder / "new").mkdir(exist_ok=True)
            self.texts.setdefault(new, set()).update(self.texts[path])
            file.rename(self._folder / new)
            path = new
        else:
            file.unlink()
        return path

    def question(self) -> str:
        thing, place = map(self._chance.choice, (THINGS, PLACES))
        return f"When is it that the {thing} of {place} opens?"


def ask(engine: Engine, world: World, count: int, pause: float) -> tuple[list[float], int, int]:
    """The milliseconds of each answer, and the numbers of wrong quotes and of answers."""
    times, wrong, answers = [], 0, 0
    for _ in range(count):
        question = world.question()
        start = time.perf_counter()
        result = engine.answer(question, min_confidence=0)
        times.append((time.perf_counter() - start) * 1000)
        if isinstance(result, Answer):
            answers += 1
            quote = result.quotes[0].quote
            texts = world.texts.get(quote.document.path, set())
            wrong += quote.document.text not in texts or quote.text not in quote.document.text
        time.sleep(pause)
    return times, wrong, answers


class Watch:
    """Hears what the engine took in, and how long after it was done."""

    def __init__(self) -> None:
        self.since: dict[str, float] = {}
        self.delays: list[float] = []
        self.errors: list[str] = []

    def hear(self, news: Refreshed | QuotebotError) -> None:
        if isinstance(news, QuotebotError):
            self.errors.append(str(news))
            return
        for path in (*news.added, *news.changed, *news.removed):
            if path in self.since:
                self.delays.append(time.monotonic() - self.since.pop(path))


def keep_changing(world: World, watched: Watch, count: int, pause: float) -> None:
    for _ in range(count):
        began = time.monotonic()
        watched.since.setdefault(world.change(), began)
        time.sleep(pause)


def percentile(values: list[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def main(files: int, changes: int, questions: int) -> None:
    with tempfile.TemporaryDirectory(prefix="quotebot-") as room:
        folder = Path(room) / "documents"
        folder.mkdir()
        world, watched = World(folder, files), Watch()
        engine = Engine(
            [folder], Path(room) / "index", encoding="quotebot", passage_tokens=200, keep_given=True
        )
        start = time.perf_counter()
        engine.refresh()
        print(f"index of {files} files: {time.perf_counter() - start:.1f} s")
        ask(engine, world, 50, 0)
        with watch(engine, watched.hear):
            time.sleep(1)
            rest, wrong, answers = ask(engine, world, questions, PAUSE)
            seconds = questions * (PAUSE + statistics.mean(rest) / 1000)
            changing = Thread(
                target=keep_changing, args=(world, watched, changes, seconds / changes)
            )
            changing.start()
            during, more_wrong, more = ask(engine, world, questions, PAUSE)
            changing.join()
            time.sleep(3)
    for name, times in (("at rest", rest), ("during changes", during)):
        p50, p95, p99 = (percentile(times, share) for share in (0.5, 0.95, 0.99))
        print(
            f"{name}: p50 {p50:.1f} ms, p95 {p95:.1f} ms, p99 {p99:.1f} ms, max {max(times):.0f} ms"
        )
    print(f"p95 ratio: {percentile(during, 0.95) / percentile(rest, 0.95):.2f} (wanted: at most 2)")
    delays = watched.delays
    print(
        f"{changes} changes over {seconds:.0f} s, reflected after: median "
        f"{statistics.median(delays):.2f} s, p95 {percentile(delays, 0.95):.2f} s, "
        f"max {max(delays):.2f} s (wanted: within 2); never: {len(watched.since)}"
    )
    print(f"wrong quotes: {wrong + more_wrong} of {answers + more}")
    print(f"errors: {len(watched.errors)}", *watched.errors)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:4] or ("2000", "200", "1000")))
