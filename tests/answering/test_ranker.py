from __future__ import annotations

import math
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.answering import AnswerType
from retrieval.answering.features import GENERAL
from retrieval.answering.ranker import Ranker, trained_ranker
from retrieval.answering.typed_features import TYPED
from tests.answering.made import pool

NAMES = [f.__name__ for f in (*GENERAL, *chain.from_iterable(TYPED.values()))]
NOTHING = dict.fromkeys(NAMES, 0.0)


def test_the_score_is_the_weighted_sum() -> None:
    ranker = Ranker(NOTHING | {"coverage": 2.0, "short": -0.5})
    [candidate] = pool("war?", "The war began.")
    assert ranker.score(candidate) == 1.5


def test_the_best_comes_first_and_ties_stay_in_order() -> None:
    candidates = pool("war peace?", "Some peace.", "War and peace.", "Some war.", "Some war.")
    ranked = Ranker(NOTHING | {"count_coverage": 1.0}).rank(candidates)
    assert [candidates.index(r.candidate) for r in ranked] == [1, 0, 2, 3]


@pytest.mark.parametrize("question", ["Who began the war?", "When did the war begin?"])
def test_features_of_a_kind_of_answer_count_for_their_questions_only(question: str) -> None:
    ranker = Ranker(NOTHING | {"person_named": 1.0})
    [candidate] = pool(question, "Then Smith began the war.")
    wanted = candidate.question.asks_for is AnswerType.PERSON
    assert ranker.score(candidate) == float(wanted)
    told = {part.name for part in ranker.explain(candidate)}
    assert ("person_named" in told) is wanted


@given(st.lists(st.floats(-5, 5), min_size=len(NAMES), max_size=len(NAMES)))
def test_an_explanation_adds_up_to_the_score_the_weightiest_first(weights: list[float]) -> None:
    ranker = Ranker(dict(zip(NAMES, weights, strict=True)))
    for candidate in pool("How many soldiers died?", "In 2020 two soldiers died. War began."):
        parts = [part.added for part in ranker.explain(candidate)]
        assert math.isclose(sum(parts), ranker.score(candidate), abs_tol=1e-9)
        assert [abs(p) for p in parts] == sorted((abs(p) for p in parts), reverse=True)


def test_a_feature_without_a_weight_is_an_error() -> None:
    with pytest.raises(KeyError, match="coverage"):
        Ranker({})


@pytest.mark.parametrize(
    ("question", "answer", "other"),
    [
        (
            "When was the bridge opened?",
            "The bridge was opened on 3 May 1921.",
            "The bridge was opened by the mayor.",
        ),
        (
            "Who opened the bridge?",
            "The bridge was opened by Clara Schmidt.",
            "The bridge was opened at noon.",
        ),
        (
            "How many people crossed the bridge?",
            "On that day 4,000 people crossed the bridge.",
            "On that day people crossed the bridge.",
        ),
        (
            "What is a drawbridge?",
            "A drawbridge is a bridge that can be raised.",
            "The keeper was asleep under the drawbridge.",
        ),
    ],
)
def test_the_trained_weights_prefer_the_sentence_that_answers(
    question: str, answer: str, other: str
) -> None:
    for texts in ((answer, other), (other, answer)):
        [best, _] = trained_ranker().rank(pool(question, " ".join(texts)))
        assert best.candidate.facts.text == answer
