from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from telegram.constants import MessageEntityType as Kind

from bot.telegram.splitting import split, units
from bot.telegram.styled import Mark, Styled, bold, cited, code, foreign, joined, plain
from tests.telegram.oracle import Entity, auto_links, utf16_slice

# Telegram's parser takes its time to load, and a busy machine to run it.
UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
WORDS = st.text(st.sampled_from("ab. \n😀é@/:-1"), max_size=40) | st.text(max_size=20)
LINKS = st.sampled_from(
    ["README.md", "@admin", "/remove_1", "http://x.org", "a@b.com", "t.me/x", "#tag", "$USD", "w"]
)


def entities(text: Styled) -> list[Entity]:
    return [Entity(e.offset, e.length, str(e.type)) for e in text.entities()]


@st.composite
def styled_texts(draw: st.DrawFn) -> Styled:
    pieces = draw(st.lists(st.tuples(WORDS, st.sampled_from(["", Kind.BOLD, Kind.CODE]))))
    whole = Styled()
    for text, kind in pieces:
        marks = (Mark(0, len(text), kind),) if kind and text else ()
        whole += Styled(text, marks)
    return whole


@UNHURRIED
@given(styled_texts())
def test_entities_cover_in_utf16_what_marks_cover_in_code_points(text: Styled) -> None:
    marked = [text.text[mark.start : mark.end] for mark in sorted(text.marks)]
    covered = [utf16_slice(text.text, e.offset, e.length) for e in entities(text)]
    assert covered == marked


@UNHURRIED
@given(st.lists(LINKS | st.sampled_from(["und", "the", "5.200", "(see"]), max_size=8).map(" ".join))
def test_nothing_in_foreign_words_becomes_a_link(text: str) -> None:
    assert auto_links(foreign(text).text, entities(foreign(text))) == ()


@UNHURRIED
@given(st.text(max_size=40))
def test_no_words_of_others_become_a_link(text: str) -> None:
    quiet = foreign(text)
    found = auto_links(quiet.text, entities(quiet))
    assert not [link for link in found if link.type not in {"phone_number", "bank_card"}]


@UNHURRIED
@given(st.lists(LINKS, max_size=6).map(" ".join))
def test_nobody_is_called_and_nothing_can_be_tapped_in_a_quotation(text: str) -> None:
    quiet = cited(text)
    acting = {"mention", "bot_command"}
    assert not acting & {link.type for link in auto_links(quiet.text, entities(quiet))}


def test_what_is_code_takes_no_other_mark() -> None:
    text = (plain("see ") + code("a.txt") + plain(" now")).marked(Kind.BOLD)
    assert sorted(text.marks) == [
        Mark(0, 4, Kind.BOLD),
        Mark(4, 9, Kind.CODE),
        Mark(9, 13, Kind.BOLD),
    ]


def test_empty_parts_leave_no_gap() -> None:
    assert joined([plain("a"), Styled(), plain("b")], "\n").text == "a\nb"


@UNHURRIED
@given(styled_texts(), st.integers(2, 30), st.integers(1, 4))
def test_splitting_loses_nothing_but_white_space_between_parts(
    text: Styled, limit: int, most: int
) -> None:
    parts = split(text, limit=limit, entities=most)
    at = 0
    for part in parts:
        start = text.text.index(part.text, at)
        assert text.text[at:start].strip(" \n") == ""
        assert part == replace(text.cut(start, start + len(part.text)))
        at = start + len(part.text)
    assert text.text[at:].strip(" \n") == ""


@UNHURRIED
@given(styled_texts(), st.integers(2, 30), st.integers(1, 4))
def test_every_part_fits_a_message(text: Styled, limit: int, most: int) -> None:
    for part in split(text, limit=limit, entities=most):
        assert units(part.text) <= limit
        assert len(part.marks) <= most


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("One. Two.\n\nThree. Four.", ["One. Two.", "Three. Four."]),
        ("One two three. Four five six.", ["One two three.", "Four five six."]),
        ("one two three four five six", ["one two three four", "five six"]),
        ("x" * 40, ["x" * 20, "x" * 20]),
        (
            "日本。東京。京都。大阪。奈良。神戸。福岡。",
            ["日本。東京。京都。大阪。奈良。神戸。", "福岡。"],
        ),
        ("e\u0301" * 12, ["e\u0301" * 9 + "e\u0301", "e\u0301" * 2]),
    ],
    ids=["paragraphs", "sentences", "words", "nowhere", "other full stops", "combining marks"],
)
def test_texts_are_split_at_the_best_place(text: str, parts: list[str]) -> None:
    assert [part.text for part in split(plain(text), limit=20)] == parts


def test_a_quotation_goes_on_in_the_next_message() -> None:
    text = plain("a " * 10 + "b " * 10).stripped().quoted(expandable=False)
    assert all(len(part.marks) == 1 for part in split(text, limit=20))


def test_bold_of_nothing_is_nothing() -> None:
    assert not bold("").marks
