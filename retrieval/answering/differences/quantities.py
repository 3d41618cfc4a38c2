"""Numbers in running English, in digits and words, as ranges of what they may mean.

"17" means itself; "around 5,000" a little to both sides; "more than a dozen" 12 up to twice that,
since a report of many times more contradicts it; "dozens" two dozen up to two hundred; "no" zero.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import floor, log10
from typing import TYPE_CHECKING

from retrieval.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from retrieval.answering.differences.clauses import Word

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_SMALL = {word: number for number, word in enumerate(_UNITS.split())}
_SMALL |= {word: 10 * number for number, word in enumerate(_TENS.split(), 2)}
_NOTHING = frozenset(("no", "none", "zero", "nobody"))
_SCALES = {
    "dozen": 12,
    "hundred": 100,
    "thousand": 1_000,
    "million": 1_000_000,
    "billion": 1_000_000_000,
    "bn": 1_000_000_000,
}
_VAGUE = {
    "tens": (20, 100),
    "dozens": (24, 200),
    "scores": (40, 200),
    "hundreds": (200, 2_000),
    "thousands": (2_000, 20_000),
    "millions": (2_000_000, 20_000_000),
}
_DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_LEAST = re.compile(
    r"(more than|over|at least|above|no (fewer|less) than|upwards of|exceed\w*)\s*$"
)
_MOST = re.compile(r"(fewer than|less than|under|below|up to|at most|nearly|almost|as many as)\s*$")
_ABOUT = re.compile(
    r"(around|about|some|approximately|roughly|an? estimated|close to|nearly|almost)\s*$"
)
_MORE = re.compile(r"\b(another|additional|further|extra|other|next|last|first)\s*$")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number: the range it may mean, the place of its words, which of the words it is."""

    low: float
    high: float
    span: Span
    first: int
    end: int

    def agrees(self, other: Quantity) -> bool:
        """Whether some number fits both."""
        return self.low <= other.high and other.low <= self.high


def is_number(lower: str) -> bool:
    """Whether a word, in lower case, is one that says a number.

    >>> is_number("dozens"), is_number("seventeen"), is_number("boatmen")
    (True, True, False)
    """
    return lower in _VAGUE or lower in _SCALES or lower in _NOTHING or _value(lower) is not None


def quantities(words: Sequence[Word]) -> Iterator[Quantity]:
    """The numbers among ``words``, in order; ones that add to another ("another 30") left out."""
    place = 0
    while place < len(words):
        low, high, end = _read(words, place)
        if end > place and not _MORE.search(said := _said(words, place)):
            low, high = _hedged(low, high, said)
            yield Quantity(
                low, high, Span(words[place].span.start, words[end - 1].span.end), place, end
            )
        place = max(end, place + 1)


def _read(words: Sequence[Word], start: int) -> tuple[float, float, int]:
    """The range of a number that starts there, and where it ends; at its start if there's none."""
    lower = words[start].lower
    if lower in _NOTHING:
        return 0, 0, start + 1
    if lower in _VAGUE:
        return _vague(words, start)
    value, end = _plain(words, start)
    if value is None:
        return 0, 0, start
    if end + 1 < len(words) and words[end].lower in ("to", "or"):
        upper, after = _plain(words, end + 1)
        if upper is not None and upper > value:
            return value, upper, after
    return value, value, end


def _vague(words: Sequence[Word], start: int) -> tuple[float, float, int]:
    low, high = _VAGUE[words[start].lower]
    if (
        start + 2 < len(words)
        and words[start + 1].lower == "of"
        and words[start + 2].lower in _VAGUE
    ):
        scale = _SCALES.get(words[start + 2].lower.removesuffix("s"), 1)
        return low * scale, high * scale, start + 3
    return low, high, start + 1


def _plain(words: Sequence[Word], start: int) -> tuple[float | None, int]:
    """The value of a plain number and where it ends."""
    total: float | None = None
    place = start
    while place < len(words):
        lower = words[place].lower
        value = _value(lower)
        if place > start and "," in words[place].before:
            break
        if value is not None and (
            total is None or (total >= 100 > value and not lower[0].isdigit())
        ):
            total = value + (total or 0)
        elif lower in _SCALES and (total is not None or _article(words, place)):
            half = total is None and place > 1 and words[place - 2].lower == "half"
            total = (0.5 if half else total or 1) * _SCALES[lower]
        elif not (lower == "and" and total is not None and total >= 100 and _follows(words, place)):
            break
        place += 1
    return total, place


def _value(lower: str) -> float | None:
    if _DIGITS.fullmatch(lower):
        return float(lower.replace(",", ""))
    if lower in _SMALL:
        return _SMALL[lower]
    tens, _, ones = lower.partition("-")
    return _SMALL[tens] + _SMALL[ones] if tens in _SMALL and ones in _SMALL else None


def _article(words: Sequence[Word], place: int) -> bool:
    return place > 0 and words[place - 1].lower in ("a", "an", "one")


def _follows(words: Sequence[Word], place: int) -> bool:
    following = words[place + 1].lower if place + 1 < len(words) else ""
    return following in _SMALL or following.partition("-")[0] in _SMALL


def _said(words: Sequence[Word], place: int) -> str:
    """What stands right before a number, an article left out."""
    before = [word.lower for word in words[max(0, place - 4) : place]]
    return " ".join(before[:-1] if before[-1:] in (["a"], ["the"]) else before)


def _hedged(low: float, high: float, said: str) -> tuple[float, float]:
    if _LEAST.search(said):
        return low, 2 * high
    if said.endswith(("nearly", "almost")):
        return low * 0.9, high
    if _MOST.search(said):
        return low / 2, high
    if _ABOUT.search(said):
        return low - _rounded(low), high + _rounded(high)
    return low, high


def _rounded(number: float) -> float:
    """How far off "around" may be: what rounding to two figures hides, one at least of tens."""
    if not number:
        return 0
    hidden = 0.5 * 10.0 ** (floor(log10(number)) - 1)
    return max(hidden, 1.0) if number >= 10 else hidden
