from __future__ import annotations

import pytest

from retrieval.analysis import Analyzer
from retrieval.spelling import with_joined_words_parted

HELD = {"letter", "sign", "water", "ship"}


def parted(question: str, language: str = "english") -> str:
    analyzer = Analyzer(language)
    return with_joined_words_parted(question, analyzer, lambda term: int(term in HELD))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("who signed theletter", "who signed the letter"),
        ("Whosigned tothe letter?", "Who signed to the letter?"),
        ("ofwater didthe ship sink", "of water did the ship sink"),
    ],
)
def test_two_words_typed_as_one_are_parted(typed: str, meant: str) -> None:
    assert parted(typed) == meant


@pytest.mark.parametrize(
    "typed",
    [
        "the letterhead",  # of two words, none of them small
        "Theodora",  # a name: no ordinary word is left of it
        "theology",  # an ordinary word
        "thecity",  # the documents hold no city
        "in the shipthe.txt file",
        "Hadley Howell Thewlis",
    ],
)
def test_other_words_are_left_as_they_are(typed: str) -> None:
    assert parted(typed) == typed


def test_other_languages_are_left_as_they_are() -> None:
    assert parted("theletter", "german") == "theletter"
