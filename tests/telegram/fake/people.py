"""What people do: write, edit, tap, ask inline, send files, let the bot in and throw it out."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.telegram.fake.membership import change_bot_status
from tests.telegram.fake.methods.answering import message_of
from tests.telegram.fake.privacy import sees
from tests.telegram.fake.queries import CallbackQuery, InlineQuery
from tests.telegram.fake.text import TEXT_CODE_POINTS, cleaned, trimmed, with_links
from tests.telegram.fake.world import NOTHING, Chat, Json, Message, Person, World
from tests.telegram.oracle import Entity, FormattedText

if TYPE_CHECKING:
    from collections.abc import Iterable

PHOTO = {"width": 90, "height": 90}
STICKER = {
    "width": 512,
    "height": 512,
    "type": "regular",
    "is_animated": False,
    "is_video": False,
    "emoji": "👍",
}


@dataclass(eq=False, frozen=True, slots=True)
class User:
    """A person at the screen; every act returns what it left behind."""

    world: World
    person: Person

    @property
    def id(self) -> int:
        return self.person.id

    @property
    def private(self) -> Chat:
        """The chat with the bot; it comes into being on first use."""
        chats = self.world.chats
        return chats.setdefault(self.id, Chat(self.id, "private", person=self.person))

    def sends(
        self,
        chat: Chat,
        text: str,
        *,
        entities: Iterable[Entity] = (),
        reply_to: Message | None = None,
        topic: int | None = None,
    ) -> Message:
        """A text as the person's app would send it: cleaned, with links and commands marked."""
        formatted = with_links(trimmed(cleaned(FormattedText(text, tuple(entities)))))
        if not 1 <= len(formatted.text) <= TEXT_CODE_POINTS:
            raise ValueError(f"Telegram's apps don't send {len(formatted.text)} characters")
        return self._post(chat, text=formatted, reply_to=reply_to, topic=topic)

    def starts(self, payload: str = "") -> Message:
        """Follow a deep link, or press Start."""
        return self.sends(self.private, f"/start {payload}".rstrip())

    def edits(self, message: Message, text: str) -> Message:
        with self.world.changed:
            message.versions.append(message.text)
            message.text = with_links(trimmed(cleaned(FormattedText(text))))
            message.edited = int(time.time())
            self._tell("edited_message", message)
        return message

    def deletes(self, message: Message) -> None:
        """The bot isn't told, as with Telegram."""
        with self.world.changed:
            message.deleted = True
            self.world.changed.notify_all()

    def taps(self, message: Message, label: str = "", *, data: str | None = None) -> CallbackQuery:
        """Tap the button with this label, or send forged callback data as a hacked app can."""
        if data is None:
            data = _button(message, label)["callback_data"]
        with self.world.changed:
            tap = CallbackQuery(str(next(self.world.numbers)), self.person, message, data)
            self.world.taps[tap.id] = tap
            self.world.inbox.push("callback_query", tap.json())
        return tap

    def copies(self, message: Message, label: str) -> str:
        """What a copy button puts on the clipboard; the bot isn't told."""
        text: str = _button(message, label)["copy_text"]["text"]
        return text

    def asks_inline(self, query: str, offset: str = "") -> InlineQuery:
        """Type `@bot query` in any chat; Telegram may answer from its cache."""
        with self.world.changed:
            inline = InlineQuery(str(next(self.world.numbers)), self.person, query, offset)
            self.world.inline[inline.id] = inline
            inline.answer = self._cached(inline)
            if inline.answer is None:
                self.world.inbox.push("inline_query", inline.json())
        return inline

    def chooses(self, inline: InlineQuery, index: int, chat: Chat) -> Message:
        """Send one of the offered results into a chat."""
        text = message_of(inline.results[index]["input_message_content"])
        return self._post(chat, text=text, via=self.world.bot)

    def sends_document(
        self,
        chat: Chat,
        data: bytes,
        name: str = "file.txt",
        mime_type: str = "text/plain",
        *,
        size: int | None = None,
        caption: str = "",
        topic: int | None = None,
    ) -> Message:
        """``size`` claims another size than the data has, so that tests needn't make 20 MiB."""
        file = self.world.keep_file(data, name, mime_type, size)
        document = file.json() | {"file_name": name, "mime_type": mime_type}
        text = with_links(FormattedText(caption))
        return self._post(chat, text=text, content={"document": document}, topic=topic)

    def sends_photo(self, chat: Chat, caption: str = "", topic: int | None = None) -> Message:
        photo = self.world.keep_file(b"\xff\xd8\xff", "photo.jpg", "image/jpeg").json() | PHOTO
        text = with_links(FormattedText(caption))
        return self._post(chat, text=text, content={"photo": [photo]}, topic=topic)

    def sends_sticker(self, chat: Chat) -> Message:
        sticker = self.world.keep_file(b"RIFF", "sticker.webp", "image/webp").json() | STICKER
        return self._post(chat, content={"sticker": sticker})

    def sends_voice(self, chat: Chat) -> Message:
        voice = self.world.keep_file(b"OggS", "voice.ogg", "audio/ogg").json()
        return self._post(chat, content={"voice": voice | {"duration": 1}})

    def blocks_bot(self) -> None:
        with self.world.changed:
            self.person.blocked = True
            change_bot_status(self.world, self.private, self.person, "kicked")

    def unblocks_bot(self) -> None:
        with self.world.changed:
            self.person.blocked = False
            change_bot_status(self.world, self.private, self.person, "member")

    def adds_bot(self, chat: Chat, *, admin: bool = False) -> None:
        with self.world.changed:
            status = "administrator" if admin else "member"
            change_bot_status(self.world, chat, self.person, status)
            self._post(chat, content={"new_chat_members": [self.world.bot.json()]})

    def removes_bot(self, chat: Chat) -> None:
        with self.world.changed:
            change_bot_status(self.world, chat, self.person, "kicked")

    def opens_topic(self, chat: Chat, name: str) -> int:
        """The topic's `message_thread_id`, which is the id of its first, service message."""
        with self.world.changed:
            content = {"forum_topic_created": {"name": name, "icon_color": 7322096}}
            first = self._post(chat, content=content)
            first.thread, chat.topics[first.id] = first.id, first
        return first.id

    def _post(
        self,
        chat: Chat,
        *,
        text: FormattedText = NOTHING,
        content: Json | None = None,
        reply_to: Message | None = None,
        topic: int | None = None,
        via: Person | None = None,
    ) -> Message:
        with self.world.changed:
            self.person.started = self.person.started or chat is self.private
            message = Message(
                chat=chat,
                id=self.world.next_message_id(chat),
                sender=self.person,
                text=text,
                content=content or {},
                # subtle: in a topic every message that answers nothing answers the topic's first.
                reply_to=reply_to or (chat.topics[topic] if topic else None),
                thread=_thread(chat, reply_to, topic),
                via=via,
            )
            self._tell("message", self.world.keep(chat, message))
        return message

    def _tell(self, kind: str, message: Message) -> None:
        if sees(self.world, message):
            self.world.inbox.push(kind, message.json())
        self.world.changed.notify_all()

    def _cached(self, inline: InlineQuery) -> Json | None:
        for whose in (0, self.id):
            until, answer = self.world.inline_cache.get(
                (whose, inline.query, inline.offset), (0.0, {})
            )
            if until > time.monotonic():
                return answer
        return None


def _thread(chat: Chat, reply_to: Message | None, topic: int | None) -> int | None:
    # subtle: in a supergroup without topics a reply carries the first message's id as its thread.
    if reply_to and chat.type == "supergroup" and not chat.is_forum:
        return reply_to.thread or reply_to.id
    return topic if topic or reply_to is None else reply_to.thread


def _button(message: Message, label: str) -> Json:
    for button in message.buttons:
        if button["text"] == label:
            return button
    raise LookupError(f"no button {label!r} among {[b['text'] for b in message.buttons]}")
