"""What an index folder may go through while an engine is at work."""

from __future__ import annotations

import fcntl
import shutil
import threading
import time
from typing import TYPE_CHECKING

import pytest

from retrieval import live_index, preparing, sharing, workers
from retrieval.documents import list_files
from retrieval.engine import Engine
from retrieval.errors import IndexUnusableError
from retrieval.failures import Failures
from retrieval.given import Ledger
from retrieval.index import IndexBusyError

if TYPE_CHECKING:
    from pathlib import Path


def engine_over(folder: Path) -> Engine:
    documents = folder / "documents"
    documents.mkdir()
    (documents / "a.txt").write_text("The ferry leaves at nine.")
    (documents / "b.txt").write_text("The tram leaves at eight.")
    return Engine([documents], folder / "index", encoding="quotebot", passage_tokens=60)


def test_an_index_deleted_while_it_is_written_is_written_again(tmp_path: Path) -> None:
    engine = engine_over(tmp_path)
    deleted: list[Path] = []

    def delete_once(_done: int, _total: int) -> None:
        if not deleted:
            deleted.append(engine.private)
            shutil.rmtree(engine.private)

    assert engine.refresh(delete_once).added == ("a.txt", "b.txt")
    assert deleted
    assert engine.passages() == 2


def test_a_refresh_that_was_stopped_leaves_nothing_for_the_next(tmp_path: Path) -> None:
    engine = engine_over(tmp_path)

    def stop(_done: int, _total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        engine.refresh(stop)
    (tmp_path / "documents" / "a.txt").unlink()
    assert engine.refresh().added == ("b.txt",)
    assert [source.path for source in engine.sources()] == ["b.txt"]


def test_another_writer_is_waited_for(tmp_path: Path) -> None:
    engine = engine_over(tmp_path)
    engine.private.mkdir()
    with (engine.private / "writer.lock").open("wb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        release = threading.Timer(0.3, fcntl.flock, (lock, fcntl.LOCK_UN))
        release.start()
        assert engine.refresh().added == ("a.txt", "b.txt")
        release.join()


def test_another_writer_is_not_waited_for_without_end_nor_by_a_watcher(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = engine_over(tmp_path)
    engine.private.mkdir()
    with (engine.private / "writer.lock").open("wb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        engine.watched(lambda _: True)
        with pytest.raises(IndexBusyError):
            engine.refresh()
        engine.watched(None)
        monkeypatch.setattr(live_index, "_PATIENCE", 0.2)
        with pytest.raises(IndexBusyError):
            engine.refresh()


def test_what_is_kept_beside_an_index_is_done_without_where_it_cannot_be(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    beside = tmp_path / "file" / "below"
    Failures(beside, "").keep({}, {})
    assert Failures(beside, "").of({}) == {}
    Ledger(beside).add([])
    assert Ledger(beside).lost() == ()


def test_an_index_folder_that_is_a_file_is_named(tmp_path: Path) -> None:
    engine = engine_over(tmp_path)
    engine.private.touch()
    with pytest.raises(IndexUnusableError, match=r"index \(.*INDEX_DIR"):
        engine.refresh()


def test_an_index_deleted_meanwhile_is_written_again_and_no_old_document_is_news(
    tmp_path: Path,
) -> None:
    engine = engine_over(tmp_path)
    engine.refresh()
    shutil.rmtree(engine.private)
    assert not engine.refresh()
    assert engine.passages() == 2
    shutil.rmtree(engine.private)
    (tmp_path / "documents" / "b.txt").write_text("The tram leaves at ten.")
    (tmp_path / "documents" / "c.txt").write_text("The bus leaves at six.")
    refreshed = engine.refresh()
    assert (refreshed.added, refreshed.changed) == (("c.txt",), ("b.txt",))


def test_the_programs_own_folder_is_no_document_but_documents_may_lie_in_it(
    tmp_path: Path,
) -> None:
    documents = tmp_path / "documents"
    private = documents / "own"
    for name in ("a.txt", "own/history.txt", "own/uploads/b.txt"):
        file = documents / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("The ferry leaves at nine.")
    listing = list_files([documents], private)
    assert [file.path for file in listing.files] == ["a.txt"]
    assert not listing.skipped
    assert [file.path for file in list_files([private / "uploads"], private).files] == ["b.txt"]


def test_other_processes_make_the_same_index(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(time, "time", lambda: 1.0)
    monkeypatch.setattr(workers, "cores", lambda: 2)
    monkeypatch.setattr(preparing, "_TOGETHER", 5_000)
    documents = tmp_path / "documents"
    documents.mkdir()
    for number in range(8):
        text = " ".join(f"word{number}{n % 70}, The {n}th. " for n in range(300))
        (documents / f"{number}.txt").write_text(text)
    (documents / "page.html").write_text("<p>The ferry leaves at nine.</p>")
    (documents / "3.bad.txt").write_bytes(b"a\0b")
    seen: list[list[tuple[int, int]]] = []
    segments = []
    for most in (1, 2):
        monkeypatch.setattr(sharing, "_MANY_BYTES", 1)
        monkeypatch.setattr(sharing, "_MOST_PROCESSES", most)
        engine = Engine([documents], tmp_path / str(most), encoding="quotebot", passage_tokens=60)
        seen.append([])
        refreshed = engine.refresh(lambda *done: seen[-1].append(done))
        assert len(refreshed.added) == 9
        assert [skipped.path for skipped in refreshed.skipped] == ["3.bad.txt"]
        segments += [file.read_bytes() for file in (tmp_path / str(most)).glob("*.segment")]
    assert len(segments) == 2
    assert segments[0] == segments[1]
    assert len(seen[1]) > 1
    assert seen[0][-1] == seen[1][-1]
