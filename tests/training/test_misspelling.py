from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from retrieval.training.misspelling import misspelt


@given(st.text(st.sampled_from("abcdefghij ?"), max_size=60))
def test_one_slip_is_made_and_always_the_same(text: str) -> None:
    slipped = misspelt(text)
    assert slipped == misspelt(text)
    if slipped is None:
        assert all(len(word) < 6 for word in text.replace("?", " ").split())
    else:
        assert OSA.distance(text, slipped) <= 1
        assert slipped.count(" ") == text.count(" ")
