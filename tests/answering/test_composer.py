"""The composer with weights of its own, so that no training changes what is tested."""

from __future__ import annotations

from itertools import chain, pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.answering import Composer
from retrieval.answering.confidence import Confidence
from retrieval.answering.features import GENERAL
from retrieval.answering.hearing import MOST_VOICES
from retrieval.answering.ranker import Ranker
from retrieval.answering.signals import SIGNALS
from retrieval.answering.typed_features import TYPED
from retrieval.model import Abstention, Answer, Why
from tests.answering.made import ENGLISH, read, retrieved

FEATURES = (*GENERAL, *chain.from_iterable(TYPED.values()))
RANKER = Ranker(dict.fromkeys((f.__name__ for f in FEATURES), 0.0) | {"coverage": 10.0})
SURE = Confidence(
    -3.0, dict.fromkeys((s.__name__ for s in SIGNALS), 0.0) | {"ranking_score": 12.0}, [(0.1, 0.5)]
)
COMPOSER = Composer(RANKER, SURE, 0.1)
QUESTION = "How many missiles hit Erbil?"


def composed(question: str, *texts: str, title: str = "", **how: Any) -> Answer | Abstention:
    passages = retrieved(*texts, title=title)
    return COMPOSER.compose(read(question, passages), passages, ENGLISH, **how)


def quoted(question: str, *texts: str, **how: Any) -> list[str]:
    result = composed(question, *texts, **how)
    assert isinstance(result, Answer)
    return [scored.quote.text for scored in result.quotes]


def test_the_best_sentence_is_quoted_alone() -> None:
    text = "It was night. Then 13 missiles hit Erbil. Nobody had been warned of them."
    assert quoted(QUESTION, text, "Rain fell on Erbil.") == ["Then 13 missiles hit Erbil."]


@pytest.mark.parametrize(
    "text",
    [
        "Thirteen missiles hit Erbil. More missiles hit Erbil at dawn. It was cold.",
        "It was cold. More missiles hit Erbil at dawn. Thirteen missiles hit Erbil.",
    ],
)
def test_a_neighbour_close_behind_is_quoted_along(text: str) -> None:
    [quote] = quoted(QUESTION, text, "Rain fell.")
    assert quote == text.replace(" It was cold.", "").replace("It was cold. ", "")


def test_a_close_second_of_another_section_is_a_quote_of_its_own() -> None:
    question = "Who fired missiles at Erbil?"
    texts = ("The guard fired missiles at Erbil.", "Missiles were fired at Erbil by the guard.")
    assert len(quoted(question, *texts)) == 2
    assert len(quoted(question, texts[0], "Missiles were made.")) == 1


def test_each_of_many_quotes_is_another_passage() -> None:
    texts = ("Missiles hit Erbil.", "Missiles hit towns.", "Erbil was hit.")
    quotes = quoted(QUESTION, *texts, top=3, min_confidence=0)
    assert sorted(quotes) == sorted(texts)
    assert len(quoted(QUESTION, *texts, top=2, min_confidence=0)) == 2


def test_below_the_threshold_is_silence_with_the_nearest() -> None:
    result = composed(QUESTION, "Rain fell on Erbil.")
    assert isinstance(result, Abstention)
    assert result.why is Why.NOT_CONFIDENT
    assert result.nearest
    assert result.nearest.quote.text == "Rain fell on Erbil."
    assert result.nearest.confidence < SURE.threshold(0.1)
    counts = {term.word: term.passages for term in result.terms}
    assert counts == {"missiles": 0, "hit": 0, "Erbil": 1}


def test_words_that_stand_nowhere_are_said_to() -> None:
    result = composed(QUESTION)
    assert isinstance(result, Abstention)
    assert (result.why, result.nearest) == (Why.UNKNOWN_WORDS, None)


def test_sources_that_differ_stand_side_by_side_with_their_words_marked() -> None:
    result = composed(QUESTION, "Then 13 missiles hit Erbil.", "Then 17 missiles hit Erbil.")
    assert isinstance(result, Answer)
    assert result.sources_differ
    marked = [
        [span.cut(scored.quote.document.text) for span in scored.differing]
        for scored in result.quotes
    ]
    assert len(marked) == 2
    assert ["13" in " ".join(words) for words in marked] == [True, False]
    assert ["17" in " ".join(words) for words in marked] == [False, True]


def test_sources_that_agree_are_counted_and_one_is_quoted() -> None:
    texts = ("Then 13 missiles hit Erbil.", "At dawn 13 missiles hit Erbil.")
    result = composed(QUESTION, *texts, "Rain fell.")
    assert isinstance(result, Answer)
    assert (result.sources_differ, result.agreeing, len(result.quotes)) == (False, 1, 1)


def test_what_ranks_far_below_and_says_otherwise_stands_beside_the_best() -> None:
    far = "It was said that 17 missiles were fired at Erbil."
    near = [f"Missiles hit Erbil {when}." for when in ("again", "at dawn", "once more")]
    result = composed(QUESTION, "Then 13 missiles hit Erbil.", *near, far)
    assert isinstance(result, Answer)
    assert [scored.quote.text for scored in result.quotes] == ["Then 13 missiles hit Erbil.", far]


