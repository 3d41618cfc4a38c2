from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from retrieval.answering import bare_question, questions_in
from retrieval.answering.phrases import listed, plain_words

_FILE = Path(__file__).parent / "cases" / "messages.txt"
CASES = [
    tuple(cell.strip() for cell in line.split("=>"))
    for line in _FILE.read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
AROUND = ["Hi!", "hello,", "Thanks.", "please", "can you tell me", "quick question:"]


@pytest.mark.parametrize(("message", "asked"), CASES, ids=[message for message, _ in CASES])
def test_a_message_asks_its_questions(message: str, asked: str) -> None:
    expected = (message,) if asked == "=" else tuple(one.strip() for one in asked.split("|"))
    assert questions_in(message) == expected


@given(st.lists(st.sampled_from([*AROUND, "who", "signed", "?", "It is.", "AND"]), max_size=8))
def test_what_is_left_are_words_of_the_message_in_their_order(pieces: list[str]) -> None:
    message = " ".join(pieces).lower()
    for question in questions_in(message):
        rest = iter(plain_words(message))
        assert all(word in rest for word in plain_words(question))


@given(st.text())
@example("0\x1b\rUH")
def test_reading_again_changes_nothing(message: str) -> None:
    bare = bare_question(message)
    assert bare_question(bare) == bare
    assert bool(bare) == bool(message.strip())


@given(st.lists(st.sampled_from(AROUND), max_size=3))
def test_what_stands_before_a_question_is_taken_off(pieces: list[str]) -> None:
    assert bare_question(" ".join([*pieces, "who signed it?"])) == "who signed it?"


@pytest.mark.parametrize("phrase", sorted(listed("lead-in")), ids=" ".join)
def test_every_listed_lead_in_leads_in(phrase: tuple[str, ...]) -> None:
    joined = "" if ord(phrase[0][0]) > ord("\u2fff") else " "
    assert bare_question(f"{joined.join(phrase)}: who signed it?") == "who signed it?"


def test_questions_a_line_are_questions_of_their_own() -> None:
    message = "- when does the office open\n- who approves expenses\n"
    assert questions_in(message) == ("when does the office open", "who approves expenses")


def test_a_text_that_nobody_typed_is_left_alone() -> None:
    text = "hi " * 1_000 + "who signed it?"
    assert bare_question(text) == text
    assert questions_in(text) == (text,)
