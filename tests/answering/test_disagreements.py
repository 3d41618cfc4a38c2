"""The disagreements of the sample page, found whichever way they are asked about."""

from __future__ import annotations

from pathlib import Path

import pytest

from retrieval.engine import Engine
from retrieval.model import Answer

SEEDS = Path(__file__).parents[2] / "seeds"
LINES = [
    line
    for line in (Path(__file__).parent / "cases" / "disagreements.txt").read_text().splitlines()
    if line and not line.startswith("#")
]
SURELY = [line[2:] for line in LINES if line.startswith("!")]


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return Engine(
        [SEEDS], tmp_path_factory.mktemp("index"), encoding="quotebot", passage_tokens=200
    )


@pytest.mark.parametrize("question", SURELY)
def test_sources_that_differ_are_put_side_by_side(seeds: Engine, question: str) -> None:
    answer = seeds.answer(question)
    assert isinstance(answer, Answer)
    assert answer.sources_differ
    assert all(scored.differing for scored in answer.quotes)
    sections = {(q.passage.document.path, q.passage.section.span) for q in answer.quotes}
    assert len(sections) == len(answer.quotes) > 1


def test_two_thirds_of_all_phrasings_are_told_that_sources_differ(seeds: Engine) -> None:
    answers = [seeds.answer(line[2:]) for line in LINES]
    told = [isinstance(answer, Answer) and answer.sources_differ for answer in answers]
    assert sum(told) >= 2 / 3 * len(told)
