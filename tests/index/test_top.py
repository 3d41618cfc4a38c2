from __future__ import annotations

import numpy as np

from retrieval.index.top import Contest


def test_no_leader_is_lost_by_the_last_bit_of_a_sum_in_another_order() -> None:
    contest = Contest(1)
    contest.look(np.array([[0.0, 0.3]]), 0)
    contest.look(np.array([[0.1 + 0.2, 0.0]]), 2, unknown=0.01)  # a bit above 0.3
    ids, _, whole = contest.leaders()
    assert (ids.tolist(), whole) == ([1, 2], 1)
