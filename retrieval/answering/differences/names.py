"""Names that answer "who": the doer or the maker, by where the name stands to the deed."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from retrieval.analysis import fold
from retrieval.answering.differences.claims import Named
from retrieval.answering.differences.moments import WEEKDAYS, moments
from retrieval.answering.differences.quantities import is_number
from retrieval.answering.kin import AUTHORING
from retrieval.answering.peoples import peoples
from retrieval.model import Span
from retrieval.spelling.ordinary import is_ordinary

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from retrieval.analysis import Analyzer
    from retrieval.answering.differences.asked import Asked
    from retrieval.answering.differences.clauses import Clause, Word
    from retrieval.model import Document

_LINKS = frozenset(("by", "of", "from"))
_PARTICLES = frozenset(("von", "van", "de", "der", "bin", "al", "el", "da", "di", "du", "la"))
_RANKS = frozenset(("acting", "assistant", "deputy", "former", "previous", "vice"))
_TOGETHER = frozenset(("and", "with", "together", "along", "both"))
_TOGETHER_WORDS = 2
_NEAR = 8  # words from a deed to the "by" that names its doer


def named_claims(asked: Asked, clause: Clause, document: Document) -> Iterator[Named]:
    """The names that a clause gives as doers of what the question asks about."""
    words = clause.words
    when = tuple(moments(document.text, clause.span))
    for first, end in _doers(asked, words, list(_runs(asked, clause))):
        span = Span(words[first].span.start, words[end - 1].span.end)
        said = (fold(word.text) for word in words[first:end])
        yield Named(tuple(part for word in said for part in word.split("-")), span, when)


def _doers(
    asked: Asked, words: Sequence[Word], runs: Sequence[tuple[int, int]]
) -> list[tuple[int, int]]:
    """The runs that name who did it, and those that stand together with one of them."""
    linked = _holds_role if asked.role else _is_linked
    does = [linked(asked, words, first) or _does(asked, words, end) for first, end in runs]
    together = [_are_together(words[one[1] : other[0]]) for one, other in pairwise(runs)]
    for place, joined in enumerate(together):
        does[place + 1] |= joined and does[place]
    for place, joined in reversed(list(enumerate(together))):
        does[place] |= joined and does[place + 1]
    return [run for run, told in zip(runs, does, strict=True) if told]


def _are_together(between: Sequence[Word]) -> bool:
    """Whether names with these words between them did one thing: "and", "together with"."""
    return 0 < len(between) <= _TOGETHER_WORDS and all(w.lower in _TOGETHER for w in between)


def is_common(name: Named, analyzer: Analyzer) -> bool:
    """Whether what looks like a name is an ordinary word, or says but where somebody is from."""
    known = peoples(analyzer)
    ordinary = (word in known or is_ordinary(word, word, analyzer) for word in name.words)
    return all(ordinary) and (len(name.words) == 1 or any(word in known for word in name.words))


def _runs(asked: Asked, clause: Clause) -> Iterator[tuple[int, int]]:
    """From where to where capitalised words stand together, the question's own names left out."""
    own = asked.own_names
    start: int | None = None
    words = clause.words
    for position, word in enumerate(words):
        begins = word.capital and bool(word.terms) and _may_name(word, own)
        goes_on = begins or (word.lower in _PARTICLES and _may_name(word, own))
        if start is not None and not (goes_on and word.before.strip() in ("", ".")):
            yield start, position
            start = None
        if start is None and begins:
            start = position
    if start is not None:
        yield start, len(words)


def _may_name(word: Word, own: frozenset[str]) -> bool:
    """Whether a word may belong to a name that isn't one of the question's ``own``."""
    dated = is_number(word.lower) or word.lower in WEEKDAYS
    return not dated and own.isdisjoint(word.terms)


def _does(asked: Asked, words: Sequence[Word], end: int) -> bool:
    """Whether a deed of the question follows the name at once, done by it: "Sili had signed"."""
    following = words[end : end + 4]
    told = next((place for place, word in enumerate(following) if word.terms), None)
    if told is None or not following[told].means(*asked.events):
        return False
    if asked.role:
        return told > 0 or "," in following[0].before  # not "the Falcons director"
    if following[told].is_deed:
        return not any(word.is_being for word in following[:told])  # "was signed"
    after = words[end + told + 1 : end + told + 2]
    return not (after and after[0].is_being)  # "the Falcons team is"


def _holds_role(asked: Asked, words: Sequence[Word], first: int) -> bool:
    """Whether a name follows a role of the question: "the director is", "the director,"."""
    place = first - 1
    if place >= 0 and words[place].is_being:
        place -= 1
    if _is_of_rank(asked, words):
        return False
    return place >= 0 and words[place].means(*asked.events, *asked.settings, *asked.names)


def _is_of_rank(asked: Asked, words: Sequence[Word]) -> bool:
    """Whether a role is a lesser or a past one that isn't asked about: "the deputy director"."""
    return any(
        one.lower in _RANKS and not one.means(*asked.events) and other.means(*asked.events)
        for one, other in pairwise(words)
    )


def _is_linked(asked: Asked, words: Sequence[Word], first: int) -> bool:
    """Whether "by", "of" or "from" links the name to a deed or a thing of the question."""
    position = first - 1
    while position >= 0 and words[position].capital:
        position -= 1
    if position < 0 or words[position].lower not in _LINKS:
        return False
    by = words[position].lower == "by"
    if not (by or any(event & AUTHORING for event in asked.events)):
        return False  # "the letter of" is by whom it says; "the team of" is not
    reach = _NEAR if by else 1
    before = reversed(words[max(0, position - reach) : position])
    told = next((word for word in before if word.terms and word.text.islower()), None)
    return told is not None and told.means(*asked.events)
