"""What Telegram does to a text before it keeps it, and what it refuses.

Ported from the behaviour of TDLib's `fix_formatted_text` and compared with it in
`test_oracle.py`. One difference is on purpose: where Telegram drops formatting in silence
(nested quotations, bold in code, ...), this refuses, so that a bot's mistake is seen.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING

from tests.telegram.fake.refusal import bad_request
from tests.telegram.oracle import (
    FORMATS,
    Entity,
    FormattedText,
    TextRefusedError,
    auto_links,
    parsed,
    utf16_length,
    utf16_slice,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Any

RAW_BYTES = 32768
TEXT_CODE_POINTS = 4096
CAPTION_CODE_POINTS = 1024
ENTITIES = 100

_BECOMES = dict.fromkeys([*range(10), 11, 12, *range(14, 32)], " ")
_BECOMES |= dict.fromkeys([0x0D, 0x030A, 0x0333, 0x033F, *range(0x2028, 0x202F)], "")
_BECOMES[0x0A] = "\n"
_REPEATED_MARK = re.compile("[\u200e\u200f](?=[\u200e\u200f])")
_INVISIBLE = re.compile(
    r"[ \n\u00a0\u1680\u180e\u2000-\u200f\u202e\u202f\u205f\u2800\u3000\ufeff\ufffc"
    r"\U000e0000-\U000e007f]*"
)
_QUOTATIONS = {"blockquote", "expandable_blockquote"}
_CODE = {"code", "pre"}
_LARGEST = 1_000_000


def incoming(
    text: str, parse_mode: str = "", entities: Sequence[Mapping[str, Any]] | None = None
) -> FormattedText:
    """A bot's text as it would be kept, or the refusal."""
    if len(text.encode()) > RAW_BYTES:
        raise bad_request("text is too long")
    if parse_mode and entities:
        raise bad_request("this fake refuses parse_mode together with entities")
    given = _parsed(text, parse_mode) if parse_mode else FormattedText(text, _read(entities or ()))
    if lost := losses(given.entities):
        raise bad_request(f"Telegram would drop formatting in silence: {lost}")
    try:
        kept = trimmed(cleaned(given))
    except TextRefusedError as refused:
        raise bad_request(str(refused)) from None
    return with_links(kept)


def require_message(formatted: FormattedText) -> FormattedText:
    if _INVISIBLE.fullmatch(formatted.text):
        raise bad_request("text must be non-empty")
    if len(formatted.text) > TEXT_CODE_POINTS:
        raise bad_request("message is too long")
    return formatted


def require_caption(formatted: FormattedText) -> FormattedText:
    if len(formatted.text) > CAPTION_CODE_POINTS:
        raise bad_request("message caption is too long")
    return formatted


def cleaned(formatted: FormattedText) -> FormattedText:
    """Control characters become spaces, some characters vanish, entities move along.

    Raises:
        TextRefusedError: an entity leaves the text or splits a character, in TDLib's words.
    """
    text, moved = _clean_text(formatted.text)
    entities = [_moved(entity, moved, formatted.text) for entity in formatted.entities]
    if not text.strip(" \n"):
        return FormattedText("")
    return FormattedText(text, tuple(sorted(entity for entity in entities if entity.length)))


def trimmed(formatted: FormattedText) -> FormattedText:
    """Spaces and line breaks go from both ends, but never from an entity's beginning."""
    text = formatted.text.rstrip(" \n")
    end = utf16_length(text)
    kept = [entity for entity in formatted.entities if entity.offset < end]
    first = min((entity.offset for entity in kept), default=end)
    start = min(first, len(text) - len(text.lstrip(" \n")))
    return FormattedText(
        text[start:],
        tuple(
            replace(e, offset=e.offset - start, length=min(e.length, end - e.offset)) for e in kept
        ),
    )


def losses(entities: Iterable[Entity]) -> str:
    """The first pair of entities of which Telegram would drop one, or empty."""
    for pair in combinations(entities, 2):
        one, other = sorted(pair, key=lambda entity: entity.type in _QUOTATIONS, reverse=True)
        if one.overlaps(other) and not _together(one, other):
            return f"{one.type} with {other.type} at {one.offset} and {other.offset}"
    return ""


