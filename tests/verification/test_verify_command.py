from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from bot.cli import cli
from tests.verification.conftest import LEAVE

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

QUESTION = "How many days of annual leave do full-time staff have?"


@pytest.fixture(autouse=True)
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, arguments, standalone_mode=False)


def asked(folder: Path) -> str:
    shown = run("ask", "--docs", str(folder), "--min-confidence", "0", "--json", QUESTION)
    return str(json.loads(shown.stdout)["quotes"][0]["citation"])


def alter(folder: Path) -> None:
    file = folder / "handbook.md"
    file.write_text(file.read_text(encoding="utf-8").replace("25", "28"), encoding="utf-8")


def test_a_citation_that_holds_exits_with_0(folder: Path) -> None:
    shown = run("verify", "--docs", str(folder), asked(folder))
    assert shown.return_value == 0
    assert shown.stdout.startswith("Unchanged: handbook.md says this, at this place.\n")
    assert f"> {LEAVE}\n" in shown.stdout


def test_a_citation_that_doesnt_hold_exits_with_1_and_shows_the_words_that_differ(
    folder: Path,
) -> None:
    token = asked(folder)
    alter(folder)
    shown = run("verify", "--docs", str(folder), token)
    assert shown.return_value == 1
    assert "> Full-time staff have [-25-]{+28+} days of annual leave a year.\n" in shown.stdout


def test_json_gives_an_object_for_each_citation(folder: Path) -> None:
    token = asked(folder)
    alter(folder)
    shown = run("verify", "--docs", str(folder), "--json", token, token)
    first, second = map(json.loads, shown.stdout.splitlines())
    assert first == second
    assert (first["standing"], first["holds"], first["given"]) == ("altered", False, LEAVE)
    assert {"change": "added", "text": "28"} in first["difference"]


def test_what_is_no_citation_exits_with_2_and_costs_the_others_nothing(folder: Path) -> None:
    token = asked(folder)
    shown = run("verify", "--docs", str(folder), "handbook.md", token)
    assert shown.return_value == 2
    assert shown.stderr.startswith("quotebot: 'handbook.md' is not a citation.")
    assert shown.stdout.startswith("Unchanged:")
    shown = run("verify", "--docs", str(folder), "--json", token, "handbook.md")
    first, second = map(json.loads, shown.stdout.splitlines())
    assert (shown.return_value, first["holds"], second["holds"]) == (2, True, False)
    assert "is not a citation" in second["error"]


def test_a_citation_that_a_screen_broke_is_put_together(folder: Path) -> None:
    token = asked(folder)
    shown = run(
        "verify", "--docs", str(folder), f"(see {token[:4]}\n  {token[4:20]}\n{token[20:]})."
    )
    assert (shown.return_value, shown.stdout[:10]) == (0, "Unchanged:")


def test_a_mistyped_citation_is_not_blamed_on_the_file(folder: Path) -> None:
    token = asked(folder)
    wrong = f"{token[:-1]}{'0' if token[-1] != '0' else '1'}"
    shown = run("verify", "--docs", str(folder), wrong)
    assert shown.return_value == 1
    assert shown.stdout.startswith("Doesn't fit: handbook.md is byte for byte the file")


def test_the_index_command_lists_the_citations_that_hold_no_more(folder: Path) -> None:
    token = asked(folder)
    alter(folder)
    shown = run("index", "--docs", str(folder))
    assert f"1 citation given before no longer holds:\n  {token}\n" in shown.stdout
