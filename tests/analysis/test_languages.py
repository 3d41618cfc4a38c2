import unicodedata
from pathlib import Path

import pytest
import Stemmer
from hypothesis import given
from hypothesis import strategies as st

from retrieval.analysis import (
    NO_LANGUAGE,
    Analyzer,
    available_languages,
    detect_language,
    question_languages,
)
from retrieval.analysis.languages import stop_words


def _paragraphs(name: str) -> dict[str, str]:
    """Paragraphs by what stands after the # above each."""
    text = (Path(__file__).parent / "cases" / name).read_text(encoding="utf-8")
    parts = (part.partition("\n") for part in text.removeprefix("# ").split("\n# "))
    return {title: paragraph.strip() for title, _, paragraph in parts}


# All original, and all about a village that repairs its bridge.
PARAGRAPHS = _paragraphs("paragraphs.txt")
IN_NO_LANGUAGE_OF_OURS = {"nothing": "", **_paragraphs("paragraphs-none.txt")}
WITHOUT_A_STEMMER = {"bulgarian", "ukrainian"}


@pytest.mark.parametrize("language", PARAGRAPHS)
def test_the_language_of_a_paragraph_is_told_by_its_function_words(language: str) -> None:
    assert detect_language(PARAGRAPHS[language]) == language


@pytest.mark.parametrize("language", PARAGRAPHS)
def test_each_sentence_of_a_paragraph_would_do(language: str) -> None:
    for sentence in PARAGRAPHS[language].replace("।", ".").split("."):
        if sentence.strip():
            assert detect_language(sentence) == language


@pytest.mark.parametrize("text", IN_NO_LANGUAGE_OF_OURS.values(), ids=IN_NO_LANGUAGE_OF_OURS)
def test_a_text_without_our_function_words_is_in_no_language(text: str) -> None:
    assert detect_language(text) == NO_LANGUAGE


def test_every_language_has_a_paragraph_here() -> None:
    assert set(available_languages()) == set(PARAGRAPHS)


@pytest.mark.parametrize("language", sorted(set(PARAGRAPHS) - WITHOUT_A_STEMMER))
def test_a_language_is_named_as_its_stemmer(language: str) -> None:
    assert language in Stemmer.algorithms()


@pytest.mark.parametrize("language", sorted(PARAGRAPHS))
def test_a_list_holds_words_as_the_analyzer_looks_them_up(language: str) -> None:
    words = stop_words(language)
    assert 60 <= len(words) <= 450
    assert not [word for word in words if word != word.casefold() or not word.isprintable()]
    assert not [word for word in words if Analyzer(language).terms(word)]


def test_a_long_text_is_told_by_all_its_parts() -> None:
    title = "INDEX FRONT MATTER XII " * 200
    assert detect_language(title + PARAGRAPHS["italian"] * 60) == "italian"


def test_accents_typed_as_marks_of_their_own_change_nothing() -> None:
    decomposed = unicodedata.normalize("NFD", PARAGRAPHS["romanian"])
    assert detect_language(decomposed) == "romanian"


EVERY = ("arabic", "english", "french", "german", "none", "portuguese", "russian", "spanish")


@pytest.mark.parametrize(
    ("question", "indexed", "likely"),
    [
        ("Who is Erdogan?", ("english",), ("english",)),
        ("¿Quién es el general que firmó la carta?", ("english", "spanish"), ("spanish",)),
        ("Wer war der General?", EVERY, ("german", "none")),
        ("Когда ушли солдаты?", EVERY, ("russian", "none")),
        ("متى غادر الجنود؟", EVERY, ("arabic", "none")),
        ("谁签署了这封信？", ("english", "none"), ("none", "english")),
        ("¿Cuándo?", ("spanish",), ("spanish",)),
        ("Erbil?", ("german", "english"), ("english", "german")),
        ("Hvornår lukkede broen?", ("danish", "norwegian"), ("danish",)),
        ("Wer war der General?", ("english",), ("english",)),
        ("Who?", (), ()),
    ],
)
def test_a_question_is_asked_in_the_languages_it_may_be_in(
    question: str, indexed: tuple[str, ...], likely: tuple[str, ...]
) -> None:
    assert question_languages(question, indexed) == likely


@given(st.text(), st.sets(st.sampled_from(sorted({*PARAGRAPHS, NO_LANGUAGE}))))
def test_a_question_is_always_asked_in_some_language_of_the_index(
    text: str, indexed: set[str]
) -> None:
    likely = question_languages(text, indexed)
    assert set(likely) <= indexed
    assert bool(likely) == bool(indexed)
