from __future__ import annotations

import math
from itertools import chain
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.answering import features as f
from retrieval.answering import typed_features as t
from tests.answering.made import pool

if TYPE_CHECKING:
    from retrieval.answering import Candidate

QUESTION = "How many soldiers died in Erbil?"
FEATURES = (*f.GENERAL, *chain.from_iterable(t.TYPED.values()))


def sentence(question: str, text: str, index: int = 0, title: str = "") -> Candidate:
    return next(c for c in pool(question, text, "Filler.", title=title) if c.index == index)


@pytest.mark.parametrize(
    ("feature", "more", "less"),
    [
        (f.coverage, "Soldiers died in Erbil.", "Soldiers came to Erbil."),
        (f.squared_coverage, "Soldiers died in Erbil.", "Soldiers came to Erbil."),
        (f.count_coverage, "Soldiers died in Erbil.", "Soldiers came to Erbil."),
        (f.names_missing, "Soldiers died.", "Soldiers died in Erbil."),
        (f.last_term, "They came to Erbil.", "Soldiers died."),
        (f.starts_with_pronoun, "They died in Erbil.", "Soldiers died in Erbil."),
        (f.shared_pairs, "In Erbil soldiers died in Erbil.", "In Erbil died soldiers."),
        (f.adjacent_terms, "The soldiers died.", "The soldiers of an army long ago died."),
        (f.length, "Soldiers died in Erbil in the night.", "Soldiers died."),
        (f.short, "Soldiers died.", "Soldiers died in Erbil in the night."),
        (f.is_question, "Did soldiers die?", "Soldiers died."),
        (f.is_question, "“Did soldiers die?”", "“Soldiers died.”"),
        (f.unfinished, "Soldiers died", "Soldiers died."),
        (f.novelty, "Rockets killed sleeping soldiers.", "Soldiers died in Erbil."),
        (f.new_name, "The soldiers of Poland died.", "The soldiers died."),
        (f.soft_matches, "Soldiers and Erbilians wept.", "Soldiers and others wept."),
        (t.count_told, "Seven soldiers died.", "Some soldiers died."),
        (t.count_new, "The 7 soldiers died.", "The soldiers died."),
        (t.count_of_focus, "Then 7 soldiers died.", "All 7 who came with the other soldiers died."),
    ],
)
def test_a_feature_tells_one_sentence_from_another(
    feature: f.Feature, more: str, less: str
) -> None:
    assert feature(sentence(QUESTION, more)) > feature(sentence(QUESTION, less))


