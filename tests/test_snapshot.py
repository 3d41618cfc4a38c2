from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest

from retrieval.indexing import Indexer
from retrieval.model import EVERYWHERE, Scope
from retrieval.snapshot import ALWAYS_READ, POOL, Snapshot

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Taken = Callable[..., Snapshot]

SOLEIMANI = "General Soleimani came to Baghdad with the guard in the winter of that year."
ENGLISH = "The missile was seen over the town. It was the first of the year, and it was loud."
GERMAN = "Die Rakete war über der Stadt zu sehen. Sie war die erste in dem Jahr und sehr laut."


@pytest.fixture
def taken(tmp_path: Path) -> Taken:
    def taken(**documents: str) -> Snapshot:
        folder = tmp_path / "documents"
        folder.mkdir()
        for name, text in documents.items():
            (folder / f"{name}.txt").write_text(text)
        indexer = Indexer(
            [folder], tmp_path / "index", encoding="quotebot", passage_tokens=200, language="auto"
        )
        indexer.refresh()
        return Snapshot(indexer)

    return taken


def paths(snapshot: Snapshot, question: str, scope: Scope = EVERYWHERE) -> list[str]:
    retrieved = snapshot.retrieve(snapshot.read(question), scope)
    return [facts.passage.document.path for _, _, facts in retrieved]


def test_passages_come_best_first(taken: Taken) -> None:
    snapshot = taken(a="The storm.", b="A storm and rain together.", c="Rain.")
    first, *others = paths(snapshot, "What did rain and the storm do?")
    assert (first, sorted(others)) == ("b.txt", ["a.txt", "c.txt"])
    assert paths(snapshot, "zorkmid?") == []


def test_a_compound_counts_whole_where_another_word_has_a_synonym_too(taken: Taken) -> None:
    """As in BM25: the parts are common, the setting is not."""
    parts = {f"p{n}": "The engine is strict, and strict is the engine." for n in range(5)}
    snapshot = taken(a="Set engine-strict to stop it.", **parts)
    plain, with_synonym = "engine-strict?", "Does engine-strict purchase?"
    assert not snapshot.read(plain).has_variants
    assert snapshot.read(with_synonym).has_variants
    assert paths(snapshot, plain)[0] == paths(snapshot, with_synonym)[0] == "a.txt"


def test_a_compound_has_no_synonyms_and_is_counted_whole(taken: Taken) -> None:
    snapshot = taken(
        a="It is the setting job-purchase that was used by the men, and they knew it.",
        b="They buy a job, and it was the first of the year that they had.",
        c="It is a car for the job that they had, and it was the best of all.",
    )
    question = snapshot.read("What does job-purchase do?")
    assert not question.replacements
    assert "buy" not in question.matches
    assert [term.passages for term in question.terms if "purchase" in term.surface] == [1, 1]


def test_no_more_passages_than_the_pool_compete(taken: Taken) -> None:
    documents = {f"d{number}": f"The storm of year {number}." for number in range(POOL + 5)}
    assert len(paths(taken(**documents), "storm?")) == POOL


def test_what_scores_far_less_than_the_best_is_not_read(taken: Taken) -> None:
    rest = {f"r{number}": "The gate was shut again in that year." for number in range(12)}
    snapshot = taken(a="The lighthouse of Kell has a gate.", **rest)
    assert len(paths(snapshot, "Which gate has the lighthouse of Kell?")) == ALWAYS_READ
    assert len(paths(snapshot, "Which gate was shut?")) > ALWAYS_READ


def test_a_word_is_respelt_as_the_documents_have_it(taken: Taken) -> None:
    snapshot = taken(a=SOLEIMANI, b="Rain fell on the town.")
    question = snapshot.read("Who was Suleymani?")
    assert question.replacements == {"soleimani"}
    assert paths(snapshot, "Who was Suleymani?") == ["a.txt"]


def test_the_spelling_that_was_asked_for_goes_before_a_rarer_one(taken: Taken) -> None:
    asked = {f"s{n}": "General Suleymani came to the town in winter." for n in range(4)}
    snapshot = taken(z="General Soleimani came to the town in winter.", **asked)
    found = paths(snapshot, "What did General Suleymani do?")
    assert set(found[:4]) == {f"{name}.txt" for name in asked}


