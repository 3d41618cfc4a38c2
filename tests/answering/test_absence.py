from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.answering.absence import NAME, PLAIN, absence, absences, evidence
from tests.answering.made import asked


def test_words_that_only_ask_are_lacked_more_often_than_others() -> None:
    question = asked("What kind of bridge did Hayruddin build in 1566?")
    chances = dict(zip((t.surface for t in question.terms), question.absences, strict=True))
    assert chances["kind"] > chances["bridge"] > chances["Hayruddin"] == chances["1566"] == NAME


def test_a_word_listed_for_only_asking_is_lacked_often_though_training_saw_too_few() -> None:
    listed = asked("What sort of bridge is it?")
    assert "sort" not in absences("english")
    assert listed.absences[0] > listed.absences[1] == PLAIN


def test_a_word_that_asks_for_a_detail_is_lacked_often_only_there() -> None:
    wanted, unwanted = asked("What colour is the bridge?"), asked("Who paints in colour?")
    [chance] = [
        c for t, c in zip(wanted.terms, wanted.absences, strict=True) if t.surface == "colour"
    ]
    assert chance > unwanted.absences[-1] == PLAIN


@pytest.mark.parametrize("language", ["english", "german", "none"])
def test_chances_are_never_certain(language: str) -> None:
    for asking in (True, False):
        assert all(0 < absence(t, language, asking=asking) < 1 for t in ("kind", "bridg", "年"))


def test_the_table_lists_chances_of_terms() -> None:
    table = absences("english")
    assert 100 < len(table) < 1000
    assert all(0 < chance <= 1 and term.isalnum() for term, chance in table.items())


@given(st.floats(0.01, 0.99), st.floats(0.01, 0.99))
def test_a_word_tells_more_when_it_is_lacked_less_often(one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert evidence(low, held=True) >= evidence(high, held=True)
    assert evidence(low, held=False) <= evidence(high, held=False)
