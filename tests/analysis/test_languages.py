import pytest

from retrieval.analysis import NO_LANGUAGE, available_languages, detect_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The missiles were launched from the base early in the morning.", "english"),
        ("", NO_LANGUAGE),
        ("12 34 56", NO_LANGUAGE),
        ("lorem xyzzy quux", NO_LANGUAGE),
    ],
)
def test_the_language_of_a_text_is_told_by_its_function_words(text: str, language: str) -> None:
    assert detect_language(text) == language


def test_english_is_among_the_languages() -> None:
    assert "english" in available_languages()
