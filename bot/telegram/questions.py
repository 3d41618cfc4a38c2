"""Questions in, quotes out: the handler of messages, and what buttons and /more share with it."""

from __future__ import annotations

import time
from collections import deque
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bot.conversation import asked_in, shown_as, topic
from bot.telegram import wording
from bot.telegram.answers import Outgoing, citation_of, composed, reported, words
from bot.telegram.buttons import Place
from bot.telegram.courier import Address
from bot.telegram.links import link, start_parameter
from bot.telegram.reading import addressed, is_private, question_in, replies_to, understood_in
from bot.telegram.records import ANSWERED, REPLIES_KEPT, Asked, Reply
from bot.telegram.styled import joined, plain
from retrieval.citations import cite
from retrieval.errors import QuotebotError
from retrieval.model import Abstention, Answer, Why

if TYPE_CHECKING:
    from collections.abc import Sequence

    from telegram import InlineKeyboardMarkup, Message, Update

    from bot.telegram.desk import Desk

    Result = Answer | Abstention

_SEARCHED = (Why.UNKNOWN_WORDS, Why.NOT_CONFIDENT)
_UNCLEAR = (*_SEARCHED, Why.NO_QUESTION)


class Questions:
    """Answers questions."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._albums: deque[str] = deque(maxlen=100)

    async def heard(self, update: Update, _: Any) -> None:
        """A text came that is no command: answer it if the bot is meant."""
        message = update.effective_message
        assert message
        if addressed(message, self._desk.me):
            await self.asked(update, None)

    async def asked(self, update: Update, _: Any) -> None:
        """Somebody asks, by /ask, a mention, a reply or in private."""
        message = update.effective_message
        assert message
        earlier = None
        if update.edited_message:
            earlier = self._desk.records.reply(message.chat_id, message.message_id)
            if earlier is None and time.time() - message.date.timestamp() > REPLIES_KEPT:
                return
        question = question_in(message, self._desk.me)
        if refusal := _refusal(question):
            await self._deliver(message, [words(refusal)], earlier)
        elif not await self.slowed_down(message):
            await self._answer(message, question, earlier)

    async def slowed_down(self, message: Message) -> bool:
        """Whether this comes too fast, which is said the first time."""
        assert message.from_user
        refusal = self._desk.too_fast(message.from_user.id, message.chat_id)
        if refusal and refusal.first:
            text = wording.too_fast(refusal.wait_seconds)
            await self._desk.courier.say(Address.of(message), text)
        return refusal is not None

    async def asked_about(self, message: Message, path: str) -> None:
        """Answer the question in a caption, from the document that it came with if that does."""
        question = question_in(message, self._desk.me)
        if refusal := _refusal(question):
            await self._deliver(message, [words(refusal)], None)
        elif not await self.slowed_down(message):
            await self._answer(message, question, None, path)

    async def _answer(
        self, message: Message, question: str, earlier: Reply | None, path: str = ""
    ) -> None:
        previous, lost = self._previous(message)
        async with self._desk.courier.typing(Address.of(message)):
            try:
                results = await self._desk.think(self._heard, question, previous, path)
            except QuotebotError as error:
                await self._deliver(message, [reported(str(error))], earlier)
                return
        assert message.from_user
        for _ in results[1:]:  # each counts as a question that came by itself
            self._desk.too_fast(message.from_user.id, message.chat_id)
        outgoing = [composed(result) for result in results]
        first = results[0]
        if lost and isinstance(first, Abstention) and first.why in _UNCLEAR:
            text = joined([outgoing[0].text, plain(wording.LOST_THREAD)], "\n\n")
            outgoing[0] = replace(outgoing[0], text=text)
        replies = await self._deliver(message, outgoing, earlier)
        for answered in zip(results, replies, outgoing, strict=True):
            self._remember(message, *answered)
        self._record(message, results)

    def _heard(self, text: str, previous: str | None, path: str) -> list[Result]:
        """What the engine says to each question of a message, which is read with the last one."""
        questions = asked_in(text)
        if len(questions) == 1:
            return [self._found(text, previous, path)]
        results: list[Result] = []
        for question in questions:
            result = shown_as(self._found(question, previous, path), question)
            results.append(result)
            previous = topic(result, previous)
        return results

    def _found(self, question: str, previous: str | None, path: str) -> Result:
        """What the engine says; where a path is given, of that document first."""
        answer = self._desk.engine.answer
        if path:
            # In words, as a person would name it: buttons then ask the very same again.
            aimed = f'{asked_in(question)[0]} in "{path}"'
            result = answer(aimed)
            if isinstance(result, Answer) and result.wanted:
                return replace(result, understood=aimed)
        return answer(question, previous=previous)

    def _previous(self, message: Message) -> tuple[str | None, bool]:
        """The question that a replied-to answer is for, and whether that was forgotten."""
        replied = message.reply_to_message
        if replied is None or not replies_to(message, self._desk.me):
            return None, False
        asked = self._desk.conversation.answered_by(message.chat_id, replied.message_id)
        previous = asked.question if asked else understood_in(replied)
        # Only under an answer there are buttons.
        return previous, previous is None and replied.reply_markup is not None

    def _remember(self, message: Message, result: Result, reply: Reply, given: Outgoing) -> None:
        if not given.quotes:
            return
        assert message.from_user
        understood, follow_up = result.understood or result.question, result.understood is not None
        asked = Asked(understood, message.message_id, len(given.quotes), follow_up=follow_up)
        conversation = self._desk.conversation
        conversation.remember(message.chat_id, message.from_user.id, reply.text_ids, asked)

    def _record(self, message: Message, results: Sequence[Result]) -> None:
        """Record what came of a message: of several questions one that wasn't answered counts."""
        assert message.from_user
        for result in sorted(results, key=lambda one: isinstance(one, Abstention)):
            outcome = result.why if isinstance(result, Abstention) else ANSWERED
            if outcome in (ANSWERED, *_SEARCHED):
                self._desk.records.came_to(
                    message.chat_id,
                    message.message_id,
                    message.from_user.id,
                    outcome,
                    result.understood or result.question,
                )

    async def give_next(self, to: Address, user_id: int, asked: Asked) -> bool:
        """Send the quote after those that were given; False where there is none."""
        desk = self._desk
        result = await desk.think(
            desk.engine.answer, asked.question, skip=asked.given, min_confidence=0
        )
        if isinstance(result, Abstention):
            return False
        # A follow-up's own message doesn't say it all; the answer's has to, for its buttons.
        understood = asked.question if asked.follow_up else None
        outgoing = composed(replace(result, understood=understood))
        keyboard = self._keyboard(to, outgoing, asked.given)
        reply = await desk.courier.deliver(to, outgoing, keyboard)
        given = replace(asked, given=asked.given + len(outgoing.quotes))
        desk.conversation.remember(to.chat_id, user_id, reply.text_ids, given)
        return True

    def _keyboard(self, to: Address, outgoing: Outgoing, skip: int) -> InlineKeyboardMarkup | None:
        if not outgoing.quotes:
            return None
        parameter = start_parameter(cite(outgoing.quotes[0].quote))
        return self._desk.keyboards.under_answer(
            Place(to.chat_id, to.message_id),
            skip=skip,
            shown=len(outgoing.quotes),
            citations=[citation_of(scored) for scored in outgoing.quotes],
            link=link(self._desk.me.username or "", parameter),
        )

    async def _deliver(
        self, message: Message, outgoing: Sequence[Outgoing], earlier: Reply | None
    ) -> list[Reply]:
        """Reply to a message, with what it asks first in place of an earlier reply."""
        address, courier = Address.of(message), self._desk.courier
        replies = []
        for one in outgoing:
            keyboard = self._keyboard(address, one, 0)
            replies.append(await courier.deliver(address, one, keyboard, earlier))
            earlier = None
        assert message.from_user
        whole = Reply(
            tuple(text for reply in replies for text in reply.texts),
            tuple(file for reply in replies for file in reply.files),
        )
        self._desk.records.replied(message.chat_id, message.message_id, message.from_user.id, whole)
        return replies

    async def not_text(self, update: Update, _: Any) -> None:
        """A photo, a voice message or the like."""
        assert update.message
        await self.decline(update.message, wording.NOT_TEXT)

    async def decline(self, message: Message, text: str) -> None:
        """One polite line where the bot is meant, once for an album."""
        album = message.media_group_id
        if album in self._albums:
            return
        if album:
            self._albums.append(album)
        if (is_private(message) or addressed(message, self._desk.me)) and not (
            await self.slowed_down(message)
        ):
            await self._desk.courier.say(Address.of(message), text)


def _refusal(question: str) -> str:
    if not question:
        return wording.ASK_WHAT
    return wording.TOO_LONG if len(question) > wording.QUESTION_CHARACTERS else ""
