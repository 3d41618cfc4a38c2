"""The question in a message, without the courtesies that people put around it.

Greetings, thanks, "can you tell me" and capitals throughout would count as words that no passage
holds, and a person who says hello would be met with silence. What is left is a slice of the
message, in lower case at most. The phrases stand in data/smalltalk.txt.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING

from retrieval.analysis.languages import stop_words
from retrieval.answering.followups.text import AUX, PREPOSITIONS, WH, word_set
from retrieval.answering.phrases import listed, plain_words, words_in
from retrieval.answering.smalltalk import small_talk
from retrieval.answering.wordlists import listed_languages, question_words
from retrieval.model import Why

if TYPE_CHECKING:
    from collections.abc import Sequence

LONGEST_MESSAGE = 2_000  # code points; a longer one was written by no hand, and is left alone
_AROUND = frozenset({Why.GREETING, Why.THANKS})
_LONGEST = 12  # words of a greeting, or of a lead-in
_SHORT = 2  # words: "question", "you know" lead in only before a mark or a question word
_CONJUNCTIONS = frozenset({"and", "but", "so", "then"})  # "thanks and when?": a follow-up's own
_OTHERS = word_set(  # small words that may speak of something: "the bet which", "did he say who"
    "the a an he him his she her hers it its they them their this that these those there"
)
_SHOUTED = 3  # words: fewer in capitals may be abbreviations
_SAID = 3  # words, before a courtesy that no mark parts from them: "who said thanks" is whole
# What parts a greeting from a question: a mark before white space, a wide one, an end of line.
_APART = re.compile(r"[^\w\s\"“«‘'(-]\s|\s[-–—]\s|\n|[，。！？、；：…\U0001f000-\U0001faff]")
# What a list, a quoted message or a mention begins with.
_MARKER = re.compile(r"(?:(?:\d{1,2}[.)]|[-*•>]|@\w+[,:]?)\s+)+(?=\S)")
_OPENING = re.compile(r"[\"“”„«‘'(\[¿¡]*$")


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
    while (shorter := _without_end(_without_start(_from_question_word(bare)))) != bare:
        bare = shorter
    shouted = bare.isupper() and len(bare.split()) >= _SHOUTED
    return bare.lower() if shouted else bare


def _without_start(text: str) -> str:
    """Without the greeting, lead-in or courtesy at the start, if what follows is a question."""
    if marker := _MARKER.match(text):
        return text[marker.end() :]
    words = words_in(text)
    if not words or words[0].plain not in _outer_words(0):
        return text
    for count in range(min(len(words) - 1, _LONGEST), 0, -1):
        last, rest = words[count - 1], words[count]
        gap = text[last.end : rest.start]
        anew = _begins_anew(gap, last.plain, rest.plain)
        phrase = tuple(word.plain for word in words[:count])
        if (
            (anew and small_talk(text[: last.end]) in _AROUND)
            or (_leads_in(phrase) and (anew or count > _SHORT))
            or (phrase in listed("courtesy") and (anew or text[rest.start].islower()))
        ):
            opening = _OPENING.search(gap)
            return text[rest.start - (len(opening.group()) if opening else 0) :]
    return text


def _begins_anew(gap: str, before: str, word: str) -> bool:
    """Whether a question may begin at a word, given what stands before it."""
    asks = word in AUX or word in first_question_words()
    return bool(_APART.search(gap)) or (asks and before not in _CONJUNCTIONS)


def _from_question_word(text: str) -> str:
    """From the first question word on, if what stands before it only says that somebody asks.

    So does "hmm, sorry, I was trying to find out"; "and" and "in" (what year) say nothing of it.
    """
    words = words_in(text)
    first = next((n for n, word in enumerate(words) if word.plain in WH), 0)
    before = words[: first if first <= _LONGEST else 0]
    if not all(_says_nothing(word.plain) for word in before) or any(
        text[word.start].isupper() and word.plain in _speaking() for word in before[1:]
    ):
        return text
    while before and before[-1].plain in PREPOSITIONS | _CONJUNCTIONS:
        before.pop()
    asked = any(word.plain in _speaking() for word in before)
    return text[words[len(before)].start :] if asked else text


def _says_nothing(word: str) -> bool:
    return word in _speaking() or (word in stop_words("english") and word not in _OTHERS)


def _without_end(text: str) -> str:
    """Without the thanks, the courtesy or the lead-in (", do you know?") at the end."""
    words = words_in(text)
    if not words or words[-1].plain not in _outer_words(-1):
        return text
    for count in range(min(len(words) - 1, _LONGEST), 0, -1):
        before, start = words[-count - 1].end, words[-count].start
        apart = bool(_APART.search(text[before:start]))
        phrase = tuple(word.plain for word in words[-count:])
        if (apart and (_leads_in(phrase) or small_talk(text[start:]) in _AROUND)) or (
            phrase in listed("courtesy")
            and (apart or (text[start:].islower() and len(words) - count >= _SAID))
        ):
            return text[:start].rstrip(" \t\n,;–—-")
    return text


def _leads_in(phrase: Sequence[str]) -> bool:
    firm = tuple(word for word in phrase if word not in _softeners())
    return firm in listed("lead-in") or tuple(phrase) in listed("speaking")


@cache
def _speaking() -> frozenset[str]:
    """The words by which people say that they ask."""
    sections = ("lead-in", "courtesy", "speaking")
    words = frozenset(word for section in sections for phrase in listed(section) for word in phrase)
    return words - stop_words("english")


@cache
def _outer_words(place: int) -> frozenset[str]:
    """The first (0) or last (-1) words of all phrases: most questions have none there."""
    sections = ("greeting", "thanks", "filler", "lead-in", "speaking", "courtesy")
    return frozenset(phrase[place] for section in sections for phrase in listed(section))


@cache
def _softeners() -> frozenset[str]:
    """The words that may stand anywhere in a lead-in: "could you please just tell me"."""
    return frozenset(
        phrase[0] for name in ("filler", "courtesy") for phrase in listed(name) if len(phrase) == 1
    )


@cache
def first_question_words() -> frozenset[str]:
    """The words that a question begins with, in any language that has a list of them."""
    lists = (question_words(language).asks_for for language in listed_languages())
    return WH | {plain_words(phrase)[0] for phrase in chain.from_iterable(lists)}
