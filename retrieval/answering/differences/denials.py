"""Whether a clause says that what the question asks about is so, or that it isn't."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from retrieval.answering.differences.asked import NEGATED
from retrieval.answering.differences.claims import Affirmed, Denied
from retrieval.answering.differences.moments import moments
from retrieval.model import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.answering.differences.asked import Asked
    from retrieval.answering.differences.clauses import Clause, Word
    from retrieval.model import Document

_NOT = re.compile(r"not|never|cannot|\w+n[’']t")
_NOT_TO = frozenset(("failed", "refused", "declined", "refuses", "declines"))
_NO = frozenset(("no", "none", "nobody"))
_DENY = frozenset("denied deny denies denying refuted rebutted".split())  # noqa: SIM905
_FALSE = frozenset(("false", "untrue", "hoax", "fabricated"))
_TAKING_BACK = _NO | _DENY | _FALSE
_HALF = frozenset("only just yet longer less fewer more until doubt least".split())  # noqa: SIM905
_DENIED_REACH = 10  # words that "denied" governs
_LEAST_HELD = 2  # words of the question: one alone is said of too many things


def polarity(asked: Asked, clause: Clause, document: Document) -> Affirmed | Denied | None:
    """What a clause says of the deed asked about; None where it doesn't hold all of it."""
    if not asked.holds_events(clause.terms):
        return None
    if asked.held(clause.terms) < _LEAST_HELD:
        return None
    words, deeds = clause.words, frozenset().union(*asked.events)
    when = tuple(moments(document.text, clause.span))
    for place in range(len(words)):
        denied = _denied(deeds, words, place)
        if denied is not None:
            first, last = sorted((place, denied))
            return Denied(Span(words[first].span.start, words[last].span.end), when)
    if any(NEGATED.fullmatch(word.lower) for word in words):
        return None  # something else is denied: "did not carry enough coal to reach the pole"
    told = [word for word in words if word.means(deeds)]
    verb = next((word for word in told if word.is_deed), told[-1])
    return Affirmed(verb.span, when)


def _denied(deeds: frozenset[str], words: Sequence[Word], place: int) -> int | None:
    """The place of the deed that a word takes back, "no" its own: "not" the next, "denied" more."""
    lower = words[place].lower
    negates = lower in _NOT_TO or _NOT.fullmatch(lower) is not None
    if not negates and lower not in _TAKING_BACK:  # most words
        return None
    later = range(place + 1, len(words))
    if later and words[place + 1].lower in _HALF:
        return None
    if lower in _DENY:
        return None if words[place].means(deeds) else _event_of(deeds, words, later[:_DENIED_REACH])
    if lower in _FALSE:
        return _event_of(deeds, words, range(place))
    told = [n for n in later if words[n].terms and not words[n].lower.endswith("ly")]
    if negates:
        return _event_of(deeds, words, told[:1])
    return place if _event_of(deeds, words, told[:2]) is not None else None


def _event_of(deeds: frozenset[str], words: Sequence[Word], places: Sequence[int]) -> int | None:
    """The first of ``places`` with a word for what happened, a verb if there is one."""
    told = [place for place in places if words[place].means(deeds)]
    return next((place for place in told if words[place].is_deed), told[0] if told else None)
