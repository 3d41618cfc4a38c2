"""Files as other programs make them: those kept in `made/` and, where the programs are, new ones.

Made from `weir.md` and `weir.ms` there by pandoc 2.17, LibreOffice 7.4, Chromium and groff 1.22.
"""

import shutil
import subprocess
from pathlib import Path

import pytest

from retrieval.documents import list_files, read_document

MADE = Path(__file__).parent / "made"
FACTS = [
    ("The sluice opens at six metres.", "Install", 1),
    ("number is on the door, and the door is green.", "Install", 1),
    ("Nobody swims above the weir.", "Safety", 2),
]


def assert_facts_stand(location: Path) -> None:
    document = read_document(list_files([location]).files[0])
    for fact, title, page in FACTS:
        start = document.text.index(fact)
        (section,) = (each for each in document.sections if start in range(*_ends(each.span)))
        assert section.page == (page if location.suffix == ".pdf" else None)
        if location.name != "groff.pdf":  # its headings are of the text's size
            assert section.title.endswith(title)


def _ends(span: object) -> tuple[int, int]:
    return span.start, span.end  # type: ignore[attr-defined]


KEPT = ["chromium.pdf", "groff.pdf", "libreoffice.pdf", "libreoffice.docx"]
KEPT += [f"pandoc.{suffix}" for suffix in ("docx", "epub", "html", "rst")]


@pytest.mark.parametrize("name", KEPT)
def test_a_file_that_another_program_made_is_read_right(name: str) -> None:
    assert_facts_stand(MADE / name)


def test_words_that_groff_broke_over_lines_and_columns_are_whole() -> None:
    document = read_document(list_files([MADE / "groff.pdf"]).files[0])
    assert (
        "representatives of neighbouring municipalities protested unsuccessfully" in document.text
    )
    assert "correspondence concerning hydraulic installations." in document.text


@pytest.mark.parametrize("name", ["libreoffice.docx", "pandoc.docx", "pandoc.epub", "pandoc.html"])
def test_a_row_of_a_table_that_another_program_made_is_a_line(name: str) -> None:
    document = read_document(list_files([MADE / name]).files[0])
    assert "Part | Price\nGate | 40\nChain | 12" in document.text


COMMANDS = {
    "pandoc.docx": ["pandoc", "weir.md", "-o", "pandoc.docx"],
    "pandoc.epub": ["pandoc", "weir.md", "-o", "pandoc.epub"],
    "pandoc.html": ["pandoc", "weir.md", "-s", "-o", "pandoc.html"],
    "pandoc.rst": ["pandoc", "weir.md", "-s", "-o", "pandoc.rst"],
    "pandoc.pdf": ["soffice", "--headless", "--convert-to", "pdf", "pandoc.docx"],
    "chromium.pdf": [
        *("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"),
        *("--print-to-pdf=chromium.pdf", "pandoc.html"),
    ],
    "groff.pdf": ["sh", "-c", "groff -ms -Tpdf weir.ms > groff.pdf"],
}


@pytest.mark.parametrize("name", COMMANDS)
def test_a_file_made_just_now_is_read_right(name: str, tmp_path: Path) -> None:
    command = COMMANDS[name]
    program = "groff" if command[0] == "sh" else command[0]
    if not shutil.which(program):
        pytest.skip(f"{program} is not installed")
    folder = tmp_path / "made"
    shutil.copytree(MADE, folder)
    (folder / name).unlink(missing_ok=True)
    home = {"HOME": str(tmp_path), "PATH": "/usr/local/bin:/usr/bin:/bin"}
    ran = subprocess.run(
        command, cwd=folder, env=home, capture_output=True, timeout=100, check=False
    )
    made = folder / name
    if not made.exists() or not made.stat().st_size:  # groff without its PDF device
        pytest.skip(f"{program} can't make {name} here: {ran.stderr.decode()[-200:]}")
    assert_facts_stand(made)
