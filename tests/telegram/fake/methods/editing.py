"""Changing and deleting what stands in a chat."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from tests.telegram.fake import text as texts
from tests.telegram.fake.markup import keyboard
from tests.telegram.fake.methods.sending import require_preview
from tests.telegram.fake.refusal import bad_request

if TYPE_CHECKING:
    from tests.telegram.fake.world import Json, Message, World
    from tests.telegram.oracle import FormattedText

ADMINISTRATORS = {"administrator", "creator"}


def edit_message_text(
    world: World,
    *,
    chat_id: str,
    message_id: int,
    text: str,
    parse_mode: str = "",
    entities: list[Any] | None = None,
    link_preview_options: dict[str, Any] | None = None,
    reply_markup: dict[str, Any] | None = None,
) -> Json:
    message = _editable(world, chat_id, message_id)
    if message.content:
        raise bad_request("there is no text in the message to edit")
    if not text:
        raise bad_request("message text is empty")
    require_preview(link_preview_options)
    formatted = texts.require_message(texts.incoming(text, parse_mode, entities))
    return _change(world, message, formatted, reply_markup)


def edit_message_caption(
    world: World,
    *,
    chat_id: str,
    message_id: int,
    caption: str = "",
    parse_mode: str = "",
    caption_entities: list[Any] | None = None,
    reply_markup: dict[str, Any] | None = None,
) -> Json:
    message = _editable(world, chat_id, message_id)
    if not message.content:
        raise bad_request("there is no caption in the message to edit")
    formatted = texts.require_caption(texts.incoming(caption, parse_mode, caption_entities))
    return _change(world, message, formatted, reply_markup)


def edit_message_reply_markup(
    world: World,
    *,
    chat_id: str,
    message_id: int,
    reply_markup: dict[str, Any] | None = None,
) -> Json:
    message = _editable(world, chat_id, message_id)
    return _change(world, message, message.text, reply_markup)


def delete_message(world: World, *, chat_id: str, message_id: int) -> bool:
    chat = world.reachable(chat_id)
    message = chat.by_id.get(message_id)
    if message is None or message.deleted:
        raise bad_request("message to delete not found")
    own = message.sender is world.bot or chat.person is not None
    if not own and chat.members.get(world.bot.id) not in ADMINISTRATORS:
        raise bad_request("message can't be deleted")
    message.deleted = True
    world.changed.notify_all()
    return True


def _editable(world: World, chat_id: str, message_id: int) -> Message:
    message = world.reachable(chat_id).by_id.get(message_id)
    if message is None or message.deleted:
        raise bad_request("message to edit not found")
    if message.sender is not world.bot:
        raise bad_request("message can't be edited")
    return message


def _change(world: World, message: Message, text: FormattedText, markup: Json | None) -> Json:
    rows = keyboard(markup)
    if (text, rows) == (message.text, message.keyboard):
        raise bad_request(
            "message is not modified: specified new message content and reply markup are exactly "
            "the same as a current content and reply markup of the message"
        )
    message.versions.append(message.text)
    message.text, message.keyboard, message.edited = text, rows, int(time.time())
    world.changed.notify_all()
    return message.json()


METHODS = (edit_message_text, edit_message_caption, edit_message_reply_markup, delete_message)
