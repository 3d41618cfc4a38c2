from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from retrieval.engine import Engine

if TYPE_CHECKING:
    from pathlib import Path

LEAVE = "Full-time staff have 25 days of annual leave a year."
HANDBOOK = f"""# Leave

The office counts calendar years. {LEAVE} Unused days lapse on 31 March.

# Travel

Hotels cost 120 euros a night at most.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "handbook.md").write_text(HANDBOOK, encoding="utf-8")
    return folder


@pytest.fixture
def engine(folder: Path, tmp_path: Path) -> Engine:
    return engine_over(folder, tmp_path)


def engine_over(folder: Path, room: Path, *, keep_given: bool = True) -> Engine:
    return Engine(
        [folder], room / "index", encoding="quotebot", passage_tokens=200, keep_given=keep_given
    )
