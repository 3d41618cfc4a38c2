"""Buttons that carry their own proof: nothing about them is stored.

A button's data is an action, how many quotes stand before the one it is about (or the number of
the document to remove), and an HMAC-SHA256 over both and over the question's place. The question
itself is read from the message that the answer replies to, which Telegram sends along with a
press. So a button works after a restart, and data made up by a client, or carried to another chat
or question, is refused.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from telegram import CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.constants import InlineKeyboardButtonLimit

from bot.telegram import upload_wording, wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.telegram.uploads import Upload

_MAC_BYTES = 15  # 120 bits, 20 characters
_DATA = re.compile(r"([a-z])(\d{1,6})\.([\w-]{20})")


class Action(StrEnum):
    """What a button does; the values are what is signed and sent."""

    CONTEXT = "c"
    NEXT = "n"
    HELPFUL = "g"
    NOT_HELPFUL = "b"
    REMOVE = "r"


@dataclass(frozen=True, slots=True)
class Place:
    """The message that a question stands in."""

    chat_id: int
    question_id: int


@dataclass(frozen=True, slots=True)
class Press:
    """A button's meaning: the action and the number of quotes before its own.

    To remove a document, that is the upload's number instead.
    """

    action: Action
    skip: int


class Signer:
    """Signs and reads button data with one key."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def data(self, press: Press, place: Place) -> str:
        """The callback data: at most 28 of the 64 bytes that Telegram allows."""
        return f"{press.action}{press.skip}.{self._mac(press, place)}"

    def read(self, data: str, place: Place) -> Press | None:
        """What the data of a press means; None where this signer didn't make it for this place."""
        match = _DATA.fullmatch(data)
        if not match or match[1] not in set(Action):
            return None
        press = Press(Action(match[1]), int(match[2]))
        return press if hmac.compare_digest(self.data(press, place), data) else None

    def _mac(self, press: Press, place: Place) -> str:
        message = f"{press.action}|{press.skip}|{place.chat_id}|{place.question_id}"
        digest = hmac.digest(self._key, message.encode(), hashlib.sha256)
        return base64.urlsafe_b64encode(digest[:_MAC_BYTES]).decode()


class Keyboards:
    """Builds the buttons under an answer."""

    def __init__(self, signer: Signer) -> None:
        self._signer = signer

    def under_answer(
        self, place: Place, *, skip: int, shown: int, citations: Sequence[str], link: str
    ) -> InlineKeyboardMarkup:
        """The buttons under ``shown`` quotes that stand after ``skip`` others."""
        return InlineKeyboardMarkup(
            [
                [
                    self._button(wording.MORE_CONTEXT, Press(Action.CONTEXT, skip), place),
                    self._button(wording.NEXT_QUOTE, Press(Action.NEXT, skip + shown), place),
                ],
                _copies(citations, link),
                [
                    self._button(wording.HELPFUL, Press(Action.HELPFUL, skip), place),
                    self._button(wording.NOT_HELPFUL, Press(Action.NOT_HELPFUL, skip), place),
                ],
            ]
        )

    def under_sources(self, place: Place, uploads: Sequence[Upload]) -> InlineKeyboardMarkup | None:
        """The buttons that remove uploads, under the list of documents."""
        rows = [
            [
                self._button(
                    upload_wording.remove_upload(one.name), Press(Action.REMOVE, one.number), place
                )
            ]
            for one in uploads[: wording.LISTED_SOURCES]
        ]
        return InlineKeyboardMarkup(rows) if rows else None

    def _button(self, text: str, press: Press, place: Place) -> InlineKeyboardButton:
        return InlineKeyboardButton(text, callback_data=self._signer.data(press, place))


def _copies(citations: Sequence[str], link: str) -> list[InlineKeyboardButton]:
    several = len(citations) > 1
    names = [
        f"{wording.COPY_CITATION} {number}" if several else wording.COPY_CITATION
        for number, _ in enumerate(citations, start=1)
    ]
    texts = [*zip(names, citations, strict=True), (wording.COPY_LINK, link)]
    # A long citation still stands in the text, where a tap copies it too.
    most = InlineKeyboardButtonLimit.MAX_COPY_TEXT
    return [
        InlineKeyboardButton(name, copy_text=CopyTextButton(text))
        for name, text in texts
        if 0 < len(text) <= most
    ]
