from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

pytest.importorskip("tokenizers", reason="needs the extra 'train'")

from retrieval.training.vocabulary import contexts, rank_file, train

if TYPE_CHECKING:
    from pathlib import Path

TEXTS = ["the bridge of the town", "the ferry to the town", "über the bridge"] * 3


def test_every_byte_has_a_token_and_merges_come_after() -> None:
    tokens = train(TEXTS, 8)
    assert sorted(tokens[:256]) == [bytes([byte]) for byte in range(256)]
    assert len(tokens) == len(set(tokens)) == 264
    assert b" the" in tokens
    assert all(token in " ".join(TEXTS).encode() for token in tokens[256:])


def test_the_same_texts_give_the_same_tokens() -> None:
    assert rank_file(train(TEXTS, 8)) == rank_file(train(TEXTS, 8))


def test_paragraphs_are_read_in_order(squad: Path) -> None:
    articles = json.loads(squad.read_text(encoding="utf-8"))["data"]
    assert list(contexts([squad])) == [a["paragraphs"][0]["context"] for a in articles]
