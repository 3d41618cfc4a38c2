"""What an answer costs after retrieval: ``python -m tests.benchmarks.answering [FOLDER] [FILE]``.

FILE is JSON Lines with a "question" each; without it, questions are the openings of the
folder's own sentences. Prints the stages' medians beside the BM25 search of the same questions, in
the same process. Nothing is asserted.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from retrieval.answering import trained_composer
from retrieval.indexing import Indexer
from retrieval.model import EVERYWHERE
from retrieval.snapshot import POOL, Snapshot

if TYPE_CHECKING:
    from collections.abc import Sequence

ROUNDS = 3
QUESTIONS = 200
OPENING = 8  # words


def questions_of(snapshot: Snapshot) -> list[str]:
    """Openings of sentences, spread over the index."""
    passages = (snapshot.index.passage(n) for n in range(snapshot.index.ids))
    sentences = [s.cut(p.document.text) for p in passages for s in p.sentences]
    step = max(1, len(sentences) // QUESTIONS)
    return [" ".join(sentence.split()[:OPENING]) for sentence in sentences[::step]]


def measure(snapshot: Snapshot, questions: Sequence[str]) -> dict[str, list[float]]:
    """Milliseconds of each stage for each question."""
    composer, taken = trained_composer(0.1), defaultdict[str, list[float]](list)
    for text in questions:
        start = time.perf_counter()
        question = snapshot.read(text)
        read = time.perf_counter()
        hits = snapshot.search(question.search_terms, POOL, EVERYWHERE)
        searched = time.perf_counter()
        retrieved = [(number, score, snapshot.facts(number)) for number, score in hits]
        analyzed = time.perf_counter()
        composer.compose(question, retrieved, snapshot.analyzer_for(text))
        composed = time.perf_counter()
        stages = (read - start, searched - read, analyzed - searched, composed - analyzed)
        for name, seconds in zip(("read", "search", "analyze", "compose"), stages, strict=True):
            taken[name].append(seconds * 1000)
        taken["after retrieval"].append((composed - searched) * 1000)
    return taken


def main(arguments: Sequence[str]) -> None:
    """Index, ask, print."""
    folder = Path(arguments[0]) if arguments else Path("seeds")
    with tempfile.TemporaryDirectory() as scratch:
        indexer = Indexer(
            [folder], Path(scratch), encoding="quotebot", passage_tokens=200, language="auto"
        )
        indexer.refresh()
        snapshot = Snapshot(indexer)
        questions = questions_of(snapshot)
        if len(arguments) > 1:
            lines = Path(arguments[1]).read_text(encoding="utf-8").splitlines()
            questions = [json.loads(line)["question"] for line in lines]
        print(f"{len(snapshot.index):,} passages, {len(questions)} questions")
        for number in range(ROUNDS):
            report(number, measure(snapshot, questions))


def report(number: int, taken: dict[str, list[float]]) -> None:
    """Print a round's medians and 95th percentiles, and each median over the search's."""
    search = median(taken["search"])
    for name, values in taken.items():
        p95 = sorted(values)[int(0.95 * len(values))]
        ratio = median(values) / search
        times = f"p50 {median(values):7.2f} ms  p95 {p95:7.2f} ms"
        print(f"round {number + 1}  {name:16} {times}  {ratio:5.1f} × search")


if __name__ == "__main__":
    main(sys.argv[1:])
