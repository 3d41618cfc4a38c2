from __future__ import annotations

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.answering.ranker import Ranked
from retrieval.answering.spans import quote_at, sentence_scores, sentences_in
from retrieval.model import Span
from tests.answering.made import pool

TEXT = "The war began in May. It ended in June. Nobody had wanted the war."
MANY = st.lists(st.floats(-800, 800), min_size=3, max_size=3)


def ranked(*scores: float, text: str = TEXT) -> list[Ranked]:
    """The sentences of a text with these scores, best first."""
    candidates = pool("When was the war?", text)
    made = [Ranked(c, score) for c, score in zip(candidates, scores, strict=True)]
    return sorted(made, key=lambda r: -r.score)


def quoted(found: list[Ranked], place: int = 0) -> str:
    span, evidence = quote_at(found, place, sentence_scores(found))
    return span.cut(evidence.candidate.pooled.facts.passage.document.text)


def share(found: list[Ranked], place: int = 0) -> float:
    return quote_at(found, place, sentence_scores(found))[1].share


def test_a_sentence_far_ahead_is_quoted_alone() -> None:
    assert quoted(ranked(9.0, 1.0, 1.0)) == "The war began in May."


def test_a_neighbour_close_behind_is_quoted_along() -> None:
    assert quoted(ranked(3.0, 1.0, 2.5)) == "The war began in May. It ended in June."
    assert quoted(ranked(1.0, 2.8, 3.0)) == "It ended in June. Nobody had wanted the war."


def test_what_stands_elsewhere_is_never_quoted_along() -> None:
    assert quoted(ranked(3.0, -9.0, 2.9)) == "The war began in May."


def test_a_pronoun_draws_in_the_sentence_that_explains_it() -> None:
    assert quoted(ranked(-9.0, 3.0, -9.0)) == "The war began in May. It ended in June."
    assert quoted(ranked(-9.0, -9.0, 3.0)) == "Nobody had wanted the war."


def test_what_explains_a_pronoun_at_great_length_is_left_out() -> None:
    long = TEXT.replace("in May", "in May" + ", as everybody had said that it would" * 5)
    assert quoted(ranked(-9.0, 3.0, -9.0, text=long)) == "It ended in June."


def test_what_explains_a_pronoun_needs_no_word_of_the_question() -> None:
    *_, last = pool("When was the war?", "Nobody wanted this. It was a war.")
    assert quoted([Ranked(last, 3.0)]) == "Nobody wanted this. It was a war."


def test_a_long_neighbour_must_bring_more_than_a_short_one() -> None:
    short = TEXT.replace("It ended", "The war ended")
    long = short.replace("Nobody", "Nobody who was asked in those days by anybody at all")
    assert "Nobody" in quoted(ranked(-9.0, 3.0, -0.9, text=short))
    assert "Nobody" not in quoted(ranked(-9.0, 3.0, -0.9, text=long))


def test_the_evidence_is_the_share_of_the_softmax_that_the_quote_has() -> None:
    assert math.isclose(share(ranked(3.0, -9.0, 3.0)), 0.5, rel_tol=1e-4)
    assert math.isclose(share(ranked(3.0, 3.0, -9.0)), 1.0, rel_tol=1e-4)


def test_a_later_place_is_judged_as_if_it_were_the_best() -> None:
    assert share(ranked(9.0, -9.0, 3.0), 1) > 0.99


def test_one_candidate_alone_has_all_of_it() -> None:
    [best] = pool("When was the war?", "The war began in May.")
    assert share([Ranked(best, 3.0)]) == 1.0


LISTED = "For the war you need:\n\n- a horse\n- two spears\n\nAsk nobody."


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("**The war.** It began in May. It was long.", "**The war.** It began in May."),
        (LISTED, "For the war you need:\n\n- a horse\n- two spears"),
        (
            "They said of the war:\n\nIt is late. Nobody knew.",
            "They said of the war:\n\nIt is late.",
        ),
    ],
)
def test_a_label_takes_in_what_it_stands_over(text: str, quote: str) -> None:
    lead, *_ = pool("When was the war?", text)
    assert quoted([Ranked(lead, 9.0)]) == quote


def test_of_a_long_list_the_first_items_are_quoted_along() -> None:
    items = "\n".join(f"- the item with the number {number} of the war" for number in range(30))
    lead, *_ = pool("What is the war?", f"In the war you need:\n\n{items}")
    quote = quoted([Ranked(lead, 9.0)])
    assert "number 0" in quote
    assert "number 29" not in quote


def test_a_label_below_is_never_quoted_along() -> None:
    found = ranked(9.0, 8.9, 0.0, text="The war began in May. **The war.** It was.")
    assert quoted(found) == "The war began in May."


def test_what_a_better_quote_holds_is_not_quoted_twice() -> None:
    found = ranked(1.0, 2.9, 3.0)
    first, second = found[0].candidate, found[1].candidate
    assert quoted(found, 1) == "It ended in June. Nobody had wanted the war."
    taken = sentences_in(first, first.facts.span)
    span, _ = quote_at(found, 1, sentence_scores(found), taken)
    assert span.cut(TEXT) == "The war began in May. It ended in June."
    assert sentences_in(second, span).isdisjoint(taken)


@given(MANY, st.integers(0, 2))
def test_a_quote_holds_its_sentence_and_at_most_one_more(scores: list[float], place: int) -> None:
    found = ranked(*scores)
    span, evidence = quote_at(found, place, sentence_scores(found))
    spans = [s.span for s in evidence.candidate.pooled.facts.sentences]
    own = evidence.candidate.facts.span
    assert own in span
    assert span in (own, *(Span(a.start, b.end) for a, b in pairwise(spans)))
    assert 0 < evidence.share <= 1


@pytest.mark.parametrize("score", [1.0, 1e6])
def test_scores_of_any_size_are_shared(score: float) -> None:
    assert share(ranked(score, -score, -score)) == pytest.approx(1.0, abs=0.2)
