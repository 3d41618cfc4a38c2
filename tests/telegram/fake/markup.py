"""What Telegram takes as an inline keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from tests.telegram.fake.refusal import bad_request

if TYPE_CHECKING:
    from tests.telegram.fake.world import Json, Keyboard

MOST_BUTTONS = 100
MOST_IN_A_ROW = 8
CALLBACK_BYTES = 64
COPY_CHARACTERS = 256
LOOKS = {"text", "style", "icon_custom_emoji_id"}
STYLES = {"danger", "success", "primary"}
ACTIONS = {
    "callback_data",
    "copy_text",
    "switch_inline_query",
    "switch_inline_query_chosen_chat",
    "switch_inline_query_current_chat",
    "url",
}


def keyboard(markup: Json | None) -> Keyboard:
    """The rows of a `reply_markup`; other markups than inline keyboards and ForceReply refuse."""
    if not markup or markup.get("force_reply"):
        return ()
    if markup.keys() != {"inline_keyboard"}:
        raise bad_request(f"this fake knows no reply_markup with {sorted(markup)}")
    rows = tuple(tuple(row) for row in markup["inline_keyboard"] if row)
    if max(map(len, rows), default=0) > MOST_IN_A_ROW or sum(map(len, rows)) > MOST_BUTTONS:
        raise bad_request("reply markup is too long")
    for row in rows:
        for button in row:
            _require_button(button)
    return rows


def _require_button(button: Json) -> None:
    if not isinstance(button.get("text"), str) or not button["text"].strip():
        raise bad_request("can't parse inline keyboard button: text must be non-empty")
    actions = button.keys() - LOOKS
    if not actions:
        raise bad_request("text buttons are unallowed in the inline keyboard")
    if len(actions) > 1 or not actions <= ACTIONS:
        raise bad_request(f"a button does exactly one known thing, not {sorted(actions)}")
    if button.get("style", "primary") not in STYLES:
        raise bad_request("BUTTON_STYLE_INVALID")
    (action,) = actions
    _require_action(action, button[action])


def _require_action(action: str, value: Any) -> None:
    match action:
        case "callback_data" if not 1 <= len(str(value).encode()) <= CALLBACK_BYTES:
            raise bad_request("BUTTON_DATA_INVALID")
        case "copy_text" if not 1 <= len(value["text"]) <= COPY_CHARACTERS:
            raise bad_request("BUTTON_COPY_TEXT_INVALID")
        case "url" if not _is_url(value):
            raise bad_request("BUTTON_URL_INVALID")


def _is_url(value: str) -> bool:
    parts = urlsplit(value)
    return parts.scheme in {"http", "https", "tg"} and bool(parts.netloc)
