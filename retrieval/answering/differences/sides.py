"""Which quotes agree, which contradict each other, and which are about different things."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from retrieval.answering.differences.claims import Named

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from retrieval.answering.differences.claims import Claim
    from retrieval.answering.differences.scopes import Scope


@dataclass(frozen=True, slots=True)
class Told:
    """The claims of a quote, each with what reads its scope, which few need."""

    claims: Mapping[Claim, Callable[[], Scope]]


class _Verdict(Enum):
    """What two quotes are to each other."""

    SAME = auto()
    CONTRARY = auto()
    APART = auto()
    UNLIKE = auto()  # in kind: a date beside a name


def take_sides(quotes: Sequence[Told]) -> tuple[tuple[int | None, ...], frozenset[int]]:
    """A side for each quote, that of the first one it agrees with or a new one.

    Who names two doers together agrees with those who name one, and joins their sides.

    Returns:
        the sides, counted from 0, None for a quote that compares with none before it; and those
        of them that contradict one another.
    """
    leaders: list[Told] = []
    sides: list[int | None] = []
    against: set[tuple[int, int]] = set()
    joined: dict[int, int] = {}
    for told in quotes:
        verdicts = [_judge(told, leader) for leader in leaders]
        same = [n for n, verdict in enumerate(verdicts) if verdict is _Verdict.SAME]
        if not told.claims or (leaders and set(verdicts) == {_Verdict.UNLIKE}):
            sides.append(None)
        elif same:
            sides.append(same[0])
            if all(isinstance(claim, Named) for claim in told.claims):
                joined |= dict.fromkeys(same[1:], same[0])
                leaders[same[0]] = Told({**leaders[same[0]].claims, **told.claims})
        else:
            contrary = (n for n, verdict in enumerate(verdicts) if verdict is _Verdict.CONTRARY)
            against.update((n, len(leaders)) for n in contrary)
            sides.append(len(leaders))
            leaders.append(told)
    return _numbered(sides, against, joined)


def _numbered(
    sides: Sequence[int | None], against: set[tuple[int, int]], joined: dict[int, int]
) -> tuple[tuple[int | None, ...], frozenset[int]]:
    """The sides without those that joined others, numbered anew."""
    left = sorted({side for side in sides if side is not None} - joined.keys())
    numbers = {side: number for number, side in enumerate(left)}
    for side in sorted(joined):
        numbers[side] = numbers[joined[side]]
    contrary = {frozenset(numbers[side] for side in pair) for pair in against}
    return (
        tuple(None if side is None else numbers[side] for side in sides),
        frozenset(side for pair in contrary if len(pair) > 1 for side in pair),
    )


def _judge(one: Told, other: Told) -> _Verdict:
    pairs = [(mine, theirs, mine.agrees(theirs)) for mine in one.claims for theirs in other.claims]
    if any(agrees for _, _, agrees in pairs):
        return _Verdict.SAME
    against = [(mine, theirs) for mine, theirs, agrees in pairs if agrees is False]
    if not against:
        return _Verdict.UNLIKE
    apart = all(one.claims[mine]().is_apart(other.claims[theirs]()) for mine, theirs in against)
    return _Verdict.APART if apart else _Verdict.CONTRARY
