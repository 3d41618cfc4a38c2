from __future__ import annotations

import numpy as np
import pytest

from retrieval.index.top import Contest, table_shape


def test_no_leader_is_lost_by_the_last_bit_of_a_sum_in_another_order() -> None:
    contest = Contest(1)
    contest.look(np.array([[0.0, 0.3]]), 0)
    contest.look(np.array([[0.1 + 0.2, 0.0]]), 2, unknown=0.01)  # a bit above 0.3
    ids, _, whole = contest.leaders()
    assert (ids.tolist(), whole) == ([1, 2], 1)


@pytest.mark.parametrize("passages", [3, 1000, 20_000, 40_000])
@pytest.mark.parametrize("k", [1, 10, 70])
def test_the_best_of_tables_of_any_size_are_among_the_leaders(passages: int, k: int) -> None:
    chance = np.random.default_rng(passages + k)
    rows, columns = table_shape(passages)
    stripes = chance.integers(1, 400, (3, rows * columns)) / 8.0  # many ties
    stripes[chance.random(stripes.shape) < 0.9] = 0
    stripes[:, passages:] = 0
    contest = Contest(k)
    for number, scores in enumerate(stripes):
        contest.look(scores.reshape(rows, columns), number * passages)
    ids, scores, whole = contest.leaders()
    every = stripes[:, :passages].ravel()
    floor = max(np.sort(every)[-k:][0], 1 / 8)
    assert ids.tolist() == sorted(ids.tolist())
    assert scores.tolist() == every[ids].tolist()
    assert whole == len(ids)
    assert set(np.flatnonzero(every >= floor)) <= set(ids.tolist())
