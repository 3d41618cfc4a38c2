"""Which quotes agree, which contradict each other, and which are about different things."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from retrieval.answering.differences.claims import Claim
    from retrieval.answering.differences.scopes import Scope


@dataclass(frozen=True, slots=True)
class Told:
    """The claims of a quote, and how to read what each is about, which only few need."""

    claims: tuple[Claim, ...]
    scope: Callable[[Claim], Scope]


class _Verdict(Enum):
    """What two quotes are to each other."""

    SAME = auto()
    CONTRARY = auto()
    APART = auto()
    UNLIKE = auto()  # in kind: a date beside a name


def take_sides(quotes: Sequence[Told]) -> tuple[tuple[int | None, ...], frozenset[int]]:
    """A side for each quote, that of the first one it agrees with or a new one.

    Returns:
        the sides, counted from 0, None for a quote that compares with none before it; and those
        of them that contradict one another.
    """
    leaders: list[Told] = []
    sides: list[int | None] = []
    contrary: set[int] = set()
    for told in quotes:
        verdicts = [_judge(told, leader) for leader in leaders]
        if not told.claims or (leaders and set(verdicts) == {_Verdict.UNLIKE}):
            sides.append(None)
        elif _Verdict.SAME in verdicts:
            sides.append(verdicts.index(_Verdict.SAME))
        else:
            against = {n for n, each in enumerate(verdicts) if each is _Verdict.CONTRARY}
            contrary |= against | {len(leaders)} if against else set()
            sides.append(len(leaders))
            leaders.append(told)
    return tuple(sides), frozenset(contrary)


def _judge(one: Told, other: Told) -> _Verdict:
    pairs = [(mine, theirs, mine.agrees(theirs)) for mine in one.claims for theirs in other.claims]
    if any(agrees for _, _, agrees in pairs):
        return _Verdict.SAME
    against = [(mine, theirs) for mine, theirs, agrees in pairs if agrees is False]
    if not against:
        return _Verdict.UNLIKE
    apart = all(one.scope(mine).is_apart(other.scope(theirs)) for mine, theirs in against)
    return _Verdict.APART if apart else _Verdict.CONTRARY
