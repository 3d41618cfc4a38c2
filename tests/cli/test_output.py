from __future__ import annotations

import io
import json
import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from bot.json_output import dumps, error_object, result_object
from bot.layout import result_page
from bot.lines import LONGEST_LINE, read_questions
from bot.rendering import TerminalScreen, terminal_console
from bot.screens import PlainScreen
from bot.visible import visible
from bot.wording.answers import no_answer
from retrieval.model import (
    Abstention,
    Answer,
    Document,
    Passage,
    Quote,
    Respelling,
    ScoredQuote,
    Section,
    Span,
    TermCount,
    Why,
)
from tests.cli.scripted import DOCUMENTS, ScriptedEngine, Talk

if TYPE_CHECKING:
    import pytest

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=200)


def answer_of(text: str) -> Answer:
    section = Section(Span(0, len(text)))
    document = Document("a.txt", text, (section,), "0" * 64)
    passage = Passage(document, section, (section.span,))
    return Answer("?", (ScoredQuote(Quote(document, section.span), passage, 1.0, 0.5),))


@given(TEXTS)
def test_json_keeps_every_character_and_steers_nothing(text: str) -> None:
    line = dumps(result_object(answer_of(text), 1.0))
    assert line.isascii()
    assert line.isprintable()
    assert json.loads(line)["quotes"][0]["text"] == text


def test_every_object_has_the_keys_that_were_promised() -> None:
    engine = ScriptedEngine()
    promised = {"question", "answered", "sources_differ", "quotes", "reason", "elapsed_ms"}
    objects = [
        result_object(engine.answer("How many days of annual leave are there?"), 1.0),
        result_object(engine.answer("What is the salary of the head of department?"), 1.0),
        error_object("", "Line 2 is not UTF-8 text."),
    ]
    assert all(value.keys() >= promised for value in objects)
    assert [value["answered"] for value in objects] == [True, False, False]
    assert objects[0]["quotes"][1]["section"]["date"] == "2024-03-04"
    [differing] = objects[0]["quotes"][1]["differing"]
    minutes = (DOCUMENTS / "minutes.md").read_text(encoding="utf-8")
    assert minutes[differing["start"] : differing["end"]] == "28 days"
    assert objects[1]["nearest"]["text"].startswith("Flights need")
    assert objects[2]["reason"] == "Line 2 is not UTF-8 text."


@given(TEXTS)
def test_what_is_visible_steers_nothing(text: str) -> None:
    shown = visible(text)
    assert not any(unicodedata.category(char) == "Cc" for char in shown if char not in "\n\t")
    assert not set(shown) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
    assert visible(shown) == shown


@given(TEXTS)
def test_any_quote_can_be_shown_on_either_screen(text: str) -> None:
    for width in (7, 40):
        stream = io.StringIO()
        console = Console(file=stream, width=width, color_system=None, highlight=False)
        TerminalScreen(console).show(result_page(answer_of(text)))
        assert "\x1b" not in stream.getvalue()
    PlainScreen(io.StringIO()).show(result_page(answer_of(text)))


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_dumb_terminal_has_the_width_it_has(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "57")
    assert terminal_console(Terminal(), {"TERM": "dumb"}).width == 57


def test_the_context_of_a_changed_document_is_told_as_such() -> None:
    talk = Talk(80)
    talk.chat.respond("How many days of leave do I have?")
    talk.engine.documents = [replace(d, sha256="f" * 64) for d in talk.engine.documents]
    talk.chat.respond("/context")
    assert "handbook.md has changed since that answer" in talk.shown.getvalue()


def test_context_after_silence_asks_for_no_question() -> None:
    talk = Talk(80)
    talk.chat.respond("Who drives the canteen?")
    talk.chat.respond("/context")
    assert talk.shown.getvalue().endswith("the last question got none.\n\n")


def test_a_pasted_citation_is_checked_in_the_chat() -> None:
    talk = Talk(80)
    talk.chat.respond("(handbook.md@5819f350:64-\n  116~86bd6752)")
    assert talk.shown.getvalue().startswith("Unchanged: handbook.md says this")


@given(TEXTS)
def test_a_pipe_gets_each_line_of_a_quote_unwrapped(text: str) -> None:
    stream = io.StringIO()
    PlainScreen(stream).show(result_page(answer_of(text)))
    quoted = [line[2:] for line in stream.getvalue().split("\n") if line[:1] == ">"]
    assert quoted == [line.rstrip() for line in visible(text).split("\n")]


def rendered(**environment: str) -> str:
    stream = Terminal()
    console = terminal_console(stream, {"TERM": "xterm-256color", **environment})
    TerminalScreen(console).show(result_page(ScriptedEngine().answer("What may a hotle cost?")))
    return stream.getvalue()


def test_a_terminal_gets_colour_unless_it_says_otherwise() -> None:
    assert "\x1b[36m" in rendered()
    assert "\x1b[1m" in rendered(NO_COLOR="1")
    assert "\x1b[36m" not in rendered(NO_COLOR="1")
    assert "\x1b" not in rendered(TERM="dumb")


@given(st.lists(st.binary()))
def test_every_line_is_read_and_none_ends_the_stream(lines: list[bytes]) -> None:
    lines = [line.replace(b"\n", b" ") for line in lines]
    read = list(read_questions(io.BytesIO(b"".join(line + b"\n" for line in lines))))
    assert len(read) == len(lines)


def test_a_line_too_long_to_hold_in_memory_is_one_error() -> None:
    stream = io.BytesIO(b"x" * (3 * LONGEST_LINE) + b"\nwhy?\n" + b"y" * LONGEST_LINE)
    long, short, last = read_questions(stream)
    assert str(long) == "Line 1 is longer than 65,536 bytes."
    assert short == "why?"
    assert str(last) == "Line 3 is longer than 65,536 bytes."


def test_a_word_that_was_read_as_another_is_not_called_missing() -> None:
    respellings = (Respelling("Parlament", "parliament"),)
    typed = TermCount("parlament", 0)
    silence = Abstention("?", Why.NOT_CONFIDENT, (typed,), None, respellings)
    assert no_answer(silence) == "No answer found: no sentence is likely enough to answer."
    silence = replace(silence, terms=(typed, TermCount("salary", 0)))
    assert no_answer(silence) == "No answer found: ‘salary’ occurs nowhere in the documents."
