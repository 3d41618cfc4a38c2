from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from retrieval.answering.differences import Voices, hear, read_asked
from retrieval.answering.question import read_question
from retrieval.model import Document, Passage, Quote, ScoredQuote, Section, Span
from tests.answering.made import ENGLISH

QUESTION = read_question("How many islands does Vesta have?", ENGLISH, 100, lambda _term: 3)
SAYINGS = ("Vesta has 14 islands.", "Vesta has 17 islands.", "Vesta is a small moon.")


def quoted(section: int, text: str) -> ScoredQuote:
    span = Span(0, len(text))
    document = Document(f"{section}.txt", text, (Section(span, ""),), "0" * 64)
    passage = Passage(document, document.sections[0], (span,))
    return ScoredQuote(Quote(document, span), passage, 1.0, 0.5)


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


@given(st.lists(st.tuples(st.integers(1, 4), st.sampled_from(SAYINGS)), max_size=8))
def test_no_section_speaks_twice_and_no_side_is_doubled(told: list[tuple[int, str]]) -> None:
    voices = heard(*told)
    sides = voices.sides()
    assert len({quote.passage.document.path for quote in sides}) == len(sides)
    assert len({quote.quote.text for quote in sides}) == len(sides)
    assert all(bool(quote.differing) == (len(sides) > 1) for quote in sides)
    assert {q.quote.text for q in sides} <= set(SAYINGS[:2])
