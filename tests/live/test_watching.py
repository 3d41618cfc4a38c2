from __future__ import annotations

import shutil
import threading
import time
from typing import TYPE_CHECKING

import pytest

from retrieval.engine import Engine
from retrieval.errors import QuotebotError
from retrieval.model import Answer
from retrieval.watching import watch
from tests.live.conftest import engine_over

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from retrieval.refreshed import Refreshed

SECONDS = 2.0  # the promise
GRACE = 8.0  # for a machine that is busy with other tests


class Heard:
    def __init__(self) -> None:
        self.changes: list[Refreshed] = []
        self.errors: list[str] = []

    def __call__(self, news: Refreshed | QuotebotError) -> None:
        if isinstance(news, QuotebotError):
            self.errors.append(str(news))
        else:
            self.changes.append(news)


@pytest.fixture
def heard() -> Heard:
    return Heard()


def soon(condition: Callable[[], bool]) -> float:
    start = time.monotonic()
    while not condition():
        assert time.monotonic() - start < SECONDS + GRACE
        time.sleep(0.02)
    return time.monotonic() - start


def paths(engine: Engine) -> list[str]:
    return [source.path for source in engine.sources()]


def found(engine: Engine, word: str) -> list[str]:
    return [hit.passage.text for hit in engine.search(word)]


def test_files_added_changed_renamed_and_deleted_are_reflected(
    engine: Engine, folder: Path, heard: Heard
) -> None:
    engine.refresh()
    with watch(engine, heard):
        (folder / "a.txt").write_text("The ferry leaves at nine.")
        soon(lambda: found(engine, "ferry") == ["The ferry leaves at nine."])
        (folder / "a.txt").write_text("The ferry leaves at ten.")
        soon(lambda: found(engine, "ferry") == ["The ferry leaves at ten."])
        (folder / "a.txt").rename(folder / "b.txt")
        soon(lambda: paths(engine) == ["b.txt"] and bool(found(engine, "ferry")))
        (folder / "b.txt").unlink()
        soon(lambda: paths(engine) == [] and not found(engine, "ferry"))
    assert not heard.errors
    assert heard.changes[0].added == ("a.txt",)


def test_a_folder_moved_in_is_read(
    engine: Engine, folder: Path, tmp_path: Path, heard: Heard
) -> None:
    engine.refresh()
    made = tmp_path / "made" / "deep"
    made.mkdir(parents=True)
    (made / "a.txt").write_text("The ferry leaves at nine.")
    with watch(engine, heard):
        (tmp_path / "made").rename(folder / "made")
        soon(lambda: paths(engine) == ["made/deep/a.txt"])


def test_a_file_that_is_being_written_is_not_indexed_half(
    engine: Engine, folder: Path, heard: Heard
) -> None:
    engine.refresh()
    seen: set[int] = set()
    with watch(engine, heard), (folder / "slow.txt").open("w") as slow:
        for number in range(20):
            slow.write(f"Ferry number {number} leaves at nine. ")
            slow.flush()
            time.sleep(0.1)
            seen |= {source.size for source in engine.sources()}
            if number == 10:
                (folder / "other.txt").write_text("The tram leaves at eight.")
        slow.close()
        size = (folder / "slow.txt").stat().st_size
        assert any("other.txt" in change.added for change in heard.changes)
        soon(lambda: "slow.txt" in paths(engine))
        seen |= {source.size for source in engine.sources() if source.path == "slow.txt"}
    assert seen == {size, len("The tram leaves at eight.")}


def test_what_a_file_said_before_is_not_quoted_while_it_is_rewritten(
    engine: Engine, folder: Path, heard: Heard
) -> None:
    (folder / "a.txt").write_text("The ferry leaves at nine.")
    (folder / "b.txt").write_text("The tram leaves at eight.")
    engine.refresh()
    with watch(engine, heard):
        (folder / "a.txt").write_text("The fer")
        result = engine.answer("When does the ferry leave?", min_confidence=0)
        if isinstance(result, Answer):
            assert result.quotes[0].quote.document.path == "b.txt"


