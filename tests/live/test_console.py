from __future__ import annotations

import os
import subprocess
import sys
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

GRACE = 15.0


def test_questions_from_a_pipe_are_answered_from_the_documents_as_they_are(
    folder: Path, tmp_path: Path
) -> None:
    (folder / "a.txt").write_text("The ferry to Kell leaves at nine.")
    environment = {**os.environ, "DOCUMENTS": str(folder)}
    with subprocess.Popen(
        [sys.executable, "-m", "bot", "ask", "--min-confidence", "0", "-"],
        cwd=tmp_path,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        bufsize=1,
    ) as program:
        assert program.stdin
        assert program.stdout
        told = ""
        end = time.monotonic() + GRACE
        while "at ten" not in told and time.monotonic() < end:
            program.stdin.write("When does the ferry to Kell leave?\n")
            told = program.stdout.readline()
            if "at nine" in told:
                (folder / "a.txt").write_text("The ferry to Kell leaves at ten.")
            time.sleep(0.1)
        assert "at ten" in told
        program.stdin.close()


def test_a_running_console_follows_its_folder(folder: Path, tmp_path: Path) -> None:
    (folder / "a.txt").write_text("The ferry leaves at nine.")
    environment = {**os.environ, "DOCUMENTS": str(folder)}
    with subprocess.Popen(
        [sys.executable, "-m", "bot", "console"],
        cwd=tmp_path,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        bufsize=1,
    ) as console:
        assert console.stdin
        assert console.stdout
        console.stdin.write("/sources\n")
        assert console.stdout.readline().startswith("a.txt · ")
        (folder / "b.txt").write_text("The tram leaves at eight.")
        end = time.monotonic() + GRACE
        line = ""
        while not line.startswith("The documents changed: 1 added.") and time.monotonic() < end:
            time.sleep(0.2)
            console.stdin.write("/sources b.txt\n")
            line = console.stdout.readline() or line
            line = line if line.strip() else console.stdout.readline()
        assert line == "The documents changed: 1 added.\n"
        console.stdin.close()
        assert "b.txt · " in console.stdout.read()
