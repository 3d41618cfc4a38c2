"""Inline mode: `@bot question` in any chat offers the quotes to send there."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    LinkPreviewOptions,
)
from telegram.error import TelegramError

from bot.telegram import wording
from bot.telegram.answers import offered
from bot.telegram.delivery import shown
from bot.telegram.links import link, start_parameter
from bot.telegram.pace import Limit
from bot.telegram.splitting import split
from bot.wording.answers import source
from retrieval.citations import cite
from retrieval.errors import QuotebotError
from retrieval.model import Answer

if TYPE_CHECKING:
    from telegram import InlineQuery, Update

    from bot.telegram.desk import Desk
    from retrieval.model import ScoredQuote

PAUSE_SECONDS = 0.3  # a person who types makes a query a letter
OFFERED = 5
_LIMIT = Limit(60)
_SHOWN = 200  # characters of title and description that clients show at most


class Inline:
    """Answers inline queries: the latest of each person, for nobody else, never cached."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._latest: dict[int, str] = {}

    async def queried(self, update: Update, _: Any) -> None:
        """Offer quotes once a person has stopped typing."""
        query = update.inline_query
        assert query
        user_id = query.from_user.id
        self._latest[user_id] = query.id
        await asyncio.sleep(PAUSE_SECONDS)
        if self._latest.get(user_id) != query.id:
            return
        del self._latest[user_id]
        results = await self._results(query)
        button = InlineQueryResultsButton(wording.INLINE_NOTHING, start_parameter="inline")
        nothing = query.query.strip() and not results
        with suppress(TelegramError):  # mostly too late: its person has typed on
            await query.answer(
                results, cache_time=0, is_personal=True, button=button if nothing else None
            )

    async def _results(self, query: InlineQuery) -> list[InlineQueryResultArticle]:
        question = query.query.strip()
        bucket = {f"inline {query.from_user.id}": _LIMIT}
        if not question or self._desk.pace.take(bucket):
            return []
        try:
            result = await self._desk.think(self._desk.engine.answer, question, top=OFFERED)
        except QuotebotError:
            return []
        quotes = result.quotes if isinstance(result, Answer) else ()
        articles = [self._article(str(rank), scored) for rank, scored in enumerate(quotes)]
        return [article for article in articles if article]

    def _article(self, rank: str, scored: ScoredQuote) -> InlineQueryResultArticle | None:
        parts = split(offered(scored))
        if len(parts) > 1:
            return None  # an inline result is one message, and a quote is never cut
        (text,) = parts
        content = InputTextMessageContent(
            text.text,
            entities=text.entities(),
            link_preview_options=LinkPreviewOptions(is_disabled=True),
        )
        url = link(self._desk.me.username or "", start_parameter(cite(scored.quote)))
        button = InlineKeyboardButton(wording.CHECK_QUOTE, url=url)
        return InlineQueryResultArticle(
            rank,
            shown(" ".join(scored.quote.text.split()))[:_SHOWN],
            content,
            reply_markup=InlineKeyboardMarkup([[button]]) if url else None,
            description=shown(source(scored.passage))[:_SHOWN],
        )
