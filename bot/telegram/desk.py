"""What every handler works with, wired once in `service`."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from bot.telegram.pace import Limit, chat_name, person_name

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Executor

    from telegram import User

    from bot.telegram.access import Access
    from bot.telegram.buttons import Keyboards, Signer
    from bot.telegram.courier import Courier
    from bot.telegram.pace import Pace, Refusal
    from bot.telegram.records import Conversation, Records
    from bot.telegram.uploads import Uploads
    from retrieval.engine import Engine

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Desk:
    """The collaborators of the handlers; ``me`` is the bot as Telegram knows it."""

    me: User
    engine: Engine
    workers: Executor
    access: Access
    pace: Pace
    person_limit: Limit
    chat_limit: Limit
    records: Records
    conversation: Conversation
    courier: Courier
    signer: Signer
    keyboards: Keyboards
    uploads: Uploads | None  # None: documents aren't taken by message

    async def think(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Do work of the engine off the event loop, so that nobody else waits for it."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self.workers, partial(work, *args, **kwargs))

    def too_fast(self, user_id: int, chat_id: int) -> Refusal | None:
        """Count a question of a person in a chat, or say that it comes too soon."""
        return self.pace.take(
            {person_name(user_id): self.person_limit, chat_name(chat_id): self.chat_limit}
        )
