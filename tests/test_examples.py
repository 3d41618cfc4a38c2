from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from retrieval.engine import Engine
from retrieval.model import Answer

if TYPE_CHECKING:
    from collections.abc import Callable

SEEDS = Path(__file__).parents[1] / "seeds"
BRIDGES = (
    "Mayor Ibrahim opened the old bridge to all traffic in 1566. Rain fell.\n\n"
    "Clara Schmidt painted the great iron bridge in a bright red colour. It rained.\n\n"
)
HEADINGS = (
    "# How to open the old drawbridge by hand\n\nPull the lever until the bell rings.\n\n"
    "# Notes\n\nNone.\n"
)


@pytest.fixture
def over(tmp_path: Path) -> Callable[..., Engine]:
    def over(**documents: str) -> Engine:
        folder = tmp_path / "documents"
        folder.mkdir()
        for name, text in documents.items():
            (folder / name.replace("_", ".")).write_text(text)
        return Engine([folder], tmp_path / "index", encoding="quotebot", passage_tokens=200)

    return over


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    index = tmp_path_factory.mktemp("index")
    return Engine([SEEDS], index, encoding="quotebot", passage_tokens=200)


def test_every_example_is_answered_by_a_quote(seeds: Engine) -> None:
    examples = seeds.examples()
    assert examples
    for question in examples:
        assert question.endswith("?")
        assert isinstance(seeds.answer(question), Answer)


def test_examples_are_different_and_always_the_same(seeds: Engine) -> None:
    examples = seeds.examples()
    assert len(set(examples)) == len(examples)
    assert examples == seeds.examples()
    assert seeds.examples(1) == examples[:1]


def test_a_heading_that_asks_is_an_example(over: Callable[..., Engine]) -> None:
    engine = over(how_md=HEADINGS, bridges_txt=BRIDGES)
    assert "How to open the old drawbridge by hand?" in engine.examples()


def test_a_sentence_about_what_somebody_did_asks_who(over: Callable[..., Engine]) -> None:
    made = {"Who opened the old bridge to all traffic in 1566?"}
    made |= {"Who painted the great iron bridge in a bright red colour?"}
    assert made >= set(over(bridges_txt=BRIDGES).examples()) != set()


@pytest.mark.parametrize(
    "text",
    [
        "The opening of the bridge to all traffic was a great day.",
        "Traffic jams on the old bridge grew.",
    ],
)
def test_a_sentence_without_a_deed_of_somebody_with_a_name_asks_nothing(
    over: Callable[..., Engine], text: str
) -> None:
    assert over(a_txt=f"{text} Rain fell on the town.").examples() == ()


@pytest.mark.parametrize(
    "text",
    ["", "word", "12345 67890", "it was he who did it, after they left.", "战争开始。", "?\n" * 40],
    ids=["empty", "a word", "digits", "pronouns", "chinese", "marks"],
)
def test_documents_that_make_no_question_give_no_example(
    over: Callable[..., Engine], text: str
) -> None:
    assert over(a_txt=text).examples() == ()
