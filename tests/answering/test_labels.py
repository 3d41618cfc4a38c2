from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.answering.labels import is_item, is_label, is_markup, leads_in, read_labels


def over(sentences: list[str]) -> tuple[int | None, ...]:
    """What each sentence stands under; the labels found are those that `is_label` tells."""
    found = read_labels(sentences)
    told = {n for n, text in enumerate(sentences) if is_label(text) and not is_markup(text)}
    assert found.numbers == told
    return found.over


@pytest.mark.parametrize(
    "text",
    ["**Error E4 on the heater.**", "- **Plot 12.**", "__Keys__", "You need:", "Opening hours",
     "**You need:**", "**§ 4 Expulsion.**"],
)  # fmt: skip
def test_a_label_is_told_by_its_look(text: str) -> None:
    assert is_label(text)


@pytest.mark.parametrize(
    "text",
    ["The gate is shut.", "- a card", "| Gate | 40 |", "ssh -p 2202 alder", "**Keys** are blue.",
     "**One.** Two **three.** Four", "9:00 to 17:00", "and the axiom", "x = y"],
)  # fmt: skip
def test_what_tells_something_is_no_label(text: str) -> None:
    assert not is_label(text)


def test_a_list_stands_under_its_lead_in_and_what_follows_it_under_the_heading() -> None:
    sentences = [
        "**Keys.**",
        "You need:",
        "- a card",
        "1. a form",
        "Sign both.",
        "**Tools.**",
        "A saw.",
    ]
    assert over(sentences) == (None, 0, 1, 1, 0, None, 5)


def test_a_fence_is_not_what_a_lead_in_stands_over() -> None:
    assert over(["Run:", "```sh", "kell up", "```", "It starts."]) == (None, 0, 0, 0, None)


@pytest.mark.timeout(5)
@pytest.mark.parametrize("text", [":" * 50_000 + "\nx", "```" + " " * 50_000, "**!" * 20_000 + "a"])
def test_hostile_sentences_are_told_at_once(text: str) -> None:
    assert not is_label(text)
    assert len(over([text] * 3)) == 3


def test_the_sentence_after_a_colon_stands_under_it_alone() -> None:
    assert over(["He said:", "It is late.", "Then he left."]) == (None, 0, None)


@given(st.lists(st.sampled_from(["**A.**", "B:", "- c", "D is e.", "F"]), max_size=12))
def test_every_label_comes_before_what_it_stands_over(sentences: list[str]) -> None:
    for number, label in enumerate(over(sentences)):
        if label is not None:
            assert label < number
            assert is_label(sentences[label])
            assert leads_in(sentences[label]) or not any(
                is_label(between) and not leads_in(between)
                for between in sentences[label + 1 : number]
            )


def test_items_and_rows_are_told_from_sentences() -> None:
    assert [is_item(text) for text in ("- a", "* b", "2) c", "| d |", "e - f", "-5 degrees")] == [
        True, True, True, True, False, False,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("````{tab} Windows", True),
        ("```", True),
        (":::note", True),
        (":target: https://kell.example", True),
        (".. image:: weir.png", True),
        ("![The weir at low tide](weir.png)", False),
        (":warning: The pier is closed.", False),
        (":author: Jane", False),
        (".. and then he left", False),
        ("<https://kell.example>", False),
        ("* * *", True),
        ("|---|---|", True),
        ("[![CI](ci.svg)](ci) [![PyPI](p.svg)](p)", True),
        ("[docs]: https://kell.example/docs", True),
        ("<details>", True),
        ("The image ![weir](weir.png) shows it.", False),
        ("`kell run` runs it.", False),
        ("::", True),
        (":-) We won.", False),
        ("[1]: see the note on the weir.", False),
        ("a < b > c", False),
    ],
)
def test_marks_for_programs_are_told_from_words(text: str, *, marks: bool) -> None:
    assert is_markup(text) is marks
