"""What a newcomer's hand, file or disk may do wrong, and what is then said."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.cli.scripted import DOCUMENTS

if TYPE_CHECKING:
    from tests.cli.conftest import Run

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("command", ["ask leave", "console", "index", "telegram"])
@pytest.mark.parametrize("place", ["/proc/quotebot", "/etc/passwd"])
def test_an_index_folder_that_cannot_be_made_is_named(
    run: Run, monkeypatch: pytest.MonkeyPatch, command: str, place: str
) -> None:
    monkeypatch.setenv("INDEX_DIR", place)
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", f"123456789:{'x' * 35}")
    result = run(*command.split())
    assert result.code == 2
    assert place in result.err
    assert "INDEX_DIR" in result.err


def test_settings_that_are_not_utf_8_are_named(run: Run) -> None:
    Path(".env").write_text("MAX_WRONG=0.2", encoding="utf-16")
    result = run("ask", "leave")
    assert result.code == 2
    assert result.err.startswith("quotebot: .env can't be read as UTF-8")


def test_a_junk_line_of_settings_is_named_once_and_never_shown(run: Run) -> None:
    Path(".env").write_text("\ufeffMAX_WRONG=0.2\n\n\nmy secret words\nTOP\n", encoding="utf-8")
    result = run("search", "leave")
    assert result.code == 0
    [line] = result.err.splitlines()
    assert "line 4 of .env" in line
    assert "secret" not in line


def test_a_day_that_is_none_gets_an_example_of_one(run: Run) -> None:
    result = run("ask", "--from", "2020-13-01", "leave")
    assert result.code == 2
    assert "'2020-13-01' is not a day; one looks like 2020-12-31." in result.err


@pytest.mark.parametrize("content", [b"", b"\n \n"])
def test_a_file_without_a_receipt_cannot_be_replayed(run: Run, content: bytes) -> None:
    Path("empty.json").write_bytes(content)
    result = run("replay", "empty.json")
    assert (result.code, result.out) == (2, "")
    assert "--receipt" in result.err


@pytest.mark.parametrize("command", ["ask leave", "console"])
def test_a_file_that_cannot_be_read_is_named_with_the_reason(run: Run, command: str) -> None:
    Path("broken.pdf").write_bytes(b"%PDF-1.7 and no more")
    result = run(*command.split(), "--docs", "broken.pdf")
    assert result.code == 1
    assert "No document can be read in broken.pdf" in result.err
    assert "\n  broken.pdf: " in result.err


def test_an_empty_folder_is_named(run: Run) -> None:
    Path("empty").mkdir()
    assert "No document can be read in empty" in run("console", "--docs", "empty").err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="it is a device of Linux")
@pytest.mark.parametrize("arguments", [("ask", "leave"), ("--help",)])
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_full_disk_under_the_output_is_one_line(
    tmp_path: Path, arguments: tuple[str, ...], unbuffered: str
) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "bot", *arguments],
            cwd=tmp_path,
            env={**os.environ, "DOCUMENTS": str(DOCUMENTS), "PYTHONUNBUFFERED": unbuffered},
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    [line] = done.stderr.splitlines()
    assert line == "quotebot: Standard output can't be written (No space left on device)."
    assert done.returncode == 2


@pytest.mark.parametrize(("code", "made"), [(0, 0), (1, 0), (2, 2), (130, 2)])
def test_make_takes_no_answer_for_no_failure(tmp_path: Path, code: int, made: int) -> None:
    make = shutil.which("make")
    if make is None:
        pytest.skip("there is no make")
    shutil.copy(ROOT / "Makefile", tmp_path)
    program = tmp_path / ".venv" / "bin" / "quotebot"
    program.parent.mkdir(parents=True)
    program.write_text(f"#!/bin/sh\nexit {code}\n")
    program.chmod(0o755)
    for name in ("requirements.lock", "pyproject.toml", ".venv/.run"):
        (tmp_path / name).touch()
    done = subprocess.run([make, "-s", "console"], cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode == made
    assert bool(done.stderr) == bool(made)


@pytest.mark.parametrize(
    ("command", "code", "out"),
    [
        ("ask days of leave >&-", 0, ""),
        ("ask days of leave 2>&-", 0, "25 days"),
        ("search leave >&-", 0, ""),
        ("index 2>&-", 0, "passages"),
        ("ask - <&-", 1, ""),
        ("console <&-", 1, ""),
    ],
)
def test_a_closed_stream_is_like_an_empty_one(
    tmp_path: Path, command: str, code: int, out: str
) -> None:
    shutil.copytree(DOCUMENTS, tmp_path / "documents")
    environment = {**os.environ, "DOCUMENTS": "documents", "PYTHONPATH": str(ROOT)}
    ran = subprocess.run(
        ["sh", "-c", f"{sys.executable} -m bot {command}"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (ran.returncode, ran.stderr) == (code, "")
    assert out in ran.stdout
