"""What an opened index tells of itself, at sizes small and large."""

from __future__ import annotations

import random
from fractions import Fraction
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from rank_bm25 import BM25Plus

import retrieval.index
from retrieval.index import Hit
from retrieval.index.accumulate import accumulator, add_with_numpy
from retrieval.index.desk import Desk

if TYPE_CHECKING:
    from tests.index.conftest import Library

TEXT = "The a b. A c.\nb b d\n\ne-f the"


def test_the_public_names_are_sorted_and_there() -> None:
    assert sorted(retrieval.index.__all__) == list(retrieval.index.__all__)
    assert all(hasattr(retrieval.index, name) for name in retrieval.index.__all__)


def test_an_empty_index_answers_nothing(library: Library) -> None:
    index = library.open()
    assert len(index) == 0
    assert index.search(["a"], 10) == []
    assert index.get_scores(["a"]).size == 0
    assert index.document_frequency("a") == 0
    assert list(index.documents()) == []
    assert index.vocabularies == ()


@pytest.mark.parametrize("extracted", [False, True], ids=["plain", "extracted"])
def test_passages_come_back_as_they_went_in(library: Library, *, extracted: bool) -> None:
    library.update({"x/ü.txt": TEXT}, extracted=extracted)
    index = library.open()
    [entry] = library.entries(library.texts)
    assert [index.passage(number) for number in range(len(index))] == list(entry.passages)
    assert index.document("x/ü.txt") == entry.document
    assert index.document("y.txt") is None


def test_records_say_what_is_in_the_index(library: Library) -> None:
    library.update({"b.txt": "a", "a.txt": TEXT})
    library.update({"c.txt": ""}, ("b.txt",))
    records = list(library.open().documents())
    assert [(record.path, record.passages, record.sections) for record in records] == [
        ("a.txt", 3, 2),
        ("c.txt", 0, 0),
    ]
    assert records[0].language == "english"


def test_a_score_explains_itself(library: Library) -> None:
    library.update({"a.txt": TEXT})
    index = library.open()
    terms = ["b", "unknown", "d", "b"]
    [best, _] = index.search(terms, 10)
    [parts] = index.explain([best.id], terms)
    assert [part.frequency for part in parts] == [2, 0, 1, 2]
    assert sum(part.score for part in parts) == pytest.approx(best.score)
    assert index.explain([best.id], []) == [()]
    assert index.explain([best.id, 0, best.id], terms)[::2] == [parts, parts]
    with pytest.raises(IndexError):
        index.explain([best.id, 3], terms)


def test_weights_are_scores_without_their_idf(library: Library) -> None:
    library.update({"a.txt": TEXT})
    library.update({"b.txt": "b d"})
    index = library.open()
    terms, passages = ["b", "unknown", "d", "b"], [3, 0, 2, 3]
    told = index.explain(passages, terms)
    weights = index.weights(passages, terms)
    assert weights.shape == (4, 4)
    idf = [[term.idf] for term in told[0]]
    assert (weights * idf).T.tolist() == [[term.score for term in each] for each in told]
    assert index.weights([], terms).shape == (4, 0)
    assert index.weights(passages, []).shape == (0, 4)
    with pytest.raises(IndexError):
        index.weights([4], terms)


def test_a_filter_leaves_passages_out(library: Library) -> None:
    library.update({"a.txt": "a\n\na", "b.txt": "a"})
    library.update({"c.txt": "a"})
    index = library.open()
    within = index.passages_where(lambda path, section: path != "a.txt" or "tag1" in section.tags)
    found = [index.passage(hit.id) for hit in index.search(["a"], 10, within=within)]
    places = [(passage.document.path, passage.span.start) for passage in found]
    assert places == [("a.txt", 3), ("b.txt", 0), ("c.txt", 0)]


def test_terms_can_be_listed_with_their_masks(library: Library) -> None:
    library.update({"a.txt": "apple apple\npear\napple"})
    [vocabulary] = library.open().vocabularies
    rows = zip(
        vocabulary, vocabulary.masks.tolist(), vocabulary.frequencies().tolist(), strict=True
    )
    assert sorted(rows) == [(b"0", 1, 3), (b"apple", 5, 2), (b"part", 4, 3), (b"pear", 4, 1)]
    assert [vocabulary.number(term) for term in vocabulary] == [0, 1, 2, 3]
    assert vocabulary.number(b"plum") is None


def test_hits_beyond_the_matches_are_not_made_up(library: Library) -> None:
    library.update({"a.txt": "a\nb\na"})
    assert [hit.id for hit in library.open().search(["a", "a"], 100)] == [0, 2]


def test_a_lone_surrogate_is_only_an_unknown_term(library: Library) -> None:
    library.update({"a.txt": "a"})
    assert library.open().search(["\ud800"], 1) == []


def test_a_long_query_scores_as_rank_bm25_does(library: Library) -> None:
    chance = random.Random(3)
    words = [f"w{n}" for n in range(300)]
    lines = (" ".join(chance.choices(words, k=30)) for _ in range(400))
    library.update({"a.txt": "\n".join(lines)})
    query = chance.choices(words, k=2000)
    assert library.open().search(query, 10) == Reference(library).search(query, 10)


