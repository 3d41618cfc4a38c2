"""What the buttons under an answer do; the right to ask was checked at the gate, as always."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from telegram import Message
from telegram.error import BadRequest

from bot.telegram import wording
from bot.telegram.answers import surroundings
from bot.telegram.buttons import Action, Place
from bot.telegram.courier import Address, insisting
from bot.telegram.reading import question_in, understood_in
from bot.telegram.records import Asked
from retrieval.model import Answer

if TYPE_CHECKING:
    from telegram import CallbackQuery, Update

    from bot.telegram.buttons import Press
    from bot.telegram.desk import Desk
    from bot.telegram.documents import Documents
    from bot.telegram.questions import Questions
    from retrieval.model import ScoredQuote


class Presses:
    """Handles pressed buttons."""

    def __init__(self, desk: Desk, questions: Questions, documents: Documents) -> None:
        self._desk = desk
        self._questions = questions
        self._documents = documents

    async def pressed(self, update: Update, _: Any) -> None:
        """Do what a button says, if it is one of ours and its question still stands."""
        query = update.callback_query
        assert query
        message = query.message
        question = message.reply_to_message if isinstance(message, Message) else None
        if not isinstance(message, Message) or question is None:
            await _respond(query, wording.QUESTION_GONE)
            return
        place = Place(message.chat_id, question.message_id)
        press = self._desk.signer.read(query.data or "", place)
        if press is None:
            await _respond(query, wording.FORGED)
        elif press.action is Action.REMOVE:
            await _respond(query, await self._documents.remove(query, place, press.skip))
        elif press.action in (Action.HELPFUL, Action.NOT_HELPFUL):
            self._mark(query, message, question, helpful=press.action is Action.HELPFUL)
            await _respond(query, wording.MARKED, alert=False)
        else:
            await self._show(query, message, question, press)

    def _mark(
        self, query: CallbackQuery, message: Message, question: Message, *, helpful: bool
    ) -> None:
        self._desk.records.mark(
            question.chat_id,
            question.message_id,
            query.from_user.id,
            self._words(message, question),
            helpful=helpful,
        )

    async def _show(
        self, query: CallbackQuery, message: Message, question: Message, press: Press
    ) -> None:
        if refusal := self._desk.too_fast(query.from_user.id, message.chat_id):
            await _respond(query, wording.too_fast(refusal.wait_seconds))
            return
        words = self._words(message, question)
        to = Address(message.chat_id, Address.of(message).thread_id, question.message_id)
        if press.action is Action.NEXT:
            follow_up = words != question_in(question, self._desk.me)
            asked = Asked(words, question.message_id, press.skip, follow_up=follow_up)
            found = await self._questions.give_next(to, query.from_user.id, asked)
        else:
            found = await self._give_context(to, words, press.skip)
        await _respond(query, "" if found else wording.NO_MORE_QUOTES)

    def _words(self, message: Message, question: Message) -> str:
        """The question as it was read, which for a follow-up is more than its message says."""
        understood = understood_in(message)
        if understood is None:
            asked = self._desk.conversation.answered_by(message.chat_id, message.message_id)
            understood = asked.question if asked else None
        return understood or question_in(question, self._desk.me)

    async def _give_context(self, to: Address, question: str, skip: int) -> bool:
        scored = await self._desk.think(self._quote, question, skip)
        if scored is None:
            return False
        around = await self._desk.think(self._desk.engine.surroundings, scored)
        await self._desk.courier.deliver(to, surroundings(scored, around))
        return True

    def _quote(self, question: str, skip: int) -> ScoredQuote | None:
        """The quote that stands after ``skip`` others, found the way it was found before."""
        sure = 0 if skip else None
        result = self._desk.engine.answer(question, skip=skip, min_confidence=sure)
        return result.quotes[0] if isinstance(result, Answer) else result.nearest


async def _respond(query: CallbackQuery, text: str, *, alert: bool = True) -> None:
    # One that waited too long can't be answered any more; what it asked for was done all the same.
    with suppress(BadRequest):
        await insisting(lambda: query.answer(text or None, show_alert=bool(text) and alert))
