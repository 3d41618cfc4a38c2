"""Words of like meaning: what speaks for a sentence, and what is looked for in a word's place."""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING

import pytest

from retrieval.analysis import Analyzer
from retrieval.answering.features import held_by_meaning, related_words
from retrieval.answering.related import FILE, SYNONYM_FACTOR, related, synonyms, synonyms_of_unseen
from tests.answering.made import pool

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

ENGLISH = Analyzer("english")
ROWS = (resources.files("retrieval") / "data" / FILE).read_text(encoding="utf-8").splitlines()
TERMS = [row.split()[0] for row in ROWS if not row.startswith("#")]


def test_relations_go_both_ways() -> None:
    for term in TERMS:
        for other in related(term, "english"):
            assert term in related(other, "english"), (term, other)


def test_no_number_is_like_another() -> None:
    assert not any(term.isdigit() for term in TERMS)


def test_synonyms_are_related_and_no_word_is_its_own() -> None:
    for term in ("buy", "penal", "car", "automobil"):
        assert synonyms(term, "english")
        assert {*synonyms(term, "english")} < related(term, "english")
        assert term not in related(term, "english")


@pytest.mark.parametrize("term", ["", "|", "#", "zzyzx", "words"])
def test_what_is_no_word_of_the_table_has_none(term: str) -> None:
    assert not related(term, "english")
    assert not synonyms(term, "english")


def test_a_synonym_is_looked_for_where_the_word_stands_nowhere() -> None:
    held = {"car": 3, "gate": 1}
    found = synonyms_of_unseen("Which automobile broke the gate?", ENGLISH, frequency(held), ())
    assert found == {"automobil": (("car", SYNONYM_FACTOR),)}


@pytest.mark.parametrize(
    ("question", "held", "known"),
    [
        ("Which automobile broke?", {"automobil": 1, "car": 3}, ()),  # it stands somewhere
        ("Which automobile broke?", {"gate": 3}, ()),  # none of its synonyms does
        ("Which automobile broke?", {"car": 3}, ("automobil",)),  # it is a slip of something else
        ("Who is Automobile?", {"car": 3}, ()),  # a name
    ],
)
def test_no_synonym_is_looked_for(
    question: str, held: dict[str, int], known: tuple[str, ...]
) -> None:
    assert not synonyms_of_unseen(question, ENGLISH, frequency(held), known)


def test_other_languages_have_no_synonyms() -> None:
    german = Analyzer("german")
    assert not synonyms_of_unseen("automobile", german, frequency({"car": 1}), ())


def test_a_related_word_speaks_for_a_sentence_but_is_not_the_word() -> None:
    one, other = pool(
        "Which car does the baker drive?",
        "The baker drives a taxi at night. The baker drives a hard bargain.",
    )
    assert related_words(one) > related_words(other) == 0.0
    assert [one.question.index_terms[n] for n in held_by_meaning(one)] == ["car"]
    assert not one.hits.factors.keys() & held_by_meaning(one)


def test_another_form_of_the_word_itself_is_no_related_word() -> None:
    [only] = pool("Why was the baker penalised?", "The baker paid a penalty of five marks.")
    assert not held_by_meaning(only)


def frequency(held: Mapping[str, int]) -> Callable[[str], int]:
    return lambda term: held.get(term, 0)
