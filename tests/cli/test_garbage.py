from __future__ import annotations

import gc
from typing import Any

from bot.cli import collect_seldom


def test_reading_some_passages_looks_for_no_garbage() -> None:
    """Else what is kept of them is looked through again and again."""
    before, phases = gc.get_threshold(), list[str]()

    def note(phase: str, info: dict[str, Any]) -> None:
        del info
        phases.append(phase)

    gc.collect()
    gc.callbacks.append(note)
    try:
        collect_seldom()
        kept = [[number] for number in range(10_000)]
        assert (len(kept), phases) == (10_000, [])
    finally:
        gc.callbacks.remove(note)
        gc.set_threshold(*before)
