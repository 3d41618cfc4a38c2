"""Readable cases: lines typed into the console, a line `# output`, what it shows.

Each is shown at 80 columns and, after `# at 40 columns`, at 40. UPDATE_CASES=1 in the environment
writes what the code shows now; look at the difference.
"""

from __future__ import annotations

import os
import re
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len

from bot.visible import visible
from tests.cli.scripted import SCRIPT, Talk

if TYPE_CHECKING:
    from collections.abc import Iterator

CASES = sorted((Path(__file__).parents[1] / "cases" / "console").glob("*.txt"))
OUTPUT, NARROW = "# output\n", "# at 40 columns\n"


def shown(typed: str, width: int) -> str:
    talk = Talk(width)
    for line in typed.splitlines():
        if line == "(welcome)":
            talk.chat.welcome()
        else:
            talk.chat.respond(line)
    return talk.shown.getvalue()


def split(case: str) -> tuple[str, str, str]:
    typed, _, rest = case.partition(OUTPUT)
    wide, _, narrow = rest.partition(NARROW)
    return typed, wide, narrow


@pytest.fixture(autouse=True)
def utc(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_console_shows_what_the_case_says(path: Path) -> None:
    case = path.read_text(encoding="utf-8")
    typed = split(case)[0]
    actual = f"{typed}{OUTPUT}{shown(typed, 80)}{NARROW}{shown(typed, 40)}"
    if os.environ.get("UPDATE_CASES"):
        path.write_text(actual, encoding="utf-8")
    assert actual == case or os.environ.get("UPDATE_CASES")


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
@pytest.mark.parametrize("width", [80, 40])
def test_no_line_is_wider_than_the_terminal_or_steers_it(path: Path, width: int) -> None:
    text = shown(split(path.read_text(encoding="utf-8"))[0], width)
    assert all(cell_len(line) <= width for line in text.splitlines())
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)


@pytest.mark.parametrize("question", [q for q, said in SCRIPT.items() if said.is_answer])
def test_every_quote_is_shown_word_for_word(question: str) -> None:
    lines = shown(question, 40).splitlines()
    quoted = " ".join(line.removeprefix("> ") for line in lines if line.startswith("> "))
    for quote in SCRIPT[question].quotes:
        assert visible(quote).expandtabs().split() == quoted.split()[: len(quote.split())]
        quoted = quoted.removeprefix(" ".join(quote.split())).strip()