@pytest.mark.parametrize("name", [".a.txt.swp", "a.txt~", "#a.txt#", ".hidden/a.txt", "a.txt.part"])
def test_editors_files_leave_the_index_alone(
    engine: Engine, folder: Path, heard: Heard, name: str
) -> None:
    engine.refresh()
    with watch(engine, heard):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text("half a thought")
        time.sleep(0.8)
    assert (paths(engine), heard.changes, heard.errors) == ([], [], [])


def test_a_folder_that_vanishes_is_named_once_and_followed_when_it_is_back(
    engine: Engine, folder: Path, heard: Heard
) -> None:
    (folder / "a.txt").write_text("The ferry leaves at nine.")
    engine.refresh()
    with watch(engine, heard):
        time.sleep(0.3)
        shutil.move(folder, folder.with_name("away"))
        soon(lambda: len(heard.errors) == 1)
        shutil.move(folder.with_name("away"), folder)
        (folder / "b.txt").write_text("The tram leaves at eight.")
        soon(lambda: paths(engine) == ["a.txt", "b.txt"])
        (folder / "c.txt").write_text("The bus leaves at seven.")
        soon(lambda: paths(engine) == ["a.txt", "b.txt", "c.txt"])
    assert len(heard.errors) == 1


def test_a_single_file_is_followed_through_an_editors_renaming(
    tmp_path: Path, heard: Heard
) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("The ferry leaves at nine.")
    engine = Engine([file], tmp_path / "index", encoding="quotebot", passage_tokens=200)
    engine.refresh()
    with watch(engine, heard):
        (tmp_path / "new").write_text("The ferry leaves at ten.")
        (tmp_path / "new").rename(file)
        soon(lambda: found(engine, "ferry") == ["The ferry leaves at ten."])


def test_an_index_that_another_process_brought_up_to_date_is_taken_over(
    engine: Engine, folder: Path, tmp_path: Path, heard: Heard
) -> None:
    engine.refresh()
    other = engine_over(folder, tmp_path / "index")
    with watch(engine, heard), watch(other, heard):
        for number in range(5):
            (folder / f"{number}.txt").write_text(f"Ferry {number} leaves at nine.")
            time.sleep(0.1)
        soon(lambda: len(paths(engine)) == len(paths(other)) == 5)
        soon(lambda: len(found(engine, "ferry")) == len(found(other, "ferry")) == 5)
    assert not heard.errors


def test_answers_dont_wait_for_a_refresh(engine: Engine, folder: Path, heard: Heard) -> None:
    (folder / "a.txt").write_text("The ferry leaves at nine.")
    engine.refresh()
    with watch(engine, heard):
        engine._live._refreshing.acquire()
        try:
            (folder / "a.txt").write_text("The ferry leaves at ten.")
            asked = threading.Thread(target=engine.answer, args=["When does the ferry leave?"])
            asked.start()
            asked.join(GRACE)
            assert not asked.is_alive()
        finally:
            engine._live._refreshing.release()


def test_files_that_failed_are_not_read_again_until_they_change(
    folder: Path, tmp_path: Path
) -> None:
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7 and nothing else")
    (folder / "a.txt").write_text("The ferry leaves at nine.")
    skipped = engine_over(folder, tmp_path / "index").refresh().skipped
    assert [each.path for each in skipped] == ["broken.pdf"]
    read: list[tuple[int, int]] = []
    again = engine_over(folder, tmp_path / "index")
    assert again.refresh(lambda done, total: read.append((done, total))).skipped == skipped
    assert read == []
    (folder / "broken.pdf").write_bytes(b"")
    again.refresh(lambda done, total: read.append((done, total)))
    assert len(read) == 1
    (folder / "broken.pdf").unlink()
    assert again.refresh().skipped == ()


def test_a_file_that_can_no_longer_be_read_leaves_the_index(engine: Engine, folder: Path) -> None:
    (folder / "a.txt").write_text("The ferry leaves at nine.")
    (folder / "b.txt").write_text("The tram leaves at eight.")
    engine.refresh()
    (folder / "a.txt").write_text("")
    refreshed = engine.refresh()
    assert [skipped.path for skipped in refreshed.skipped] == ["a.txt"]
    assert (paths(engine), found(engine, "ferry")) == (["b.txt"], [])
