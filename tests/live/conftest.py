from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from retrieval.engine import Engine

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "documents"
    folder.mkdir()
    return folder


@pytest.fixture
def engine(folder: Path, tmp_path: Path) -> Engine:
    return engine_over(folder, tmp_path / "index")


def engine_over(folder: Path, index_dir: Path) -> Engine:
    return Engine([folder], index_dir, encoding="quotebot", passage_tokens=200)
