"""The scores are rank_bm25's own, whatever the way to the index was."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from rank_bm25 import BM25Plus

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.index.conftest import Library

WORDS = ("the", "a", "b", "c", "d", "e-f", "f", "Ünïcode", "x1")
LINES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=12).map(" ".join)
TEXTS = st.lists(st.one_of(LINES, st.just("")), max_size=6).map("\n".join)
PATHS = st.sampled_from(["a.txt", "b.txt", "c/a.txt", "c/b.txt", "é.txt"])
CHANGES = st.lists(
    st.tuples(st.dictionaries(PATHS, TEXTS, max_size=3), st.lists(PATHS, max_size=2).map(tuple)),
    max_size=5,
)
QUERIES = st.lists(
    st.sampled_from(["a", "b", "c", "d", "e-f", "e", "f", "ünïcode", "x1", "unknown", "part", "1"]),
    max_size=6,
)


def reference(library: Library) -> BM25Plus:
    return BM25Plus(library.token_lists(), k1=1.2, b=0.75, delta=0)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_any_changes_give_the_results_of_a_fresh_index(
    new_library: Callable[[], Library], data: st.DataObject
) -> None:
    changed, fresh = new_library(), new_library()
    for texts, removed in data.draw(CHANGES):
        changed.update(texts, removed)
    fresh.update(changed.texts)
    query = data.draw(QUERIES)
    k = data.draw(st.integers(0, 12))
    assert changed.found(query, k) == fresh.found(query, k)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_scores_are_those_of_rank_bm25_to_the_last_bit(
    new_library: Callable[[], Library], data: st.DataObject
) -> None:
    library = new_library()
    for texts, removed in data.draw(CHANGES):
        library.update(texts, removed)
    if not any(library.token_lists()):
        return
    query = data.draw(QUERIES)
    expected = reference(library).get_scores(query)
    ranked = np.lexsort((np.arange(len(expected)), -expected))
    scores = [expected[n] for n in ranked if expected[n] > 0]
    assert [score for _, _, score in library.found(query, 10)] == scores[:10]
