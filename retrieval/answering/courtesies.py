"""The question in a message, without the courtesies that people put around it.

Greetings, thanks, "can you tell me" and capitals throughout would count as words that no passage
holds, and a person who says hello would be met with silence. What is left is a slice of the
message, in lower case at most. The phrases stand in data/smalltalk.txt.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from retrieval.analysis.languages import stop_words
from retrieval.analysis.scripts import UNSPACED
from retrieval.answering.followups.text import AUX, PREPOSITIONS, WH, word_set
from retrieval.answering.phrases import listed, words_in
from retrieval.answering.smalltalk import small_talk
from retrieval.answering.wordlists import first_question_words
from retrieval.model import Why

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.answering.phrases import Word

LONGEST_MESSAGE = 2_000  # code points; a longer one was written by no hand, and is left alone
_AROUND = frozenset({Why.GREETING, Why.THANKS})
_LONGEST = 12  # words of a greeting, or of a lead-in
_SHORT = 2  # words: "question", "you know" lead in only before a mark or a question word
_MOST_ROUNDS = 8  # of taking something off
_SHOUTED = 3  # words: fewer in capitals may be abbreviations
_NAMES = 2  # words of a name after a greeting: "Hi Anna,"
_CONJUNCTIONS = word_set("and but so then")  # "thanks and when?": a follow-up's own
_OTHERS = word_set(  # small words that may speak of something: "the bet which", "did he say who"
    "the a an he him his she her hers it its they them their this that these those there not"
    " thats hes shes theyre theyve if before after when unless until since because while as"
)
_BEFORE_ITS_OBJECT = AUX | word_set(  # "how do you say thanks"
    "a an the my your his her its our their to of for with or and how what who"
    " say says said saying write spell mean pronounce word called"
)
# What parts a courtesy from a question: a mark before white space, a wide one, an end of line.
_APART = re.compile(r"[^\w\s\"“«‘'(-]\s|\s[-–—]\s|\n|[，。！？、；：…\U0001f000-\U0001faff]")
_ANNOUNCES = re.compile(r"[:;–—-]")  # after "question", not after "hi": "Cheers: who starred?"
# What a quoted message, an item of a list or a mention begins with.
_MARKER = re.compile(r"(?:[-*•>]\s+|(?:\d{1,2}[.)]|\(\d{1,2}\)|@\w+[,:]?)\s+(?=(\w+)))")
_OPENING = re.compile(r"[\"“”„«‘'(\[¿¡]*$")
_QUOTED = re.compile(r"[\"“„«‘(\[]\s*$")
_UNSPACED = re.compile(f"[{UNSPACED}]")


def bare_question(text: str) -> str:
    """The question in a message, without greetings, thanks, lead-ins, courtesies and shouting.

    >>> bare_question("Hi there! Could you tell me who signed the letter? Thanks a lot 🙏")
    'who signed the letter?'
    >>> bare_question("WHO SIGNED THE LETTER")
    'who signed the letter'
    >>> bare_question("Hello Kitty was drawn by whom?")
    'Hello Kitty was drawn by whom?'
    """
    if len(text) > LONGEST_MESSAGE:
        return text
    bare = text.strip()
    if bare.isupper() and len(bare.split()) >= _SHOUTED:
        bare = bare.lower()
    for _ in range(_MOST_ROUNDS):
        shorter = _without_end(_without_signature(_from_question_word(_without_start(bare))))
        if shorter == bare:
            break
        bare = shorter.strip()
    return bare


def _without_start(text: str) -> str:
    """Without the greeting, lead-in or courtesy at the start, if what follows is a question."""
    if (marker := _MARKER.match(text)) and (not marker[1] or _asks(marker[1].lower())):
        return text[marker.end() :]
    words = words_in(text[: _LONGEST * 40])
    if not words or words[0].plain not in _outer_words(0):
        return text
    for count in range(min(len(words) - 1, _LONGEST), 0, -1):
        rest = words[count]
        gap = text[words[count - 1].end : rest.start]
        if _is_before(text, words[:count], gap, rest):
            opening = _OPENING.search(gap)
            return text[rest.start - (len(opening.group()) if opening else 0) :]
    return text


def _is_before(text: str, said: Sequence[Word], gap: str, rest: Word) -> bool:
    """Whether what is said is a courtesy, and a question may begin at ``rest``."""
    phrase = tuple(word.plain for word in said)
    apart = bool(_APART.search(gap))
    greets = apart and not _ANNOUNCES.search(gap)
    anew = apart or (_asks(rest.plain) and phrase[-1] not in _CONJUNCTIONS)
    if phrase in listed("courtesy"):
        return anew or text[rest.start].islower()
    if _leads_in(phrase):
        long = len(said) > _SHORT and not _UNSPACED.match(phrase[0])
        return anew or (long and not _is_title(text, said))
    return ((greets or (anew and not apart)) and small_talk(text[: said[-1].end]) in _AROUND) or (
        greets and _greets_somebody(text, said)
    )


def _greets_somebody(text: str, said: Sequence[Word]) -> bool:
    """Whether a greeting is followed by a name: "Hi Anna", "Dear Mr Berg"."""
    for names in range(1, min(_NAMES, len(said) - 1) + 1):
        greeting, named = said[:-names], said[-names:]
        if all(text[word.start].isupper() for word in named) and (
            small_talk(text[: greeting[-1].end]) is Why.GREETING
            or tuple(word.plain for word in greeting) == ("dear",)
        ):
            return True
    return False


def _from_question_word(text: str) -> str:
    """From the first question word on, if what stands before it only says that somebody asks.

    So does "hmm, sorry, I was trying to find out"; "and" and "in" (what year) say nothing of it.
    """
    words = words_in(text[: _LONGEST * 40])
    first = next((n for n, word in enumerate(words) if word.plain in WH), 0)
    before = list(words[: first if first <= _LONGEST else 0])
    if (
        not before
        or before[0].plain in AUX
        or not all(_says_nothing(word.plain) for word in before)
        or _is_title(text, before)
    ):
        return text
    while before and before[-1].plain in PREPOSITIONS | _CONJUNCTIONS:
        if _APART.search(text[before[-1].end : words[len(before)].start]):
            break
        before.pop()
    asked = any(word.plain in _speaking() for word in before)
    return text[words[len(before)].start :] if asked else text


def _without_signature(text: str) -> str:
    """Without the name after thanks or regards at the end: "Thanks, Anna"."""
    words = words_in(text)[-_LONGEST:]
    for names in range(1, min(_NAMES + 1, len(words) - 1)):
        if not text[words[-names].start].isupper():
            break
        end = words[-names - 1].end
        for n, word in enumerate(words[:-names]):
            phrase = tuple(each.plain for each in words[n:-names])
            parted = _APART.search(text[end:]) or phrase in listed("closing")
            thanks = parted and small_talk(text[word.start : end]) is Why.THANKS
            if thanks and _APART.search(text[max(0, word.start - 2) : word.start]):
                return text[:end]
    return text


def _without_end(text: str) -> str:
    """Without the thanks, the courtesy or the lead-in (", do you know?") at the end."""
    words = words_in(text)
    if not words or words[-1].plain not in _outer_words(-1):
        return text
    for count in range(min(len(words) - 1, _LONGEST), 0, -1):
        before, start = words[-count - 1], words[-count].start
        gap = text[before.end : start]
        if not _QUOTED.search(gap) and _is_after(text[start:], words[-count:], gap, before):
            return text[:start].rstrip(" \t\n,;–—-")
    return text


def _is_after(text: str, said: Sequence[Word], gap: str, before: Word) -> bool:
    """Whether what is said, ``text``, is a courtesy after a question that ends at ``before``."""
    phrase = tuple(word.plain for word in said)
    if _APART.search(gap):
        thanks = text.islower() or not gap.startswith(",")  # "Hello, Goodbye" is a song
        around = phrase in listed("courtesy") or small_talk(text) in _AROUND
        return _leads_in(phrase) or (thanks and around)
    ends = before.plain not in _BEFORE_ITS_OBJECT
    return ends and text.islower() and phrase in listed("courtesy") | listed("closing")


def _is_title(text: str, said: Sequence[Word]) -> bool:
    """Whether words after the first are written as in a title: "Show Me the Money"."""
    return any(text[word.start].isupper() and word.end - word.start > 1 for word in said[1:])


def _asks(word: str) -> bool:
    return word in AUX or word in WH or word in first_question_words()


def _says_nothing(word: str) -> bool:
    return word in _speaking() or (word in stop_words("english") and word not in _OTHERS)


def _leads_in(phrase: Sequence[str]) -> bool:
    return _firm(phrase) in _lead_ins() or tuple(phrase) in listed("speaking")


def _firm(phrase: Sequence[str]) -> tuple[str, ...]:
    """A phrase without the words that may stand anywhere in it: please, just."""
    return tuple(word for word in phrase if word not in _softeners())


@cache
def _lead_ins() -> frozenset[tuple[str, ...]]:
    return frozenset(map(_firm, listed("lead-in"))) - {()}


@cache
def _softeners() -> frozenset[str]:
    listed_words = listed("filler") | listed("courtesy")
    return frozenset(phrase[0] for phrase in listed_words if len(phrase) == 1)


@cache
def _speaking() -> frozenset[str]:
    """The words by which people say that they ask."""
    sections = ("lead-in", "courtesy", "closing", "speaking")
    words = frozenset(word for section in sections for phrase in listed(section) for word in phrase)
    return words - stop_words("english")


@cache
def _outer_words(place: int) -> frozenset[str]:
    """The first (0) or last (-1) words of all phrases: most questions have none there."""
    sections = ("greeting", "thanks", "filler", "lead-in", "speaking", "courtesy", "closing")
    return frozenset(phrase[place] for section in sections for phrase in listed(section))
