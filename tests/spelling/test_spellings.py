"""Questions with names and slips as people write them, answered as their plain spelling is."""

from __future__ import annotations

from pathlib import Path

import pytest

from retrieval.engine import Engine
from retrieval.model import Answer, Quote

CASES = Path(__file__).parent / "cases"
FOLDERS = {"seeds": Path(__file__).parents[2] / "seeds", "harbour": CASES / "harbour"}


def sections() -> dict[str, list[tuple[str, str]]]:
    """The pairs of a plain question and another spelling of it, by section of the case file."""
    found: dict[str, list[tuple[str, str]]] = {}
    for line in (CASES / "spellings.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            pairs = found.setdefault(line.removeprefix("## "), [])
        elif "=>" in line:
            plain, asked = line.split(" => ")
            pairs.append((plain, asked))
    return found


SECTIONS = sections()


@pytest.fixture(scope="module")
def engines(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Engine]:
    return {
        name: Engine(
            [folder], tmp_path_factory.mktemp(name), encoding="quotebot", passage_tokens=200
        )
        for name, folder in FOLDERS.items()
    }


def first_quote(engine: Engine, question: str) -> Quote | None:
    answer = engine.answer(question)
    return answer.quotes[0].quote if isinstance(answer, Answer) else None


def are_alike(one: Quote | None, other: Quote | None) -> bool:
    """Whether both quote the same sentence, with a neighbour or without."""
    if one is None or other is None or one.document != other.document:
        return False
    return one.span in other.span or other.span in one.span


@pytest.mark.parametrize("section", SECTIONS)
def test_nine_of_ten_are_answered_as_the_plain_spelling(
    engines: dict[str, Engine], section: str
) -> None:
    engine = engines[section.split(":", maxsplit=1)[0]]
    plain = [first_quote(engine, question) for question, _ in SECTIONS[section]]
    asked = [first_quote(engine, question) for _, question in SECTIONS[section]]
    unlike = [
        pair
        for pair, one, other in zip(SECTIONS[section], plain, asked, strict=True)
        if not are_alike(one, other)
    ]
    assert len(SECTIONS[section]) == 10
    assert len(unlike) <= 1, unlike
