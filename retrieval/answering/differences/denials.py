"""Whether a clause says that what the question asks about is so, or that it isn't."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from retrieval.answering.differences.asked import NEGATED
from retrieval.answering.differences.claims import Affirmed, Denied
from retrieval.answering.differences.moments import moments

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
    negator = next((n for n in range(len(words)) if _denies(asked, words, n)), None)
    if negator is not None:
        return Denied(words[negator].span, when)
    if any(NEGATED.fullmatch(word.lower) for word in words):
        return None  # something else is denied: "did not carry enough coal to reach the pole"
    return Affirmed(next(word for word in words if _is_event(asked, word)).span, when)


def _denies(asked: Asked, words: Sequence[Word], place: int) -> bool:
    """Whether a word takes back a deed of the question: "not" the next word, "denied" more."""
    lower = words[place].lower
    following = words[place + 1 :]
    if following and following[0].lower in _HALF:
        return False
    if lower in _DENY and not _is_event(asked, words[place]):
        return any(_is_event(asked, word) for word in following[:_DENIED_REACH])
    if lower in _FALSE:
        return any(_is_event(asked, word) for word in words[:place])
    told = [word for word in following if word.terms and not word.lower.endswith("ly")]
    if _NOT.fullmatch(lower) or lower in _NOT_TO:
        return any(_is_event(asked, word) for word in told[:1])
    return lower in _NO and any(_is_event(asked, word) for word in told[:2])


def _is_event(asked: Asked, word: Word) -> bool:
    return any(event.intersection(word.terms) for event in asked.events)