def with_links(formatted: FormattedText) -> FormattedText:
    """With what Telegram links by itself."""
    links = auto_links(formatted.text, formatted.entities)
    ordered = sorted((*formatted.entities, *links), key=lambda e: (e.offset, -e.length, e.type))
    return FormattedText(formatted.text, tuple(ordered))


def covered(formatted: FormattedText, kind: str) -> list[str]:
    """The parts of the text that entities of one type cover."""
    return [
        utf16_slice(formatted.text, entity.offset, entity.length)
        for entity in formatted.entities
        if entity.type == kind
    ]


def _parsed(text: str, parse_mode: str) -> FormattedText:
    if parse_mode.lower() not in {"html", "markdown", "markdownv2"}:
        raise bad_request("unsupported parse_mode")
    try:
        return parsed(text, parse_mode)
    except TextRefusedError as refused:
        raise bad_request(str(refused)) from None


def _read(entities: Sequence[Mapping[str, Any]]) -> tuple[Entity, ...]:
    if len(entities) > ENTITIES:
        raise bad_request(f"Telegram keeps only {ENTITIES} entities, not {len(entities)}")
    for entity in entities:
        if not {"type", "offset", "length"} <= entity.keys() <= set(Entity.__slots__):
            raise bad_request(f"this fake can't read the entity {dict(entity)}")
        if entity["type"] not in FORMATS:
            raise bad_request(f"bots can't send entities of type {entity['type']}")
        if entity["length"] == 0:
            raise bad_request("Telegram would drop an empty entity in silence")
    return tuple(map(Entity.of, entities))


def _together(one: Entity, other: Entity) -> bool:
    """Whether two overlapping entities both survive; ``one`` is the quotation if there is one."""
    if one.type in _QUOTATIONS:
        return other.type not in _QUOTATIONS and (
            one.contains(other) or other.type not in {*_CODE, "text_link"}
        )
    if one.type == other.type:
        return one.type not in {*_CODE, "text_link"}
    return not {one.type, other.type} & _CODE


def _clean_text(text: str) -> tuple[str, list[int | None]]:
    """The clean text, and for each old UTF-16 offset the new one (None inside a character)."""
    pieces: list[str] = []
    moved: list[int | None] = []
    at = 0
    for character in text:
        kept = _BECOMES.get(ord(character), character)
        moved += [at, None] if ord(character) > 0xFFFF else [at]
        pieces.append(kept)
        at += utf16_length(kept)
    return _REPEATED_MARK.sub("\u200c", "".join(pieces)), [*moved, at]


def _moved(entity: Entity, moved: Sequence[int | None], text: str) -> Entity:
    if not 0 <= entity.offset <= _LARGEST:
        raise TextRefusedError(f"Receive an entity with incorrect offset {entity.offset}")
    if not 0 <= entity.length <= _LARGEST:
        raise TextRefusedError(f"Receive an entity with incorrect length {entity.length}")
    if entity.offset >= len(moved):
        words = "Entity begins after the end of the text at UTF-16 offset"
        raise TextRefusedError(f"{words} {entity.offset}")
    start = moved[entity.offset]
    if start is None:
        words = "Entity begins in a middle of a UTF-16 symbol at byte offset"
        raise TextRefusedError(f"{words} {_bytes_through(text, entity.offset)}")
    if entity.end >= len(moved):
        words = f"Entity beginning at UTF-16 offset {entity.offset} ends after the end of the text"
        raise TextRefusedError(f"{words} at UTF-16 offset {entity.end}")
    end = moved[entity.end]
    if end is None:
        words = f"Entity beginning at UTF-16 offset {entity.offset} ends in a middle of a UTF-16"
        raise TextRefusedError(f"{words} symbol at byte offset {_bytes_through(text, entity.end)}")
    return replace(entity, offset=start, length=end - start)


def _bytes_through(text: str, middle: int) -> int:
    """The UTF-8 offset after the character that holds this UTF-16 offset."""
    return len(utf16_slice(text, 0, middle + 1).encode())