@pytest.mark.parametrize(
    ("question", "feature", "holds", "lacks"),
    [
        ("Who wrote it?", t.person_named, "Then Sili wrote it.", "Then somebody wrote it."),
        ("Who wrote it?", t.person_named_in_full, "Then William Sili wrote.", "Then Sili wrote."),
        ("Can I swim?", t.rule_told, "You may swim.", "You swim."),
        ("Can I swim?", t.denial_told, "You can't swim.", "You can swim."),
        ("What if it rains?", t.condition_told, "We stay if it rains.", "We stay in the rain."),
        ("When did it begin?", t.time_told, "It began in May.", "It began with a shot."),
        ("When did it begin?", t.time_told, "It began at 18:30.", "It began with 18 shots."),
        ("When did it begin?", t.time_told, "It began at 9 AM.", "It began with 9 guns."),
        (
            "When did it begin?",
            t.time_told,
            "It began at 9 p.m. sharp.",
            "It began in Haus 5 am See.",
        ),
        ("When did it begin?", t.year_told, "It began in 1990.", "It began in May."),
        ("Where did it begin?", t.place_named, "It began in Erbil.", "It began in anger."),
        ("Where did it begin?", t.place_named, "It began near the Nile.", "It began in May."),
        ("Where did Ali die?", t.place_named, "Ali died at Kufa.", "Then he came to Ali."),
        ("How much did it cost?", t.amount_told, "It cost $40.", "It cost a lot."),
        ("How much did it cost?", t.amount_new, "It cost 40.", "It cost a lot."),
        ("How long did it last?", t.duration_told, "It lasted two hours.", "It lasted long."),
        ("Why did it end?", t.reason_told, "It ended because of rain.", "It ended at noon."),
        ("How did it end?", t.manner_told, "It ended by using force.", "It ended at noon."),
        ("What is the PMU?", t.defined, "The PMU is an umbrella group.", "He met with the PMU."),
        (
            "Who was Adolphe Sax?",
            t.introduced,
            "It was made by the instrument maker Adolphe Sax.",
            "It was shown to Adolphe Sax.",
        ),
        (
            "What does PMU stand for?",
            t.spelt_out,
            "Popular Mobilization Units (PMU) stand ready.",
            "The PMU stand ready.",
        ),
        ("What did it hit?", t.thing_named, "It hit the Green Zone.", "It hit a wall."),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_a_kind_of_answer_is_seen(
    question: str, feature: f.Feature, holds: str, lacks: str
) -> None:
    assert feature(sentence(question, holds)) == 1.0
    assert feature(sentence(question, lacks)) == 0.0


CARRIED = "Rockets fell on Erbil. Two soldiers died. It was night."


@pytest.mark.parametrize(
    ("feature", "index", "carries"),
    [
        (f.carried_from_before, 1, True),
        (f.carried_from_before, 0, False),
        (f.carried_from_after, 0, True),
        (f.carried_from_after, 2, False),
        (f.carried_from_earlier, 2, True),
        (f.carried_from_earlier, 0, False),
    ],
)
def test_what_is_said_beside_is_carried_over(feature: f.Feature, index: int, carries: bool) -> None:
    assert (feature(sentence(QUESTION, CARRIED, index)) > 0) is carries


def test_what_the_sentence_says_itself_is_not_carried_over() -> None:
    whole = sentence(QUESTION, "Soldiers died in Erbil. Soldiers died in Erbil.", 1)
    assert f.carried_from_before(whole) == f.carried_from_earlier(whole) == 0.0


def test_a_title_counts_apart_from_the_sentence_and_with_the_passage() -> None:
    titled = sentence(QUESTION, "Two soldiers died.", title="Erbil")
    assert f.carried_from_title(titled) == f.heading_coverage(titled) > 0
    assert f.counted_in_context(titled) > f.count_coverage(titled)
    assert f.passage_coverage(titled) > f.coverage(titled)
    assert f.names_missing(titled) == 0.0


LABELLED = "**Deaths in Erbil.** Two soldiers fell. They were young. **Funerals.** It rained."


def test_what_a_label_says_counts_below_it_up_to_the_next_label() -> None:
    found = {c.index: c for c in pool(QUESTION, LABELLED, title="Guide › Erbil")}
    assert [f.label(found[n]) for n in sorted(found)] == [float(n in {0, 3}) for n in sorted(found)]
    assert f.carried_from_label(found[1]) > 0
    assert f.counted_in_context(found[1]) > f.count_coverage(found[1])
    assert all(f.carried_from_label(found[n]) == 0 for n in found if n in {0, 3, 4})


def test_the_first_sentence_below_a_heading_answers_it() -> None:
    found = {c.index: c for c in pool(QUESTION, LABELLED, title="Guide › Erbil")}
    assert f.answers_heading(found[1]) == f.heading_coverage(found[1]) > 0
    assert f.answers_heading(found[2]) == 0
    elsewhere = {c.index: c for c in pool(QUESTION, LABELLED, title="Erbil › Guide")}
    assert f.heading_coverage(elsewhere[1]) == 0 < f.carried_from_title(elsewhere[1])


def test_passages_count_by_score() -> None:
    first, second = pool("war?", "The war began.", "The war ended.")
    assert (f.passage_score(first), f.passage_score(second)) == (1.0, 0.9)
    assert f.document_share(first) > f.document_share(second)


def test_a_feature_has_one_name_and_says_what_it_is() -> None:
    names = [feature.__name__ for feature in FEATURES]
    assert len(set(names)) == len(names)
    assert all(feature.__doc__ for feature in FEATURES)


WORDS = st.sampled_from(
    ["How many", "who", "Erbil", "soldiers", "died", "13", "in", "2003.", "(PMU)", "because",
     "is a", "They", "“", "?", "İ", "👩‍🚀", "战争"]
)  # fmt: skip


@given(st.lists(WORDS, max_size=12), st.lists(WORDS, min_size=1, max_size=25))
def test_every_feature_lies_about_in_0_to_1(question: list[str], text: list[str]) -> None:
    for candidate in pool(" ".join(question), " ".join(text)):
        for feature in FEATURES:
            value = feature(candidate)
            assert math.isfinite(value)
            assert 0 <= value <= 1.5, feature.__name__
