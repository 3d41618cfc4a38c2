from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from telegram.constants import InlineKeyboardButtonLimit

from bot.telegram.buttons import Action, Keyboards, Place, Press, Signer
from bot.telegram.links import PREFIX, read_parameter, start_parameter
from retrieval.citations import Citation

SIGNER = Signer(b"k" * 32)
PLACES = st.builds(Place, st.integers(-(10**13), 10**13), st.integers(1, 2**31))
PRESSES = st.builds(Press, st.sampled_from(Action), st.integers(0, 999_999))
DIGESTS = st.binary(min_size=4, max_size=4).map(bytes.hex)


@given(PRESSES, PLACES)
def test_a_button_says_what_it_was_made_for(press: Press, place: Place) -> None:
    data = SIGNER.data(press, place)
    assert SIGNER.read(data, place) == press
    assert len(data.encode()) <= InlineKeyboardButtonLimit.MAX_CALLBACK_DATA


@given(PRESSES, PLACES, PLACES)
def test_a_button_holds_only_at_its_own_question(press: Press, one: Place, other: Place) -> None:
    if one != other:
        assert SIGNER.read(SIGNER.data(press, one), other) is None


@given(PRESSES, PRESSES, PLACES)
def test_a_signature_does_not_serve_another_press(one: Press, other: Press, place: Place) -> None:
    mac = SIGNER.data(one, place).partition(".")[2]
    if one != other:
        assert SIGNER.read(f"{other.action}{other.skip}.{mac}", place) is None


@given(st.text(max_size=64), PLACES)
def test_made_up_data_is_refused(data: str, place: Place) -> None:
    assert SIGNER.read(data, place) is None


@given(PRESSES, PLACES)
def test_another_key_signs_otherwise(press: Press, place: Place) -> None:
    assert Signer(b"x" * 32).read(SIGNER.data(press, place), place) is None


def test_a_citation_too_long_to_copy_gets_no_button() -> None:
    keyboard = Keyboards(SIGNER).under_answer(
        Place(1, 2), skip=0, shown=2, citations=["x" * 257, "short"], link=""
    )
    texts = [[button.text for button in row] for row in keyboard.inline_keyboard]
    assert texts[1] == ["Copy citation 2"]


@given(DIGESTS, DIGESTS, st.integers(0, 2**40), st.integers(1, 2**32 - 1))
def test_a_link_brings_back_its_citation(file: str, quoted: str, start: int, length: int) -> None:
    citation = Citation("notes/a b.txt", file, start, start + length, quoted)
    parameter = start_parameter(citation)
    assert len(parameter) <= 64
    assert read_parameter(parameter, ["other.txt", "notes/a b.txt"]) == citation
    assert read_parameter(parameter, ["other.txt"]) is None


@given(st.text(max_size=64))
def test_a_made_up_link_names_nothing(parameter: str) -> None:
    assert read_parameter(PREFIX + parameter, ["a.txt"]) is None
