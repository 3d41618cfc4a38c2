from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.citations import Citation, cite
from retrieval.errors import CitationError, DocumentError
from retrieval.model import Document, Quote, Section, Span
from retrieval.sentences import split_sentences
from retrieval.verification import Kind, Standing, Verification, verify, word_difference

if TYPE_CHECKING:
    from collections.abc import Callable

SENTENCES = ("The mill burnt down in 1871.", "Nobody was hurt.", "Ça suffit, dit le maire.")
WORDS = SENTENCES[1]


def document(text: str, path: str = "mill.txt") -> Document:
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Document(path, text, (Section(Span(0, len(text))),), digest)


BEFORE = document(" ".join(SENTENCES))
CITATION = cite(Quote(BEFORE, Span(29, 29 + len(WORDS))))


def folder(*documents: Document) -> Callable[[str], Document | None]:
    return {each.path: each for each in documents}.get


def verified(*today: Document, known: bool, citation: Citation = CITATION) -> Verification:
    return verify(
        citation,
        folder(*today),
        given=WORDS if known else None,
        elsewhere=lambda: iter([each.path for each in today if each.path != "mill.txt"]),
    )


@pytest.fixture(params=[True, False], ids=["words known", "words unknown"])
def known(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


def test_words_at_their_place_are_unchanged(*, known: bool) -> None:
    found = verified(BEFORE, known=known)
    assert (found.standing, found.holds, found.same_file) == (Standing.UNCHANGED, True, True)
    assert found.quote
    assert found.quote.text == WORDS


def test_a_change_elsewhere_in_the_document_leaves_a_quote_unchanged(*, known: bool) -> None:
    found = verified(document(f"{BEFORE.text} More."), known=known)
    assert (found.standing, found.same_file) == (Standing.UNCHANGED, False)


@pytest.mark.parametrize(
    "text",
    [
        f"Once upon a time. {BEFORE.text}",
        f"Été.\r\n\r\n{WORDS}\r\n",
        f"他說：「好。」{WORDS}",
        WORDS,
        f"Said he: “Well.” {WORDS} {'Filler. ' * 50}",
    ],
    ids=["text before", "lines", "no space before", "alone", "after a quotation"],
)
def test_words_at_another_place_are_moved_there(text: str, *, known: bool) -> None:
    found = verified(document(text), known=known)
    assert (found.standing, found.holds) == (Standing.MOVED, True)
    assert found.quote
    assert found.quote.text == WORDS
    assert found.current == cite(found.quote)


def test_words_in_another_document_are_moved_there(*, known: bool) -> None:
    found = verified(document("Something else.", "mill.txt"), document(WORDS, "b.txt"), known=known)
    assert found.standing is Standing.MOVED
    assert found.quote
    assert found.quote.document.path == "b.txt"


def test_of_two_places_the_nearer_one_is_named(*, known: bool) -> None:
    text = f"{WORDS} {'Filler. ' * 30}{WORDS} {'Filler. ' * 300}"
    citation = Citation("mill.txt", "0" * 8, 200, 200 + len(WORDS), CITATION.quote_digest)
    found = verified(document(text), known=known, citation=citation)
    assert found.quote
    assert found.quote.span.start == text.rindex(WORDS)


def test_altered_words_are_shown_with_their_difference_where_they_are_known() -> None:
    today = document("The old mill burnt down in 1871. Nobody at all was hurt. Ça suffit.")
    found = verified(today, known=True)
    assert (found.standing, found.holds) == (Standing.ALTERED, False)
    assert found.quote
    assert found.quote.text == "Nobody at all was hurt."
    assert [(c.kind, c.text) for c in found.difference] == [
        (Kind.SAME, "Nobody"),
        (Kind.ADDED, " at all"),
        (Kind.SAME, " was hurt."),
    ]


def test_altered_words_that_arent_known_show_what_stands_there_now() -> None:
    found = verified(
        document("The mill burnt down in 1871. Two were hurt. Ça suffit."), known=False
    )
    assert (found.standing, found.difference) == (Standing.ALTERED, ())
    assert found.quote
    assert "Two were hurt." in found.quote.text


def test_known_words_unlike_all_that_is_left_are_gone() -> None:
    found = verified(document("Prices rose again last month, by three per cent."), known=True)
    assert (found.standing, found.quote, found.is_document_there) == (Standing.GONE, None, True)


@pytest.mark.parametrize("today", [[], [document("Short.")]], ids=["no document", "cut short"])
def test_a_place_that_is_no_more_is_gone(today: list[Document], *, known: bool) -> None:
    found = verified(*today, known=known)
    assert (found.standing, found.current, found.section) == (Standing.GONE, None, None)


def test_a_document_that_cant_be_read_says_why() -> None:
    def read(_path: str) -> Document | None:
        raise DocumentError("it needs a password")

    found = verify(CITATION, read)
    assert (found.standing, found.trouble) == (Standing.GONE, "it needs a password")


def test_words_that_dont_have_the_citations_digest_count_for_nothing() -> None:
    found = verify(CITATION, folder(BEFORE), given="Something that was never quoted.")
    assert (found.standing, found.given) == (Standing.UNCHANGED, None)


def test_a_forged_citation_that_cuts_a_character_in_two_holds_nowhere() -> None:
    half = "Ç".encode()[:1]
    start = BEFORE.text.encode().index(half)
    digest = hashlib.sha256(half).hexdigest()[:8]
    found = verified(
        BEFORE, known=False, citation=Citation("mill.txt", "0" * 8, start, start + 1, digest)
    )
    assert not found.holds


def test_a_quote_without_a_place_must_be_gone() -> None:
    with pytest.raises(ValueError, match="stands somewhere"):
        Verification(CITATION, Standing.MOVED)


def test_numbers_of_absurd_length_are_no_citation() -> None:
    with pytest.raises(CitationError):
        Citation.parse(f"a.txt@00112233:5-{'9' * 5000}~44556677")


TEXTS = st.lists(
    st.sampled_from(
        [*SENTENCES, "他說好。", "Yes!", "No. 5 is alive.\n\n", "- an item\n", "“So?”"]
    ),
    min_size=1,
    max_size=8,
).map(" ".join)


@given(before=TEXTS, prefix=TEXTS, suffix=TEXTS, data=st.data())
def test_a_sentence_is_found_wherever_it_moved(
    before: str, prefix: str, suffix: str, data: st.DataObject
) -> None:
    sentences = split_sentences(before, Span(0, len(before)))
    span = data.draw(st.sampled_from(sentences))
    quote = Quote(document(before), span)
    today = document(f"{prefix}\n{quote.text}\n{suffix}")
    found = verify(cite(quote), folder(today))
    assert found.holds
    assert found.quote
    assert found.quote.text == quote.text


@given(TEXTS, TEXTS)
def test_a_word_difference_holds_both_texts_whole(before: str, after: str) -> None:
    changes = list(word_difference(before, after))
    assert "".join(c.text for c in changes if c.kind is not Kind.ADDED) == before
    assert "".join(c.text for c in changes if c.kind is not Kind.REMOVED) == after
