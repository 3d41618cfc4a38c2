"""Readable cases: a file's text, a line `# output`, and the sections it must give.

UPDATE_CASES=1 in the environment writes what the code gives now; look at the difference.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from retrieval.model import Section

if TYPE_CHECKING:
    from pathlib import Path

Read = Callable[[str], tuple[Section, ...]]
_MARK = "# output\n"


@pytest.fixture
def check_case() -> Callable[[Path, Read], None]:
    return _check


def _check(case: Path, read: Read) -> None:
    text, _, expected = case.read_text(encoding="utf-8").partition(_MARK)
    actual = _shown(text, read(text))
    if os.environ.get("UPDATE_CASES"):
        case.write_text(text + _MARK + actual, encoding="utf-8")
    else:
        assert actual == expected


def _shown(text: str, sections: tuple[Section, ...]) -> str:
    lines = []
    for section in sections:
        facts = [str(section.date or "no date"), section.title or "no title", *section.tags]
        lines.append(" | ".join(facts))
        lines.extend(f"> {line}".rstrip() for line in section.span.cut(text).splitlines())
    return "\n".join(lines) + "\n"
