"""A strict fake of the Bot API: real HTTP, Telegram's refusals with Telegram's words.

    with FakeTelegram() as telegram:          # TELEGRAM_API_URL=telegram.url
        anna = telegram.person("Anna")
        question = anna.sends(anna.private, "Who wrote it?")
        answer = telegram.wait_for(lambda: anna.private.replies_to(question))
        assert not telegram.refused

Where Telegram drops something in silence, the fake refuses aloud. Real Telegram was never asked:
sources are its published documents, its server's source and its own parser (see `oracle`).
"""

from __future__ import annotations

from tests.telegram.fake.driver import FakeTelegram
from tests.telegram.fake.faults import Fault, FaultPlan
from tests.telegram.fake.flood import Flood
from tests.telegram.fake.people import User
from tests.telegram.fake.queries import CallbackQuery, InlineQuery
from tests.telegram.fake.server import Call
from tests.telegram.fake.world import Chat, Message

__all__ = [
    "Call",
    "CallbackQuery",
    "Chat",
    "FakeTelegram",
    "Fault",
    "FaultPlan",
    "Flood",
    "InlineQuery",
    "Message",
    "User",
]
