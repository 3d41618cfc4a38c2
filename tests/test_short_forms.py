"""Names that are asked for in full and stand abbreviated in the documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from retrieval.engine import Engine
from retrieval.model import Answer, Respelling

if TYPE_CHECKING:
    from pathlib import Path

DOCUMENTS = {
    "plan.md": (
        "# Incidents\n\nA disaster recovery plan (DRP) was written in 2019.\n\n"
        "# Owners\n\nThe DRP is owned by Ines Duarte. It is rehearsed every March.\n\n"
        "# Other plans\n\nThe holiday plan is owned by Tom Berg.\n"
    ),
    "police.md": (
        "# Cases\n\nThe Federal Bureau of Investigation (FBI) took the case.\n\n"
        "# Chiefs\n\nThe chief executive officer of the works is Ada Obi. In 1990 the EU paid.\n\n"
        "# Later\n\nIn 1994 the FBI closed it.\n\n# Fires\n\nFour big islands burnt in 1990.\n"
    ),
}


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    folder: Path = tmp_path_factory.mktemp("documents")
    for name, text in DOCUMENTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return Engine(
        [folder], tmp_path_factory.mktemp("index"), encoding="quotebot", passage_tokens=200
    )


def answered(engine: Engine, question: str) -> Answer:
    result = engine.answer(question, min_confidence=0)
    assert isinstance(result, Answer)
    return result


@pytest.mark.parametrize(
    ("question", "quote", "spelt"),
    [
        ("Who owns the disaster recovery plan?", "The DRP is owned", "disaster recovery plan"),
        ("When did the Federal Bureau of Investigation close it?", "In 1994 the FBI",
         "Federal Bureau of Investigation"),
        ("Who owns the disaster recovering plan?", "The DRP is owned", "disaster recovering plan"),
    ],
)  # fmt: skip
def test_a_name_in_full_finds_its_abbreviation_and_says_so(
    engine: Engine, question: str, quote: str, spelt: str
) -> None:
    answer = answered(engine, question)
    assert answer.quotes[0].quote.text.startswith(quote)
    [respelling] = answer.respellings
    assert isinstance(respelling, Respelling)
    assert respelling.asked == spelt


def test_nothing_is_said_where_the_quote_holds_the_name_in_full(engine: Engine) -> None:
    assert answered(engine, "When was the disaster recovery plan written?").respellings == ()


def test_initials_alone_are_no_abbreviation(engine: Engine) -> None:
    explained = engine.explain("Which four big islands burnt?").explanation
    assert explained is not None
    also = {term for word in explained.question.words for term, _ in word.also}
    assert explained.question.words
    assert "fbi" not in also


@pytest.mark.parametrize(
    ("question", "quote"),
    [
        ("Who is the CEO of the works?", "The chief executive officer"),
        ("who is the ceo of the works", "The chief executive officer"),
        ("When did the European Union pay?", "In 1990 the EU"),
    ],
)
def test_what_nobody_explains_is_known(engine: Engine, question: str, quote: str) -> None:
    assert answered(engine, question).quotes[0].quote.text.startswith(quote)


def test_a_small_word_is_no_abbreviation(engine: Engine) -> None:
    explained = engine.explain("who told us of it in the works").explanation
    assert explained is not None
    assert all(not word.also for word in explained.question.words if word.word in {"us", "it"})


def test_question_words_of_an_unspaced_script_are_no_initials(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("战争在春天开始。", encoding="utf-8")
    engine = Engine([tmp_path], tmp_path / "index", encoding="quotebot", passage_tokens=200)
    for question in ("什战 么争 呢春", "谁战 什争 么春", "多战 少争 呢春", "何战 时争 吗春"):
        assert engine.answer(question, min_confidence=0).question == question
