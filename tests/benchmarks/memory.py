"""What an open index and its searches add to a process's private memory.

    python -m tests.benchmarks.memory ENGINE FOLDER < QUERIES

Measured in a process that does nothing else, since memory that building has freed would be used
again. Modules count where an engine loads them on opening; bm25s compiles itself with numba then.
"""

from __future__ import annotations

import gc
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from tests.benchmarks.engines import ENGINES

if TYPE_CHECKING:
    from collections.abc import Sequence


def private_memory(engine: str, folder: Path, asked: Sequence[list[str]]) -> tuple[float, float]:
    """Megabytes that an engine takes once its index is open, and once all was asked."""
    command = [sys.executable, "-m", __name__, engine, str(folder)]
    done = subprocess.run(
        command, input=json.dumps(asked), stdout=subprocess.PIPE, text=True, check=True
    )
    opened, searched = map(float, done.stdout.split())
    return opened, searched


def main(name: str, folder: Path) -> None:
    """Open the index of the engine of that name, and ask it what stands in the standard input."""
    asked = json.load(sys.stdin)
    engine = ENGINES[name](folder)
    before = _private()
    engine.open()
    opened = _private()
    for terms in asked:
        engine.search(terms)
    print(opened - before, _private() - before)


def _private() -> float:
    """Megabytes of this process that no file backs; nan where the system doesn't say."""
    gc.collect()
    rollup = Path("/proc/self/smaps_rollup")
    text = rollup.read_text() if rollup.exists() else ""
    found = re.search(r"^Anonymous: +(\d+) kB", text, re.MULTILINE)
    return int(found[1]) * 1024 / 1e6 if found else float("nan")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
