import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from retrieval.model import Span
from retrieval.sentences import LONGEST_SENTENCE, halve, split_sentences

CASES = sorted((Path(__file__).parent / "cases" / "sentences").glob("*.txt"))

WORDS = [
    *(
        "The",
        "cat",
        "Gen.",
        "U.S.",
        "J.",
        "“Yes.”",
        "no",
        "5.",
        "...",
        "…",
        "?!",
        "。",
        "A",
        "e.g.",
    ),
    *(" ", "  ", "\n", "\r\n", "\n\n", "\u2028", "\t", "\x85", "\x1c", "- ", "# ", "| a | b |"),
    *(
        "İ",
        "é",
        "e\u0301",
        "👩\u200d💻",
        "\0",
        "ש.",
        "x" * 130,
        "word " * 30,
        "[12]",
        ")",
        "“",
        "۔",
    ),
]
HOSTILE = st.one_of(st.text(), st.lists(st.sampled_from(WORDS), max_size=60).map("".join))


def sentences(text: str) -> list[str]:
    return [sentence.cut(text) for sentence in split_sentences(text, Span(0, len(text)))]


@pytest.mark.parametrize("case", CASES, ids=[case.stem for case in CASES])
def test_a_text_is_cut_as_a_reader_would(case: Path) -> None:
    text, expected = case.read_text(encoding="utf-8").split("# sentences\n")
    assert [sentence.replace("\n", "⏎") for sentence in sentences(text)] == expected.splitlines()


@given(HOSTILE, st.data())
def test_sentences_lose_no_character(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    found = split_sentences(text, Span(start, end))
    kept = "".join(sentence.cut(text) for sentence in found)
    assert re.sub(r"\s", "", kept) == re.sub(r"\s", "", text[start:end])


@given(HOSTILE, st.data())
def test_sentences_lie_in_the_span_in_order_apart_and_trimmed(
    text: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text)))
    span = Span(start, data.draw(st.integers(start, len(text))))
    found = split_sentences(text, span)
    assert all(sentence in span for sentence in found)
    assert all(one.end <= two.start for one, two in pairwise(found))
    assert all(sentence.cut(text) == sentence.cut(text).strip() != "" for sentence in found)


@given(HOSTILE, HOSTILE)
@example("0:. :", "0:. :")
def test_text_outside_the_span_changes_nothing(text: str, around: str) -> None:
    span = Span(len(around), len(around) + len(text))
    inside = [s.cut(around + text + around) for s in split_sentences(around + text + around, span)]
    assert inside == sentences(text)


@given(HOSTILE)
def test_no_sentence_is_too_long_to_read(text: str) -> None:
    assert all(len(sentence) <= LONGEST_SENTENCE for sentence in sentences(text * 40))


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r", "\u2028", "\x85"])
def test_any_kind_of_line_end_is_one(line_end: str) -> None:
    assert sentences(f"First line{line_end}Second line") == ["First line", "Second line"]


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r", "\u2028"])
def test_a_line_end_inside_a_sentence_is_kept_as_it_is(line_end: str) -> None:
    text = f"A line that was broken because of its length goes on{line_end}in the next. So there."
    assert sentences(text) == [text.removesuffix(" So there."), "So there."]


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_blank_line_always_ends_a_sentence(line_end: str) -> None:
    text = f"a line that ends with nothing at all, however long{line_end} {line_end}and lower case"
    assert len(sentences(text)) == 2


def test_text_without_punctuation_is_cut_at_spaces() -> None:
    words = [f"word{number}" for number in range(1000)]
    found = sentences(" ".join(words))
    assert " ".join(found).split() == words
    assert all(LONGEST_SENTENCE // 4 < len(sentence) <= LONGEST_SENTENCE for sentence in found)


def test_a_sentence_that_is_too_long_is_cut_where_clauses_end() -> None:
    clauses = [f"then a cat came by and counted to {number}" for number in range(100)]
    found = sentences(", ".join(clauses) + ".")
    assert all(sentence[-1] in ",." for sentence in found)


@pytest.mark.parametrize(
    ("text", "halves"),
    [
        ("when it rains, all the streets are wet", ("when it rains,", "all the streets are wet")),
        ("one two three four", ("one two", "three four")),
        ("abcdef", ("abc", "def")),
        ("今日は晴れ、明日は雨", ("今日は晴れ、", "明日は雨")),
        ("ab", ("a", "b")),
    ],
    ids=["clause", "space", "nothing", "wide comma", "shortest"],
)
def test_a_span_is_halved_at_the_best_place_near_its_middle(
    text: str, halves: tuple[str, str]
) -> None:
    one, two = halve(text, Span(0, len(text)))
    assert (one.cut(text), two.cut(text)) == halves


@pytest.mark.parametrize(
    "unit",
    ["a", ".", ". ", "x. y ", "\n", "“", "A.\n", ".”", "a\tb\n", " ", "。", "[1]", ".[1]", "...a"],
)
def test_time_grows_no_faster_than_the_text(unit: str) -> None:
    text = unit * (300_000 // len(unit)) + "x"  # takes minutes where it grows with the square
    assert "".join("".join(sentences(text)).split()) == "".join(text.split())
