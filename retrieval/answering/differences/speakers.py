"""Who says something, told from what is said: "Fars said", "a spokesman in Washington said"."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from retrieval.answering.differences.clauses import Word

_SAYING_WORDS = (
    "said say says saying told tells claimed claim claims reported report reports wrote writes "
    "announced announces declared declares stated states insisted insists confirmed confirms "
    "denied denies estimated estimates added adds pointed stressed believes thinks thought"
)
_SAYING = frozenset(_SAYING_WORDS.split())
_PRONOUNS = frozenset(("he", "she", "it", "they"))  # who speaks of himself is the subject


def speakers(words: Sequence[Word]) -> frozenset[int]:
    """The places in a clause of the words that say who speaks.

    >>> from retrieval.analysis import Analyzer
    >>> from retrieval.answering.differences.clauses import clauses
    >>> from retrieval.model import Span
    >>> text = "The Berlin office, says Anna Berg, has 30 people."
    >>> [clause] = clauses(text, Span(0, len(text)), Analyzer("english"))
    >>> [clause.words[place].text for place in sorted(speakers(clause.words))]
    ['says', 'Anna', 'Berg']
    """
    return frozenset(place for start, end in _spoken(words) for place in range(start, end))


def _spoken(words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    for place, word in enumerate(words):
        if word.lower == "according" or (word.lower in _SAYING and _opens(words, place)):
            yield place, _until_comma(words, place)
        elif word.lower in _SAYING and not _is_about(words, place):
            yield _from_comma(words, place), place + 1
            yield place, _end_of_name(words, place + 1)


def _opens(words: Sequence[Word], place: int) -> bool:
    """Whether the speaker follows: "…, says Anna Berg"."""
    return place > 0 and "," in words[place].before


def _is_about(words: Sequence[Word], place: int) -> bool:
    """Whether the subject is what is told of: "no deaths were reported", "Berg says she has"."""
    if any(word.is_being for word in words[max(0, place - 2) : place]):
        return True
    following = [word.lower for word in words[place + 1 : place + 3] if word.lower != "that"]
    return bool(following) and following[0] in _PRONOUNS


def _until_comma(words: Sequence[Word], place: int) -> int:
    later = range(place + 1, len(words))
    return next((n for n in later if "," in words[n].before), len(words))


def _from_comma(words: Sequence[Word], place: int) -> int:
    return next((n for n in range(place, -1, -1) if "," in words[n].before), 0)


def _end_of_name(words: Sequence[Word], place: int) -> int:
    """Where a name that starts there ends: whom "told Reuters" tells."""
    while place < len(words) and words[place].capital:
        place += 1
    return place
