from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.analysis import Analyzer
from retrieval.spelling.asking_words import with_asking_words_mended

ENGLISH = Analyzer("english")


def mended(question: str, *held: str, language: str = "english") -> str:
    return with_asking_words_mended(question, Analyzer(language), lambda term: int(term in held))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("how manny days do i get", "how many days do i get"),
        ("Waht is it?", "What is it?"),
        ("whcih ship", "which ship"),
        ("wherre is it", "where is it"),
        ("hwo many", "how many"),
        ("hwo founded it", "who founded it"),
        ("how muhc is it", "how much is it"),
        ("whne did teh ship come", "when did the ship come"),
    ],
)
def test_a_slip_in_a_word_that_asks_is_mended(typed: str, meant: str) -> None:
    assert mended(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("wat is it", "what is it"), ("Wen did it sink", "when did it sink"), ("hw many", "how many")],
)
def test_a_chatted_question_word_is_read_even_where_documents_hold_it(
    typed: str, meant: str
) -> None:
    assert mended(typed, "wat", "wen", "hw") == meant


def test_a_name_at_the_start_is_no_chatted_question_word() -> None:
    assert mended("Wat Pho is where?", "wat") == "Wat Pho is where?"


@pytest.mark.parametrize(
    "typed",
    [
        "Who is Manny?",  # a name
        "Manny lives there",
        "to thee",
        "the width of the wheat dome",  # ordinary words
        "how many days",
        "the THEM protocol",
        "ask al-hav",
        "",
    ],
)
def test_names_and_ordinary_words_stay(typed: str) -> None:
    assert mended(typed) == typed


def test_a_word_of_the_documents_stays() -> None:
    assert mended("is manny here", "manni") == "is manny here"


def test_other_languages_are_left_as_they_are() -> None:
    assert mended("whcih is it", language="german") == "whcih is it"


def test_a_long_text_is_read_in_a_time_that_grows_with_its_words() -> None:
    """It was read anew for every word: minutes for as much as this."""
    assert mended("  how manny Manny hwo " * 25_000) == "  how many Manny who " * 25_000


@settings(deadline=None)  # the first looks ordinary words up, which are then read
@given(st.text(max_size=60))
def test_all_else_stays_in_its_place(text: str) -> None:
    read = mended(text)
    assert len(read.split()) == len(text.split())
    assert mended(read) == read
