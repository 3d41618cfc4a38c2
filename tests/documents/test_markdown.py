from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.documents.markdown import markdown_sections

CASES = Path(__file__).parent / "cases"


@pytest.mark.parametrize("case", sorted(CASES.glob("markdown/*")), ids=lambda case: case.stem)
def test_headings_become_titles_and_the_rest_stays_quotable(
    case: Path, check_case: Callable[..., None]
) -> None:
    check_case(case, markdown_sections)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
def test_offsets_are_of_the_file_as_it_is(end: str) -> None:
    text = end.join(["\ufeff# One", "", "First.", "", "Two", "---", "Second."])
    sections = markdown_sections(text)
    assert [section.span.cut(text) for section in sections] == ["First.", "Second."]
    assert [section.title for section in sections] == ["One", "One › Two"]


blocks = st.sampled_from(
    [
        "# A",
        "## B",
        "text",
        "- item",
        "```",
        "<!-- c -->",
        "> q",
        "---",
        "",
        "\t",
        "| a |",
        "\r",
        "é😀",
    ]
)


@given(st.lists(blocks, max_size=20).map("\n".join))
def test_sections_of_any_markdown_come_in_order_and_apart(text: str) -> None:
    end = 0
    for section in markdown_sections(text):
        assert section.span.start >= end
        assert section.span.cut(text).strip()
        end = section.span.end


@pytest.mark.parametrize(
    "text",
    [
        "> " * 50_000,
        "- " * 50_000,
        "[" * 50_000,
        "<!--" * 20_000,
        "---\n" + "[ " * 9_000 + "\n---\nx",
    ],
    ids=["quotes", "lists", "brackets", "comments", "front matter"],
)
@pytest.mark.timeout(10)
def test_hostile_markdown_takes_no_longer_than_its_length_allows(text: str) -> None:
    markdown_sections(text)
