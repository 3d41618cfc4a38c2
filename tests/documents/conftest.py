"""Readable cases: a file's text, a line `# output`, and the sections it must give.

UPDATE_CASES=1 in the environment writes what the code gives now; look at the difference.
"""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Callable, Sequence
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


@pytest.fixture
def make_pdf() -> Callable[..., bytes]:
    return _pdf


@pytest.fixture
def make_zip() -> Callable[[dict[str, str | bytes]], bytes]:
    return _zip


def _pdf(*pages: Sequence[tuple[float, float, float, str]], trailer: str = "") -> bytes:
    """A PDF of pages of lines in Helvetica: left, bottom, size (points), text."""
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    for number, lines in enumerate(pages):
        drawn = [f"BT /F {size} Tf {x} {y} Td ({text}) Tj ET\n" for x, y, size, text in lines]
        boxes = "/MediaBox[0 0 612 792]/Resources<</Font<</F 3 0 R>>>>"
        objects.append(f"<</Type/Page/Parent 2 0 R{boxes}/Contents {5 + 2 * number} 0 R>>")
        content = "".join(drawn)
        objects.append(f"<</Length {len(content)}>>stream\n{content}\nendstream")
    return _numbered(objects, trailer)


def _numbered(objects: Sequence[str], trailer: str) -> bytes:
    out, offsets = "%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    size = len(objects) + 1
    end = f"trailer<</Size {size}/Root 1 0 R{trailer}>>\nstartxref\n{len(out)}\n%%EOF"
    return f"{out}xref\n0 {size}\n0000000000 65535 f \n{table}{end}".encode("latin-1")


def _zip(members: dict[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()
