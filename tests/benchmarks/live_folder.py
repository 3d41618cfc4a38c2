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
    from retrieval.indexing import Refreshed
    from retrieval.model import Document

THINGS = ("ferry", "tram", "bakery", "museum", "library", "harbour", "market", "school", "clinic")
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

    def write(self, path: str) -> str:
        """A new text for ``path``; gives its first sentence."""
        sentences = [self.sentence() for _ in range(self._chance.randint(5, 25))]
        text = "\n\n".join(sentences)
        self.texts.setdefault(path, set()).add(text)
        file = self._folder / path
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return sentences[0]

    def change(self) -> tuple[str, str | None]:
        """Add, edit, rename or delete a file; gives the path and what it says now."""
        kind = self._chance.choice(("add", "edit", "edit", "rename", "delete"))
        path = self._chance.choice(sorted(self.texts))
        file = self._folder / path
        if kind == "add" or not file.exists():
            path = f"new/{self._number}.txt"
            return path, self.write(path)
        if kind == "edit":
            return path, self.write(path)
        if kind == "rename":
            new = f"new/{self._number}-{file.name}"
            (self._folder / "new").mkdir(exist_ok=True)
            self.texts.setdefault(new, set()).update(self.texts[path])
            file.rename(self._folder / new)
            return new, (self._folder / new).read_text(encoding="utf-8").split("\n\n")[0]
        file.unlink()
        return path, None

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


def keep_changing(
    engine: Engine, world: World, count: int, pause: float, delays: list[float]
) -> None:
    """Make changes, and measure from time to time how long one takes to be reflected."""
    for number in range(count):
        path, sentence = world.change()
        if number % 10 == 0:
            delays.append(reflected(engine, path, sentence))
        time.sleep(pause)


def reflected(engine: Engine, path: str, sentence: str | None) -> float:
    """The seconds until the engine finds the file's new text, or no file any more."""
    start = time.monotonic()
    while time.monotonic() - start < 30:
        if sentence is None:
            done = path not in {source.path for source in engine.sources()}
        else:
            hits = engine.search(sentence, top=3)
            done = any(_says(hit.passage.document, path, sentence) for hit in hits)
        if done:
            break
        time.sleep(0.05)
    return time.monotonic() - start


def _says(document: Document, path: str, sentence: str) -> bool:
    return document.path == path and document.text.startswith(sentence)


def percentile(values: list[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def main(files: int, changes: int, questions: int) -> None:
    errors: list[str] = []

    def hear(news: Refreshed | QuotebotError) -> None:
        if isinstance(news, QuotebotError):
            errors.append(str(news))

    with tempfile.TemporaryDirectory(prefix="quotebot-") as room:
        folder = Path(room) / "documents"
        folder.mkdir()
        world = World(folder, files)
        engine = Engine(
            [folder], Path(room) / "index", encoding="quotebot", passage_tokens=200, keep_given=True
        )
        start = time.perf_counter()
        engine.refresh()
        print(f"index of {files} files: {time.perf_counter() - start:.1f} s")
        pause = 0.02
        ask(engine, world, 50, 0)
        with watch(engine, hear):
            time.sleep(1)
            rest, wrong, answers = ask(engine, world, questions, pause)
            delays: list[float] = []
            span = questions * (pause + statistics.mean(rest) / 1000)
            changing = Thread(
                target=keep_changing, args=(engine, world, changes, span / changes / 2, delays)
            )
            changing.start()
            during, more_wrong, more = ask(engine, world, questions, pause)
            overlapped = changing.is_alive()
            changing.join()
    for name, times in (("at rest", rest), ("during changes", during)):
        p50, p95, p99 = (percentile(times, share) for share in (0.5, 0.95, 0.99))
        print(
            f"{name}: p50 {p50:.1f} ms, p95 {p95:.1f} ms, p99 {p99:.1f} ms, max {max(times):.0f} ms"
        )
    print(f"p95 ratio: {percentile(during, 0.95) / percentile(rest, 0.95):.2f} (wanted: at most 2)")
    print(
        f"reflected after: median {statistics.median(delays):.2f} s, max {max(delays):.2f} s "
        "(wanted: within 2)"
    )
    print(f"changes went on all the while: {overlapped}")
    print(f"wrong quotes: {wrong + more_wrong} of {answers + more}; errors: {len(errors)}", *errors)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:4] or ("2000", "200", "1000")))
