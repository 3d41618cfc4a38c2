from __future__ import annotations

import json
from itertools import count
from typing import TYPE_CHECKING, Any

import pytest

from retrieval.labelled import PARTS, part_of, place_of
from retrieval.training.corpus import FOLDS, Corpus

if TYPE_CHECKING:
    from pathlib import Path

THINGS = {
    "bridge": ("Mostar", "1566", "The bridge was opened in 1566.", "Hayruddin built the bridge."),
    "ferry": ("Split", "1891", "The ferry was opened in 1891.", "Novak built the ferry."),
}


def title(part: str, thing: str) -> str:
    """A title whose article is in a part, and in a fold of its own there."""
    fold = list(THINGS).index(thing)
    titles = (f"The {thing} number {n}" for n in count())
    return next(t for t in titles if part_of(t) == part and place_of(t) % FOLDS == fold)


def article(part: str, thing: str) -> dict[str, Any]:
    town, year, dated, done = THINGS[thing]
    context = (
        f"The {thing} of {town} is famous. {dated} Many came to {town} to see it. {done} "
        "It rained on that day."
    )
    asked = {
        f"When was the {thing} opened?": year,
        f"Who built the {thing}?": done.split()[0],
        f"Where is the famous {thing}?": town,
    }
    qas = [
        {"question": q, "answers": [{"text": a, "answer_start": context.index(a)}]}
        for q, a in asked.items()
    ]
    return {"title": title(part, thing), "paragraphs": [{"context": context, "qas": qas}]}


@pytest.fixture(scope="session")
def squad(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two articles in each part, with three questions each."""
    articles = [article(part, thing) for part in PARTS for thing in THINGS]
    file = tmp_path_factory.mktemp("squad") / "made.json"
    file.write_text(json.dumps({"data": articles}), encoding="utf-8")
    return file


@pytest.fixture(scope="session")
def corpus(squad: Path, tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    return Corpus(squad, tmp_path_factory.mktemp("scratch"))
