"""What a term sounds like, packed into bits for the whole vocabulary at once."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from retrieval.spelling import term_mask, term_masks

TERMS = st.text(st.sampled_from("aacehhikostxz69é日\U0001f600\udcff"), max_size=9)


@given(st.lists(TERMS, max_size=9))
def test_the_masks_of_many_terms_are_those_of_each(terms: list[str]) -> None:
    assert term_masks(terms).tolist() == [term_mask(term) for term in terms]
