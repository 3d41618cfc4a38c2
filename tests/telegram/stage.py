"""Plays the script of a case file and writes down what people see.

A script's lines: `anna: words` in private; `anna in the group: words`; `anna replies: words` and
`anna taps: label`, to the last message of the bot that she sees; `anna forges: data`, under that
message; `anna edits: words` and `anna deletes: `, her last message; `anna sends: photo`;
`anna sends the file: name | content | caption`, or only some of it;
`anna repeats: words`, 25 times; `anna types inline: words`; `anna joins: `, by an invitation;
`anna adds the bot: ` to a group of hers. Olga owns the bot, mallory is nobody, others are guests.
"""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from tests.telegram.fake.methods.answering import message_of
from tests.telegram.oracle import utf16_slice

if TYPE_CHECKING:
    from typing import Any

    from tests.telegram.conftest import Office
    from tests.telegram.fake import CallbackQuery, Message, User
    from tests.telegram.fake.world import Chat
    from tests.telegram.oracle import FormattedText

_STEP = re.compile(
    r"(\w+)(?: (in the group|replies|taps|forges|edits|deletes|sends the file|sends|repeats"
    r"|types inline|joins|adds the bot))?: (.*)"
)
_MARKS = {"bold": "**", "underline": "__", "code": "`"}
_QUOTATIONS = {"blockquote": "> ", "expandable_blockquote": ">> "}
_VARYING = (
    (r"i_[\w-]{32}", "i_…"),
    (r"incident \w{8}", "incident (number)"),
    (r"again in \d+ seconds?", "again in (some) seconds"),
    (r"guest: \w+ \(\d+\)\n", ""),  # of other cases
)
REPEATED = 25
TOO_LARGE = 21_000_000


