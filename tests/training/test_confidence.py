from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from retrieval.answering.ranker import trained_ranker
from retrieval.answering.signals import SIGNALS
from retrieval.training.confidence import (
    RATES,
    Setting,
    Settings,
    Trial,
    attempt,
    fit,
    gathered,
    predict,
    report,
    report_calibration,
    thresholds,
)

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from retrieval.training.corpus import Corpus

RANKER = trained_ranker()


def test_a_question_asked_of_other_documents_has_no_right_quote(corpus: Corpus) -> None:
    for asked in corpus.asked:
        assert not attempt(corpus, asked, RANKER, own=False).right
        assert not attempt(corpus, asked, RANKER, own=True, without=True).right
    trials = [attempt(corpus, asked, RANKER, own=True) for asked in corpus.asked]
    assert any(trial.right for trial in trials)
    assert all(t.signals is not None and t.signals.shape == (len(SIGNALS),) for t in trials)


def test_every_setting_is_asked_and_weighs_its_share(
    squad: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = Settings([squad, squad], tmp_path)
    found = settings.all()
    assert np.isclose(sum(setting.weight for setting in found), 1)
    assert all(setting.taught and setting.tested for setting in found)
    signals, right, weights = gathered(found, taught=True)
    assert len(signals) == len(right) == len(weights)
    assert weights.sum() <= 4000 + 1e-6
    report(found, np.zeros(len(SIGNALS) + 1), 0.5)
    report_calibration(found, np.zeros(len(SIGNALS) + 1))
    out = capsys.readouterr().out
    assert all(setting.name in out for setting in found)
    assert "expected calibration error" in out


def test_folders_teach_what_they_answer_and_what_they_only_nearly_say(
    squad: Path, tmp_path: Path
) -> None:
    folders = Settings([squad, squad], tmp_path).folders()
    for trials in (folders.taught, folders.tested):
        assert 0.2 < sum(trial.right for trial in trials) / len(trials) < 0.6


def test_questions_that_found_nothing_teach_nothing() -> None:
    right = Trial(np.zeros(2), right=True)
    setting = Setting("made", 1.0, [right, Trial(None, right=False)], [])
    signals, truth, weights = gathered([setting], taught=True)
    assert (signals.shape, truth.tolist(), weights.tolist()) == ((1, 2), [1.0], [2000.0])


def test_a_signal_that_tells_is_learnt_and_noise_is_not() -> None:
    random = np.random.default_rng(0)
    signals = random.uniform(-1, 1, (400, 2))
    right = (signals[:, 0] + random.normal(0, 0.2, 400) > 0).astype(float)
    coefficients = fit(signals, right, np.ones(400))
    assert coefficients[1] > 3
    assert abs(coefficients[2]) < 1
    p = predict(coefficients, signals)
    assert ((p > 0) & (p < 1)).all()
    assert abs(p.mean() - right.mean()) < 0.02


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans(), st.floats(0.1, 5)), min_size=1))
def test_thresholds_fall_as_more_may_be_wrong(
    answers: list[tuple[float, bool, float]],
) -> None:
    p, right, weights = (np.array(column, float) for column in zip(*answers, strict=True))
    p = p.round(4) + np.arange(len(p)) * 1e-9  # no ties, which a threshold couldn't part
    table = thresholds(p, right, weights)
    assert [rate for rate, _ in table] == sorted(rate for rate, _ in table)
    assert {rate for rate, _ in table} <= set(RATES)
    assert all(a >= b for (_, a), (_, b) in pairwise(table))
