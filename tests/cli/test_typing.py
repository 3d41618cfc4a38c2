"""The console at a keyboard: keys go through prompt_toolkit's own pipe."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from bot.console import run_interactive, slash_completer
from bot.wording import console as say
from tests.cli.scripted import Talk

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Type = Callable[..., str]

CTRL_C, CTRL_D, ENTER, UP = "\x03", "\x04", "\r", "\x1b[A"
ASKED = "How many days of leave do I have?"


@pytest.fixture
def type_keys(tmp_path: Path) -> Type:
    def type_keys(keys: str, talk: Talk | None = None) -> str:
        talk = talk or Talk(80)
        with create_pipe_input() as pipe, create_app_session(input=pipe, output=DummyOutput()):
            pipe.send_text(keys)
            assert run_interactive(talk.chat, tmp_path / "index" / "history") == 0
        return talk.shown.getvalue()

    return type_keys


def test_a_question_is_answered_after_a_welcome_and_ctrl_d_leaves(type_keys: Type) -> None:
    shown = type_keys(ASKED + ENTER + CTRL_D)
    assert shown.index(say.INTRODUCTION) < shown.index("> Full-time staff have 25 days")


def test_quit_leaves(type_keys: Type) -> None:
    assert "> Full-time" not in type_keys("/quit" + ENTER + ASKED + ENTER)


def test_an_empty_line_is_ignored(type_keys: Type) -> None:
    assert type_keys(ENTER + "  " + ENTER + CTRL_D) == type_keys(CTRL_D)


def test_ctrl_c_clears_the_line_and_twice_leaves(type_keys: Type) -> None:
    talk = Talk(80)
    shown = type_keys("rubbish" + CTRL_C + ASKED + ENTER + CTRL_C + CTRL_C, talk)
    assert [question for question, *_ in talk.engine.asked] == [ASKED]
    assert shown.count(say.INTERRUPTED) == 2


def test_typing_between_two_times_ctrl_c_keeps_the_chat(type_keys: Type) -> None:
    talk = Talk(80)
    type_keys(CTRL_C + "rubbish" + CTRL_C + ASKED + ENTER + CTRL_D, talk)
    assert [question for question, *_ in talk.engine.asked] == [ASKED]


def test_ctrl_c_cancels_an_answer_and_the_chat_goes_on(type_keys: Type) -> None:
    talk = Talk(80)

    def interrupt() -> None:
        talk.engine.before_answer = lambda: None
        raise KeyboardInterrupt

    talk.engine.before_answer = interrupt
    shown = type_keys(ASKED + ENTER + ASKED + ENTER + CTRL_D, talk)
    assert shown.index(say.CANCELLED) < shown.index("> Full-time staff")


def test_commands_are_completed_at_the_start_of_a_line_alone() -> None:
    def offered(typed: str) -> list[str]:
        event = CompleteEvent(completion_requested=True)
        return [c.text for c in slash_completer().get_completions(Document(typed), event)]

    assert offered("/co") == ["/context"]
    assert offered("/") == list(say.COMMANDS)
    assert offered("what is /co") == []


def test_the_start_of_a_command_will_do(type_keys: Type) -> None:
    assert "/context  what stands around" in type_keys("/he" + ENTER + "/q" + ENTER)


def test_what_was_typed_is_remembered_for_its_owner_alone(type_keys: Type, tmp_path: Path) -> None:
    type_keys(ASKED + ENTER + CTRL_D)
    history = tmp_path / "index" / "history"
    assert history.stat().st_mode & 0o077 == 0
    talk = Talk(80)
    type_keys(UP + ENTER + CTRL_D, talk)
    assert [question for question, *_ in talk.engine.asked] == [ASKED]


def test_a_history_that_cannot_be_kept_is_done_without(type_keys: Type, tmp_path: Path) -> None:
    (tmp_path / "index").write_text("a file where the folder should be")
    assert "> Full-time" in type_keys(ASKED + ENTER + CTRL_D)


def test_a_history_deleted_meanwhile_is_begun_again(type_keys: Type, tmp_path: Path) -> None:
    talk = Talk(80)
    talk.engine.before_answer = lambda: shutil.rmtree(tmp_path / "index", ignore_errors=True)
    type_keys((ASKED + ENTER) * 2 + CTRL_D, talk)
    assert [question for question, *_ in talk.engine.asked] == [ASKED, ASKED]
    talk.engine.before_answer = lambda: None
    type_keys(ASKED + ENTER + CTRL_D, talk)
    assert ASKED in (tmp_path / "index" / "history").read_text()


def test_a_question_is_read_with_the_one_before_it(type_keys: Type) -> None:
    talk = Talk(80)
    typed = (ASKED, "hello", "and for first class?", "What steers?")
    type_keys("".join(line + ENTER for line in typed) + CTRL_D, talk)
    understood = "What may a hotle cost? and for first class?"
    assert [previous for _, previous, _ in talk.engine.asked] == [None, ASKED, ASKED, understood]
