"""The commands that everybody has who may ask."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.telegram import wording
from bot.telegram.answers import (
    Outgoing,
    listed_sources,
    ranked,
    reported,
    verified,
    welcome,
    words,
)
from bot.telegram.buttons import Place
from bot.telegram.courier import Address
from bot.telegram.links import PREFIX, read_parameter
from bot.telegram.reading import is_private, question_in, replies_to
from bot.wording.verification import WHAT
from retrieval.errors import QuotebotError

if TYPE_CHECKING:
    from telegram import InlineKeyboardMarkup, Message, Update

    from bot.telegram.desk import Desk
    from bot.telegram.questions import Questions

FOUND_PASSAGES = 3


class Commands:
    """Handles /start /help /search /more /sources /verify /privacy /forget and unknown ones."""

    def __init__(self, desk: Desk, questions: Questions) -> None:
        self._desk = desk
        self._questions = questions

    async def start(self, update: Update, _: Any) -> None:
        """A welcome, or the quote that a link names."""
        message = _message(update)
        parameter = question_in(message, self._desk.me)
        if not parameter.startswith(PREFIX):
            examples = await self._desk.think(self._desk.engine.examples)
            await self._reply(message, welcome(examples))
            return
        sources = await self._desk.think(self._desk.engine.sources)
        citation = read_parameter(parameter, [source.path for source in sources])
        if citation is None:
            await self._reply(message, words(wording.NO_SUCH_DOCUMENT))
        else:
            await self._verify(message, str(citation))

    async def help(self, update: Update, _: Any) -> None:
        """How to use the bot."""
        message = _message(update)
        assert message.from_user
        owner = self._desk.access.owns(message.from_user.id)
        text = wording.HELP + (wording.HELP_OWNER if owner and is_private(message) else "")
        await self._reply(message, words(text))

    async def search(self, update: Update, _: Any) -> None:
        """The ranked passages for some words."""
        message = _message(update)
        query = question_in(message, self._desk.me)
        if not query or len(query) > wording.QUESTION_CHARACTERS:
            await self._reply(message, words(wording.TOO_LONG if query else wording.SEARCH_WHAT))
            return
        if await self._questions.slowed_down(message):
            return
        async with self._desk.courier.typing(Address.of(message)):
            found = await self._desk.think(self._desk.engine.search, query, top=FOUND_PASSAGES)
        await self._reply(message, ranked(found) if found else words(wording.NOTHING_FOUND))

    async def more(self, update: Update, _: Any) -> None:
        """The next quote for the replied-to answer, or for the person's last question."""
        message = _message(update)
        assert message.from_user
        chat_id, user_id = message.chat_id, message.from_user.id
        replied = message.reply_to_message
        if replied and replies_to(message, self._desk.me):
            asked = self._desk.conversation.answered_by(chat_id, replied.message_id)
        else:
            asked = self._desk.conversation.last(chat_id, user_id)
        if asked is None:
            await self._reply(message, words(wording.NOTHING_TO_FOLLOW))
        elif not await self._questions.slowed_down(message):
            to = Address(chat_id, Address.of(message).thread_id, asked.question_id)
            if not await self._questions.give_next(to, user_id, asked):
                await self._reply(message, words(wording.NO_MORE_QUOTES))

    async def sources(self, update: Update, _: Any) -> None:
        """The documents in the index and those left out."""
        message, desk = _message(update), self._desk
        known = await desk.think(desk.engine.sources)
        listed = listed_sources(known, desk.engine.skipped())
        await desk.courier.deliver(Address.of(message), listed, self._removals(message))

    async def verify(self, update: Update, _: Any) -> None:
        """Check a citation."""
        message = _message(update)
        token = question_in(message, self._desk.me)
        if not token:
            await self._reply(message, words(WHAT))
            return
        await self._verify(message, token)

    async def privacy(self, update: Update, _: Any) -> None:
        """What is kept about a person."""
        kept = self._desk.records.log_questions
        await self._reply(_message(update), words(wording.privacy(questions_kept=kept)))

    async def forget(self, update: Update, _: Any) -> None:
        """Delete what is kept about a person, all but the right to ask."""
        message = _message(update)
        assert message.from_user
        user_id = message.from_user.id
        count = self._desk.records.forget(user_id)
        self._desk.pace.forget(user_id)
        self._desk.conversation.forget(user_id)
        await self._reply(message, words(wording.forgotten(count)))

    async def unknown(self, update: Update, _: Any) -> None:
        """A command that isn't one; in groups it may be another bot's."""
        if is_private(message := _message(update)):
            await self._reply(message, words(wording.UNKNOWN_COMMAND))

    def _removals(self, message: Message) -> InlineKeyboardMarkup | None:
        """The buttons that remove uploads, for an owner in private."""
        assert message.from_user
        uploads, owns = self._desk.uploads, self._desk.access.owns(message.from_user.id)
        if uploads is None or not (owns and is_private(message)):
            return None
        place = Place(message.chat_id, message.message_id)
        return self._desk.keyboards.under_sources(place, uploads.all())

    async def _verify(self, message: Message, token: str) -> None:
        async with self._desk.courier.typing(Address.of(message)):
            try:
                found = await self._desk.think(self._desk.engine.verify, token)
            except QuotebotError as error:
                outgoing = reported(str(error))
            else:
                outgoing = verified(found)
        await self._reply(message, outgoing)

    async def _reply(self, message: Message, outgoing: Outgoing) -> None:
        await self._desk.courier.deliver(Address.of(message), outgoing)


def _message(update: Update) -> Message:
    assert update.message
    return update.message
