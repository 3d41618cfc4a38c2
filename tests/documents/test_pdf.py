from collections.abc import Callable

import pytest

from retrieval.documents.extraction import Extract
from retrieval.documents.pdf import extract
from retrieval.errors import DocumentError

Pdf = Callable[..., bytes]
WORDS = "The weir holds the river back and was built by monks who knew"


def column(*lines: str, left: float = 72, top: float = 700, size: float = 11) -> list[object]:
    return [(left, top - 13 * number, size, line) for number, line in enumerate(lines)]


def sections(found: Extract) -> list[tuple[int | None, str, str]]:
    return [(each.page, each.title, each.span.cut(found.text)) for each in found.sections]


def test_a_page_is_a_section_and_lines_become_paragraphs(make_pdf: Pdf) -> None:
    first = column(WORDS, "a great deal about stone. It stands.", WORDS)
    second = column("Another page begins here. It is short.")
    assert sections(extract(make_pdf(first, second))) == [
        (1, "", f"{WORDS} a great deal about stone. It stands.\n\n{WORDS}"),
        (2, "", "Another page begins here. It is short."),
    ]


def test_large_type_is_a_heading_and_holds_over_a_page(make_pdf: Pdf) -> None:
    first = [(72, 740, 20, "Guide"), (72, 718, 15, "Install"), *column(f"{WORDS}.", "One two.")]
    second = [*column(f"{WORDS} more."), (72, 600, 15, "Safety"), (72, 580, 11, f"{WORDS} less.")]
    assert sections(extract(make_pdf(first, second))) == [
        (1, "Guide › Install", f"{WORDS}. One two."),
        (2, "Guide › Install", f"{WORDS} more."),
        (2, "Guide › Safety", f"{WORDS} less."),
    ]


def test_a_sentence_over_the_end_of_a_page_belongs_to_the_page_where_it_begins(
    make_pdf: Pdf,
) -> None:
    found = extract(make_pdf(column(WORDS), column("a great deal. Then they left.")))
    assert sections(found) == [(1, "", f"{WORDS} a great deal."), (2, "", "Then they left.")]


def test_columns_are_read_one_after_the_other(make_pdf: Pdf) -> None:
    left = column("The weir holds the river", "back. It was built by", "monks who knew a great")
    right = column("deal about stone and", "little about fish. Then", "they left.", left=330)
    found = extract(make_pdf([*left, *right]))
    assert "a great deal about stone and little about fish. Then they left." in found.text


def test_words_broken_at_a_line_end_are_made_whole(make_pdf: Pdf) -> None:
    found = extract(make_pdf(column(f"{WORDS} consider-", "able things about stone.")))
    assert found.text == f"{WORDS} considerable things about stone."


def test_page_numbers_and_running_titles_are_left_out(make_pdf: Pdf) -> None:
    pages = [
        [(72, 760, 9, "The Weir Guide"), *column(f"{WORDS} {name}."), (300, 30, 9, f"{number}")]
        for number, name in enumerate(("one", "two", "three", "four"), start=1)
    ]
    assert sections(extract(make_pdf(*pages))) == [
        (number, "", f"{WORDS} {name}.")
        for number, name in enumerate(("one", "two", "three", "four"), start=1)
    ]


def test_a_scan_says_so(make_pdf: Pdf) -> None:
    with pytest.raises(DocumentError, match="only pictures"):
        extract(make_pdf([], []))


def test_an_encrypted_file_says_so(make_pdf: Pdf) -> None:
    keys = f"/O<{'00' * 32}>/U<{'00' * 32}>/P -4"
    trailer = f"/Encrypt<</Filter/Standard/V 1/R 2{keys}>>/ID[<00><00>]"
    with pytest.raises(DocumentError, match="password"):
        extract(make_pdf(column(WORDS), trailer=trailer))


@pytest.mark.parametrize("data", [b"", b"%PDF-1.4\n", b"no PDF"])
def test_a_broken_file_says_so(data: bytes) -> None:
    with pytest.raises(DocumentError, match="damaged, or no PDF"):
        extract(data)
