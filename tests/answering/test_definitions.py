from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.answering.definitions import asked_to_define, defines, tells_role


@pytest.mark.parametrize(
    ("question", "subject"),
    [
        ("What is a surname?", "surname"),
        ("what's the sick leave?", "sick leave"),
        ("What does PMU stand for?", "PMU"),
        ("What does the abbreviation QPF stand for?", "QPF"),
        ("What does “melting pot” mean?", "melting pot"),
        ("What does the phrase 'melting pot' refer to?", "melting pot"),
        ("Who was Ada Lovelace?", "Ada Lovelace"),
        ("Who is Qais al-Khazali?", "Qais al-Khazali"),
        ("Who is al-Khazali?", "al-Khazali"),
        ("What is the United States Marine Corps?", "United States Marine Corps"),
        ("Define sporulation", "sporulation"),
        ("What is the definition of postmodern music?", "postmodern music"),
        ("What is meant by parental leave?", "parental leave"),
        ("How is a relation defined?", "relation"),
    ],
)
def test_what_is_to_be_defined_is_found(question: str, subject: str) -> None:
    assert asked_to_define(question) == subject


@pytest.mark.parametrize(
    "question",
    [
        "Who is the owner?",
        "who is in charge?",
        "What is the mean incubation period?",
        "What is the capital of France?",
        "What is it called?",
        "What does it mean for us?",
        "What are slaves considered?",
        "When was the means test defined?",
        "",
    ],
)
def test_other_questions_ask_for_no_definition(question: str) -> None:
    assert asked_to_define(question) is None


def degree(sentence: str, subject: str) -> float:
    before, after = sentence.split(subject, 1)
    return defines(before, after)


@pytest.mark.parametrize(
    "sentence",
    [
        "The PMU is an umbrella group.",
        "Today, the PMU (also Hashd) is the largest force.",
        "He met with the PMU, an umbrella group, in May.",
        "An umbrella group called PMU met.",
        "It is known as the PMU.",
        "PMU stands for Popular Mobilization Units.",
        "“PMU” means something else.",
        "The PMU is usually defined as a militia.",
        "Many came, and the PMU was the first.",
        "They speak of the PMU (literally “the many”).",
    ],
)
def test_the_shapes_of_a_definition_are_seen(sentence: str) -> None:
    assert degree(sentence, "PMU") == 1


@pytest.mark.parametrize(
    "sentence",
    [
        "He met with the PMU.",
        "The PMU was founded in May.",
        "The leader of the PMU is a cleric.",
        "The PMU leader is a cleric.",
        "The PMU is not to be trusted.",
        "PMU",
    ],
)
def test_what_only_speaks_of_a_thing_defines_nothing(sentence: str) -> None:
    assert degree(sentence, "PMU") == 0


@pytest.mark.parametrize(
    ("before", "role"),
    [
        ("It was made by the Belgian instrument maker ", True),
        ("Aerospace Force Commander Brig. Gen. ", True),
        ("African scholar ", True),
        ("the deputy head Abu Mahdi ", True),
        ("They killed ", False),
        ("They killed Abu Mahdi ", False),
        ("After ", False),
        ("It was over for ", False),
    ],
)
def test_a_role_before_a_name_says_who_that_is(before: str, role: bool) -> None:
    assert tells_role(before) is role


LONG = "https://en.wikipedia.org/wiki/Popular_Mobilization_Forces#Leaders"


@pytest.mark.parametrize(
    "text",
    [
        f"define {'a' * 4000} b c d e f g",
        f"What is the meaning of {LONG} and of what it says there {LONG * 20}?",
        f"what does {'a ' * 2000}mean",
    ],
)
def test_a_long_question_is_read_at_once(text: str) -> None:
    began = time.process_time()
    asked_to_define(text)
    assert time.process_time() - began < 0.5  # it took minutes, with the power of five


def test_a_long_chain_of_hyphens_is_passed_at_once() -> None:
    began = time.process_time()
    tells_role("er-" * 20_000)
    defines("er-" * 20_000, "(a" * 20_000)
    assert time.process_time() - began < 0.5


@given(st.text(max_size=60), st.text(max_size=20))
def test_any_text_may_be_looked_at(text: str, other: str) -> None:
    asked_to_define(text)
    assert defines(text, other) in {0.0, 0.5, 1.0}
    tells_role(text)
