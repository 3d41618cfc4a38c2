"""The Bot API's methods that the fake has; every other one is `404 Not Found`, as with Telegram."""

from __future__ import annotations

from tests.telegram.fake.binding import api_name
from tests.telegram.fake.methods import (
    about_bot,
    about_chats,
    answering,
    editing,
    receiving,
    sending,
)

_ROOMS = (about_bot, about_chats, answering, editing, receiving, sending)

# subtle: method names are case-insensitive at Telegram.
METHODS = {api_name(method).lower(): method for room in _ROOMS for method in room.METHODS}