class Stage:
    """A cast, a group that the owner allowed, and the transcript."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._people: dict[str, User] = {"olga": office.olga}
        self._group: Chat | None = None
        self._last: dict[str, Message] = {}
        self._seen: set[tuple[int, int, int]] = set()

    def play(self, script: str) -> str:
        """The transcript of a script."""
        return "\n".join(self._played(line) for line in script.splitlines() if line)

    def _played(self, line: str) -> str:
        match = _STEP.fullmatch(line)
        assert match, f"not a step: {line!r}"
        name, manner, words = match.groups()
        for known, person in self._people.items():
            words = words.replace(f"<number of {known}>", str(person.id))
        shown = self._acted(name, manner, words)
        return self._steady("\n".join([line, *(shown or ["(nothing)"])]) + "\n")

    def _acted(self, name: str, manner: str | None, words: str) -> list[str]:
        """Do one step; what came of it."""
        person = self._person(name)
        if manner == "joins":
            return [look(person.private.from_bot[0])]
        if manner == "types inline":
            inline = person.asks_inline(words)
            self._office.telegram.wait_for(lambda: inline.answer)
            return [offer(result) for result in inline.results]
        chat = self._chat(person, manner)
        self._look(chat)
        tap = self._act(person, name, manner, chat, words)
        self._until_dealt_with()
        return [*self._look(chat), *([_told(tap)] if tap else [])]

    def _act(
        self, person: User, name: str, manner: str | None, chat: Chat, words: str
    ) -> CallbackQuery | None:
        match manner:
            case "taps":
                return person.taps(chat.from_bot[-1], words)
            case "forges":
                return person.taps(chat.from_bot[-1], data=words)
            case "edits":
                person.edits(self._last[name], words)
            case "deletes":
                person.deletes(self._last[name])
            case "adds the bot":
                person.adds_bot(chat)
            case "sends the file":
                name, content, caption, *_ = [*map(str.strip, words.split("|")), "", ""]
                data = content.encode().decode("unicode_escape").encode()
                size = TOO_LARGE if content == "(too large)" else None
                name = name.encode().decode("unicode_escape")
                person.sends_document(chat, data, name, size=size, caption=caption)
            case "sends":
                getattr(person, f"sends_{words}")(chat)
            case _:
                reply_to = chat.from_bot[-1] if manner == "replies" else None
                for _ in range(REPEATED if manner == "repeats" else 1):
                    self._last[name] = person.sends(chat, words, reply_to=reply_to)
        return None

    def _person(self, name: str) -> User:
        if name not in self._people:
            stranger = name == "mallory"
            make = self._office.telegram.person if stranger else self._office.guest
            self._people[name] = make(name.capitalize())
        return self._people[name]

    def _chat(self, person: User, manner: str | None) -> Chat:
        if manner == "adds the bot":
            return self._office.telegram.group("Friends", person)
        if manner != "in the group":
            return person.private
        if self._group is None:
            self._group = self._office.telegram.supergroup("Team", self._office.olga)
            self._office.olga.adds_bot(self._group, admin=True)
            self._until_dealt_with()
        return self._group

    def _until_dealt_with(self) -> None:
        """Until the bot has fetched every update and has none left in its inbox."""
        (state,) = (self._office.bot.folder / "index").glob("telegram-*.sqlite3")
        with closing(sqlite3.connect(f"{state.as_uri()}?mode=ro", uri=True)) as database:
            query = "SELECT count(*) FROM inbox WHERE raw IS NOT NULL"
            pending = self._office.telegram.world.inbox.pending
            self._office.telegram.wait_for(
                lambda: not pending and database.execute(query).fetchone() == (0,)
            )

    def _look(self, chat: Chat) -> list[str]:
        """What the bot wrote or changed in a chat since the last look."""
        shown: list[str] = []
        for message in chat.from_bot:
            key = (chat.id, message.id, len(message.versions))
            if key not in self._seen:
                self._seen.add(key)
                text = look(message)
                if shown and shown[-1].partition(" ✕")[0] == text:
                    times = int(shown[-1].partition(" ✕")[2] or 1) + 1
                    shown[-1] = f"{text} ✕{times}"
                    continue
                shown.append(("(edited)\n" if message.versions else "") + look(message))
        return shown

    def _steady(self, text: str) -> str:
        for name, person in self._people.items():
            text = text.replace(str(person.id), f"<number of {name}>")
        for pattern, steady in _VARYING:
            text = re.sub(pattern, steady, text)
        return text


def look(message: Message) -> str:
    """A message as text: marks, quotations by the line, files, buttons in rows."""
    rows = [" ".join(f"[{button['text']}]" for button in row) for row in message.keyboard]
    file = [f"(file {message.file.name}: {message.file.data!r})"] if message.file else []
    return "\n".join([*_lines(message.text), *file, *rows])


def _lines(formatted: FormattedText) -> list[str]:
    text = formatted.text
    if not text:
        return []
    opens: dict[int, str] = {}
    for entity in formatted.entities:
        mark = _MARKS.get(entity.type)
        if mark:
            opens[entity.offset] = opens.get(entity.offset, "") + mark
            opens[entity.end] = mark + opens.get(entity.end, "")
        elif prefix := _QUOTATIONS.get(entity.type):
            quoted = utf16_slice(text, entity.offset, entity.length)
            breaks = [i for i, letter in enumerate(quoted) if letter == "\n"]
            for at in (0, *(i + 1 for i in breaks)):
                place = entity.offset + len(quoted[:at].encode("utf-16-le")) // 2
                opens[place] = prefix + opens.get(place, "")
    units = text.encode("utf-16-le")
    places = sorted({0, *opens, len(units) // 2})
    pieces = [
        opens.get(start, "") + units[2 * start : 2 * end].decode("utf-16-le")
        for start, end in zip(places, [*places[1:], len(units) // 2], strict=True)
    ]
    return "".join(pieces).split("\n")


def _told(tap: CallbackQuery) -> str:
    assert tap.answer
    kind = "alert" if tap.answer["show_alert"] else "toast"
    return f"({kind}: {tap.answer['text']})" if tap.answer["text"] else "(the button settles)"


def offer(result: dict[str, Any]) -> str:
    """An inline result as it is listed, and the message that it sends."""
    content = result["input_message_content"]
    buttons = [f"[{b['text']}]" for row in result["reply_markup"]["inline_keyboard"] for b in row]
    listed = f"({result['title']} | {result['description']})"
    return "\n".join([listed, *_lines(message_of(content)), *buttons])
