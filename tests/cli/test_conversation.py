from __future__ import annotations

import pytest

from bot.conversation import Conversation, Options
from tests.cli.scripted import ScriptedEngine

LEAVE = "How many days of leave do I have?"
GIBBERISH = "What is a zorkmid, a blorb and a grue?"


@pytest.mark.parametrize("between", [GIBBERISH, "hello", "thanks!", "?!"])
def test_what_asks_nothing_that_is_known_parts_no_follow_up_from_its_question(between: str) -> None:
    engine = ScriptedEngine()
    conversation = Conversation(engine, Options())
    for question in (LEAVE, between, "and when?"):
        conversation.ask(question)
    assert [previous for _, previous, _ in engine.asked] == [None, LEAVE, LEAVE]


def test_gibberish_is_no_topic_for_the_next_question() -> None:
    conversation = Conversation(ScriptedEngine(), Options())
    conversation.ask(GIBBERISH)
    assert conversation.ask("and when?").previous is None


def test_a_question_that_found_nothing_is_a_topic() -> None:
    conversation = Conversation(ScriptedEngine(), Options())
    conversation.ask("Who drives the canteen?")
    assert conversation.ask("and when?").previous == "Who drives the canteen?"
