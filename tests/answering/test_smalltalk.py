from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.answering.smalltalk import small_talk
from retrieval.model import Why

_FILE = Path(__file__).parent / "cases" / "smalltalk.txt"
CASES = [
    tuple(cell.strip() for cell in line.split("|"))
    for line in _FILE.read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


@pytest.mark.parametrize(("kind", "message"), CASES, ids=[case[1] for case in CASES])
def test_small_talk_is_told_from_questions(kind: str, message: str) -> None:
    found = small_talk(message)
    assert found == (None if kind == "-" else Why(kind))


@pytest.mark.parametrize("message", ["", " ", "\n", "?!", "👍"])
def test_a_message_without_words_is_no_small_talk(message: str) -> None:
    assert small_talk(message) is None


@pytest.mark.parametrize("kind", [Why.GREETING, Why.THANKS, Why.ABOUT_THE_BOT])
def test_case_and_full_stops_change_nothing(kind: Why) -> None:
    for listed, message in CASES:
        if listed == kind:
            assert small_talk(f"  {message.upper()}... ") == kind


@given(st.text(alphabet="hielo tankyuwr?"))
def test_a_question_word_of_the_documents_is_never_swallowed(noise: str) -> None:
    assert small_talk(f"{noise} Sulaymaniyah") is None


def test_only_a_short_message_is_small_talk() -> None:
    assert small_talk("你好" * 90) is Why.GREETING
    assert small_talk("hi " * 1_000_000) is None
