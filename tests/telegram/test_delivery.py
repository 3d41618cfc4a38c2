"""The delivery check against Telegram's own clean-up, run offline (tdjson)."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.telegram.delivery import met, shown, survives
from tests.telegram.oracle import stored

# Telegram's parser takes its time to load, and a busy machine to run it.
UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
TROUBLE = "\t\r\n\0\x0b\u2028\u2029\u202a\u202b\u202e\u2066\u2069\u030a\u0333\u033f\u200e\u200f"
TEXTS = st.text(st.sampled_from(TROUBLE + "Aåö é😀.") | st.characters(codec="utf-8"), max_size=60)


def as_telegram_keeps(text: str) -> str:
    """Its clean-up; the border keeps a text of spaces from counting as empty."""
    return stored(f"|{text}|").text[1:-1]


@UNHURRIED
@given(TEXTS)
def test_what_is_shown_is_what_telegram_stores(text: str) -> None:
    assert as_telegram_keeps(shown(text)) == shown(text)


@UNHURRIED
@given(TEXTS)
def test_what_is_said_to_survive_does_survive(text: str) -> None:
    if survives(text):
        assert as_telegram_keeps(text) == text


@UNHURRIED
@given(TEXTS)
def test_what_telegram_alters_is_said_not_to_survive(text: str) -> None:
    if as_telegram_keeps(text) != text:
        assert not survives(text)


@UNHURRIED
@given(TEXTS, TEXTS)
def test_shown_texts_stay_so_when_they_meet(one: str, other: str) -> None:
    both = met(shown(one), shown(other)) + shown(other)
    assert as_telegram_keeps(both) == both
    if survives(one):
        assert both.startswith(one)


@UNHURRIED
@given(TEXTS)
def test_showing_twice_changes_nothing_more(text: str) -> None:
    assert shown(shown(text)) == shown(text)


@pytest.mark.parametrize(
    "text",
    ["naïve café", "5\u00a0200", "zero\u200bwidth", "e\u0301 decomposed", "שלום עולם", "ﬁne 😀"],
)
def test_ordinary_text_survives(text: str) -> None:
    assert survives(text)
