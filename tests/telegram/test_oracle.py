"""The fake's own clean-up against Telegram's parser."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.telegram.fake.text import cleaned, losses, trimmed
from tests.telegram.oracle import (
    FORMATS,
    Entity,
    FormattedText,
    TextRefusedError,
    auto_links,
    parsed,
    stored,
    utf16_length,
)

if TYPE_CHECKING:
    from collections.abc import Callable

HOSTILE = {
    "control characters": "".join(map(chr, range(32))) + "\x7f\x80\x85 end",
    "carriage returns": "one\r\ntwo\rthree\r",
    "line and bidi separators": "a\u2028b\u2029c\u202ad\u202ee\u2066f\u2069g\u061ch",
    "combining marks that vanish": "A\u030angstro\u0308m x\u0333 y\u033f",
    "repeated direction marks": "\u200e\u200ea\u200f\u200e\u200fb\u200e",
    "invisible": "\u200b\u200c\u200d\u2060\ufeff\u00ad",
    "noncharacters": "a\ufffe\uffff\U0010ffffb",
    "emoji": "\U0001f469\u200d\U0001f4bb ok \U0001f1eb\U0001f1f7",
    "right to left": "\u05e9\u05dc\u05d5\u05dd \u200f(abc)\u200f \u0645\u0631\u062d\u0628\u0627",
    "ligatures and decomposed": "ofﬁce " + unicodedata.normalize("NFD", "Åéñ 각"),
    "markup": "**a** __b__ `c` ```d``` ~~e~~ ||f|| [g](http://h.i) <b>j</b> \\*",
    "spaces only": " \n\t\u2028\r ",
    "nothing": "",
}
STYLES = sorted(FORMATS)
units = st.integers(min_value=-1, max_value=12)
plain = st.sampled_from("ab \n\t\r\u2028\u202e\u030a\u200e\u200f😀é")
characters = plain | st.sampled_from("*_`[]") | st.characters(exclude_categories=["Cs"])


def entity(kind: str, offset: int, length: int) -> Entity:
    return Entity(offset, length, kind, url="http://a.b/" if kind == "text_link" else "")


def outcome(call: Callable[[], FormattedText]) -> FormattedText | str:
    try:
        return call()
    except TextRefusedError as refused:
        return str(refused)


entities = st.lists(st.builds(entity, st.sampled_from(STYLES), units, units), max_size=4)


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_is_cleaned_as_telegram_does_it(text: str) -> None:
    assert cleaned(FormattedText(text)) == stored(text)


@given(st.text(characters))
def test_any_text_is_cleaned_as_telegram_does_it(text: str) -> None:
    assert cleaned(FormattedText(text)) == stored(text)


@given(st.text(plain, max_size=8), units, units.filter(bool))
def test_an_entity_moves_with_the_text_or_is_refused_in_the_same_words(
    text: str, offset: int, length: int
) -> None:
    one = entity("bold", offset, length)
    assert outcome(lambda: cleaned(FormattedText(text, (one,)))) == outcome(
        lambda: stored(text, [one])
    )


@given(entities)
def test_formatting_that_the_fake_takes_is_formatting_that_telegram_keeps(
    given_entities: list[Entity],
) -> None:
    text = "abc defghi jklmnop qrstu vwx"
    usable = tuple(e for e in given_entities if e.offset >= 0 and e.length > 0)
    if not losses(usable):
        assert stored(text, usable).styles() == FormattedText(text, usable).styles()


@given(st.permutations(STYLES), units, units, units, units)
def test_formatting_that_the_fake_refuses_is_formatting_that_telegram_drops(
    kinds: list[str], offset: int, length: int, other_offset: int, other_length: int
) -> None:
    text = "abc defghi jklmnop qrstu vwx"
    both = (entity(kinds[0], offset, length), entity(kinds[1], other_offset, other_length))
    if losses(both) and min(offset, other_offset) >= 0:
        assert stored(text, both).styles() != FormattedText(text, both).styles()


@given(st.text(characters), entities)
def test_trimming_leaves_every_remaining_entity_inside_the_text(
    text: str, given_entities: list[Entity]
) -> None:
    try:
        clean = cleaned(FormattedText(text, tuple(given_entities)))
    except TextRefusedError:
        return
    kept = trimmed(clean)
    assert all(0 <= e.offset < e.end <= utf16_length(kept.text) for e in kept.entities)
    assert kept.text in clean.text
    assert kept.text == kept.text.rstrip(" \n")


def test_trimming_stops_at_the_first_entity() -> None:
    bold = Entity(1, 3, "bold")
    assert trimmed(FormattedText("  ab  ", (bold,))) == FormattedText(
        " ab", (Entity(0, 3, "bold"),)
    )


def test_file_names_and_handles_are_linked_unless_code_protects_them() -> None:
    text = "README.md by @someone, see v1.2.ai"
    assert [link.type for link in auto_links(text)] == ["url", "mention", "url"]
    assert auto_links(text, [Entity(0, len(text), "code")]) == ()


def test_a_quotation_protects_only_from_links_across_its_border() -> None:
    quotation = Entity(0, 6, "blockquote")
    assert auto_links("see README.md", [quotation]) == ()
    assert auto_links("README.md", [Entity(0, 9, "blockquote")]) == (Entity(0, 9, "url"),)


def test_html_is_parsed_and_refused_by_telegram_itself() -> None:
    assert parsed("<b>a</b>&amp;", "HTML") == FormattedText("a&", (Entity(0, 1, "bold"),))
    with pytest.raises(TextRefusedError, match='Unsupported start tag "p" at byte offset 0'):
        parsed("<p>", "HTML")
