"""answerCallbackQuery and answerInlineQuery: each query takes one answer, in time."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, TypeVar

from tests.telegram.fake import text as texts
from tests.telegram.fake.markup import keyboard
from tests.telegram.fake.methods.sending import require_preview
from tests.telegram.fake.refusal import RefusedError, bad_request

if TYPE_CHECKING:
    from tests.telegram.fake.queries import CallbackQuery, InlineQuery
    from tests.telegram.fake.world import Json, World
    from tests.telegram.oracle import FormattedText

Query = TypeVar("Query", "CallbackQuery", "InlineQuery")

NOTICE_CHARACTERS = 200
MOST_RESULTS = 50
NEXT_OFFSET_BYTES = 64
ARTICLE = {"type", "id", "title", "input_message_content", "reply_markup", "description"}
CONTENT = {"message_text", "parse_mode", "entities", "link_preview_options"}


def answer_callback_query(
    world: World,
    *,
    callback_query_id: str,
    text: str = "",
    show_alert: bool = False,
    url: str = "",
    cache_time: int = 0,
) -> bool:
    if len(text) > NOTICE_CHARACTERS:
        raise bad_request("MESSAGE_TOO_LONG")
    if url and not url.startswith(f"https://t.me/{world.bot.username}?start="):
        raise bad_request("URL_INVALID")
    query = _open(world.taps.get(callback_query_id), world.callback_seconds)
    query.answer = {"text": text, "show_alert": show_alert, "url": url, "cache_time": cache_time}
    world.changed.notify_all()
    return True


def answer_inline_query(
    world: World,
    *,
    inline_query_id: str,
    results: list[Any],
    cache_time: int = 300,
    is_personal: bool = False,
    next_offset: str = "",
    button: dict[str, Any] | None = None,
) -> bool:
    if len(results) > MOST_RESULTS:
        raise bad_request("too many inline query results specified")
    if len(next_offset.encode()) > NEXT_OFFSET_BYTES:
        raise bad_request("NEXT_OFFSET_INVALID")
    if len({result.get("id") for result in results}) < len(results):
        raise bad_request("RESULT_ID_DUPLICATE")
    for result in results:
        _require_article(result)
    query = _open(world.inline.get(inline_query_id), world.inline_seconds)
    query.answer = {"results": results, "next_offset": next_offset, "button": button}
    whose = query.person.id if is_personal else 0
    world.inline_cache[whose, query.query, query.offset] = (
        time.monotonic() + cache_time,
        query.answer,
    )
    world.changed.notify_all()
    return True


def _open(query: Query | None, seconds: float) -> Query:
    if query is None or query.answer is not None or time.monotonic() > query.asked_at + seconds:
        words = "query is too old and response timeout expired or query ID is invalid"
        raise bad_request(words)
    return query


def _require_article(result: Json) -> None:
    if result.get("type") != "article" or not result.keys() <= ARTICLE:
        raise bad_request(f"this fake knows only articles with {sorted(ARTICLE)}")
    if not 1 <= len(result["id"].encode()) <= 64:
        raise bad_request("RESULT_ID_INVALID")
    if not result.get("title"):
        raise bad_request("ARTICLE_TITLE_EMPTY")
    content = result["input_message_content"]
    if not content.keys() <= CONTENT:
        raise bad_request(f"this fake's input_message_content knows only {sorted(CONTENT)}")
    keyboard(result.get("reply_markup"))
    require_preview(content.get("link_preview_options"))
    message_of(content)


def message_of(content: Json) -> FormattedText:
    """The message that choosing a result sends."""
    if not content["message_text"]:
        raise bad_request("message text is empty")
    mode, entities = content.get("parse_mode", ""), content.get("entities")
    try:
        return texts.require_message(texts.incoming(content["message_text"], mode, entities))
    except RefusedError as refused:
        words = refused.description.removeprefix("Bad Request: ")
        raise bad_request(f"can't parse inline query result: {words}") from None


METHODS = (answer_callback_query, answer_inline_query)
