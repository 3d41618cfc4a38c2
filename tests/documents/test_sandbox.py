import os
import signal
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from retrieval.documents import list_files, read_document
from retrieval.documents.extraction import Extract
from retrieval.documents.kinds import Kind
from retrieval.documents.sandbox import Sandbox
from retrieval.documents.wire import pack, unpack
from retrieval.errors import DocumentError
from retrieval.model import Section, Span

PAGE = b"<h1>Weir</h1><p>It holds.</p>"


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    one = Sandbox()
    yield one
    one.close()


def process_id(sandbox: Sandbox) -> int:
    assert sandbox._process is not None
    return sandbox._process.pid


def test_one_process_reads_many_files(sandbox: Sandbox) -> None:
    first = sandbox.read(Kind.HTML, PAGE)
    process = process_id(sandbox)
    assert sandbox.read(Kind.HTML, PAGE) == first
    assert sandbox.read(Kind.CSV, b"Tea,Price\nAssam,9\n").text == "Tea: Assam; Price: 9"
    assert process_id(sandbox) == process


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind not in {Kind.PLAIN, Kind.MARKDOWN}])
def test_a_broken_file_of_any_kind_costs_only_itself(sandbox: Sandbox, kind: Kind) -> None:
    with pytest.raises(DocumentError):
        sandbox.read(kind, b"\xff\xfe\0\0\x01broken")
    assert sandbox.read(Kind.HTML, PAGE).text == "Weir\n\nIt holds."


def test_after_a_crash_another_process_is_started(sandbox: Sandbox) -> None:
    sandbox.read(Kind.HTML, PAGE)
    assert sandbox._process is not None
    sandbox._process.kill()
    sandbox._process.wait()
    assert sandbox.read(Kind.HTML, PAGE).text == "Weir\n\nIt holds."


def test_a_process_that_ends_while_it_reads_is_reported(sandbox: Sandbox) -> None:
    sandbox.read(Kind.HTML, PAGE)
    killer = threading.Timer(0.3, os.kill, (process_id(sandbox), 9))
    killer.start()
    with pytest.raises(DocumentError, match="its reader crashed"):
        sandbox.read(Kind.CSV, b"a,b\n" + b"x,1\n" * 1_000_000)


def test_an_interrupt_at_the_keyboard_does_not_reach_the_reading(sandbox: Sandbox) -> None:
    sandbox.read(Kind.HTML, PAGE)
    os.kill(process_id(sandbox), signal.SIGINT)
    assert sandbox.read(Kind.HTML, PAGE).text == "Weir\n\nIt holds."


def test_a_file_that_takes_too_long_is_given_up() -> None:
    hasty = Sandbox(seconds=0.2)
    with pytest.raises(DocumentError, match="too long"):
        hasty.read(Kind.CSV, b"a,b\n" + b"x,1\n" * 1_000_000)
    hasty.close()


def test_nesting_without_end_is_reported(sandbox: Sandbox) -> None:
    with pytest.raises(DocumentError, match="nested too deeply"):
        sandbox.read(Kind.JSON_LINES, b"[" * 100_000)
    assert sandbox.read(Kind.HTML, PAGE).text


def test_the_process_ends_with_its_parent_and_can_be_closed_twice(sandbox: Sandbox) -> None:
    sandbox.read(Kind.HTML, PAGE)
    sandbox.close()
    sandbox.close()
    assert sandbox._process is None


def test_a_module_in_the_working_directory_is_never_imported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "selectolax.py").write_text("raise SystemExit", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    fresh = Sandbox()
    assert fresh.read(Kind.HTML, PAGE).text
    fresh.close()


def test_what_goes_over_the_wire_comes_back_with_its_offsets() -> None:
    sections = (Section(Span(0, 2), "a\ud800", None, ("t",), 3), Section(Span(3, 4)))
    found = unpack(pack(Extract("😀\udfff x", sections)))
    assert found.text == "😀\ufffd x"
    assert [section.span for section in found.sections] == [Span(0, 2), Span(3, 4)]
    assert (found.sections[0].title, found.sections[0].page) == ("a\ufffd", 3)


def test_files_of_many_kinds_become_documents(
    tmp_path: Path, make_pdf: Callable[..., bytes]
) -> None:
    (tmp_path / "a.pdf").write_bytes(make_pdf([(72, 700, 11, "It holds.")]))
    (tmp_path / "b.HTM").write_bytes(PAGE)
    (tmp_path / "c.txt").write_bytes("Мост закрыт до июня, сообщает мэрия города.".encode("cp1251"))
    (tmp_path / "d.jsonl").write_bytes(b'{"name": "Tea"}\n')
    documents = [read_document(file) for file in list_files([tmp_path]).files]
    assert [(each.path, each.sections[0].span.cut(each.text)) for each in documents] == [
        ("a.pdf", "It holds."),
        ("b.HTM", "It holds."),
        ("c.txt", "Мост закрыт до июня, сообщает мэрия города."),
        ("d.jsonl", "name: Tea"),
    ]
    assert all(len(each.sha256) == 64 for each in documents)
