from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from retrieval.answering.ranker import Ranker
from retrieval.training.corpus import FOLDS
from retrieval.training.ranker import NAMES, ablate, cross_fitted, example, fit, hit_rates, named

if TYPE_CHECKING:
    from retrieval.training.corpus import Corpus
    from retrieval.training.ranker import Example

COLUMNS = range(len(NAMES))


@pytest.fixture(scope="module")
def examples(corpus: Corpus) -> list[Example]:
    return [example(corpus.pool(asked)) for asked in corpus.asked]


def test_rows_times_weights_are_the_scores_of_the_ranker(corpus: Corpus) -> None:
    weights = {name: 0.1 * number for number, name in enumerate(NAMES)}
    ranker = Ranker(weights)
    for asked in corpus.asked:
        pool = corpus.pool(asked)
        scores = example(pool).features @ np.array(list(weights.values()))
        assert np.allclose(scores, [ranker.score(c) for c in pool.candidates])


def test_training_finds_the_labelled_sentences(examples: list[Example]) -> None:
    taught = [e for e in examples if e.part == "train"]
    weights = fit(taught, COLUMNS)
    gold, holds = hit_rates(taught, weights, COLUMNS)
    assert gold >= hit_rates(taught, np.zeros(len(NAMES)), COLUMNS)[0]
    assert holds >= gold >= 0.8


def test_training_is_the_same_every_time(examples: list[Example]) -> None:
    assert np.array_equal(fit(examples, COLUMNS), fit(examples, COLUMNS))


def test_questions_whose_answer_was_not_retrieved_teach_nothing(examples: list[Example]) -> None:
    blank = type(examples[0])(
        "train", 0, examples[0].features, examples[0].gold & False, examples[0].holds
    )
    assert np.allclose(fit(examples, COLUMNS), fit([*examples, blank], COLUMNS))


def test_each_fold_has_a_ranker_that_the_others_taught(
    corpus: Corpus, examples: list[Example]
) -> None:
    rankers = cross_fitted(examples)
    assert len(rankers) == FOLDS
    candidate = corpus.pool(corpus.asked[0]).candidates[0]
    for fold, ranker in enumerate(rankers):
        others = [e for e in examples if e.part == "train" and e.fold != fold]
        assert ranker.score(candidate) == Ranker(named(fit(others, COLUMNS))).score(candidate)


def test_leaving_out_each_feature_is_reported(
    examples: list[Example], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("retrieval.training.ranker.NAMES", NAMES[:2])
    ablate(examples, examples)
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[1] for line in lines] == NAMES[:2]
