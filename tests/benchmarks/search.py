"""Search beside its peers: one run, interleaved rounds, ratios.

    make bench CORPUS=passages.txt.xz QUERIES=queries.txt
    python -m tests.benchmarks.search [--corpus FILE|FOLDER] [--queries FILE] [--sizes 10000,100000]

A corpus file holds a passage a line, a queries file a query a line; without them both are made
up. Sizes beyond the corpus are reached with altered copies of it (`corpus.altered`). At last the
queries are put as questions to the whole program, with the same passages in files of fifty
(`answering`). Nothing is asserted of times; that the ten best are rank_bm25's own, to the last
bit, is.
"""

from __future__ import annotations

import argparse
import gc
import platform
import re
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from retrieval.analysis import Analyzer
from retrieval.index import passage_terms
from tests.benchmarks import answering, engines
from tests.benchmarks.corpus import (
    PASSAGES_A_DOCUMENT,
    altered,
    as_files,
    entries,
    made_up_queries,
    read_passages,
)
from tests.benchmarks.memory import private_memory

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

SLOW = {"rank_bm25", "SQLite FTS5", "bm25s numpy"}
FEW = 40  # queries, for the slow
BIG = 200_000  # passages, from which on the slow engines are left out
CHANGES = 9


@dataclass
class Measured:
    """What was seen of one engine."""

    build: float = 0.0  # seconds
    size: int = 0  # bytes
    open: float = 0.0  # seconds
    memory: tuple[float, float] = (0.0, 0.0)  # megabytes: open, and after all queries
    change: float = 0.0  # seconds
    rounds: list[list[float]] = field(default_factory=list)  # seconds a query

    def latencies(self) -> NDArray[np.float64]:
        """The median of each query's rounds, in microseconds."""
        return np.asarray(np.median(np.array(self.rounds), axis=0) * 1e6)


def main() -> None:
    options = _options()
    passages = read_passages(options.corpus)
    lines = options.queries.read_text("utf-8").splitlines() if options.queries else []
    queries = [line for line in lines if line] or made_up_queries(passages, 500)
    print(f"{platform.machine()}, Python {platform.python_version()}, {_processor()}")
    for size in map(int, options.sizes.split(",")):
        some = list(altered(passages, size))
        _run(some, queries, options.rounds)
        if size < BIG:
            _answer_all(some, queries)


def _run(passages: list[str], queries: list[str], rounds: int) -> None:
    analyzer = Analyzer("english")
    asked = [analyzer.query_terms(query) for query in queries]
    terms = [passage_terms(p, analyzer) for e in entries(passages, analyzer) for p in e.passages]
    # tantivy's threads may still be writing when all is done
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        peers = [
            engine(Path(folder))
            for name, engine in engines.ENGINES.items()
            if len(passages) < BIG or name not in SLOW
        ]
        seen = {engine.name: _prepared(engine, Path(folder), passages, terms) for engine in peers}
        for engine in peers:
            some = _turn(engine, asked)
            seen[engine.name].memory = private_memory(engine.name, Path(folder), some)
        _check(peers, asked)
        _time(peers, seen, asked, rounds)
        _time_changes(peers, seen, passages)
        text = sum(len(passage.encode()) + 1 for passage in passages)
        _print(seen, len(passages), text)


def _prepared(
    engine: engines.Engine, folder: Path, passages: list[str], terms: list[list[str]]
) -> Measured:
    measured = Measured()
    print(f"building {engine.name} …", file=sys.stderr)
    before = set(folder.iterdir())
    measured.build = _timed(lambda: engine.build(passages, terms))
    if isinstance(engine, engines.Tantivy):
        engine.prepare(terms)
    elif isinstance(engine, engines.Ours):
        engine.prepare(passages)
    made = [path for path in folder.iterdir() if path not in before and "raw" not in path.name]
    files = [file for path in made for file in (path.rglob("*") if path.is_dir() else [path])]
    measured.size = sum(file.stat().st_size for file in files)
    measured.open = _timed(engine.open)
    return measured


