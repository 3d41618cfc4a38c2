from __future__ import annotations

import pytest

from retrieval.answering import passage_facts, pool_candidates
from retrieval.answering.candidates import find_hits
from retrieval.model import Passage, Span
from tests.answering.made import ENGLISH, WORDS, asked, passage, pool, read, retrieved


def vocabulary(text: str) -> frozenset[str]:
    return frozenset(term for s in ENGLISH.surfaces(text) for term in ENGLISH.terms(s))


def test_a_sentence_that_two_passages_share_is_one_candidate() -> None:
    whole = passage("The war began. It ended in May. The war was long.")
    first = Passage(whole.document, whole.section, whole.sentences[:2])
    second = Passage(whole.document, whole.section, whole.sentences[1:])
    found = [(n, 2.0 - n, passage_facts(p, WORDS)) for n, p in enumerate((first, second))]
    candidates = pool_candidates(read("When did the war end?", found), found)
    assert [c.facts.text for c in candidates] == [
        s.cut(whole.document.text) for s in whole.sentences
    ]
    assert [c.pooled.rank for c in candidates] == [0, 0, 1]


def test_the_same_words_in_two_documents_are_two_candidates() -> None:
    assert len(pool("war?", "The war began.", "The war began.")) == 2


def test_a_sentence_far_from_any_word_of_the_question_is_none() -> None:
    text = "The war began. Rain fell. Nobody came. Nothing grew."
    assert [c.index for c in pool("When did the war begin?", text)] == [0, 1]


def test_under_a_title_that_holds_a_word_every_sentence_is_one() -> None:
    text = "Rain fell. Nobody came. Nothing grew."
    assert len(pool("When did the war begin?", text, title="The war")) == 3


def test_nothing_retrieved_is_no_candidate() -> None:
    assert pool("When did the war begin?") == []


@pytest.mark.parametrize(
    ("text", "factor"), [("Soleimani", 0.8), ("Suleymani", 1.0), ("Suleymani Soleimani", 1.0)]
)
def test_a_word_is_held_by_its_best_spelling(text: str, factor: float) -> None:
    question = asked("Who was Suleymani?", replacements={"suleymani": [("soleimani", 0.8)]})
    hits = find_hits(question, vocabulary(text))
    assert hits.factors == {0: factor}
    assert hits.weight == question.total * factor


def test_hits_come_in_an_order_of_their_own_so_that_sums_are_the_same_in_every_process() -> None:
    words = vocabulary("war peace treaty border river")
    hits = find_hits(asked("Which border river, war treaty, peace?"), words)
    assert list(hits.factors) == [0, 4, 1, 3, 2]  # border, peace, river, treaty, war


def test_neighbours_are_those_of_the_passage() -> None:
    first, second = pool("war peace?", "The war began. Peace followed.")
    assert (first.before, second.after) == (None, None)
    assert first.after is second.hits
    assert second.before is first.hits


def test_new_names_and_numbers_are_those_that_the_question_lacks() -> None:
    [sentence] = pool("Did Tehran fire 13 missiles?", "Then Tehran and Hajizadeh fired 13 of 17.")
    assert (sentence.new_names, sentence.new_numbers) == (1, 1)


def test_documents_share_all_scores() -> None:
    passages = retrieved("The war began.", "The war ended.", "No war came.")
    candidates = pool_candidates(read("war?", passages), passages)
    assert [c.pooled.document_share for c in candidates] == [10 / 27, 9 / 27, 8 / 27]
    assert {c.top_score for c in candidates} == {10.0}


def test_facts_know_every_sentence_of_a_passage_and_its_title() -> None:
    one = passage("The war began in 2003. It was bad.", title="Iraq")
    facts = passage_facts(one, WORDS)
    assert [s.span for s in facts.sentences] == [Span(0, 22), Span(23, 34)]
    assert facts.title == {"iraq"}
    assert facts.sentences[0].numbers == ["2003"]
    assert facts.sentences[0].vocabulary >= {"war", "2003"}
