from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.answering.differences import Voices, hear, read_asked, telling_passages
from retrieval.answering.question import read_question
from retrieval.model import Document, Passage, Quote, ScoredQuote, Section, Span
from tests.answering.made import ENGLISH, asked, pool

QUESTION = read_question("How many islands does Vesta have?", ENGLISH, 100, lambda _term: 3)
SAYINGS = ("Vesta has 14 islands.", "Vesta has 17 islands.", "Vesta is a small moon.")


STAFF = read_question("How many employees does the office have?", ENGLISH, 100, lambda _term: 3)
BERLIN, VIENNA = (
    f"The {city} office has {n} employees." for city, n in (("Berlin", 12), ("Vienna", 30))
)
OTHERWISE = "Berg says that the Vienna office has 31 employees."


def quoted(section: int, text: str, confidence: float = 0.5) -> ScoredQuote:
    span = Span(0, len(text))
    document = Document(f"{section}.txt", text, (Section(span, ""),), "0" * 64)
    passage = Passage(document, document.sections[0], (span,))
    return ScoredQuote(Quote(document, span), passage, 1.0, confidence)


def of_offices(*told: tuple[int, str, float]) -> Voices:
    return hear(read_asked(STAFF, ENGLISH), [quoted(*each) for each in told], ENGLISH)


def heard(*told: tuple[int, str]) -> Voices:
    quotes = [quoted(section, text) for section, text in told]
    return hear(read_asked(QUESTION, ENGLISH), quotes, ENGLISH)


def told(voices: Voices) -> list[tuple[str, str]]:
    return [(q.passage.document.path, q.quote.text) for q in voices.sides()]


def test_the_best_quote_of_each_side_stands_for_it() -> None:
    fourteen, seventeen, neither = SAYINGS
    voices = heard((1, fourteen), (2, neither), (3, seventeen), (4, seventeen))
    assert told(voices) == [("1.txt", fourteen), ("3.txt", seventeen)]
    assert all(quote.differing for quote in voices.sides())


def test_a_section_that_says_both_leaves_one_side_to_another_section() -> None:
    fourteen, seventeen, _ = SAYINGS
    voices = heard((1, fourteen), (2, fourteen), (1, seventeen))
    assert told(voices) == [("2.txt", fourteen), ("1.txt", seventeen)]


def test_a_single_section_that_contradicts_itself_is_one_voice() -> None:
    fourteen, seventeen, _ = SAYINGS
    voices = heard((1, fourteen), (1, seventeen))
    assert told(voices) == [("1.txt", fourteen)]
    assert not any(quote.differing for quote in voices.sides())
    assert voices.speakers() == [0]


def test_other_sections_that_say_the_same_are_counted_once_each() -> None:
    fourteen, seventeen, _ = SAYINGS
    voices = heard((1, fourteen), (2, fourteen), (2, fourteen), (3, seventeen))
    assert voices.agreeing(voices.quotes[:1]) == 1
    assert voices.agreeing(voices.quotes[3:]) == 0
    assert voices.agreeing(voices.quotes[:2]) == 0
    assert [voices.repeats(quote) for quote in voices.quotes[1:]] == [True, True, False]


def test_answers_about_different_things_stand_together_and_nothing_is_marked() -> None:
    sides = of_offices((1, BERLIN, 0.9), (2, VIENNA, 0.6)).sides()
    assert [(quote.quote.text, quote.differing) for quote in sides] == [(BERLIN, ()), (VIENNA, ())]


def test_an_answer_about_something_else_that_is_hardly_sure_is_left_out() -> None:
    assert told(of_offices((1, BERLIN, 0.9), (2, VIENNA, 0.1))) == [("1.txt", BERLIN)]


def test_a_contradiction_is_told_beside_the_best_answer_however_unsure() -> None:
    sides = of_offices((1, BERLIN, 0.9), (2, VIENNA, 0.1), (3, OTHERWISE, 0.1)).sides()
    assert [quote.quote.text for quote in sides] == [BERLIN, VIENNA, OTHERWISE]
    assert [bool(quote.differing) for quote in sides] == [False, True, True]


def test_who_contradict_each_other_come_before_a_best_answer_of_the_same_section() -> None:
    sides = of_offices((1, BERLIN, 0.9), (1, VIENNA, 0.1), (3, OTHERWISE, 0.1)).sides()
    assert [quote.quote.text for quote in sides] == [VIENNA, OTHERWISE]


@given(st.lists(st.tuples(st.integers(1, 4), st.sampled_from(SAYINGS)), max_size=8))
def test_no_section_speaks_twice_and_no_side_is_doubled(told: list[tuple[int, str]]) -> None:
    voices = heard(*told)
    sides = voices.sides()
    assert len({quote.passage.document.path for quote in sides}) == len(sides)
    assert len({quote.quote.text for quote in sides}) == len(sides)
    assert all(bool(quote.differing) == (len(sides) > 1) for quote in sides)
    assert {q.quote.text for q in sides} <= set(SAYINGS[:2])


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("How many islands does Vesta have?", 2),
        ("Does Vesta own islands?", 2),
        ("Does Vesta not own islands?", 0),
        ("How is Vesta?", 0),
    ],
    ids=["a number", "a deed", "denied", "neither"],
)
def test_no_passage_is_read_where_nothing_could_be_claimed(text: str, told: int) -> None:
    passages = telling_passages(read_asked(asked(text), ENGLISH), pool(text, *SAYINGS[:2]))
    assert len(passages) == told
