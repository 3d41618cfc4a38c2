"""Numbers that answer "how many" and "how much": those of the thing asked for, and no others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.answering.answer_types import AnswerType
from retrieval.answering.cues import Cue, cues
from retrieval.answering.differences.asked import PLURAL
from retrieval.answering.differences.claims import Counted
from retrieval.answering.differences.moments import moments
from retrieval.answering.differences.quantities import quantities
from retrieval.answering.kin import DEATHS, INJURIES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from retrieval.answering.differences.asked import Asked
    from retrieval.answering.differences.clauses import Clause, Word
    from retrieval.answering.differences.moments import Moment
    from retrieval.answering.differences.quantities import Quantity
    from retrieval.model import Document

# Words that end the phrase a number begins.
_END_WORDS = (
    "at in on to by from with and or for was were are is had have has been that who which as after "
    "when against but near during between into"
)
_ENDS = frozenset(_END_WORDS.split())
_REACH = 4  # words from a number to the thing that it counts
_BEFORE = 6  # words from the thing to its number: "the number of missiles rose to 13"
_TOLLS = frozenset(("number", "total", "toll", "count", "many"))
_CURRENCIES = {"$": "dollar", "€": "euro", "£": "pound", "¥": "yen", "₹": "rupe"}


def counted_claims(asked: Asked, clause: Clause, document: Document) -> Iterator[Counted]:
    """The numbers of what the question counts, in one clause."""
    words = clause.words
    when = tuple(moments(document.text, clause.span))
    for quantity in _undated(words, when):
        part = _is_share(document.text, words, quantity) or _is_age(words, quantity)
        if not part and _counts(asked, clause, quantity):
            yield Counted(quantity, "", when)


def _is_share(text: str, words: Sequence[Word], quantity: Quantity) -> bool:
    """Whether a number tells a part of a whole: "61% of the homeless", "one in 50 children"."""
    following = words[quantity.end].lower if quantity.end < len(words) else ""
    before = [word.lower for word in words[max(0, quantity.first - 2) : quantity.first]]
    percent = text.startswith("%", quantity.span.end) or following == "percent"
    return percent or before in (["out", "of"], ["one", "in"])


def _is_age(words: Sequence[Word], quantity: Quantity) -> bool:
    """Whether a number tells how old: "65 and older"."""
    following = [word.lower for word in words[quantity.end : quantity.end + 2]]
    return following[:1] in (["and"], ["or"]) and following[1:] in (["older"], ["younger"])


def _counts(asked: Asked, clause: Clause, quantity: Quantity) -> bool:
    phrase = _phrase(clause.words, quantity)
    if not _is_thing(asked, phrase) and not _is_toll(asked, clause.words, quantity, phrase):
        return False
    if _marked_otherwise(asked, phrase):
        return False
    return _happens(asked, clause, quantity)


def _phrase(words: Sequence[Word], quantity: Quantity) -> list[Word]:
    """The words that a number counts."""
    phrase: list[Word] = []
    for word in words[quantity.end : quantity.end + _REACH]:
        another = bool(phrase) and word.lower.endswith("ing")  # "two bases housing troops"
        if word.lower in _ENDS or another or "," in word.before or word.text[0].isdigit():
            break
        phrase.append(word)
    return phrase


def _is_thing(asked: Asked, phrase: Sequence[Word]) -> bool:
    """Whether the thing asked for is counted: itself anywhere, a death or an injury at once."""
    if any(
        word.means(asked.counted) and not _only_describes(word, phrase[place:])
        for place, word in enumerate(phrase, start=1)
    ):
        return True
    toll = _toll_words(asked)
    nouns = [word for word in phrase if word.terms and (not word.capital or _people(word))]
    return bool(nouns) and nouns[0].means(toll)


def _only_describes(word: Word, following: Sequence[Word]) -> bool:
    """Whether a thing is but an adjective: "two missile strikes" aren't two missiles."""
    plural = bool(following) and following[0].text.islower() and PLURAL.search(following[0].text)
    return bool(plural) and not PLURAL.search(word.text)


def _people(name: Word) -> bool:
    """Whether a capitalised word is a noun and not an adjective: "Iraqis", but not "US"."""
    return name.text.endswith("s")


def _is_toll(asked: Asked, words: Sequence[Word], quantity: Quantity, phrase: list[Word]) -> bool:
    """Whether a number that counts nothing after it was announced: "the death toll rose to 14"."""
    if phrase:
        return False
    before = words[max(0, quantity.first - _BEFORE) : quantity.first]
    told = any(word.lower in _TOLLS for word in before)
    thing = any(word.means(asked.counted) for word in before)
    toll = any(word.means(_toll_words(asked)) for word in before)
    return toll or (told and thing)


def _toll_words(asked: Asked) -> frozenset[str]:
    said = frozenset().union(*asked.events)
    return (DEATHS if said & DEATHS else frozenset()) | (
        INJURIES if said & INJURIES else frozenset()
    )


def _marked_otherwise(asked: Asked, phrase: Sequence[Word]) -> bool:
    """Whether the number is of others: "2,900 European troops" where US troops are asked for."""
    marks = [word for word in phrase if word.capital]
    own = (*asked.marks, *asked.owners)
    if not own or not marks:
        return False
    return not any(word.means(*own) for word in marks)


def _happens(asked: Asked, clause: Clause, quantity: Quantity) -> bool:
    """Whether the clause says of the number what the question asks: killed is not wounded."""
    fates = [
        (abs(position - quantity.end), word.means(DEATHS))
        for position, word in enumerate(clause.words)
        if word.means(DEATHS, INJURIES)
    ]
    toll = _toll_words(asked)
    if toll:
        return bool(fates) and min(fates)[1] == bool(toll & DEATHS)
    return bool(asked.events or asked.settings) or not fates


def measured_claims(asked: Asked, clause: Clause, document: Document) -> Iterator[Counted]:
    """Amounts with a unit: money, shares, lengths of things and times."""
    words = clause.words
    when = tuple(moments(document.text, clause.span))
    for quantity in _undated(words, when):
        unit = _unit(asked, document.text, words, quantity)
        if unit:
            yield Counted(quantity, unit, when)


def _undated(words: Sequence[Word], when: Sequence[Moment]) -> Iterator[Quantity]:
    """The numbers among ``words`` but for those of their dates."""
    for quantity in quantities(words):
        if not any(quantity.span in moment.span for moment in when):
            yield quantity


def _unit(asked: Asked, text: str, words: Sequence[Word], quantity: Quantity) -> str:
    start, end = quantity.span.start, quantity.span.end
    duration = asked.kind is AnswerType.DURATION
    if not duration and text[start - 1 : start] in _CURRENCIES:
        return _CURRENCIES[text[start - 1]]
    if not duration and text[end : end + 1] == "%":
        return "percent"
    word = words[quantity.end] if quantity.end < len(words) else None
    wanted = Cue.DURATION if duration else Cue.MEASURE
    return word.terms[0] if word and word.terms and cues(word.lower) & wanted else ""
