"""A tapped button and an inline query, waiting for the bot's one answer."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.telegram.fake.world import Message, Person

Json = dict[str, Any]


@dataclass(eq=False, slots=True)
class CallbackQuery:
    id: str
    person: Person
    message: Message
    data: str
    asked_at: float = field(default_factory=time.monotonic)
    answer: Json | None = None

    def json(self) -> Json:
        gone = {"chat": self.message.chat.json(), "message_id": self.message.id, "date": 0}
        return {
            "id": self.id,
            "from": self.person.json(),
            "message": gone if self.message.deleted else self.message.json(),
            "chat_instance": str(hash(self.message.chat.id)),
            "data": self.data,
        }


@dataclass(eq=False, slots=True)
class InlineQuery:
    id: str
    person: Person
    query: str
    offset: str = ""
    asked_at: float = field(default_factory=time.monotonic)
    answer: Json | None = None

    @property
    def results(self) -> list[Json]:
        """What the person sees offered, once the bot has answered."""
        results: list[Json] = (self.answer or {}).get("results", [])
        return results

    def json(self) -> Json:
        return {
            "id": self.id,
            "from": self.person.json(),
            "query": self.query,
            "offset": self.offset,
            "chat_type": "sender",
        }
