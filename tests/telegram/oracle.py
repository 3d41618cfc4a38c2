"""Telegram's own text code as a judge: TDLib's synchronous calls, offline, without an account.

The official Bot API server formats text by calling the same functions, so what these say is what
Telegram says. Offsets and lengths count UTF-16 units, as everywhere in the Bot API. What they
don't cover: the trimming of ends at the final send, length limits and keyboards.
"""

from __future__ import annotations

import functools
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

Json = dict[str, Any]

FORMATS = {
    "bold": "Bold",
    "italic": "Italic",
    "underline": "Underline",
    "strikethrough": "Strikethrough",
    "spoiler": "Spoiler",
    "code": "Code",
    "pre": "Pre",
    "blockquote": "BlockQuote",
    "expandable_blockquote": "ExpandableBlockQuote",
    "text_link": "TextUrl",
}
FOUND = {
    "mention": "Mention",
    "hashtag": "Hashtag",
    "cashtag": "Cashtag",
    "bot_command": "BotCommand",
    "url": "Url",
    "email": "EmailAddress",
    "phone_number": "PhoneNumber",
    "bank_card": "BankCardNumber",
}
_TYPES = {f"textEntityType{tdlib}": bot_api for bot_api, tdlib in (FORMATS | FOUND).items()}
_TYPES["textEntityTypePreCode"] = "pre"
_MARKUP = "*_~|`["


class TextRefusedError(Exception):
    """Telegram's parser refused the text; the message is its own words."""


@dataclass(frozen=True, slots=True, order=True)
class Entity:
    """A `MessageEntity`: half-open range of UTF-16 units with a Bot API type."""

    offset: int
    length: int
    type: str
    url: str = ""
    language: str = ""

    @classmethod
    def of(cls, value: Mapping[str, Any]) -> Entity:
        return cls(**value)

    @property
    def end(self) -> int:
        return self.offset + self.length

    def json(self) -> Json:
        extra = {"url": self.url, "language": self.language}
        base = {"type": self.type, "offset": self.offset, "length": self.length}
        return base | {name: value for name, value in extra.items() if value}

    def overlaps(self, other: Entity) -> bool:
        return max(self.offset, other.offset) < min(self.end, other.end)

    def contains(self, other: Entity) -> bool:
        return self.offset <= other.offset and other.end <= self.end


@dataclass(frozen=True, slots=True)
class FormattedText:
    text: str
    entities: tuple[Entity, ...] = ()

    def styles(self) -> tuple[frozenset[tuple[str, str, str]], ...]:
        """What each UTF-16 unit looks like: splitting or merging entities doesn't change it."""
        looks: list[set[tuple[str, str, str]]] = [set() for _ in range(utf16_length(self.text))]
        for entity in self.entities:
            for look in looks[entity.offset : entity.end]:
                look.add((entity.type, entity.url, entity.language))
        return tuple(map(frozenset, looks))


def utf16_length(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def utf16_slice(text: str, offset: int, length: int) -> str:
    """The part of a text that an entity covers."""
    raw = text.encode("utf-16-le", "surrogatepass")
    return raw[2 * offset : 2 * (offset + length)].decode("utf-16-le", "surrogatepass")


def stored(text: str, entities: Iterable[Entity] = ()) -> FormattedText:
    """The text and entities as Telegram would keep them, ends untrimmed, nothing auto-linked.

    Raises:
        TextRefusedError: an entity leaves the text or splits a character.
    """
    # subtle: of the calls that run the sanitiser only parseMarkdown hands its result out, so
    # what it would take for markup is put out of its sight.
    hidden = _stand_ins(text)
    answer = execute(
        {
            "@type": "parseMarkdown",
            "text": {
                "@type": "formattedText",
                "text": text.translate(hidden),
                "entities": [_to_tdlib(entity) for entity in entities],
            },
        }
    )
    seen = {ord(stand_in): chr(mark) for mark, stand_in in hidden.items()}
    return FormattedText(answer["text"].translate(seen), _from_tdlib(answer["entities"]))


def parsed(text: str, parse_mode: str) -> FormattedText:
    """What `parse_mode` HTML, MarkdownV2 or Markdown makes of a text.

    Raises:
        TextRefusedError: in the words that follow "can't parse entities: ".
    """
    modes: dict[str, Json] = {
        "html": {"@type": "textParseModeHTML"},
        "markdownv2": {"@type": "textParseModeMarkdown", "version": 2},
        "markdown": {"@type": "textParseModeMarkdown", "version": 1},
    }
    answer = execute(
        {"@type": "parseTextEntities", "text": text, "parse_mode": modes[parse_mode.lower()]}
    )
    return FormattedText(answer["text"], _from_tdlib(answer["entities"]))


def auto_links(text: str, entities: Iterable[Entity] = ()) -> tuple[Entity, ...]:
    """What Telegram turns into links, mentions, tags and commands by itself.

    Code, links and the borders of block quotations given in ``entities`` protect from that.
    """
    entities_found = execute({"@type": "getTextEntities", "text": text})["entities"]
    # A time such as 17:58 is only linked under a video, in no message of text.
    times = "textEntityTypeMediaTimestamp"
    found = _from_tdlib(e for e in entities_found if e["type"]["@type"] != times)
    given = tuple(entities)
    return tuple(link for link in found if not any(_protects(entity, link) for entity in given))


def execute(request: Json) -> Json:
    """One synchronous TDLib request."""
    answer: Json = json.loads(_library()(json.dumps(request).encode()) or b"")
    if answer["@type"] == "error":
        raise TextRefusedError(answer["message"])
    return answer


@functools.cache
def _library() -> Callable[[bytes], bytes | None]:
    import tdjson  # noqa: PLC0415  # 18 MB that only some tests need

    call: Callable[[bytes], bytes | None] = tdjson.td_execute
    call(json.dumps({"@type": "setLogVerbosityLevel", "new_verbosity_level": 0}).encode())
    return call


def _stand_ins(text: str) -> dict[int, str]:
    unused = (chr(code) for code in range(0xE000, 0xF8FF) if chr(code) not in text)
    return {ord(mark): next(unused) for mark in _MARKUP}


def _protects(entity: Entity, link: Entity) -> bool:
    if entity.type in {"code", "pre", "text_link"}:
        return entity.overlaps(link)
    quotes = entity.type in {"blockquote", "expandable_blockquote"}
    return quotes and entity.overlaps(link) and not entity.contains(link)


def _to_tdlib(entity: Entity) -> Json:
    kind: Json = {"@type": f"textEntityType{FORMATS[entity.type]}"}
    if entity.type == "text_link":
        kind["url"] = entity.url
    if entity.language:
        kind = {"@type": "textEntityTypePreCode", "language": entity.language}
    return {"@type": "textEntity", "offset": entity.offset, "length": entity.length, "type": kind}


def _from_tdlib(entities: Iterable[Json]) -> tuple[Entity, ...]:
    return tuple(
        Entity(
            offset=entity["offset"],
            length=entity["length"],
            type=_TYPES[entity["type"]["@type"]],
            url=entity["type"].get("url", ""),
            language=entity["type"].get("language", ""),
        )
        for entity in entities
    )