def unsure(question: str, *texts: str) -> Answer | Abstention:
    """Composed where no quote alone is sure enough, but each is rather likely."""
    passages = retrieved(*texts)
    constant = dict.fromkeys((signal.__name__ for signal in SIGNALS), 0.0)
    composer = Composer(RANKER, Confidence(0.4, constant, [(0.1, 0.7)]), 0.1)
    return composer.compose(read(question, passages), passages, ENGLISH)


def test_two_sections_that_answer_are_heard_where_neither_is_sure_alone() -> None:
    differ = unsure(QUESTION, "Then 13 missiles hit Erbil.", "Then 17 missiles hit Erbil.")
    agree = unsure(QUESTION, "Then 13 missiles hit Erbil.", "At dawn 13 missiles hit Erbil.")
    assert isinstance(differ, Answer)
    assert isinstance(agree, Answer)
    assert (differ.sources_differ, len(differ.quotes), differ.agreeing) == (True, 2, 0)
    assert (agree.sources_differ, len(agree.quotes), agree.agreeing) == (False, 1, 1)


@pytest.mark.parametrize(
    "texts",
    [
        ("Then 13 missiles hit Erbil.", "Missiles hit Erbil."),
        tuple(f"Then {number} missiles hit Erbil." for number in (13, 17, 21, 29)),
    ],
    ids=["one section", "many sections"],
)
def test_sections_that_answer_alone_or_too_broadly_are_not(texts: tuple[str, ...]) -> None:
    assert isinstance(unsure(QUESTION, *texts), Abstention)


def test_the_next_quote_is_never_compared() -> None:
    texts = ("Then 13 missiles hit Erbil.", "Then 17 missiles hit Erbil.")
    result = composed(QUESTION, *texts, skip=1)
    assert isinstance(result, Answer)
    assert (result.sources_differ, len(result.quotes)) == (False, 1)


def test_past_the_last_quote_there_is_silence_without_a_nearest() -> None:
    result = composed(QUESTION, "Then 13 missiles hit Erbil.", skip=1, min_confidence=0)
    assert isinstance(result, Abstention)
    assert result.nearest is None


TEXTS = st.lists(
    st.lists(
        st.sampled_from(
            ["Then 13 missiles hit Erbil.", "Missiles fell.", "Rain fell on Erbil.", "It hit us.",
             "Nothing happened.", "In Erbil 17 missiles hit.", "Who hit Erbil?"]
        ),
        min_size=1,
        max_size=5,
    ).map(" ".join),
    max_size=6,
)  # fmt: skip


def spans(result: Answer | Abstention) -> list[tuple[str, int, int]]:
    quotes = result.quotes if isinstance(result, Answer) else ()
    return [(q.quote.document.path, q.quote.span.start, q.quote.span.end) for q in quotes]


@given(TEXTS, st.integers(1, MOST_VOICES), st.floats(0, 1))
def test_quotes_are_whole_sentences_of_one_passage_none_twice(
    texts: list[str], top: int, least: float
) -> None:
    result = composed(QUESTION, *texts, top=top, min_confidence=least)
    for scored in result.quotes if isinstance(result, Answer) else ():
        edges = {(s.start, s.end) for s in scored.passage.sentences}
        span = scored.quote.span
        assert span.start in {start for start, _ in edges}
        assert span.end in {end for _, end in edges}
        assert 0 <= scored.confidence <= 1
    places = sorted(spans(result))
    for (path, _, end), (other, start, _) in pairwise(places):
        assert path != other or end <= start


@given(TEXTS, st.floats(0, 1), st.floats(0, 1))
def test_a_lower_threshold_never_takes_an_answer_away(
    texts: list[str], one: float, other: float
) -> None:
    low, high = sorted((one, other))
    strict = composed(QUESTION, *texts, min_confidence=high)
    if isinstance(strict, Answer):
        lenient = composed(QUESTION, *texts, min_confidence=low)
        assert isinstance(lenient, Answer)


@given(TEXTS, st.integers(0, 5))
def test_skipping_gives_the_next_of_a_longer_list(texts: list[str], skip: int) -> None:
    question = "What hit Erbil, and missiles?"  # nothing that sources could differ in
    several = composed(question, *texts, top=skip + 1, min_confidence=0)
    single = composed(question, *texts, skip=skip, min_confidence=0)
    if not (isinstance(several, Answer) and several.sources_differ):
        assert spans(single)[:1] == spans(several)[skip : skip + 1]


@given(TEXTS)
def test_differing_sources_are_at_least_two_and_agreeing_ones_at_most_the_others(
    texts: list[str],
) -> None:
    result = composed(QUESTION, *texts)
    if isinstance(result, Answer):
        assert not result.sources_differ or len(result.quotes) > 1
        assert result.sources_differ == any(scored.differing for scored in result.quotes)
        assert 0 <= result.agreeing < MOST_VOICES
