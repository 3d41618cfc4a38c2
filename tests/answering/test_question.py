from __future__ import annotations

import math

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from retrieval.analysis import Analyzer
from retrieval.answering import other_readings, read_question
from retrieval.answering.kin import KIN_FACTOR
from retrieval.answering.question import idf
from tests.answering.made import ENGLISH, asked


def surfaces(question: str, numbers: frozenset[int]) -> set[str]:
    terms = asked(question).terms
    return {terms[number].surface for number in numbers}


def test_a_rare_word_weighs_more_than_a_common_one_and_one_that_is_nowhere_the_most() -> None:
    counts = {"letter": 40, "sign": 2}
    question = read_question(
        "Who signed the golden letter?", ENGLISH, 100, lambda t: counts.get(t, 0)
    )
    weight = {term.surface: term.weight for term in question.terms}
    assert weight["letter"] < weight["signed"] < weight["golden"]
    assert [term.passages for term in question.terms] == [2, 0, 40]


@pytest.mark.parametrize("text", ["", "?!", "the of and", "👩‍🚀", "\x00"])
def test_a_question_without_words_has_no_terms(text: str) -> None:
    assert asked(text).terms == ()
    assert asked(text).total == 1.0


def test_a_word_that_says_what_is_asked_for_weighs_less() -> None:
    year, treaty = asked("In what year was the treaty?").terms
    assert (year.surface, treaty.surface) == ("year", "treaty")
    assert year.weight < treaty.weight


def test_a_word_that_asks_for_nothing_is_not_looked_for() -> None:
    read = read_question("Who exactly built the bridge, actually?", ENGLISH, 100, lambda _: 1)
    assert [term.surface for term in read.terms] == ["built", "bridge"]
    defined = read_question("What does actually mean?", ENGLISH, 100, lambda _: 1)
    assert [term.surface for term in defined.terms] == ["actually"]


def test_a_word_that_is_said_twice_counts_once() -> None:
    assert [term.surface for term in asked("missile against missiles?").terms] == ["missile"]


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("Who is Angela Merkel?", {"Angela", "Merkel"}),
        ("Merkel said what?", set()),  # any first word has a capital
        ("who was president?", set()),
    ],
)
def test_capitals_past_the_first_word_tell_names(question: str, names: set[str]) -> None:
    assert surfaces(question, asked(question).names) == names


def test_digits_tell_numbers() -> None:
    question = "Were 5,200 troops sent in 2020?"
    assert surfaces(question, asked(question).numbers) == {"5,200", "2020"}


@pytest.mark.parametrize(
    ("question", "focus"),
    [
        ("How many soldiers died?", "soldiers"),
        ("Which countries sent troops?", "countries"),
        ("How many brave soldiers died?", "brave"),
        ("Who signed it?", None),
    ],
)
def test_the_focus_is_what_the_answer_is_one_of(question: str, focus: str | None) -> None:
    read = asked(question)
    assert (None if read.focus is None else read.terms[read.focus].surface) == focus


@pytest.mark.parametrize(
    ("question", "words", "subject"),
    [
        ("What does PMU stand for?", {"PMU"}, {"PMU"}),
        ("What does the term green season mean?", {"green", "season"}, {"green", "season"}),
        ("What does amābit mean in Latin?", {"amābit", "Latin"}, {"amābit"}),
        ("What is a mean value?", {"mean", "value"}, {"mean", "value"}),
        ("Where do the troops stand?", {"troops", "stand"}, set()),
    ],
)
def test_words_that_only_ask_for_a_definition_are_not_looked_for(
    question: str, words: set[str], subject: set[str]
) -> None:
    read = asked(question)
    assert {term.surface for term in read.terms} == words
    assert surfaces(question, read.subject_terms) == subject


@pytest.mark.parametrize("frame", ["What does {} mean?", "Define {}", "How is {} defined?"])
@given(text=st.text(max_size=30))
@example(text="(acronym)")
@example(text="term;word now")
@example(text="(definition)")
def test_whatever_is_to_be_defined_is_read(frame: str, text: str) -> None:
    read = asked(frame.format(text))
    assert read.subject_terms <= set(range(len(read.terms)))


