"""sendMessage, sendDocument, sendChatAction: what the bot puts into a chat."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.telegram.fake import text as texts
from tests.telegram.fake.markup import keyboard
from tests.telegram.fake.refusal import RefusedError, bad_request
from tests.telegram.fake.world import Json, Message
from tests.telegram.oracle import FormattedText, utf16_length

if TYPE_CHECKING:
    from tests.telegram.fake.binding import Upload
    from tests.telegram.fake.world import Chat, World

ACTIONS = {
    "typing",
    "upload_photo",
    "record_video",
    "upload_video",
    "record_voice",
    "upload_voice",
    "upload_document",
    "choose_sticker",
    "find_location",
    "record_video_note",
    "upload_video_note",
}
PREVIEW = {"is_disabled", "url", "prefer_small_media", "prefer_large_media", "show_above_text"}
REPLY = {
    "message_id",
    "chat_id",
    "allow_sending_without_reply",
    "quote",
    "quote_parse_mode",
    "quote_entities",
    "quote_position",
}
QUOTABLE = {"bold", "italic", "underline", "strikethrough", "spoiler"}
QUOTE_CHARACTERS = 1024
UPLOAD_BYTES = 50 << 20


@dataclass(frozen=True, slots=True)
class Place:
    """Where a message goes: its chat, its thread and what it answers."""

    chat: Chat
    thread: int | None
    reply_to: Message | None
    quote: Json | None


def send_message(
    world: World,
    *,
    chat_id: str,
    text: str,
    parse_mode: str = "",
    entities: list[Any] | None = None,
    link_preview_options: dict[str, Any] | None = None,
    disable_notification: bool = False,
    protect_content: bool = False,
    message_thread_id: int | None = None,
    reply_parameters: dict[str, Any] | None = None,
    reply_markup: dict[str, Any] | None = None,
) -> Json:
    del disable_notification, protect_content
    place = _place(world, chat_id, message_thread_id, reply_parameters)
    if not text:
        raise bad_request("message text is empty")
    require_preview(link_preview_options)
    formatted = texts.require_message(texts.incoming(text, parse_mode, entities))
    return _post(world, place, formatted, reply_markup).json()


def send_document(
    world: World,
    *,
    chat_id: str,
    document: Upload,
    caption: str = "",
    parse_mode: str = "",
    caption_entities: list[Any] | None = None,
    disable_content_type_detection: bool = False,
    disable_notification: bool = False,
    protect_content: bool = False,
    message_thread_id: int | None = None,
    reply_parameters: dict[str, Any] | None = None,
    reply_markup: dict[str, Any] | None = None,
) -> Json:
    del disable_content_type_detection, disable_notification, protect_content
    place = _place(world, chat_id, message_thread_id, reply_parameters)
    if not document.data:
        raise bad_request("file must be non-empty")
    if len(document.data) > UPLOAD_BYTES:
        raise RefusedError(413, "Request Entity Too Large")
    formatted = texts.require_caption(texts.incoming(caption, parse_mode, caption_entities))
    message = _post(world, place, formatted, reply_markup)
    message.file = world.keep_file(document.data, document.name, document.content_type)
    named = {"file_name": document.name, "mime_type": document.content_type}
    message.content = {"document": message.file.json() | named}
    return message.json()


def send_chat_action(
    world: World, *, chat_id: str, action: str, message_thread_id: int | None = None
) -> bool:
    chat = world.reachable(chat_id)
    if action not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    _require_thread(chat, message_thread_id)
    chat.actions.append((time.monotonic(), action, message_thread_id))
    world.changed.notify_all()
    return True


def require_preview(options: Json | None) -> None:
    if options and not options.keys() <= PREVIEW:
        raise bad_request(f"link_preview_options knows no {sorted(options.keys() - PREVIEW)}")


def _post(world: World, place: Place, text: FormattedText, markup: Json | None) -> Message:
    rows = keyboard(markup)
    message = Message(
        chat=place.chat,
        id=world.next_message_id(place.chat),
        sender=world.bot,
        text=text,
        reply_to=place.reply_to,
        quote=place.quote,
        thread=place.thread,
        keyboard=rows,
        markup=markup,
    )
    return world.keep(place.chat, message)


def _place(world: World, chat_id: str, thread: int | None, reply: Json | None) -> Place:
    chat = world.reachable(chat_id)
    _require_thread(chat, thread)
    target = _reply_target(chat, reply) if reply else None
    if target and chat.is_forum:
        thread = target.thread
    elif target and chat.type == "supergroup":
        thread = target.thread or target.id
    quote = _quote(target, reply) if target and reply and reply.get("quote") else None
    return Place(chat, thread, target, quote)


def _require_thread(chat: Chat, thread: int | None) -> None:
    # subtle: outside forums a message may carry a thread id that sending doesn't take.
    if thread is not None and thread not in chat.topics:
        raise bad_request("message thread not found")


def _reply_target(chat: Chat, reply: Json) -> Message | None:
    if unknown := reply.keys() - REPLY:
        raise bad_request(f"this fake's reply_parameters know no {sorted(unknown)}")
    if str(reply.get("chat_id", chat.id)) != str(chat.id):
        raise bad_request("this fake knows no replies across chats")
    target = chat.by_id.get(reply["message_id"])
    if target and not target.deleted:
        return target
    if reply.get("allow_sending_without_reply"):
        return None
    raise bad_request("message to be replied not found")


def _quote(target: Message, reply: Json) -> Json:
    """A part of the target, exact to the letter and the formatting, as Telegram demands."""
    quote = texts.incoming(
        reply["quote"], reply.get("quote_parse_mode", ""), reply.get("quote_entities")
    )
    if len(quote.text) > QUOTE_CHARACTERS:
        raise bad_request("QUOTE_TEXT_TOO_LONG")
    near = reply.get("quote_position", 0)
    places = [
        at
        for at in range(len(target.text.text))
        if target.text.text.startswith(quote.text, at) and _same_look(target.text, quote, at)
    ]
    if not places:
        raise bad_request("QUOTE_TEXT_INVALID")
    offsets = [utf16_length(target.text.text[:at]) for at in places]
    position = min(offsets, key=lambda offset: abs(offset - near))
    return {"text": quote.text, "position": position, "is_manual": True}


def _same_look(text: FormattedText, quote: FormattedText, at: int) -> bool:
    start = utf16_length(text.text[:at])
    looks = text.styles()[start : start + utf16_length(quote.text)]
    return [_quotable(look) for look in looks] == [_quotable(look) for look in quote.styles()]


def _quotable(look: frozenset[tuple[str, str, str]]) -> set[str]:
    return {kind for kind, _, _ in look} & QUOTABLE


METHODS = (send_message, send_document, send_chat_action)
