from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.analysis import Analyzer
from retrieval.spelling import respell
from tests.spelling.vocabularies import vocabulary

if TYPE_CHECKING:
    from collections.abc import Sequence

ENGLISH = Analyzer("english")


def respelled(question: str, *words: str, analyzer: Analyzer = ENGLISH) -> dict[str, list[str]]:
    counts = {term: 3 for word in words for term in analyzer.terms(word)}
    found = respell(question, analyzer, [vocabulary(counts)])
    return {asked: [term for term, _ in others] for asked, others in found.items()}


ROMANISATIONS = [
    ("Suleimani", "Soleimani"),
    ("Soleimani", "Suleymani"),
    ("Assad", "Asad"),
    ("Ain", "Ein"),
    ("Ain", "Ayn"),
    ("Incirlik", "Incerlik"),
    ("Müller", "Mueller"),
    ("Gaddafi", "Qaddafi"),
    ("Gaddafi", "Kadhafi"),
    ("Tchaikovsky", "Chaikovskii"),
    ("Mohammed", "Muhammad"),
    ("Hussein", "Husain"),
    ("Mahmoud", "Mahmud"),
]
SLIPS = [
    ("kiled", "killed"),
    ("irak", "Iraq"),
    ("parlament", "parliament"),
    ("misslie", "missile"),
    ("misslies", "missiles"),
    ("testnig", "testing"),
    ("goverment", "government"),
    ("assasinated", "assassinated"),
    ("comitted", "committed"),
    ("recieved", "received"),
    ("Britian", "Britain"),
    ("Suliemani", "Soleimani"),
]
DIFFERENT = [
    ("Iran", "Iraq"),
    ("Austria", "Australia"),
    ("Slovenia", "Slovakia"),
    ("Niger", "Nigeria"),
    ("Paris", "Parish"),
    ("Ellen", "Allen"),
    ("Mali", "Malta"),
    ("prosecute", "persecute"),
]


@pytest.mark.parametrize(("one", "other"), ROMANISATIONS, ids="/".join)
@pytest.mark.parametrize("held", [False, True], ids=["only the other held", "both held"])
def test_one_name_in_two_romanisations_is_found_either_way(
    one: str, other: str, *, held: bool
) -> None:
    for asked, written in ((one, other), (other, one)):
        words = (written, asked) if held else (written,)
        term = ENGLISH.terms(asked)[0]
        assert respelled(f"where is {asked}", *words) == {term: [ENGLISH.terms(written)[0]]}


@pytest.mark.parametrize("name", ["suleimani", "mohammed", "kadhafi"])
def test_a_name_typed_without_a_capital_bends_where_the_index_lacks_it(name: str) -> None:
    assert respelled(f"who is {name}", "Soleimani", "Muhammad", "Gaddafi")


@pytest.mark.parametrize(
    ("asked", "written"),
    [("Ein Al-Asad", "Ain al-Assad"), ("Ayn al-Asad", "Ein Al-Assad"), ("al-Shabi", "Sha'abi")],
)
def test_compound_names_bend_part_by_part(asked: str, written: str) -> None:
    found = respelled(f"where is {asked}", *written.split())
    parts = {term for word in written.split() for term in ENGLISH.terms(word)}
    assert {term for terms in found.values() for term in terms} <= parts
    assert found


@pytest.mark.parametrize(("typed", "meant"), SLIPS, ids=[typed for typed, _ in SLIPS])
def test_a_slip_leads_to_the_word_that_was_meant(typed: str, meant: str) -> None:
    found = respelled(f"what was {typed}", meant, "harbour", "1990", "table")
    assert [terms[0] for terms in found.values()] == [ENGLISH.terms(meant)[0]]


@pytest.mark.parametrize(("one", "other"), DIFFERENT, ids="/".join)
def test_a_name_or_word_that_the_index_holds_is_not_taken_for_its_neighbour(
    one: str, other: str
) -> None:
    assert respelled(f"what about {one} and {other}", one, other) == {}


@pytest.mark.parametrize("word", ["bread", "price", "council", "three", "hotel", "complement"])
def test_ordinary_words_never_bend_even_where_the_index_lacks_them(word: str) -> None:
    near = ("break", "price", "prince", "counsel", "tree", "hostel", "compliment", "broad")
    assert respelled(f"the {word}?", *(w for w in near if w != word)) == {}


@pytest.mark.parametrize("word", ["1990", "5,200", "S-300", "v2", "B52s", "3rd"])
def test_numbers_and_words_with_digits_never_bend(word: str) -> None:
    assert respelled(f"when was {word}", "1991", "5,201", "S-400", "v3", "B53s", "2nd") == {}


@pytest.mark.parametrize("word", ["PMU", "IRGC", "NATO"])
def test_acronyms_never_bend(word: str) -> None:
    assert respelled(f"what is {word}", "PMF", "IRGB", "nano", "Nate") == {}


