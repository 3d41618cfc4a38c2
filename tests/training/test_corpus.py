from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from retrieval.labelled import PARTS, part_of
from retrieval.training.corpus import Corpus, article_key

if TYPE_CHECKING:
    from pathlib import Path


def test_every_question_is_in_the_part_of_its_article(corpus: Corpus) -> None:
    assert [len(corpus.part(part)) for part in PARTS] == [6] * len(PARTS)
    by_path = {asked.path: asked.part for asked in corpus.asked}
    assert all(by_path[asked.path] == asked.part for asked in corpus.asked)


def test_gold_stands_where_it_is_labelled(corpus: Corpus) -> None:
    for asked in corpus.asked:
        document = corpus.snapshot.index.document(asked.path)
        assert document
        assert {span.cut(document.text) for span in asked.spans} == set(asked.gold)


def test_a_pool_marks_the_labelled_sentence_and_all_that_hold_the_answer(corpus: Corpus) -> None:
    for asked in corpus.asked:
        pool = corpus.pool(asked)
        assert len(pool.candidates) == len(pool.gold) == len(pool.holds)
        assert any(pool.gold)
        for candidate, gold, holds in zip(pool.candidates, pool.gold, pool.holds, strict=True):
            assert holds == any(text in candidate.facts.text for text in asked.gold)
            assert not gold or (
                holds and candidate.pooled.facts.passage.document.path == asked.path
            )


def test_a_document_can_be_left_out(corpus: Corpus) -> None:
    asked = corpus.asked[0]
    pool = corpus.pool(asked, without=asked.path)
    assert pool.candidates
    assert not any(pool.gold)


def test_articles_alone_are_those_of_the_part(squad: Path, tmp_path: Path) -> None:
    alone = Corpus.alone(squad, tmp_path, "test")
    assert len(alone) == 2
    assert all(len({asked.path for asked in one.asked}) == 1 for one in alone)
    assert all(asked.part == "test" for one in alone for asked in one.asked)


@pytest.mark.parametrize("title", ["A title", ""])
def test_an_article_without_a_title_is_told_by_how_it_starts(squad: Path, title: str) -> None:
    article = json.loads(squad.read_text(encoding="utf-8"))["data"][0] | {"title": title}
    key = article_key(article)
    assert key == (title or article["paragraphs"][0]["context"][:200])
    assert part_of(key) in PARTS
