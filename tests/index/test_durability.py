"""Whatever happens to the folder, the index is the old one, the new one or known to be unusable."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.errors import IndexUnusableError
from retrieval.index import (
    DocumentChangedError,
    DocumentRecord,
    Index,
    IndexBusyError,
    IndexDamagedError,
    IndexMissingError,
    IndexOutdatedError,
    IndexVanishedError,
    IndexWriter,
    batched,
    read_unchanged,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from retrieval.index import DocumentEntry
    from tests.index.conftest import Library

TEXTS = {"a.txt": "a b c", "b.txt": "b c d\nc d e"}


def segment(library: Library) -> Path:
    [file] = library.folder.glob("*.segment")
    return file


def test_a_folder_without_an_index_says_so(tmp_path: Path) -> None:
    with pytest.raises(IndexMissingError):
        Index.open(tmp_path / "none", settings="test", text_of=str)


def test_other_settings_want_another_index(library: Library) -> None:
    with pytest.raises(IndexOutdatedError):
        Index.open(library.folder, settings="other", text_of=str)


def test_a_writer_with_other_settings_replaces_the_index(library: Library) -> None:
    library.update(TEXTS)
    IndexWriter(library.folder, settings="other").update([])
    assert len(Index.open(library.folder, settings="other", text_of=str)) == 0
    assert not list(library.folder.glob("*.segment"))


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_any_altered_byte_of_a_small_index_is_noticed(
    new_library: Callable[[], Library], data: st.DataObject
) -> None:
    library = new_library()
    library.update(TEXTS)
    file = data.draw(st.sampled_from([segment(library), library.folder / "manifest.json"]))
    content = bytearray(file.read_bytes())
    place = data.draw(st.integers(0, len(content) - 1))
    content[place] ^= data.draw(st.integers(1, 255))
    file.write_bytes(content)
    with pytest.raises(IndexDamagedError):
        library.open()


@pytest.mark.parametrize("share", [0, 0.5, 0.99], ids=["emptied", "halved", "cut a little"])
def test_a_file_cut_short_is_noticed_and_replaced(library: Library, share: float) -> None:
    library.update(TEXTS)
    file = segment(library)
    os.truncate(file, int(file.stat().st_size * share))
    with pytest.raises(IndexDamagedError):
        library.open()
    library.update(TEXTS)
    assert [path for path, _, _ in library.found(["a"])] == ["a.txt"]


def test_a_missing_file_is_noticed(library: Library) -> None:
    library.update(TEXTS)
    segment(library).unlink()
    with pytest.raises(IndexDamagedError):
        library.open()


def test_an_opened_index_outlives_its_files(library: Library) -> None:
    library.update(TEXTS, extracted=True)
    before = library.open()
    library.update({}, ("a.txt", "b.txt"))
    assert len(library.open()) == 0
    assert [before.passage(hit.id).text for hit in before.search(["a"], 9)] == ["a b c"]


def test_only_one_writes_at_a_time(library: Library) -> None:
    def entries() -> Iterator[DocumentEntry]:
        with pytest.raises(IndexBusyError):
            IndexWriter(library.folder, settings="test").update([])
        yield from library.entries(TEXTS)

    library.writer.update(batched(entries()))
    assert len(library.open()) == 3


def test_documents_out_of_order_leave_the_old_index(library: Library) -> None:
    library.update({"a.txt": "old"})
    entries = reversed([*library.entries({"a.txt": "new", "b.txt": "new"})])
    with pytest.raises(ValueError, match="ascending"):
        library.writer.update(batched(entries))
    assert [record.path for record in library.open().documents()] == ["a.txt"]


KILLED = """
import os, sys
from pathlib import Path
sys.path.insert(0, os.getcwd())
from tests.index.conftest import Library
library = Library.__new__(Library)
library.attach(Path(sys.argv[1]))
steps = int(sys.argv[2])
def count(event, args):
    global steps
    if event in ("open", "os.rename", "os.remove", "os.truncate") and sys.argv[1] in str(args[0]):
        steps -= 1
        if steps == 0:
            os._exit(9)
sys.addaudithook(count)
library.update({"a.txt": "new a", "c.txt": "new c"}, ("b.txt",))
"""


@pytest.mark.parametrize("step", range(1, 10))
def test_a_kill_leaves_the_old_index_or_the_new(library: Library, step: int) -> None:
    library.update({"a.txt": "old a", "b.txt": "old b"})
    arguments = [sys.executable, "-c", KILLED, str(library.folder), str(step)]
    code = subprocess.run(arguments, check=False).returncode
    assert code in (0, 9)
    paths = [record.path for record in library.open().documents()]
    assert paths in (["a.txt", "b.txt"], ["a.txt", "c.txt"])
    library.update({"d.txt": "later"})
    assert len(list(library.folder.glob("*.segment"))) <= 3


def test_a_file_changed_since_it_was_indexed_is_not_quoted(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(b"\xef\xbb\xbfas it was\r\n")
    modified = file.stat().st_mtime_ns
    record = DocumentRecord("a.txt", "", 14, modified, "", False, 1, 1, 0)
    assert read_unchanged(file, record) == "\ufeffas it was\r\n"
    os.utime(file, ns=(modified, modified + 1))
    with pytest.raises(DocumentChangedError, match=r"a\.txt"):
        read_unchanged(file, record)
    file.unlink()
    with pytest.raises(DocumentChangedError, match=r"a\.txt"):
        read_unchanged(file, record)


@pytest.mark.parametrize("place", ["/proc/quotebot", "/etc/passwd", "/dev/null/below"])
def test_a_folder_that_cannot_be_made_is_named_with_the_way_out(place: str) -> None:
    with pytest.raises(IndexUnusableError, match=rf"{place}.*INDEX_DIR"):
        IndexWriter(Path(place), settings="test").update([])


def test_a_folder_deleted_while_it_is_written_is_told_from_one_that_cannot_be_written(
    library: Library,
) -> None:
    def entries() -> Iterator[DocumentEntry]:
        yield from library.entries(TEXTS)
        shutil.rmtree(library.folder)

    with pytest.raises(IndexVanishedError):
        library.writer.update(batched(entries()))
    library.update(TEXTS)
    assert len(library.open()) == 3
