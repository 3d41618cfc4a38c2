from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.encodings import OWN, VOCABULARY, load_encoding, read_ranks
from retrieval.errors import SettingError

UNICODE = st.text(st.characters(exclude_categories=["Cs"]))  # what UTF-8 decodes to


@given(UNICODE)
def test_any_unicode_text_survives_the_round_trip(text: str) -> None:
    encoding = load_encoding(OWN)
    assert encoding.decode(encoding.encode_ordinary(text)) == text


@given(st.lists(st.text(min_size=1).map(str.strip).filter(bool), min_size=1))
def test_counts_of_texts_joined_at_white_space_add_up(texts: list[str]) -> None:
    encoding = load_encoding(OWN)
    pieces = [texts[0], *("\n " + text for text in texts[1:])]
    counts = [len(encoding.encode_ordinary(piece)) for piece in pieces]
    assert sum(counts) == len(encoding.encode_ordinary("".join(pieces)))


@pytest.mark.parametrize("text", ["a" * 64_000, "  \n" * 20_000, "." * 64_000, "١" * 64_000])
def test_a_long_run_is_encoded_whole(text: str) -> None:
    encoding = load_encoding(OWN)
    assert encoding.decode(encoding.encode_ordinary(text)) == text


def test_the_shipped_vocabulary_ranks_every_byte_and_then_the_merges() -> None:
    ranks = read_ranks(VOCABULARY)
    tokens = list(ranks)
    assert list(ranks.values()) == list(range(256 + 16_000))
    assert {bytes([byte]) for byte in range(256)} == set(tokens[:256])
    assert all(len(token) > 1 for token in tokens[256:])


def test_english_prose_needs_few_tokens() -> None:
    prose = "The strikes were not meant to cause fatalities, he said in a briefing yesterday."
    assert len(prose) / len(load_encoding(OWN).encode_ordinary(prose)) > 3.5


def test_loading_leaves_nothing_in_the_temporary_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TIKTOKEN_CACHE_DIR", str(tmp_path))
    load_encoding.cache_clear()
    load_encoding(OWN)
    assert not list(tmp_path.iterdir())


def test_an_encoding_is_loaded_once() -> None:
    assert load_encoding(OWN) is load_encoding(OWN)


def test_an_unknown_name_is_told_what_is_allowed() -> None:
    with pytest.raises(SettingError, match=r"TOKEN_ENCODING is 'klingon'; .*quotebot, cl100k_base"):
        load_encoding("klingon")


def test_a_vocabulary_that_cannot_be_fetched_names_the_setting_and_the_way_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TIKTOKEN_CACHE_DIR", str(tmp_path))
    monkeypatch.setenv("https_proxy", "http://127.0.0.1:9")  # nobody listens on "discard"
    monkeypatch.setenv("no_proxy", "")
    with pytest.raises(SettingError, match=r"TOKEN_ENCODING is 'p50k_base'.*'quotebot'"):
        load_encoding("p50k_base")


def test_training_gives_the_same_bytes_each_time() -> None:
    vocabulary = pytest.importorskip("retrieval.training.vocabulary", reason='extra "train"')
    texts = ["the cat sat on the mat", "the dog sat on the log"] * 3
    first, second = (vocabulary.train(texts, merges=20) for _ in range(2))
    assert first == second
    assert vocabulary.rank_file(first) == vocabulary.rank_file(second)
    assert [len(token) for token in first[:256]] == [1] * 256