@pytest.mark.parametrize("word", ["cat", "sun", "tze"])
def test_short_words_bend_only_in_how_one_vowel_is_written(word: str) -> None:
    assert respelled(f"about {word}", "cut", "son", "tzu", "kat", "sin") == {}


def test_terms_with_digits_are_never_found() -> None:
    assert respelled("what is covit", "covi2") == {}


def test_the_nearer_and_the_more_frequent_come_first() -> None:
    counts = {"parliament": 1, "parlamenta": 9, "soleimani": 2, "suleymani": 1}
    found = respell("parlament of Suleimani", ENGLISH, [vocabulary(counts)])
    assert [term for term, _ in found["parlament"]] == ["parlamenta", "parliament"]
    assert [term for term, _ in found["suleimani"]] == ["suleymani", "soleimani"]


def test_a_name_that_the_documents_spell_in_two_ways_is_looked_for_in_both() -> None:
    found = respelled("when was Suleymani killed", "Soleimani", "Suleimani", "Sullivan")
    assert found == {"suleymani": ["suleimani", "soleimani"]}


@pytest.mark.parametrize("word", ["printer", "keeper", "weakest", "drink", "harbours", "poets"])
def test_everyday_words_and_what_is_derived_from_them_never_bend(word: str) -> None:
    assert respelled(f"the {word}?", "print", "keep", "weak", "brink", "harbor", "poem") == {}


@pytest.mark.parametrize(("name", "held"), [("Benin", "begin"), ("Greek", "green")])
def test_a_short_name_is_not_taken_for_an_ordinary_word(name: str, held: str) -> None:
    assert respelled(f"where is {name}", held) == {}


def test_a_letter_left_out_of_a_short_word_is_put_in_again() -> None:
    assert respelled("who runs the trde", "trade", "tree") == {"trde": ["trade"]}


def test_all_segments_are_searched_and_their_counts_added() -> None:
    parts = [vocabulary({"parliament": 1}), vocabulary({}), vocabulary({"soleimani": 2})]
    assert set(respell("parlament of Suleimani", ENGLISH, parts)) == {"parlament", "suleimani"}
    assert respell("Iraqq", ENGLISH, parts) == {}


def test_other_languages_bend_in_their_own_letters() -> None:
    russian = Analyzer("russian")
    found = respelled("кто такой Сулеймнаи", "Сулеймани", analyzer=russian)
    assert list(found.values()) == [list(russian.terms("Сулеймани"))]


@pytest.mark.parametrize(
    "question", ["", "?", "的中文", "a", "ß", "'s", "\ud800\ud800\ud800\ud800"]
)
def test_odd_questions_are_no_trouble(question: str) -> None:
    assert respell(question, ENGLISH, [vocabulary({"soleimani": 1})]) == {}


def test_an_empty_index_respells_nothing() -> None:
    assert respell("who is Suleimani", ENGLISH, []) == {}
    assert respell("who is Suleimani", ENGLISH, [vocabulary({})]) == {}


@given(st.lists(st.text("abeiost", min_size=1, max_size=8), max_size=20), st.text(" abeiostT"))
def test_respellings_are_held_are_others_and_weigh_less_than_the_word(
    held: Sequence[str], question: str
) -> None:
    counts = dict.fromkeys(held, 1)
    for asked, others in respell(question, ENGLISH, [vocabulary(counts)]).items():
        factors = [factor for _, factor in others]
        assert all(term in counts and term != asked for term, _ in others)
        assert all(0 < factor < 1 for factor in factors)
        assert 1 <= len(others) <= 3
        assert factors == sorted(factors, reverse=True)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("Marchencko", "Marchenko"), ("evacuattion", "evacuation"), ("Tchaikovskij", "Chaikovskij")],
)
def test_a_long_word_that_sounds_the_same_is_still_told_from_the_word_itself(
    typed: str, meant: str
) -> None:
    counts = dict.fromkeys(ENGLISH.terms(meant), 3)
    found = respell(f"who saw {typed}?", ENGLISH, [vocabulary(counts)])
    assert [0 < factor < 1 for others in found.values() for _, factor in others] == [True]


@given(st.text("aeiouchkst", min_size=4, max_size=32), st.integers(0, 31), st.booleans())
def test_every_factor_lies_between_nothing_and_the_word_itself(
    word: str, place: int, held: bool
) -> None:
    typed = word[: place % len(word)] + word[place % len(word) :][:1] + word[place % len(word) :]
    counts = dict.fromkeys(ENGLISH.terms(f"{word} {typed if held else ''}"), 3)
    found = respell(f"of {typed.title()}", ENGLISH, [vocabulary(counts)] if counts else [])
    assert all(0 < factor < 1 for others in found.values() for _, factor in others)