def test_a_removed_documents_spelling_is_forgotten(tmp_path: Path) -> None:
    folder = tmp_path / "documents"
    folder.mkdir()
    texts = {
        "a": "General Soleimani came with the guard from el-Tanf.",
        "b": "Suleimani went. Suleimani slept in al-Tanf by Incerlik.",
        "c": "General Suleymani and Suleimani came to ul-Tanf.",
    } | {f"d{number}": f"Rain fell in the year {number}." for number in range(20)}
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text)

    def read(index: str) -> Snapshot:
        indexer = Indexer(
            [folder], tmp_path / index, encoding="quotebot", passage_tokens=200, language="english"
        )
        indexer.refresh()
        return Snapshot(indexer)

    read("kept")
    (folder / "b.txt").unlink()
    (folder / "c.txt").unlink()
    kept, fresh = read("kept"), read("fresh")
    for question in ("Who is Suleymani?", "Who is Sulaimani?", "Is it Incirlik?", "Is it al-Tanf?"):
        assert kept.read(question) == fresh.read(question)
    assert kept.read("Who is Suleymani?").replacements == {"soleimani"}


@pytest.mark.parametrize("question", ["Who was Suleymani?", "Who was General Soleimani?"])
def test_term_scores_add_up_to_the_score(taken: Taken, question: str) -> None:
    snapshot = taken(a=SOLEIMANI, b="The general left.", c="Rain fell on Baghdad.")
    read = snapshot.read(question)
    for number, score, _ in snapshot.retrieve(read, EVERYWHERE):
        [terms] = snapshot.term_scores(read, [number])
        assert math.isclose(sum(term.score for term in terms), score)
        assert all(term.frequency and term.score for term in terms)


def test_documents_of_other_languages_are_asked_in_theirs(taken: Taken) -> None:
    snapshot = taken(a=ENGLISH, b=GERMAN)
    assert snapshot.analyzer_for("Wann war die Rakete zu sehen?").language == "german"
    assert snapshot.analyzer_for("When was the missile seen?").language == "english"
    assert paths(snapshot, "Wann war die Rakete zu sehen?")[0] == "b.txt"
    assert paths(snapshot, "When were the missiles seen?")[0] == "a.txt"


def test_a_document_that_is_left_out_is_found_no_more(taken: Taken) -> None:
    snapshot = taken(a="The storm.", b="The storm.")
    snapshot.leave_out("a.txt")
    assert paths(snapshot, "storm?") == ["b.txt"]
    assert paths(snapshot, "storm?", Scope(paths=("a.txt",))) == []


def test_a_scope_is_searched_alone(taken: Taken) -> None:
    snapshot = taken(a="The storm.", b="The storm.")
    assert paths(snapshot, "storm?", Scope(paths=("b.txt",))) == ["b.txt"]


def test_facts_of_a_passage_are_worked_out_once(taken: Taken) -> None:
    snapshot = taken(a="The storm.")
    assert snapshot.facts(0) is snapshot.facts(0)


def test_an_index_of_nothing_can_be_asked(taken: Taken) -> None:
    assert paths(taken(), "storm?") == []


def test_a_score_is_what_its_terms_are_told_to_add(taken: Taken) -> None:
    snapshot = taken(
        a="The troops of Soleimani bought a car.",
        b="A soldier bought two cars. The car broke.",
        c="The car of Suleymani was seen. The troops saw it.",
    )
    question = snapshot.read("Which soldiers of Soleymani bought the car?")
    assert question.has_variants
    retrieved = snapshot.retrieve(question, EVERYWHERE)
    told = snapshot.term_scores(question, [number for number, _, _ in retrieved])
    assert len(retrieved) > 1
    for (_, score, _), terms in zip(retrieved, told, strict=True):
        assert score == pytest.approx(sum(term.score for term in terms))


def test_a_synonym_is_found_and_only_told_where_the_word_stands_nowhere(taken: Taken) -> None:
    snapshot = taken(a="The mayor bought a car and it was seen in the town.", b=ENGLISH)
    assert paths(snapshot, "Who has an automobile?") == ["a.txt"]
    assert snapshot.read("Who has an automobile?").replacements == {"car"}
    assert paths(snapshot, "Who purchased it?") == ["a.txt"]
    assert snapshot.read("Who bought a car?").replacements == frozenset()
