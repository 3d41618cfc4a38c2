"""What Telegram knows: people, chats, messages, files, and what the bot said of itself.

All state is guarded by `World.changed`, a condition over a re-entrant lock: the HTTP server works
in its own thread, the test in another, and a test waits for a change.
"""

from __future__ import annotations

import itertools
import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tests.telegram.fake.inbox import Inbox
from tests.telegram.fake.refusal import RefusedError, bad_request, forbidden
from tests.telegram.oracle import FormattedText

if TYPE_CHECKING:
    from tests.telegram.fake.flood import Flood
    from tests.telegram.fake.queries import CallbackQuery, InlineQuery

Json = dict[str, Any]
Keyboard = tuple[tuple[Json, ...], ...]
NOTHING = FormattedText("")
PRESENT = {"creator", "administrator", "member"}


@dataclass(eq=False, slots=True)
class Person:
    """A user or a bot; ``started`` and ``blocked`` say how a private chat with the bot stands."""

    id: int
    first_name: str
    username: str = ""
    is_bot: bool = False
    language_code: str = "en"
    started: bool = False
    blocked: bool = False

    def json(self) -> Json:
        base = {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name}
        if not self.is_bot:
            base["language_code"] = self.language_code
        return base | ({"username": self.username} if self.username else {})


@dataclass(eq=False, slots=True)
class File:
    id: str
    data: bytes = field(repr=False)
    name: str = ""
    mime_type: str = "application/octet-stream"
    size: int = 0
    path: str = ""

    def json(self) -> Json:
        return {"file_id": self.id, "file_unique_id": f"u{self.id}", "file_size": self.size}


@dataclass(eq=False, slots=True)
class Message:
    """A message as Telegram keeps it; ``text`` is the caption where ``content`` has a file."""

    chat: Chat
    id: int
    sender: Person
    text: FormattedText = NOTHING
    content: Json = field(default_factory=dict)
    file: File | None = None
    reply_to: Message | None = None
    quote: Json | None = None
    thread: int | None = None
    keyboard: Keyboard = ()
    markup: Json | None = None
    via: Person | None = None
    date: int = field(default_factory=lambda: int(time.time()))
    sent_at: float = field(default_factory=time.monotonic)
    edited: int = 0
    deleted: bool = False
    versions: list[FormattedText] = field(default_factory=list)

    @property
    def buttons(self) -> list[Json]:
        return [button for row in self.keyboard for button in row]

    def json(self, *, nested: bool = False) -> Json:
        """The Bot API's `Message`; a replied-to message doesn't carry its own reply."""
        value: Json = {
            "message_id": self.id,
            "from": self.sender.json(),
            "chat": self.chat.json(),
            "date": self.date,
        }
        value |= self._text_json() | self.content
        if self.thread is not None:
            value["message_thread_id"] = self.thread
            if self.chat.is_forum:
                value["is_topic_message"] = True
        if self.reply_to and not nested and not self.reply_to.deleted:
            value["reply_to_message"] = self.reply_to.json(nested=True)
            value |= {"quote": self.quote} if self.quote else {}
        if self.keyboard:
            value["reply_markup"] = {"inline_keyboard": [list(row) for row in self.keyboard]}
        value |= {"via_bot": self.via.json()} if self.via else {}
        return value | ({"edit_date": self.edited} if self.edited else {})

    def _text_json(self) -> Json:
        if not self.text.text:
            return {}
        text, entities = ("caption", "caption_entities") if self.content else ("text", "entities")
        value: Json = {text: self.text.text}
        if self.text.entities:
            value[entities] = [entity.json() for entity in self.text.entities]
        return value