def test_large_segments_score_as_rank_bm25_does(library: Library) -> None:
    chance = random.Random(4)
    lines = [" ".join(chance.choices("abcdefgh", k=3)) for _ in range(66_000)]
    long = "a b " * 511 + "a"  # a term fewer would not be listed
    lines[65_530:65_540] = ["a " * 300 + "b", "a " * 62, "a " * 63, long, *(["c x"] * 6)]
    library.update({"a.txt": "\n".join(lines[:100]), "b.txt": "\n".join(lines[100:])})
    index, reference = library.open(), Reference(library)
    for query in (["a"], ["a", "b"], ["x", "a", "c", "c"]):
        assert index.search(query, 10) == reference.search(query, 10)
    library.update({}, ("a.txt",))
    index, reference = library.open(), Reference(library)
    found = [Hit(hit.id - 100, hit.score) for hit in index.search(["x", "a", "c", "c"], 10)]
    assert found == reference.search(["x", "a", "c", "c"], 10)


def test_stripe_after_stripe_gives_the_scores_of_rank_bm25(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("retrieval.index.blocks.STRIPE_PASSAGES", 1 << 16)
    chance = random.Random(6)
    rare = [f"r{n}" for n in range(3000)]
    lines = ["a " * chance.randrange(1, 9) + chance.choice(rare) for _ in range(132_000)]
    library.update({"a.txt": "\n".join(lines)})
    index, reference = library.open(), Reference(library)
    for query in (["r1", "a"], ["a", "r1", "r2"], ["a"], ["a", "unknown"]):
        assert index.search(query, 10) == reference.search(query, 10)


class Reference:
    """rank_bm25 itself, asked for the best of its scores."""

    def __init__(self, library: Library) -> None:
        self.bm25 = BM25Plus(library.token_lists(), k1=1.2, b=0.75, delta=0)

    def search(self, query: list[str], k: int) -> list[Hit]:
        scores = self.bm25.get_scores(query)
        best = np.lexsort((np.arange(len(scores)), -scores))[:k]
        return [Hit(int(number), float(scores[number])) for number in best if scores[number] > 0]


def test_runs_written_along_the_way_make_the_same_index(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = {f"{n}.txt": f"a{n % 3} b{n % 5}\nc" for n in range(20)}
    library.update(texts)
    whole = [library.found([f"a{n}", "b1", "c"]) for n in range(3)]
    monkeypatch.setattr("retrieval.index.build._RUN_TOKENS", 10)
    monkeypatch.setattr("retrieval.index.merge._PIECE", 7)
    library.update(texts)
    assert len(library.open().vocabularies) == 1
    assert [library.found([f"a{n}", "b1", "c"]) for n in range(3)] == whole


def test_segments_stay_few(library: Library) -> None:
    for number in range(40):
        library.update({f"{number:02}.txt": "a b c"})
    assert len(library.open().vocabularies) <= 5
    assert len(library.found(["a"], 100)) == 40


def test_searches_keep_no_memory_but_one_desk(library: Library) -> None:
    library.update({"a.txt": "a b\nb c"})
    index = library.open()
    for number in range(8000):
        index.search(["a", f"unknown{number}"], 10)
    assert len(index._desks) == 1
    assert index._terms.room - 1000 < index._terms.size <= index._terms.room < 5e6


def test_long_unknown_words_fill_no_memory(library: Library) -> None:
    library.update({"a.txt": "a b\nb c"})
    index = library.open()
    room = index._terms.room
    for number in range(1000):
        index.search(["a", f"{number:04}" * 1000], 10)
        assert index._terms.size <= room
    assert 100 * 4000 < sum(map(len, index._terms)) < room / 4
    for number in range(8000):
        index.search(["a", f"unknown{number}"], 10)
    assert room - 1000 < index._terms.size <= room
    assert index._terms.size == sum(term.size(text) for text, term in index._terms.items())


def test_numpy_adds_up_what_scipy_does() -> None:
    chance = np.random.default_rng(5)
    passages, codes = chance.integers(60, size=(2, 90)).astype(np.int32)
    idf, weights = chance.random(100), chance.random(60)
    found, reference = np.zeros((2, 60))
    accumulator()(80, passages, codes, idf, weights, found)
    add_with_numpy(80, passages, codes, idf, weights, reference)
    np.testing.assert_array_equal(found, reference)


def test_a_sum_fused_with_a_product_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    def fused(*given: Any) -> None:
        count, at, codes, by, values, out = given
        for n in range(count):
            exact = Fraction(out[at[n]]) + Fraction(values[codes[n]]) * Fraction(by[n])
            out[at[n]] = float(exact)

    compiled = SimpleNamespace(coo_matvec=fused)
    monkeypatch.setattr("retrieval.index.accumulate._load_sparsetools", lambda: compiled)
    assert accumulator() is add_with_numpy


def test_results_are_the_same_without_scipy(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.update({"a.txt": "a b\nb c\nc a a"})
    found = library.found(["a", "c"])
    monkeypatch.setattr("retrieval.index.desk.accumulator", lambda: add_with_numpy)
    assert Desk()._add is add_with_numpy
    assert library.found(["a", "c"]) == found