def test_a_compound_is_found_whole_and_by_its_parts() -> None:
    read = asked("Who is al-Sha'abi?")
    whole, first, second = ENGLISH.terms("al-Sha'abi")
    assert [number for number, _ in read.matches[whole]] == [0, 1]
    assert read.matches[first] == ((0, 1.0),)
    assert read.matches[second] == ((1, 1.0),)


def test_a_respelling_stands_for_its_word_in_part() -> None:
    read = asked("Who was Suleymani?", replacements={"suleymani": [("soleimani", 0.8)]})
    assert read.matches["soleimani"] == ((0, 0.8),)
    assert read.matches["suleymani"] == ((0, 1.0),)
    assert read.replacements == {"soleimani"}
    assert read.has_variants


def test_a_slip_of_the_pen_weighs_as_what_it_stands_for() -> None:
    counts = {"missil": 30}
    [slip] = ENGLISH.terms("misile")
    respelt = {slip: [("missil", 0.9)]}
    read = read_question("misile", ENGLISH, 100, lambda t: counts.get(t, 0), replacements=respelt)
    assert read.terms[0].weight == idf(100, 30)


def test_another_language_reads_a_word_in_full() -> None:
    unstemmed = Analyzer("none")
    readings = other_readings("hotels", ENGLISH, [unstemmed])
    read = read_question("hotels", ENGLISH, 10, lambda _: 1, readings=readings)
    assert read.matches == {"hotel": ((0, 1.0),), "hotels": ((0, 1.0),)}
    assert not read.replacements


def test_unspaced_writing_counts_its_pairs_of_characters() -> None:
    read = read_question("战争开始", Analyzer("none"), 10, lambda _: 1)
    assert [term.surface for term in read.terms] == ["战争", "争开", "开始"]


@given(st.integers(1, 10**6), st.floats(0, 1), st.floats(0, 1))
def test_every_weight_is_positive_and_falls_with_frequency(
    passages: int, one: float, other: float
) -> None:
    some, more = sorted((int(one * passages), int(other * passages)))
    assert idf(passages, some) >= idf(passages, more) > 0


@given(st.text(max_size=60))
def test_any_text_can_be_read(text: str) -> None:
    read = asked(text)
    assert len(read.prefixes) == len(read.terms)
    assert all(0 < factor <= 1 for pairs in read.matches.values() for _, factor in pairs)
    assert {n for pairs in read.matches.values() for n, _ in pairs} == set(range(len(read.terms)))
    assert math.isfinite(read.total)
    assert read.total > 0


def test_a_synonym_counts_for_half_of_a_word_and_names_have_none() -> None:
    read = read_question("Which automobile did Auto buy?", ENGLISH, 10, lambda _: 1)
    assert read.matches["car"] == ((0, KIN_FACTOR),)
    assert dict(read.matches["purchas"]) == {2: KIN_FACTOR}
    assert dict(read.matches["auto"]) == {0: KIN_FACTOR, 1: 1.0}


def test_a_slip_has_the_neighbours_of_what_it_stands_for() -> None:
    respelt = {"parlament": [("parliament", 0.97)]}
    read = asked("Did the parlament vote?", replacements=respelt)
    assert {("the", "parliament"), ("parliament", "vote"), ("the", "parlament")} < read.pairs
    assert read.neighbours == 3


def test_a_slip_is_looked_for_in_all_the_words_that_the_word_itself_would_be() -> None:
    counts = {"kill": 4, "die": 3, "soldier": 9}
    plain = read_question("How many were killed?", ENGLISH, 100, lambda t: counts.get(t, 0))
    slip = read_question(
        "How many were kiled?",
        ENGLISH,
        100,
        lambda t: counts.get(t, 0),
        replacements={"kile": [("kill", 0.99)]},
    )
    assert plain.matches.keys() <= slip.matches.keys()
    unlikely = read_question(
        "How many were kiled?",
        ENGLISH,
        100,
        lambda t: counts.get(t, 0),
        replacements={"kile": [("kill", 0.5)]},
    )
    assert "die" not in unlikely.matches
