from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING

from bot import progress

if TYPE_CHECKING:
    import pytest


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def shown(monkeypatch: pytest.MonkeyPatch, stream: io.StringIO, patience: float) -> str:
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setattr(progress, "PATIENCE", patience)
    monkeypatch.setenv("TERM", "xterm")
    with progress.progress_bar() as advance:
        advance(1, 4)
        advance(2, 4)
    return stream.getvalue()


def test_a_bar_appears_on_a_terminal_once_work_takes_longer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert "Reading documents" in shown(monkeypatch, Terminal(), 0)


def test_quick_work_shows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert shown(monkeypatch, Terminal(), 60) == ""


def test_a_pipe_gets_no_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    assert shown(monkeypatch, io.StringIO(), 0) == ""
