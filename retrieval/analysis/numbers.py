"""English numbers in words, up to 99, which share the term of their digits.

"three" is found as "3", "twenty-five" as "25" alone and not as 20 and 5, "21st" as "twenty-first".
Only these words themselves are numbers, and no words of the same stem: not "the twenties". "one" is
mostly no number, and "second" and "seconds" stay together.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_CARDINALS = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"),
    *("eighteen", "nineteen"),
)
_ORDINALS = (
    *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"),
    *("tenth", "eleventh", "twelfth"),
    *(f"{number}th" for number in _CARDINALS[12:]),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_TENTHS = tuple(f"{ten[:-1]}ieth" for ten in _TENS)
_COMPOUND = re.compile(
    rf"\b({'|'.join(_TENS)})[-‐‑]({'|'.join(_CARDINALS[:9] + _ORDINALS[:9])})\b", re.IGNORECASE
)


def with_numbers_joined(surface: str) -> str:
    """A surface with numbers of two words written as one, so that their parts aren't found.

    >>> with_numbers_joined("twenty-five-year-old")
    'twentyfive-year-old'
    """
    return _COMPOUND.sub(r"\1\2", surface)


@cache
def number_words() -> dict[str, str]:
    """From numbers in words to digits, and from ordinals in digits to words.

    >>> numbers = number_words()
    >>> numbers["three"], numbers["twentyfive"], numbers["2nd"], numbers["21st"]
    ('3', '25', 'second', 'twentyfirst')
    """
    cardinals = {word: str(number) for number, word in _named(_CARDINALS, _TENS) if word != "one"}
    ordinals = {f"{number}{_ending(number)}": word for number, word in _named(_ORDINALS, _TENTHS)}
    return cardinals | ordinals


def _named(small: Sequence[str], tens: Sequence[str]) -> list[tuple[int, str]]:
    """The numbers from 1 to 99 with their words, written as one."""
    named = list(enumerate(small, 1))
    for ten, alone, before in zip(range(20, 100, 10), tens, _TENS, strict=True):
        named.append((ten, alone))
        named += [(ten + unit, before + small[unit - 1]) for unit in range(1, 10)]
    return named


def _ending(number: int) -> str:
    tens, unit = divmod(number, 10)
    return "th" if tens == 1 else {1: "st", 2: "nd", 3: "rd"}.get(unit, "th")
