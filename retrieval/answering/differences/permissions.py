"""Whether a clause allows what a question asks leave for, or forbids it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from retrieval.answering.differences.claims import Affirmed, Denied
from retrieval.answering.differences.moments import moments
from retrieval.model import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.answering.differences.asked import Asked
    from retrieval.answering.differences.clauses import Clause, Word
    from retrieval.model import Document

# Index terms, as English as the words below.
_ALLOWING = frozenset(("allow", "permit"))
_FORBIDDING = frozenset(("ban", "forbid", "prohibit"))
LEAVE = _ALLOWING | _FORBIDDING
_MODALS = frozenset(("may", "can"))
_NEVER = frozenset(("cannot", "can't", "can’t", "mustn't", "mustn’t"))
_ASKS = re.compile(
    r"\W*(?:(?:may|can)\b|(?:is|are|am|was|were|do|does)\b.*\b"
    r"(?:allow|permitted|permit|forbid|forbidden|prohibit|ban|banned)(?:s|ed)?\b)",
    re.IGNORECASE,
)


def asks_leave(question: str) -> bool:
    """Whether ``question`` asks if something is allowed.

    >>> asks_leave("Are dogs allowed in the garden?"), asks_leave("Who allowed it?")
    (True, False)
    """
    return _ASKS.match(question) is not None


def permission(asked: Asked, clause: Clause, document: Document) -> Affirmed | Denied | None:
    """What a clause gives leave for or forbids; None where it is silent on the deed asked about."""
    if not asked.holds_events(clause.terms):
        return None
    for place in range(len(clause.words)):
        given = _leave(clause.words, place)
        if given is not None and _governs(asked, clause.words, place):
            negated = _negation(clause.words, place)
            first, last = min(place, *negated, place), max(place, *negated, place)
            span = Span(clause.words[first].span.start, clause.words[last].span.end)
            kind = Affirmed if given != bool(negated) else Denied
            return kind(span, tuple(moments(document.text, clause.span)))
    return None


def _leave(words: Sequence[Word], place: int) -> bool | None:
    """Whether a word gives leave or takes it; None where it does neither."""
    word = words[place]
    if word.lower in _MODALS or word.means(_ALLOWING):
        return True
    must_not = word.lower == "must" and words[place + 1 : place + 2] and _is_not(words[place + 1])
    if must_not:
        return True  # as "may", which the "not" takes back
    return False if word.lower in _NEVER or word.means(_FORBIDDING) else None


def _governs(asked: Asked, words: Sequence[Word], place: int) -> bool:
    """Whether what is allowed is what the question asks about: "forbidden to smoke"."""
    following = words[place + 1 :]
    opens = following and following[0].lower in ("to", "from")
    modal = words[place].lower in _MODALS | _NEVER | {"must"}
    if not opens and not modal:
        return True
    told = next((w for w in following if w.terms and not w.lower.endswith("ly")), None)
    return told is not None and told.means(*asked.events, *asked.settings)


def _negation(words: Sequence[Word], place: int) -> tuple[int, ...]:
    """The place of the word that turns leave round: "not allowed", "may not", "no dogs may"."""
    after = place + 1
    if words[place].lower in _MODALS | {"must"} and after < len(words) and _is_not(words[after]):
        return (after,)
    before = range(max(0, place - 2), place)
    told = [n for n in before if _is_not(words[n])]
    return tuple(told or [n for n in range(place) if words[n].lower == "no"])[:1]


def _is_not(word: Word) -> bool:
    return word.lower in ("not", "never") or word.lower.endswith(("n't", "n’t"))