def _check(peers: Sequence[engines.Engine], asked: list[list[str]]) -> None:
    """Stop unless our ten best are rank_bm25's, ids and scores."""
    reference = next((peer for peer in peers if isinstance(peer, engines.RankBM25)), None)
    if reference is None:
        return
    some = asked if reference.index.corpus_size <= 10_000 else asked[:100]
    for terms in some:
        expected, found = reference.search(terms), list(map(tuple, peers[0].search(terms)))
        if found != expected:
            sys.exit(f"not rank_bm25's ten best for {terms}: {found} instead of {expected}")
    print(f"\nThe ten best are rank_bm25's, ids and scores, on {len(some)} queries.")


def _time(
    peers: Sequence[engines.Engine], seen: dict[str, Measured], asked: list[list[str]], rounds: int
) -> None:
    gc.collect()
    gc.freeze()  # else each engine pays for the others' objects
    turns = [(peer, _turn(peer, asked)) for peer in peers]
    for peer, some in turns:
        _answer(peer, some)
    for _ in range(rounds):
        for peer, some in turns:
            seen[peer.name].rounds.append(_answer(peer, some))


def _turn(peer: engines.Engine, asked: list[list[str]]) -> list[list[str]]:
    """What an engine is asked in a round."""
    return asked[:FEW] if peer.name in SLOW else asked


def _answer(peer: engines.Engine, asked: list[list[str]]) -> list[float]:
    """How long each query takes, in seconds."""
    seconds = []
    for terms in asked:
        start = time.perf_counter()
        peer.search(terms)
        seconds.append(time.perf_counter() - start)
    return seconds


def _time_changes(
    peers: Sequence[engines.Engine], seen: dict[str, Measured], passages: list[str]
) -> None:
    for peer in peers:
        if isinstance(peer, engines.Ours | engines.Tantivy):
            documents = range(min(CHANGES, len(passages) // PASSAGES_A_DOCUMENT))
            times = [_change(peer, number, passages) for number in documents]
            seen[peer.name].change = float(np.median(times))


def _change(peer: engines.Ours | engines.Tantivy, number: int, passages: list[str]) -> float:
    """How long a document's change takes until it is found, in seconds."""
    start = number * PASSAGES_A_DOCUMENT
    new = [f"{text} changed" for text in passages[start : start + PASSAGES_A_DOCUMENT]]
    return _timed(lambda: peer.change(number, new))


def _print(seen: dict[str, Measured], passages: int, text: int) -> None:
    ours = seen["quotebot"]
    print(f"\n{passages:,} passages, {text / 1e6:.1f} MB of text; ÷: quotebot's by the engine's\n")
    print(
        "| engine | mean µs | ÷ | p50 | p95 | p99 | queries/s | build s | ÷ | index ÷ text |"
        " open ms | private MB open | searched | one document ms |"
    )
    print("|---|" + "--:|" * 13)
    for name, measured in seen.items():
        us = measured.latencies()
        mine = ours.latencies()[: len(us)]
        p50, p95, p99 = np.percentile(us, [50, 95, 99])
        opened, searched = measured.memory
        print(
            f"| {name} | {us.mean():,.0f} | {mine.mean() / us.mean():.2g} | {p50:,.0f} | {p95:,.0f}"
            f" | {p99:,.0f} | {1e6 / us.mean():,.0f} | {measured.build:.1f}"
            f" | {ours.build / measured.build:.2f} | {measured.size / text:.2f}"
            f" | {measured.open * 1e3:.1f} | {opened:.1f} | {searched:.1f}"
            f" | {measured.change * 1e3 or float('nan'):.1f} |"
        )


def _answer_all(passages: Sequence[str], queries: Sequence[str]) -> None:
    with tempfile.TemporaryDirectory(prefix="passages-") as folder:
        as_files(passages, Path(folder))
        answering.report(Path(folder), queries)


def _timed(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    found = re.search(r"model name\s*: (.*)", info.read_text()) if info.exists() else None
    return found[1] if found else platform.processor()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--corpus", type=Path, help="passages, one a line (.xz too), or a folder")
    parser.add_argument("--queries", type=Path, help="queries, one a line")
    parser.add_argument("--sizes", default="10000", help="passages, comma between (10000)")
    parser.add_argument("--rounds", type=int, default=7)
    return parser.parse_args()


if __name__ == "__main__":
    main()
