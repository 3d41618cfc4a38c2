"""Long texts in several messages: cut between paragraphs, lines, sentences or words.

Telegram takes 4096 characters and 100 entities a message
(core.telegram.org/bots/api#sendmessage); it counts code points but clients count UTF-16 units,
so this keeps to the stricter of both.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import accumulate
from typing import TYPE_CHECKING

from telegram.constants import MessageLimit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.telegram.styled import Styled

UNITS = int(MessageLimit.MAX_TEXT_LENGTH)
ENTITIES = int(MessageLimit.MESSAGE_ENTITIES)
_SPACE = " \n"
_JOINERS = "\u200d\ufe0e\ufe0f"
_BREAKS = (
    re.compile(r"\n\n+"),
    re.compile(r"\n"),
    re.compile(r"(?<=[.!?…])[\"'”’»)\]]* +|(?<=[。！？])"),
    re.compile(r" +"),
)


def units(text: str) -> int:
    """The length in UTF-16 units.

    >>> units("a😀")
    3
    """
    return len(text) + sum(character > "\uffff" for character in text)


def split(whole: Styled, *, limit: int = UNITS, entities: int = ENTITIES) -> tuple[Styled, ...]:
    """Parts that each fit a message; only white space between two parts is left out.

    >>> from bot.telegram.styled import plain
    >>> [part.text for part in split(plain("One two. Three four."), limit=12)]
    ['One two.', 'Three four.']
    """
    return tuple(_parts(whole, limit, entities))


def _parts(rest: Styled, limit: int, entities: int) -> Iterator[Styled]:
    while rest:
        end = _fitting(rest, limit, entities)
        if end < len(rest.text):
            end = _good_break(rest.text, end)
        yield rest.cut(0, end).stripped()
        rest = rest.cut(end, len(rest.text)).stripped()


def _fitting(rest: Styled, limit: int, entities: int) -> int:
    """How many code points fit at most, at least one."""
    widths = accumulate(2 if character > "\uffff" else 1 for character in rest.text)
    end = next((at for at, width in enumerate(widths) if width > limit), len(rest.text))
    if len(rest.marks) > entities:
        end = min(end, sorted(rest.marks)[entities].start)
    return max(end, 1)


def _good_break(text: str, most: int) -> int:
    """The last break of the best kind in the second half of what fits, else in a word."""
    for kind in _BREAKS:
        # One character more is looked at: the white space after the last word that fits.
        ends = [match.end() for match in kind.finditer(text, most // 2, most + 1)]
        fitting = [end for end in ends if len(text[:end].rstrip(_SPACE)) <= most]
        if fitting:
            return fitting[-1]
    end = most
    while end > 1 and (unicodedata.combining(text[end]) or text[end] in _JOINERS):
        end -= 1
    return end
