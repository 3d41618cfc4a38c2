"""Documents are made ready in batches, and how they were batched can't be seen in the index."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.index import Batcher, IndexWriter, batch, batched, passage_terms
from tests.index.conftest import WORDS, entry, lengths

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    import pytest

    from retrieval.index import Batch

LINES = st.lists(st.sampled_from(["a", "The b-c", "d. a e\u00a0f", "日 本", "c-c-c a"]), max_size=4)
TEXTS = st.dictionaries(st.sampled_from("abcdef"), LINES.map("\n\n".join), min_size=1)


def batches(texts: Mapping[str, str], size: int) -> Iterator[Batch]:
    batcher = Batcher(lengths)
    for path in sorted(texts):
        batcher.add(entry(path, texts[path], extracted=True), 7)
        if len(batcher) == size:
            yield batcher.take()
    if len(batcher):
        yield batcher.take()


def index_of(texts: Mapping[str, str], size: int, folder: Path) -> bytes:
    IndexWriter(folder, settings="test").update(batches(texts, size))
    [file] = folder.glob("*.segment")
    return file.read_bytes()


@given(TEXTS, st.integers(1, 4))
def test_the_tokens_of_a_batch_are_its_passages_terms(texts: dict[str, str], size: int) -> None:
    found = [
        batch.terms[number].decode() for batch in batches(texts, size) for number in batch.tokens
    ]
    assert found == [
        term
        for path in sorted(texts)
        for passage in entry(path, texts[path]).passages
        for term in passage_terms(passage, WORDS)
    ]


@settings(max_examples=20, deadline=None)
@given(texts=TEXTS, size=st.integers(1, 4))
def test_however_documents_are_batched_the_index_is_the_same(
    tmp_path_factory: pytest.TempPathFactory, texts: dict[str, str], size: int
) -> None:
    one, other = (tmp_path_factory.mktemp("index") for _ in "12")
    assert index_of(texts, 9, one) == index_of(texts, size, other)


def test_a_batcher_that_has_forgotten_its_words_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = {"a": "a b-c", "b": "b-c d", "c": "a d"}
    whole = index_of(texts, 9, tmp_path / "one")
    monkeypatch.setattr(batch, "_MOST_KNOWN", 1)
    assert index_of(texts, 1, tmp_path / "other") == whole


def test_a_batch_can_be_sent_to_another_process() -> None:
    [sent] = batched([entry("a", "The a b. A c.\n\nb")])
    got = pickle.loads(pickle.dumps(sent))
    assert (got.paths, got.documents, got.terms) == (sent.paths, sent.documents, sent.terms)
    assert got.tokens.tolist() == sent.tokens.tolist()


def test_long_texts_make_several_batches() -> None:
    entries = [entry(path, "word " * 300_000) for path in "abcde"]
    assert [len(batch.paths) for batch in batched(entries)] == [1, 1, 1, 1, 1]
