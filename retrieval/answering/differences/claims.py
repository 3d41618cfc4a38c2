"""What a quote claims in answer to a question: a count, a measure, a date, a name, a denial.

A claim has the place of the words that make it and says of another claim whether it agrees; None
where the two are about different things, which is the answer in doubt: a false alarm costs more
trust than a missed one.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA

from retrieval.spelling.closeness import romanised

if TYPE_CHECKING:
    from retrieval.answering.differences.moments import Moment
    from retrieval.answering.differences.quantities import Quantity
    from retrieval.model import Span

_SAME_NAME = 0.4  # share of letters in which spellings of one name may differ
_SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv"))


@dataclass(frozen=True, slots=True)
class Counted:
    """A number of ``unit`` (empty for the thing that the question counts), at some moments."""

    quantity: Quantity
    unit: str
    moments: tuple[Moment, ...]

    @property
    def span(self) -> Span:
        """Where the number stands."""
        return self.quantity.span

    def agrees(self, other: Claim) -> bool | None:
        """Whether one number fits both; None for other units or other dates."""
        if isinstance(other, Denied):
            return None if self.quantity.high == 0 else other.agrees(self)
        if not isinstance(other, Counted) or self.unit != other.unit:
            return None
        if at_other_times(self.moments, other.moments):
            return None
        return self.quantity.agrees(other.quantity)


@dataclass(frozen=True, slots=True)
class Dated:
    """A date as the answer."""

    moment: Moment

    @property
    def span(self) -> Span:
        """Where the date stands."""
        return self.moment.span

    @property
    def moments(self) -> tuple[Moment, ...]:
        """None: the date is what is claimed, not when the claim holds."""
        return ()

    def agrees(self, other: Claim) -> bool | None:
        """Whether all that both dates say is the same."""
        if isinstance(other, Dated):
            return self.moment.agrees(other.moment)
        return other.agrees(self) if isinstance(other, Denied) else None


@dataclass(frozen=True, slots=True)
class Clocked:
    """A time of day as the answer: the minutes after midnight it may mean, on which weekdays."""

    minutes: frozenset[int]
    days: frozenset[str]
    span: Span
    moments: tuple[Moment, ...]

    def agrees(self, other: Claim) -> bool | None:
        """Whether one time fits both; None where one is told of certain days only."""
        if isinstance(other, Denied):
            return other.agrees(self)
        if not isinstance(other, Clocked) or self.days != other.days:
            return None
        if at_other_times(self.moments, other.moments):
            return None
        return not self.minutes.isdisjoint(other.minutes)


@dataclass(frozen=True, slots=True)
class Named:
    """A name as the answer: its words, folded, titles included."""

    words: tuple[str, ...]
    span: Span
    moments: tuple[Moment, ...]

    def agrees(self, other: Claim) -> bool | None:
        """Whether both may name one person; spellings far apart differ, whoever is meant."""
        if isinstance(other, Denied):
            return other.agrees(self)
        if not isinstance(other, Named):
            return None
        return any(alike(self.surname, word) for word in other.words) or any(
            alike(other.surname, word) for word in self.words
        )

    @property
    def surname(self) -> str:
        """The last word that isn't a suffix such as "Jr" or "III"."""
        return next((w for w in reversed(self.words) if w not in _SUFFIXES), self.words[-1])


@dataclass(frozen=True, slots=True)
class Affirmed:
    """That what the question asks about is so."""

    span: Span
    moments: tuple[Moment, ...]

    def agrees(self, other: Claim) -> bool | None:
        """Whether the other affirms too."""
        if isinstance(other, Denied):
            return other.agrees(self)
        return True if isinstance(other, Affirmed) else None


@dataclass(frozen=True, slots=True)
class Denied:
    """That it is not so."""

    span: Span
    moments: tuple[Moment, ...]

    def agrees(self, other: Claim) -> bool | None:
        """Whether the other denies too; None at other times."""
        if at_other_times(self.moments, other.moments):
            return None
        return isinstance(other, Denied)


Claim = Counted | Dated | Clocked | Named | Affirmed | Denied


def at_other_times(some: tuple[Moment, ...], others: tuple[Moment, ...]) -> bool:
    """Whether both say when, and no date of the one may be one of the other."""
    told = [one.agrees(other) for one in some for other in others]
    return any(each is False for each in told) and not any(told)


def alike(one: str, other: str) -> bool:
    """Whether two words may be spellings of one name, and look it.

    >>> alike("soleimani", "suleymani"), alike("berg", "holm")
    (True, False)
    """
    slip = OSA.distance(one, other) <= (len(one) > 4)
    return slip or (
        isfinite(romanised(one, other)) and OSA.normalized_distance(one, other) <= _SAME_NAME
    )
