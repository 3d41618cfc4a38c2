from itertools import pairwise

import pytest
import tiktoken
from hypothesis import given
from hypothesis import strategies as st

from retrieval.encodings import load_encoding
from retrieval.model import Document, Passage, Section, Span
from retrieval.passages import split_passages
from retrieval.sentences import split_sentences

OWN = load_encoding("quotebot")
# Counts of joined texts don't add up here: its tokens cross the ends of sentences.
JOINING = tiktoken.Encoding(
    "joining",
    pat_str=r"[\s\S]{1,7}",
    mergeable_ranks={bytes([byte]): byte for byte in range(256)} | {b". ": 256, b". A": 257},
    special_tokens={},
)

TEXTS = st.lists(
    st.sampled_from(
        ["A cat sat. ", "Why? ", "\n\n", "\n", "word " * 30, "。", "é🙂", "İ\r\n", "x" * 90, " "]
    ),
    max_size=40,
).map("".join)


def a_document(*texts: str) -> Document:
    """One section a text, with a line between that belongs to none."""
    sections, start = [], 0
    for text in texts:
        sections.append(Section(Span(start, start + len(text))))
        start += len(text) + len("| Quiet.\n")
    return Document("a.txt", "| Quiet.\n".join(texts), tuple(sections), "0" * 64)


def texts_of(passages: tuple[Passage, ...]) -> list[str]:
    return [passage.text for passage in passages]


def tokens(text: str) -> int:
    return len(OWN.encode_ordinary(text))


@given(TEXTS, TEXTS, st.integers(4, 60), st.sampled_from([OWN, JOINING]))
def test_a_passage_never_holds_more_tokens_than_asked(
    one: str, two: str, most: int, encoding: tiktoken.Encoding
) -> None:
    for passage in split_passages(a_document(one, two), encoding, most):
        assert len(encoding.encode_ordinary(passage.text)) <= most


@given(TEXTS, TEXTS, st.integers(4, 60))
def test_every_character_of_every_sentence_is_in_a_passage_of_its_section(
    one: str, two: str, most: int
) -> None:
    document = a_document(one, two)
    passages = split_passages(document, OWN, most)
    for section in document.sections:
        sentences = {
            sentence
            for passage in passages
            if passage.section is section
            for sentence in passage.sentences
        }
        kept = "".join(sentence.cut(document.text) for sentence in sorted(sentences))
        assert "".join(kept.split()) == "".join(section.span.cut(document.text).split())


@given(TEXTS, st.integers(4, 60))
def test_passages_move_forward_and_share_at_most_one_sentence(text: str, most: int) -> None:
    for one, two in pairwise(split_passages(a_document(text), OWN, most)):
        assert one.span.start < two.span.start
        assert one.span.end < two.span.end
        assert len({*one.sentences} & {*two.sentences}) <= 1


@given(TEXTS)
def test_where_everything_fits_sentences_stay_whole(text: str) -> None:
    document = a_document(text)
    found = {s for passage in split_passages(document, OWN, 10_000) for s in passage.sentences}
    assert found == set(split_sentences(text, Span(0, len(text))))


def test_neighbouring_passages_share_the_sentence_between_them() -> None:
    text = " ".join(f"Number {word} stands here." for word in ("one", "two", "three", "four"))
    passages = split_passages(a_document(text), OWN, tokens("Number one stands here.") * 2 + 1)
    assert texts_of(passages) == [
        "Number one stands here. Number two stands here.",
        "Number two stands here. Number three stands here.",
        "Number three stands here. Number four stands here.",
    ]


def test_a_passage_ends_with_its_paragraph_once_it_is_a_third_full() -> None:
    text = "A cat sat on the mat. It slept.\n\nA dog stood at the gate. It barked."
    passages = split_passages(a_document(text), OWN, tokens(text) - 1)
    assert texts_of(passages) == [
        "A cat sat on the mat. It slept.",
        "It slept.\n\nA dog stood at the gate. It barked.",
    ]


def test_short_paragraphs_share_a_passage() -> None:
    assert texts_of(split_passages(a_document("One.\n\nTwo.\n\nThree."), OWN, 100)) == [
        "One.\n\nTwo.\n\nThree."
    ]


def test_a_long_line_is_a_paragraph() -> None:
    line = (
        "The cat sat on the mat and looked at the moon until the dog came home again at last. " * 2
    )
    passages = split_passages(a_document(f"{line}\n{line}"), OWN, tokens(line) * 2 - 5)
    assert passages[0].text == line.strip()


def test_a_short_line_is_no_paragraph_wherever_its_section_begins() -> None:
    quiet, text = "Quiet. " * 40, "A cat sat on the mat\nA dog stood at the gate."
    passages = split_passages(a_document(quiet, text), OWN, tokens(text))
    assert texts_of(passages)[-1] == text


def test_an_overlap_never_breaks_a_paragraph_that_fits_alone() -> None:
    one, two = "A cat sat on the mat. It slept.", "A dog stood at the gate. It barked twice."
    passages = split_passages(a_document(f"{one}\n\n{two}"), OWN, tokens(two))
    assert texts_of(passages) == [one, two]


def test_a_sentence_that_is_too_long_is_cut_at_a_clause() -> None:
    text = "When the long day was over, the cat and the dog went home together at last."
    passages = split_passages(a_document(text), OWN, tokens(text) - 1)
    assert texts_of(passages) == [
        "When the long day was over,",
        "the cat and the dog went home together at last.",
    ]


def test_passages_never_straddle_sections() -> None:
    assert texts_of(split_passages(a_document("One. ", "Two. "), OWN, 100)) == ["One.", "Two."]


@pytest.mark.parametrize("text", ["", " \n\r\n\t "], ids=["empty", "blank"])
def test_a_section_of_nothing_has_no_passages(text: str) -> None:
    assert split_passages(a_document(text), OWN, 100) == ()


def test_white_space_of_any_length_between_sentences_parts_passages() -> None:
    assert texts_of(split_passages(a_document("One." + "\t " * 5000 + "Two."), OWN, 50)) == [
        "One.",
        "Two.",
    ]


def test_room_for_less_than_any_character_is_refused() -> None:
    with pytest.raises(ValueError, match="the least is 4"):
        split_passages(a_document("One."), OWN, 3)
