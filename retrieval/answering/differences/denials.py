"""Whether a clause says that what the question asks about is so, or that it isn't."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from retrieval.answering.differences.asked import NEGATED
from retrieval.answering.differences.claims import Affirmed, Denied
from retrieval.answering.differences.moments import moments
from retrieval.answering.kin import is_deed
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
_HALF = frozenset("only just yet longer less fewer more until doubt least".split())  # noqa: SIM905
_DENIED_REACH = 10  # words that "denied" governs
_LEAST_HELD = 2  # words of the question: one alone is said of too many things


def polarity(asked: Asked, clause: Clause, document: Document) -> Affirmed | Denied | None:
    """What a clause says of the deed asked about; None where it doesn't hold all of it."""
    if not asked.events or not all(event & clause.terms for event in asked.events):
        return None
    if asked.held(clause.terms) < _LEAST_HELD:
        return None
    words = clause.words
    when = tuple(moments(document.text, clause.span))
    for place in range(len(words)):
        denied = _denied(asked, words, place)
        if denied is not None:
            first, last = sorted((place, denied))
            return Denied(Span(words[first].span.start, words[last].span.end), when)
    if any(NEGATED.fullmatch(word.lower) for word in words):
        return None  # something else is denied: "did not carry enough coal to reach the pole"
    told = [word for word in words if _is_event(asked, word)]
    return Affirmed(next(filter(_is_verb, told), told[-1]).span, when)


def _denied(asked: Asked, words: Sequence[Word], place: int) -> int | None:
    """The place of the deed that a word takes back, "no" its own: "not" the next, "denied" more."""
    lower = words[place].lower
    later = range(place + 1, len(words))
    if words[place + 1 : place + 2] and words[place + 1].lower in _HALF:
        return None
    if lower in _DENY and not _is_event(asked, words[place]):
        return _event_of(asked, words, later[:_DENIED_REACH])
    if lower in _FALSE:
        return _event_of(asked, words, range(place))
    negates = _NOT.fullmatch(lower) or lower in _NOT_TO
    if not negates and lower not in _NO:
        return None
    told = [n for n in later if words[n].terms and not words[n].lower.endswith("ly")]
    if negates:
        return _event_of(asked, words, told[:1])
    return place if _event_of(asked, words, told[:2]) is not None else None


def _event_of(asked: Asked, words: Sequence[Word], places: Sequence[int]) -> int | None:
    """The first of ``places`` with a word for what happened, a verb if there is one."""
    told = [place for place in places if _is_event(asked, words[place])]
    return next((place for place in told if _is_verb(words[place])), told[0] if told else None)


def _is_verb(word: Word) -> bool:
    return is_deed(word.lower, word.terms)


def _is_event(asked: Asked, word: Word) -> bool:
    return any(event.intersection(word.terms) for event in asked.events)
