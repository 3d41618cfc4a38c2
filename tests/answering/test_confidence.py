from __future__ import annotations

import math

from hypothesis import given
from hypothesis import strategies as st

from retrieval.answering.confidence import Confidence, trained_confidence
from retrieval.answering.features import GENERAL
from retrieval.answering.ranker import Ranked, Ranker, trained_ranker
from retrieval.answering.signals import SIGNALS, Evidence
from retrieval.answering.spans import quote_at, sentence_scores
from retrieval.answering.typed_features import TYPED
from tests.answering.made import pool

NAMES = [signal.__name__ for signal in SIGNALS]
WEIGHTS = st.lists(st.floats(-10, 10), min_size=len(NAMES), max_size=len(NAMES))
MODEL = trained_confidence()


def ranked(*scores: float) -> list[Ranked]:
    """Candidates with these scores."""
    candidates = pool("war?", *["The war began."] * len(scores))
    return [Ranked(c, score) for c, score in zip(candidates, scores, strict=True)]


def sure(question: str, *texts: str) -> float:
    return MODEL.of(gathered(trained_ranker().rank(pool(question, *texts)))[0])


def gathered(found: list[Ranked]) -> list[Evidence]:
    """The evidence for the quote at every place."""
    scores = sentence_scores(found)
    return [quote_at(found, place, scores)[1] for place in range(len(found))]


@given(WEIGHTS, st.floats(-20, 20))
def test_confidence_is_a_probability_and_its_explanation_adds_up(
    weights: list[float], bias: float
) -> None:
    model = Confidence(bias, dict(zip(NAMES, weights, strict=True)), ())
    evidence = gathered(ranked(3.0, 2.5))[0]
    probability = model.of(evidence)
    assert 0 <= probability <= 1
    log_odds = bias + sum(part.added for part in model.explain(evidence))
    assert math.isclose(probability, 1 / (1 + math.exp(-log_odds)), rel_tol=1e-9)


@given(st.text(max_size=40), st.lists(st.text(min_size=1, max_size=60), min_size=1, max_size=4))
def test_any_question_of_any_text_has_a_confidence(question: str, texts: list[str]) -> None:
    texts = [text.strip() or "-" for text in texts]
    found = trained_ranker().rank(pool(question, *texts))
    for evidence in gathered(found):
        assert 0 <= MODEL.of(evidence) <= 1


def test_the_threshold_falls_with_the_share_that_may_be_wrong() -> None:
    model = Confidence(0.0, {}, [(0.02, 0.9), (0.1, 0.6), (0.2, 0.4)])
    thresholds = [model.threshold(rate) for rate in (0.02, 0.05, 0.1, 0.15, 0.2, 1.0)]
    assert thresholds == [0.9, 0.9, 0.6, 0.6, 0.4, 0.4]


def test_a_rate_that_was_never_reached_needs_certainty() -> None:
    assert Confidence(0.0, {}, [(0.1, 0.6)]).threshold(0.05) == 1.0
    assert Confidence(0.0, {}, []).threshold(0.5) == 1.0


def test_the_models_in_the_package_know_every_signal_and_feature() -> None:
    assert MODEL.weights.keys() == set(NAMES)
    rates = [rate for rate, _ in MODEL.thresholds]
    assert rates == sorted(rates)
    assert all(0 < threshold < 1 for _, threshold in MODEL.thresholds)
    assert 0 < MODEL.threshold(0.1) < 1
    Ranker(dict.fromkeys((f.__name__ for fs in (GENERAL, *TYPED.values()) for f in fs), 0.0))


def test_a_sentence_that_answers_is_surer_than_one_that_only_mentions() -> None:
    question = "When was the old bridge of Mostar opened to traffic?"
    told = "The old bridge of Mostar was opened to traffic in 1566."
    assert sure(question, told, "Traffic is slow.") > sure(question, "A bridge is old.", "Rain.")
