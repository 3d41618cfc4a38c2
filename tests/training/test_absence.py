from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from retrieval.answering.absence import absences
from retrieval.training.absence import LEAST_ARTICLES, chances, table, words_asked

if TYPE_CHECKING:
    from retrieval.training.corpus import Corpus


def test_what_the_labelled_sentence_or_its_title_lacks_is_told(corpus: Corpus) -> None:
    [asked] = [a for a in corpus.part("test") if a.text == "Who built the bridge?"]
    assert dict(words_asked(corpus.pool(asked))) == {"build": False, "bridg": False}
    other = replace(asked, text="What kind of person built the bridge?")
    assert dict(words_asked(corpus.pool(other)))["kind"]


def test_a_question_whose_answer_was_not_found_tells_nothing(corpus: Corpus) -> None:
    pool = corpus.pool(replace(corpus.asked[0], spans=()))
    assert list(words_asked(pool)) == []


def test_words_lacked_in_several_articles_are_listed(corpus: Corpus) -> None:
    """So that the words of one subject stay out."""
    pools = [corpus.pool(replace(a, text=f"What kind is it? {a.text}")) for a in corpus.asked]
    rows = chances(pools)
    assert len({pool.asked.path for pool in pools}) >= LEAST_ARTICLES
    assert [term for _, term in rows] == ["kind"]
    assert chances([p for p in pools if p.asked.path == pools[0].asked.path]) == []


def test_the_table_is_read_as_it_was_written() -> None:
    rows = [(chance, term) for term, chance in absences("english").items()]
    lines = table(rows).splitlines()
    assert [line.split() for line in lines if not line.startswith("#")] == [
        [f"{chance:.2f}", term] for chance, term in rows
    ]
