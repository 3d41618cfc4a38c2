from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.model import Scope
from retrieval.receipts import Asked, Receipt, ReceiptError
from tests.verification.test_verify_command import run

if TYPE_CHECKING:
    from pathlib import Path

QUESTION = "How many days of annual leave do full-time staff have?"

DATES = st.none() | st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1))
TEXT = st.text(max_size=20)
SCOPES = st.builds(
    Scope,
    DATES,
    DATES,
    st.lists(TEXT, max_size=2).map(tuple),
    st.lists(TEXT, max_size=2).map(tuple),
)
RECEIPTS = st.builds(
    Receipt,
    st.builds(
        Asked, TEXT, st.none() | TEXT, st.integers(1, 20), st.none() | st.floats(0, 1), SCOPES
    ),
    st.dictionaries(TEXT, TEXT | st.integers() | st.floats(0, 1)),
    TEXT,
    TEXT,
    st.integers(0),
    TEXT,
    st.dictionaries(TEXT, TEXT),
    st.lists(TEXT).map(tuple),
)


@pytest.fixture(autouse=True)
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def receipt(folder: Path, tmp_path: Path) -> Path:
    file = tmp_path / "answer.json"
    options = ("--json", "--receipt", "--min-confidence", "0", "--in", "handbook.md")
    file.write_text(run("ask", "--docs", str(folder), *options, QUESTION).stdout, encoding="utf-8")
    return file


@given(RECEIPTS)
def test_a_receipt_survives_json(receipt: Receipt) -> None:
    assert Receipt.from_object(json.loads(json.dumps(receipt.as_object()))) == receipt


def test_a_replay_gives_the_same_bytes(folder: Path, receipt: Path) -> None:
    shown = run("replay", "--docs", str(folder), str(receipt))
    assert (shown.return_value, shown.stdout, shown.stderr) == (0, receipt.read_text(), "")


def test_a_replay_uses_the_settings_of_then(
    folder: Path, receipt: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PASSAGE_TOKENS", "20")
    shown = run("replay", "--docs", str(folder), str(receipt))
    assert (shown.return_value, shown.stdout) == (0, receipt.read_text())


def test_every_line_of_a_conversation_can_be_replayed(folder: Path, receipt: Path) -> None:
    receipt.write_text(receipt.read_text() * 2)
    shown = run("replay", "--docs", str(folder), str(receipt))
    assert (shown.return_value, shown.stdout) == (0, receipt.read_text())


def test_another_answer_says_what_changed(folder: Path, receipt: Path) -> None:
    file = folder / "handbook.md"
    file.write_text(file.read_text(encoding="utf-8").replace("25", "28"), encoding="utf-8")
    shown = run("replay", "--docs", str(folder), str(receipt))
    assert shown.return_value == 1
    assert "28 days" in json.loads(shown.stdout)["quotes"][0]["text"]
    assert "  handbook.md, which was quoted, changed\n" in shown.stderr
    assert "  quoted was: handbook.md@" in shown.stderr


def test_changes_that_leave_the_answer_alone_are_told_too(folder: Path, receipt: Path) -> None:
    found = json.loads(receipt.read_text())
    found["receipt"]["program"] = "0.0.1"
    receipt.write_text(json.dumps(found) + "\n")
    shown = run("replay", "--docs", str(folder), str(receipt))
    assert (shown.return_value, shown.stdout) == (0, receipt.read_text())
    assert shown.stderr.startswith("quotebot: the answer is the same, though this changed:\n")


def broken(**changed: Any) -> str:
    receipt = Receipt(Asked("Who?"), {}, "1", "", 0, "", {}, ())
    return json.dumps({"receipt": receipt.as_object() | changed})


@pytest.mark.parametrize(
    "text",
    [
        "no JSON",
        "[]",
        "{}",
        '{"receipt": 7}',
        broken(format=99),
        broken(asked={"question": "Who?"}),
        broken(settings={"token_encoding": "quotebot"}),
        broken(settings=None),
    ],
)
def test_what_holds_no_receipt_is_an_error(folder: Path, tmp_path: Path, text: str) -> None:
    (tmp_path / "broken.json").write_text(text)
    shown = run("replay", "--docs", str(folder), str(tmp_path / "broken.json"))
    assert isinstance(shown.exception, ReceiptError)


def test_a_receipt_goes_with_json(folder: Path) -> None:
    shown = run("ask", "--docs", str(folder), "--receipt", QUESTION)
    assert "--receipt goes with --json" in str(shown.exception)
