from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.wording.answers import beyond
from retrieval.engine import Engine
from retrieval.filters import read_filters
from retrieval.model import EVERYWHERE, Answer, Scope, Section, Span

if TYPE_CHECKING:
    from pathlib import Path

PATHS = ("annual report.pdf", "hr/handbook.pdf", "hr/leave.md", "news.txt")


def post(day: int, *tags: str) -> tuple[str, Section]:
    return "news.txt", Section(Span(0, 1), "", dt.date(2020, 1, day), tags)


SECTIONS = (post(8), post(9, "Iraq", "United States"), post(11))


def read(question: str) -> tuple[str, Scope]:
    return read_filters(question, lambda: PATHS, lambda: SECTIONS)


def days(first: int | None, last: int | None) -> Scope:
    return Scope(
        dt.date(2020, 1, first) if first else None, dt.date(2020, 1, last) if last else None
    )


@pytest.mark.parametrize(
    ("question", "rest", "scope"),
    [
        ("How much leave is there in handbook.pdf?", "How much leave is there?", "hr/handbook.pdf"),
        ("According to HR/Handbook.pdf, how much?", "how much?", "hr/handbook.pdf"),
        ("In the file “annual report.pdf”, who signs?", "who signs?", "annual report.pdf"),
        ("In hr/ how much leave is there?", "how much leave is there?", "hr"),
    ],
)
def test_a_document_is_named_by_its_file_or_folder(question: str, rest: str, scope: str) -> None:
    assert read(question) == (rest, Scope(paths=(scope,)))


@pytest.mark.parametrize(
    ("question", "rest", "scope"),
    [
        ("Who was hit in the post of January 9?", "Who was hit?", days(9, 9)),
        ("In the post of January 9, who was hit?", "who was hit?", days(9, 9)),
        ("Who was hit in the posts since 9 January 2020?", "Who was hit?", days(9, None)),
        ("Who was hit in articles after January 9, 2020?", "Who was hit?", days(10, None)),
        ("Who was hit in posts before 2020-01-09?", "Who was hit?", days(None, 8)),
        ("Who was hit in posts until 9 January 2020?", "Who was hit?", days(None, 9)),
        ("Who was hit in posts of January 2020?", "Who was hit?", days(1, 31)),
        (
            "Who was hit in the posts published in 2020?",
            "Who was hit?",
            Scope(dt.date(2020, 1, 1), dt.date(2020, 12, 31)),
        ),
        (
            "Who was hit in posts tagged united states?",
            "Who was hit?",
            Scope(tags=("united states",)),
        ),
    ],
)
def test_posts_are_named_by_their_date_or_tag(question: str, rest: str, scope: Scope) -> None:
    assert read(question) == (rest, scope)


@pytest.mark.parametrize(
    "question",
    [
        "How many missiles were fired on January 8?",
        "What happened since March 2021?",
        "Who signed the letter of January 9?",
        "How much leave is there in other.pdf?",
        "How many soldiers are in Iraq?",
        "Who lives in hr?",
        "Who was hit in the post of March 9?",
        "Who was hit in posts since 2024?",
        "Who was hit in posts tagged Cooking?",
        "Which post office is in the post of Bath?",
        "the posts of January 9",
        "",
    ],
)
def test_what_could_mean_something_else_or_nothing_here_is_left_in_the_question(
    question: str,
) -> None:
    assert read(question) == (question, EVERYWHERE)


@given(st.text(max_size=80))
def test_any_text_is_read(text: str) -> None:
    rest, scope = read(text)
    assert (rest == text) == (scope == EVERYWHERE)


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "handbook.md").write_text("Full-time staff have 25 days of annual leave a year.")
    (folder / "minutes.md").write_text("Full-time staff have 28 days of annual leave a year.")
    (folder / "menu.md").write_text("The canteen serves soup on every Monday.")
    return Engine([folder], tmp_path / "index", encoding="quotebot", passage_tokens=200)


@pytest.mark.parametrize("name", ["handbook.md", "minutes.md"])
def test_an_answer_is_taken_from_the_document_that_the_question_names(
    engine: Engine, name: str
) -> None:
    question = f"How many days of annual leave do full-time staff have in {name}?"
    result = engine.answer(question, min_confidence=0)
    assert isinstance(result, Answer)
    assert (result.question, result.wanted) == (question, Scope(paths=(name,)))
    assert {scored.quote.document.path for scored in result.quotes} == {name}


def test_a_document_that_doesnt_answer_hides_nothing(engine: Engine) -> None:
    question = "How many days of annual leave do full-time staff have in menu.md?"
    result = engine.answer(question, min_confidence=0)
    assert isinstance(result, Answer)
    assert result.quotes[0].quote.document.path != "menu.md"


def test_a_chosen_scope_is_kept(engine: Engine) -> None:
    question = "How many days of annual leave do full-time staff have in handbook.md?"
    result = engine.answer(question, min_confidence=0, scope=Scope(paths=("minutes.md",)))
    assert isinstance(result, Answer)
    assert result.quotes[0].quote.document.path == "minutes.md"


def test_that_a_named_document_doesnt_answer_is_said(engine: Engine) -> None:
    question = "How many days of annual leave do full-time staff have in {}?"
    elsewhere = engine.answer(question.format("menu.md"), min_confidence=0)
    there = engine.answer(question.format("handbook.md"), min_confidence=0)
    assert isinstance(elsewhere, Answer)
    assert isinstance(there, Answer)
    assert beyond(elsewhere) == "Nothing in menu.md answers that; all documents were asked."
    assert beyond(there) == ""
