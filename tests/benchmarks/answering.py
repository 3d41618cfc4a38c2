"""What a whole answer costs, by stage: ``python -m tests.benchmarks.answering [FOLDER] [FILE]``.

FILE holds a question a line, or JSON Lines with a "question" each; without it, questions are the
openings of the folder's own sentences. Each stage's time is set beside that of the BM25 search
(with the fetching of its hits' places) of the same questions in the same process. Questions are
asked twice; the second round finds read documents in the cache. Nothing is asserted.
"""

from __future__ import annotations

import gc
import json
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from bot.cli import collect_seldom
from retrieval.answering import trained_composer
from retrieval.indexing import Indexer
from retrieval.responder import Chosen, Responder
from retrieval.snapshot import Snapshot
from retrieval.trace import Stage, Trace

if TYPE_CHECKING:
    from collections.abc import Sequence

QUESTIONS = 200
OPENING = 8  # words
AFTER_SEARCH = (Stage.PASSAGES, Stage.RANK, Stage.COMPOSE)


def openings(snapshot: Snapshot) -> list[str]:
    """Openings of sentences, spread over the index."""
    step = max(1, snapshot.index.ids // QUESTIONS)
    passages = map(snapshot.index.passage, range(0, snapshot.index.ids, step))
    sentences = (p.sentences[-1].cut(p.document.text) for p in passages)
    return [" ".join(sentence.split()[:OPENING]) for sentence in sentences]


def measure(snapshot: Snapshot, questions: Sequence[str]) -> dict[str, list[float]]:
    """Milliseconds of each stage and of the whole for each question."""
    responder, taken = Responder(trained_composer(0.1)), defaultdict[str, list[float]](list)
    for text in questions:
        trace = Trace(time.perf_counter())
        responder.respond(snapshot, text, Chosen(), trace)
        trace.lap(Stage.COMPOSE)
        for stage, seconds in trace.seconds.items():
            taken[stage.value].append(seconds * 1000)
        taken["after the search"].append(sum(trace.seconds[s] for s in AFTER_SEARCH) * 1000)
        taken["whole answer"].append(sum(trace.seconds.values()) * 1000)
    del taken[Stage.UNDERSTAND.value]  # of a conversation; there is none
    return taken


def report(folder: Path, questions: Sequence[str]) -> None:
    """Index a folder, ask, and print a table a round; garbage is looked for as in the program."""
    before = gc.get_threshold()
    collect_seldom()
    with tempfile.TemporaryDirectory() as scratch:
        indexer = Indexer(
            [folder], Path(scratch), encoding="quotebot", passage_tokens=200, language="auto"
        )
        began = time.perf_counter()
        indexer.refresh()
        built = time.perf_counter() - began
        snapshot = Snapshot(indexer)
        questions = questions or openings(snapshot)
        print(f"\n{len(snapshot.index):,} passages of {folder}, indexed in {built:.1f} s")
        for name in ("first", "second"):
            _print(f"{name} time asked", measure(snapshot, questions))
    gc.set_threshold(*before)


def _print(title: str, taken: dict[str, list[float]]) -> None:
    search = np.mean(taken[Stage.SEARCH.value])
    rate = 1000 / np.mean(taken["whole answer"])
    count = len(taken["whole answer"])
    print(f"\n| {count} questions, {title}: {rate:.0f} answers/s | p50 ms | p95 | p99 | × search |")
    print("|---|" + "--:|" * 4)
    for name, values in taken.items():
        p50, p95, p99 = np.percentile(values, [50, 95, 99])
        print(f"| {name} | {p50:.2f} | {p95:.2f} | {p99:.2f} | {np.mean(values) / search:.1f} |")


def read_questions(path: Path) -> list[str]:
    """A file's questions: lines of text, or of JSON with a "question" each."""
    lines = path.read_text("utf-8").splitlines()
    jsonl = path.suffix == ".jsonl"
    return [json.loads(line)["question"] if jsonl else line for line in lines if line]


def main(arguments: Sequence[str]) -> None:
    """Ask the questions of a file of the documents in a folder."""
    folder = Path(arguments[0]) if arguments else Path("seeds")
    report(folder, read_questions(Path(arguments[1])) if len(arguments) > 1 else [])


if __name__ == "__main__":
    main(sys.argv[1:])