@dataclass(eq=False, slots=True)
class Chat:
    """A private chat, group or supergroup; ``members`` maps user ids to their status."""

    id: int
    type: str
    title: str = ""
    person: Person | None = None
    is_forum: bool = False
    members: dict[int, str] = field(default_factory=dict)
    topics: dict[int, Message] = field(default_factory=dict)
    by_id: dict[int, Message] = field(default_factory=dict)
    actions: list[tuple[float, str, int | None]] = field(default_factory=list)
    migrated_to: int | None = None
    ids: itertools.count[int] = field(default_factory=lambda: itertools.count(1))

    @property
    def messages(self) -> list[Message]:
        """Everything that stands in the chat, oldest first."""
        return [message for message in self.by_id.values() if not message.deleted]

    @property
    def from_bot(self) -> list[Message]:
        return [message for message in self.messages if message.sender.is_bot]

    def replies_to(self, message: Message) -> list[Message]:
        return [reply for reply in self.from_bot if reply.reply_to is message]

    def json(self) -> Json:
        if self.person:
            name = {"first_name": self.person.first_name}
            name |= {"username": self.person.username} if self.person.username else {}
            return {"id": self.id, "type": self.type} | name
        forum = {"is_forum": True} if self.is_forum else {}
        return {"id": self.id, "type": self.type, "title": self.title} | forum


@dataclass(eq=False)
class World:
    """Everything behind the Bot API of one bot."""

    bot: Person
    token: str
    privacy: bool = True
    callback_seconds: float = 15.0
    inline_seconds: float = 15.0
    flood: Flood | None = None
    changed: threading.Condition = field(default_factory=threading.Condition)
    people: dict[int, Person] = field(default_factory=dict)
    chats: dict[int, Chat] = field(default_factory=dict)
    posted: list[Message] = field(default_factory=list)
    files: dict[str, File] = field(default_factory=dict)
    taps: dict[str, CallbackQuery] = field(default_factory=dict)
    inline: dict[str, InlineQuery] = field(default_factory=dict)
    inline_cache: dict[tuple[int, str, str], tuple[float, Json]] = field(default_factory=dict)
    commands: dict[tuple[str, str], list[Json]] = field(default_factory=dict)
    profile: dict[tuple[str, str], str] = field(default_factory=dict)
    menu_buttons: dict[int | None, Json] = field(default_factory=dict)
    numbers: itertools.count[int] = field(default_factory=lambda: itertools.count(1))

    def __post_init__(self) -> None:
        self.inbox = Inbox(self.changed)
        self._private_ids = itertools.count(1)

    def chat(self, chat_id: int | str) -> Chat:
        """The chat, whether or not the bot may speak in it."""
        chat = self.chats.get(int(chat_id)) if str(chat_id).lstrip("-").isdigit() else None
        if chat is None:
            raise bad_request("chat not found")
        return chat

    def reachable(self, chat_id: int | str) -> Chat:
        """The chat that the bot may speak in, or Telegram's refusal."""
        chat = self.chat(chat_id)
        if chat.migrated_to:
            words = "Bad Request: group chat was upgraded to a supergroup chat"
            raise RefusedError(400, words, migrate_to_chat_id=chat.migrated_to)
        if chat.person and chat.person.blocked:
            raise forbidden("bot was blocked by the user")
        if chat.person and not chat.person.started:
            raise forbidden("bot can't initiate conversation with a user")
        status = chat.members.get(self.bot.id)
        if status == "kicked":
            raise forbidden(f"bot was kicked from the {chat.type} chat")
        if status not in PRESENT and not chat.person:
            raise forbidden(f"bot is not a member of the {chat.type} chat")
        return chat

    def next_message_id(self, chat: Chat) -> int:
        # subtle: only supergroups count by themselves; the others share the account's numbers.
        return next(chat.ids if chat.type == "supergroup" else self._private_ids)

    def keep(self, chat: Chat, message: Message) -> Message:
        chat.by_id[message.id] = message
        self.posted.append(message)
        self.changed.notify_all()
        return message

    def keep_file(self, data: bytes, name: str, mime_type: str, size: int | None = None) -> File:
        number = next(self.numbers)
        file = File(f"file{number}", data, name, mime_type, len(data) if size is None else size)
        self.files[file.id] = file
        return file
