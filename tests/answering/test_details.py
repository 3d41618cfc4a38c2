from __future__ import annotations

from pathlib import Path

import pytest

from retrieval.answering.detail_forms import FORMS, Detail
from retrieval.answering.details import asked_detail, asked_loose_detail, tells
from retrieval.answering.features import detail_told
from tests.answering.made import pool

_FILE = Path(__file__).parent / "cases" / "details.txt"
CASES = [
    tuple(cell.strip() for cell in line.split("|"))
    for line in _FILE.read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]
ASKING = [case for case in CASES if case[1] != "-"]


@pytest.mark.parametrize(("question", "detail"), [case[:2] for case in CASES])
def test_a_question_asks_for_a_detail_or_for_none(question: str, detail: str) -> None:
    assert asked_detail(question) == (None if detail == "-" else Detail(detail))


@pytest.mark.parametrize(("question", "detail", "told", "other"), ASKING)
def test_a_detail_is_told_by_its_form(question: str, detail: str, told: str, other: str) -> None:
    assert tells(told, Detail(detail), question)
    assert not tells(other, Detail(detail), question)


def test_every_detail_is_asked_for_in_a_case() -> None:
    assert {Detail(case[1]) for case in ASKING} == set(FORMS)


@pytest.mark.parametrize(
    ("question", "detail", "told", "other"),
    [
        ("When does the ferry leave?", "time", "It leaves at nine.", "It leaves from Kell."),
        (
            "When does the ferry leave?",
            "time",
            "It leaves once it is full.",
            "It leaves from Kell.",
        ),
        ("when built the bridge?", "time", "It was built in 872.", "It was built."),
        ("How many ships sank?", "count", "Several ships sank.", "The ships sank."),
        ("how long does it last", "duration", "It lasts until the war ends.", "It lasts."),
        ("How many years did it take?", "duration", "It took a decade.", "It took them."),
    ],
)
def test_a_time_a_count_and_a_duration_are_told_by_loose_forms(
    question: str, detail: str, told: str, other: str
) -> None:
    assert asked_loose_detail(question) == Detail(detail)
    assert tells(told, Detail(detail), question)
    assert not tells(other, Detail(detail), question)


@pytest.mark.parametrize(
    "question", ["Who left?", "What is it called when it rains?", "How long ago?"]
)
def test_nothing_else_is_asked_loosely(question: str) -> None:
    assert asked_loose_detail(question) is None
    assert asked_loose_detail("When did it rain?", "german") is None


def test_questions_in_other_languages_ask_for_none() -> None:
    assert asked_detail("How old is the caretaker?", "german") is None


def test_what_tells_the_detail_is_told_from_what_doesnt() -> None:
    [told] = pool("How heavy is the bell?", "The bell weighs two tonnes.")
    [lacking] = pool("How heavy is the bell?", "The bell is heavy.")
    [unasked] = pool("Who cast the bell?", "The bell weighs two tonnes.")
    assert [detail_told(c) for c in (told, lacking, unasked)] == [1.0, 0.0, 0.0]


@pytest.mark.timeout(20)
@pytest.mark.parametrize("word", ["a ", "a the ", "half of ", "since ", "1 and a half ", "5 in "])
def test_a_hostile_sentence_is_searched_once_and_not_from_each_of_its_words(word: str) -> None:
    """A pattern that goes back over all of it would take minutes."""
    for detail in Detail:
        tells(word * 10_000, detail)
