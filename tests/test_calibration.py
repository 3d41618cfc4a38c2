from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.calibration import Judged, calibration

JUDGED = st.builds(
    Judged, st.floats(0, 1), st.booleans(), st.floats(0.1, 5) | st.sampled_from([1.0])
)


def test_confidences_are_compared_with_what_was_right_by_tenths() -> None:
    told = [Judged(0.85, right) for right in (True, True, True, False)] + [Judged(1.0, right=True)]
    found = calibration(told)
    assert [(one.low, one.weight, one.right) for one in found.bins] == [(0.8, 4, 0.75), (0.9, 1, 1)]
    assert found.error == pytest.approx(0.1 * 4 / 5)
    low, high = found.bins[0].interval
    assert low < 0.75 < high


def test_nothing_asked_and_only_right_answers_have_no_area() -> None:
    assert calibration([]).bins == ()
    assert (calibration([]).error, calibration([]).area) == (0.0, None)
    assert calibration([Judged(0.5, right=True)]).area is None


@given(st.lists(JUDGED, max_size=30))
def test_the_area_is_the_share_of_pairs_that_are_in_order(told: list[Judged]) -> None:
    """Counted pair by pair, as it is defined."""
    pairs = [
        (one.weight * other.weight, (one.confidence > other.confidence) + 0.5 * _tied(one, other))
        for one in told
        for other in told
        if one.right and not other.right
    ]
    area = calibration(told).area
    if not pairs:
        assert area is None
    else:
        total = sum(weight for weight, _ in pairs)
        assert area == pytest.approx(sum(weight * won for weight, won in pairs) / total)


@given(st.lists(JUDGED, min_size=1, max_size=30))
def test_every_question_is_in_one_bin_and_the_error_is_a_share(told: list[Judged]) -> None:
    found = calibration(told)
    assert sum(one.weight for one in found.bins) == pytest.approx(sum(one.weight for one in told))
    assert 0 <= found.error <= 1


def _tied(one: Judged, other: Judged) -> bool:
    return one.confidence == other.confidence
