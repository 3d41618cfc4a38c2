from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.answering.abbreviations import spells_out


@pytest.mark.parametrize(
    ("text", "abbreviation", "told"),
    [
        ("Popular Mobilization Units (PMU) met.", "PMU", True),
        ("the PMU (Popular Mobilization Units) met", "pmu", True),
        ("gross domestic product (GDP) in 2009", "GDP", True),
        ("Recombinant viral particles (RVPs) were made", "RVPs", True),
        ("TRIangle BElow CAnal Street (TriBeCa)", "TriBeCa", True),
        ("The PMU (in Iraq) met.", "PMU", False),
        ("Yesterday it rained (PMU).", "PMU", False),
        ("Popular Mobilization Units (PMF) met.", "PMU", False),
        ("a bear (a)", "a", False),
    ],
)
def test_an_abbreviation_is_spelt_out_letter_by_letter(
    text: str,
    abbreviation: str,
    told: bool,
) -> None:
    assert spells_out(text, abbreviation) is told


@given(st.text(max_size=60), st.text(max_size=20))
def test_any_text_may_be_looked_at(text: str, other: str) -> None:
    spells_out(text, other)
