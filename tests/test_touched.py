"""Files that were written again without another word in them."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import pytest

from retrieval.engine import Engine
from retrieval.model import Answer

if TYPE_CHECKING:
    from pathlib import Path

    from retrieval.model import Abstention

FERRY = "The ferry to Oban leaves at nine."
QUESTION = "When does the ferry to Oban leave?"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "documents" / "a.txt"
    file.parent.mkdir()
    file.write_text(FERRY)
    file.with_name("b.txt").write_text("The tram to Leith leaves at eight.")
    return file


def engine_for(file: Path) -> Engine:
    index = file.parents[1] / "index"
    return Engine([file.parent], index, encoding="quotebot", passage_tokens=60)


def touch(file: Path) -> None:
    os.utime(file, ns=(0, file.stat().st_mtime_ns + 1_000_000))


def quoted(result: Answer | Abstention) -> str:
    assert isinstance(result, Answer)
    return result.quotes[0].quote.text


def test_a_file_with_the_same_bytes_is_no_news_and_no_work(file: Path) -> None:
    engine = engine_for(file)
    assert engine.refresh().added == ("a.txt", "b.txt")
    written = {path: path.stat() for path in engine.private.glob("*.segment")}
    touch(file)
    assert not engine.refresh()
    assert quoted(engine.answer(QUESTION)) == FERRY
    assert not engine_for(file).refresh()
    assert quoted(engine_for(file).answer(QUESTION)) == FERRY
    assert {path: path.stat() for path in engine.private.glob("*.segment")} == written


def test_it_is_noted_when_the_file_was_written(file: Path) -> None:
    engine_for(file).refresh()
    touch(file)
    engine_for(file).refresh()
    notes = file.parents[1] / "index" / "touched.json"
    kept = notes.stat().st_ino
    engine_for(file).refresh()
    assert notes.stat().st_ino == kept
    file.unlink()
    engine_for(file).refresh()
    assert notes.read_text() == "{}"


def test_other_bytes_of_the_same_number_are_a_change(file: Path) -> None:
    engine = engine_for(file)
    engine.refresh()
    touch(file)
    engine.refresh()
    file.write_text(FERRY.replace("nine", "five"))
    touch(file)
    assert engine.refresh().changed == ("a.txt",)
    assert "five" in quoted(engine.answer(QUESTION))
    file.write_text(FERRY)
    touch(file)
    assert engine.refresh().changed == ("a.txt",)


def test_a_file_that_goes_while_it_is_looked_at_is_no_error(file: Path) -> None:
    engine = engine_for(file)
    engine.refresh()

    def delete(path: Path) -> bool:
        path.unlink()
        return True

    touch(file)
    engine.watched(delete)
    assert [skipped.path for skipped in engine.refresh().skipped] == ["a.txt"]
    assert [source.path for source in engine.sources()] == ["b.txt"]


@pytest.mark.parametrize("watched", [False, True])
def test_another_process_may_have_noted_it(file: Path, *, watched: bool) -> None:
    ours, theirs = engine_for(file), engine_for(file)
    ours.refresh()
    theirs.refresh()
    if watched:
        ours.watched(lambda _: True)
    touch(file)
    theirs.refresh()
    assert isinstance(ours.answer(QUESTION), Answer) != watched
    assert not ours.refresh()
    assert quoted(ours.answer(QUESTION)) == FERRY


DAMAGED = [
    b"{",
    b"[]",
    b"\xff",
    b"[" * 200_000,
    b'{"a.txt": 1}',
    b'{"a.txt": [1, 2, 3, 4]}',
    b'{"a.txt": [Infinity, 1, "x"]}',
    b'{"a.txt": [true, 1, "x"]}',
]


@pytest.mark.parametrize("kept", DAMAGED)
def test_notes_that_cannot_be_read_are_made_again(file: Path, kept: bytes) -> None:
    engine = engine_for(file)
    engine.refresh()
    touch(file)
    (engine.private / "touched.json").write_bytes(kept)
    assert not engine.refresh()
    assert quoted(engine_for(file).answer(QUESTION)) == FERRY


@pytest.mark.parametrize("kept", [*DAMAGED, b'{"reading": []}'])
def test_failures_that_cannot_be_read_are_found_again(file: Path, kept: bytes) -> None:
    file.with_name("c.pdf").write_bytes(b"%PDF-1.4 cut short")
    engine = engine_for(file)
    failed = engine.refresh().skipped
    assert [skipped.path for skipped in failed] == ["c.pdf"]
    reading = json.loads((engine.private / "unreadable.json").read_bytes())["reading"]
    table = b'{"reading": "%s", "files": %s}' % (reading.encode(), kept)
    for damaged in (kept, table):
        (engine.private / "unreadable.json").write_bytes(damaged)
        assert engine_for(file).refresh().skipped == failed


def test_what_a_killed_process_left_half_written_is_removed(file: Path) -> None:
    engine = engine_for(file)
    engine.refresh()
    left = [engine.private / f"{name}.json.999999" for name in ("touched", "unreadable")]
    for half in left:
        half.write_text("{")
    touch(file)
    file.with_name("c.pdf").write_bytes(b"%PDF-1.4 cut short")
    engine_for(file).refresh()
    assert not any(half.exists() for half in left)
