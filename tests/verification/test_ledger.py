from __future__ import annotations

import sqlite3
import threading
from typing import TYPE_CHECKING

import pytest

from retrieval.citations import cite
from retrieval.given import Ledger
from retrieval.model import Answer, Document, Quote, Section, Span
from retrieval.verification import Standing
from tests.verification.conftest import HANDBOOK, LEAVE, engine_over

if TYPE_CHECKING:
    from pathlib import Path

    from retrieval.engine import Engine

QUESTION = "How many days of annual leave do full-time staff have a year?"


def quotes(count: int) -> list[Quote]:
    text = "".join(f"Line {number:06}.\n" for number in range(count))
    document = Document("lines.txt", text, (Section(Span(0, len(text))),), "0" * 64)
    return [Quote(document, Span(13 * n, 13 * n + 12)) for n in range(count)]


def asked(engine: Engine) -> str:
    result = engine.answer(QUESTION, min_confidence=0)
    assert isinstance(result, Answer)
    assert result.quotes[0].quote.text == LEAVE
    return str(cite(result.quotes[0].quote))


def change(folder: Path, before: str, after: str) -> None:
    file = folder / "handbook.md"
    file.write_text(file.read_text(encoding="utf-8").replace(before, after), encoding="utf-8")


def test_a_quote_given_is_known_by_its_words_in_another_process(tmp_path: Path) -> None:
    (quote,) = quotes(1)
    Ledger(tmp_path / "given").add([quote])
    assert Ledger(tmp_path / "given").words(cite(quote)) == quote.text


def test_only_the_latest_are_kept(tmp_path: Path) -> None:
    given = quotes(2_500)
    ledger = Ledger(tmp_path / "given", most=100)
    for quote in given:
        ledger.add([quote])
    kept = Ledger(tmp_path / "given").of(["lines.txt"])
    assert kept[-1].words == given[-1].text
    assert 100 <= len(kept) <= 1_100


@pytest.mark.parametrize("new", range(20))  # a race between openings shows one time in ten
def test_a_ledger_is_written_from_many_threads(new: int, tmp_path: Path) -> None:
    given = quotes(200)
    ledgers = [Ledger(tmp_path / f"given{new}") for _ in range(2)]
    threads = [
        threading.Thread(target=ledgers[part % 2].add, args=[given[part::4]]) for part in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(ledgers[0].of(["lines.txt"])) == 200


def test_a_ledger_that_could_not_be_opened_is_opened_the_next_time(tmp_path: Path) -> None:
    file = tmp_path / "given"
    (quote,) = quotes(1)
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    ledger = Ledger(file)
    ledger.add([quote])
    assert not ledger.of(["lines.txt"])
    other.close()
    ledger.add([quote])
    assert ledger.words(cite(quote)) == quote.text


def test_a_ledger_that_is_no_database_costs_no_answer(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "index").mkdir()
    (tmp_path / "index" / "given.sqlite3").write_bytes(b"no database at all" * 100)
    engine = engine_over(folder, tmp_path)
    assert engine.verify(asked(engine)).standing is Standing.UNCHANGED
    assert engine.lost() == ()


def test_a_ledger_that_another_process_holds_costs_no_answer(
    engine: Engine, tmp_path: Path
) -> None:
    asked(engine)
    with sqlite3.connect(tmp_path / "index" / "given.sqlite3", isolation_level=None) as held:
        held.execute("BEGIN EXCLUSIVE")
        asked(engine)
        held.execute("ROLLBACK")
    held.close()


def test_an_engine_that_keeps_nothing_writes_nothing(folder: Path, tmp_path: Path) -> None:
    engine = engine_over(folder, tmp_path, keep_given=False)
    assert engine.verify(asked(engine)).holds
    assert not (tmp_path / "index" / "given.sqlite3").exists()


def test_a_refresh_tells_once_which_citations_hold_no_more(engine: Engine, folder: Path) -> None:
    token = asked(engine)
    assert engine.refresh().lost == ()
    change(folder, "25 days", "twenty-eight days")
    assert [str(lost.citation) for lost in engine.refresh().lost] == [token]
    change(folder, "Hotels", "Rooms")
    assert engine.refresh().lost == ()
    assert [lost.words for lost in engine.lost()] == [LEAVE]


def test_words_that_are_back_hold_again(engine: Engine, folder: Path) -> None:
    asked(engine)
    change(folder, "25 days", "twenty-eight days")
    engine.refresh()
    change(folder, "twenty-eight days", "25 days")
    assert engine.refresh().lost == ()
    assert engine.lost() == ()


def test_words_that_moved_or_were_renamed_are_not_lost(engine: Engine, folder: Path) -> None:
    asked(engine)
    change(folder, "# Leave\n", "# Leave\n\nRead all of this.\n")
    assert engine.refresh().lost == ()
    (folder / "handbook.md").rename(folder / "rules.md")
    assert engine.refresh().lost == ()


def test_words_of_a_deleted_document_are_lost(engine: Engine, folder: Path) -> None:
    token = asked(engine)
    (folder / "handbook.md").unlink()
    assert [str(lost.citation) for lost in engine.refresh().lost] == [token]
    assert engine.verify(token).standing is Standing.GONE


def test_the_engine_shows_what_became_of_words(engine: Engine, folder: Path) -> None:
    token = asked(engine)
    change(folder, "25 days", "28 days")
    found = engine.verify(token)
    assert (found.standing, found.given) == (Standing.ALTERED, LEAVE)
    assert [c.text for c in found.difference if c.kind != "same"] == ["25", "28"]
    change(folder, "28 days", "25 days")
    (folder / "handbook.md").rename(folder / "rules.md")
    found = engine.verify(token)
    assert found.standing is Standing.MOVED
    assert found.quote
    assert found.quote.document.path == "rules.md"


def test_anyone_can_find_words_that_moved_into_another_document(
    engine: Engine, folder: Path, tmp_path: Path
) -> None:
    token = asked(engine)
    (folder / "handbook.md").unlink()
    (folder / "new.txt").write_text(HANDBOOK.replace("#", "").upper() + LEAVE, encoding="utf-8")
    stranger = engine_over(folder, tmp_path / "stranger")
    found = stranger.verify(token)
    assert found.quote
    assert (found.standing, found.quote.text, found.given) == (Standing.MOVED, LEAVE, None)
