"""Readable cases: a script, a line `# output`, what people see on Telegram.

UPDATE_CASES=1 in the environment writes what the bot shows now; look at the difference.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.telegram.stage import Stage

if TYPE_CHECKING:
    from tests.telegram.conftest import Office

CASES = sorted((Path(__file__).parent / "cases").glob("*.txt"))
OUTPUT = "# output\n"


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_people_see_what_the_case_says(office: Office, path: Path) -> None:
    case = path.read_text(encoding="utf-8")
    script = case.partition(OUTPUT)[0]
    actual = f"{script}{OUTPUT}{Stage(office).play(script)}"
    if os.environ.get("UPDATE_CASES"):
        path.write_text(actual, encoding="utf-8")
    assert actual == case or os.environ.get("UPDATE_CASES")
