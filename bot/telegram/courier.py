"""Messages out: nothing is lost to a busy or broken network, nothing is cut in silence."""

from __future__ import annotations

import asyncio
import hashlib
import logging
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING, Any, TypeVar

from telegram import Bot, InputFile, LinkPreviewOptions, ReplyParameters
from telegram.constants import ChatAction
from telegram.error import BadRequest, NetworkError, RetryAfter, TelegramError
from telegram.ext import AIORateLimiter

from bot.telegram import wording
from bot.telegram.answers import Attachment, Outgoing
from bot.telegram.records import Reply, Sent
from bot.telegram.splitting import split
from bot.telegram.styled import Styled, plain

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Sequence

    from telegram import InlineKeyboardMarkup, Message

log = logging.getLogger(__name__)
T = TypeVar("T")

MOST_MESSAGES = 4  # a longer reply goes out as a file
TYPING_SECONDS = 4.0  # Telegram shows the action for five
FIRST_WAIT, LONGEST_WAIT = 0.5, 30.0
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


class Limiter(AIORateLimiter):
    """PTB's limiter, which would count "typing" as one of a group's 20 messages a minute."""

    async def process_request(
        self, callback: Any, args: Any, kwargs: Any, endpoint: str, *rest: Any, **named: Any
    ) -> Any:
        """Let "typing" through at once, everything else as PTB does."""
        if endpoint == "sendChatAction":
            return await callback(*args, **kwargs)
        return await super().process_request(callback, args, kwargs, endpoint, *rest, **named)


@dataclass(frozen=True, slots=True)
class Address:
    """Where a reply goes: chat, forum topic, and the message that it answers."""

    chat_id: int
    thread_id: int | None
    message_id: int

    @classmethod
    def of(cls, message: Message) -> Address:
        """The place to answer a message."""
        # In a group without topics a thread is only a chain of replies, and can't be sent to.
        thread = message.message_thread_id if message.is_topic_message else None
        return cls(message.chat_id, thread, message.message_id)


class Courier:
    """Sends, edits and insists."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def deliver(
        self,
        to: Address,
        reply: Outgoing,
        keyboard: InlineKeyboardMarkup | None = None,
        earlier: Reply | None = None,
    ) -> Reply:
        """Send a reply in as many messages as it takes, in place of an earlier one if given."""
        parts, files = in_messages(reply)
        boards = [*[None] * (len(parts) - 1), keyboard]
        old = earlier or Reply()
        texts = []
        for part, board, before in zip_longest(parts, boards, old.texts[: len(parts)]):
            texts.append(await self._put(to, part, board, before))
        await self._delete(to, (*old.text_ids[len(parts) :], *old.files))
        sent = [await self._send_file(to, file) for file in files]
        return Reply(tuple(texts), tuple(sent))

    async def say(self, to: Address, text: str) -> None:
        """Send one line of fixed words."""
        await self._send(to, plain(text), None)

    @asynccontextmanager
    async def typing(self, to: Address) -> AsyncIterator[None]:
        """Show "typing" while something is worked out."""
        done = asyncio.Event()
        task = asyncio.create_task(self._type(to, done))
        try:
            yield
        finally:
            done.set()
            # Awaited, not cancelled: one that arrives after the answer would stay for seconds.
            await task

    async def _type(self, to: Address, done: asyncio.Event) -> None:
        while not done.is_set():
            with suppress(TelegramError):
                await self._bot.send_chat_action(
                    to.chat_id, ChatAction.TYPING, message_thread_id=to.thread_id
                )
            with suppress(TimeoutError):
                await asyncio.wait_for(done.wait(), TYPING_SECONDS)

    async def _put(
        self, to: Address, part: Styled, keyboard: InlineKeyboardMarkup | None, before: Sent | None
    ) -> Sent:
        """Send a text, or change an earlier message to it."""
        digest = _digest(part, keyboard)
        if before and before.digest == digest:
            return before
        if before and await self._edit(to, part, keyboard, before.message_id):
            return Sent(before.message_id, digest)
        return Sent(await self._send(to, part, keyboard), digest)

    async def _edit(
        self, to: Address, part: Styled, keyboard: InlineKeyboardMarkup | None, message_id: int
    ) -> bool:
        """Whether the message could be changed: it may be deleted, or too old."""
        try:
            await insisting(
                lambda: self._bot.edit_message_text(
                    part.text,
                    to.chat_id,
                    message_id,
                    entities=part.entities(),
                    link_preview_options=_NO_PREVIEW,
                    reply_markup=keyboard,
                )
            )
        except BadRequest as error:
            # Tried again after a broken connection, an edit may already be there.
            return "not modified" in str(error)
        return True

    async def _send(self, to: Address, part: Styled, keyboard: InlineKeyboardMarkup | None) -> int:
        sent = await insisting(
            lambda: self._bot.send_message(
                to.chat_id,
                part.text,
                entities=part.entities(),
                link_preview_options=_NO_PREVIEW,
                message_thread_id=to.thread_id,
                reply_parameters=_reply_to(to),
                reply_markup=keyboard,
            )
        )
        return sent.message_id

    async def _send_file(self, to: Address, file: Attachment) -> int:
        sent = await insisting(
            lambda: self._bot.send_document(
                to.chat_id,
                InputFile(file.data, file.name),
                disable_content_type_detection=True,
                message_thread_id=to.thread_id,
                reply_parameters=_reply_to(to),
            )
        )
        return sent.message_id

    async def _delete(self, to: Address, message_ids: Sequence[int]) -> None:
        for message_id in message_ids:
            with suppress(BadRequest):
                await insisting(lambda i=message_id: self._bot.delete_message(to.chat_id, i))  # type: ignore[misc]  # mypy can't type a default in a lambda


async def insisting(call: Callable[[], Awaitable[T]]) -> T:
    """Repeat a call until Telegram has taken or refused it.

    Where a connection breaks after the request was sent nobody knows whether it arrived; then it
    is sent again, because an answer twice is better than none.

    Raises:
        TelegramError: Telegram refused the request itself.
    """
    wait = FIRST_WAIT
    while True:
        try:
            return await call()
        except RetryAfter as error:
            delay = error.retry_after
            wait = delay if isinstance(delay, (int, float)) else delay.total_seconds()
        except BadRequest:
            raise
        except NetworkError as error:
            log.warning("Telegram can't be reached (%s); trying again in %.1f s", error, wait)
        await asyncio.sleep(wait)
        wait = min(2 * wait, LONGEST_WAIT)


def _digest(part: Styled, keyboard: InlineKeyboardMarkup | None) -> str:
    shown = f"{part}{keyboard.to_json() if keyboard else ''}"
    return hashlib.sha256(shown.encode()).hexdigest()[:16]


def _reply_to(to: Address) -> ReplyParameters:
    return ReplyParameters(to.message_id, allow_sending_without_reply=True)


def in_messages(reply: Outgoing) -> tuple[Sequence[Styled], tuple[Attachment, ...]]:
    """A reply in as many messages as it takes, or as a file where those are too many."""
    parts = split(reply.text)
    if len(parts) <= MOST_MESSAGES:
        return parts, reply.files
    whole = Attachment(wording.TEXT_FILE, reply.text.text.encode())
    return [plain(wording.TOO_MUCH)], (whole, *reply.files)
