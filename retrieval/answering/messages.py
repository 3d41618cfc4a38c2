"""What a message asks, without what people put around a question.

Greetings, thanks, "can you tell me", capitals throughout and what is said beside the question
would count as words that no passage holds, and a person who says hello would be met with silence.
What is left are slices of the message, in lower case at most.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING

from retrieval.answering.followups import read_follow_up
from retrieval.answering.followups.text import AUX, WH
from retrieval.answering.phrases import listed, plain_words, words_in
from retrieval.answering.smalltalk import small_talk
from retrieval.answering.wordlists import listed_languages, question_words
from retrieval.model import Span, Why
from retrieval.sentences import split_sentences

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_LONGEST_MESSAGE = 2_000  # code points; a longer one was written by no hand, and is left alone
_AROUND = frozenset({Why.GREETING, Why.THANKS})
_LONGEST = 12  # words of a greeting, or of a lead-in
_SHORT = 2  # words: "question", "you know" lead in only before a mark or a question word
_CONJUNCTIONS = frozenset({"and", "but", "so", "then"})  # "thanks and when?": a follow-up's own
_SHOUTED = 3  # words: fewer in capitals may be abbreviations
_MOST_QUESTIONS = 5  # in a message; more are read as one
_SAYS_ENOUGH = 4  # words of a question that may need no others: "who signed the letter"
_SAID = 3  # words, before a courtesy that no mark parts from them: "who said thanks" is whole
# What parts a greeting from a question: a mark before white space, a wide one, an end of line.
_APART = re.compile(r"[^\w\s\"“«‘'(-]\s|\s[-–—]\s|\n|[，。！？、；：…\U0001f000-\U0001faff]")
# What a list, a quoted message or a mention begins with.
_MARKER = re.compile(r"(?:(?:\d{1,2}[.)]|[-*•>]|@\w+[,:]?)\s+)+(?=\S)")
_OPENING = re.compile(r"[\"“”„«‘'(\[¿¡]*$")
_ASKS = re.compile(r"[?？؟][\"'”’»)\]]*$")


def bare_question(text: str) -> str:
    """The question in a message, without greetings, thanks, lead-ins, courtesies and shouting.

    >>> bare_question("Hi there! Could you tell me who signed the letter? Thanks a lot 🙏")
    'who signed the letter?'
    >>> bare_question("WHO SIGNED THE LETTER")
    'who signed the letter'
    >>> bare_question("Hello Kitty was drawn by whom?")
    'Hello Kitty was drawn by whom?'
    """
    if len(text) > _LONGEST_MESSAGE:
        return text
    bare = text.strip()
    while (shorter := _without_end(_without_start(bare))) != bare:
        bare = shorter
    shouted = bare.isupper() and len(bare.split()) >= _SHOUTED
    return bare.lower() if shouted else bare


def questions_in(text: str) -> tuple[str, ...]:
    """What a message asks, question by question, without what is said beside them.

    A message whose question can't be understood without the rest stays whole, and so does one
    that asks nothing.

    >>> questions_in("I have read it all. Who signed the letter? And when? Thanks!")
    ('Who signed the letter?', 'And when?')
    >>> questions_in("The S-300 is a missile. Who built it?")
    ('The S-300 is a missile. Who built it?',)
    """
    if len(text) > _LONGEST_MESSAGE or small_talk(text):
        return (text,)
    bare = bare_question(text)
    sentences = list(_sentences(bare))
    if len(sentences) < 2:
        return (bare,)
    asking = [n for n, sentence in enumerate(sentences) if _asks(sentence)]
    if not 1 <= len(asking) <= _MOST_QUESTIONS:
        return (bare,)
    first, *others = asking
    said, opening = " ".join(sentences[:first]), sentences[first]
    if said and not _stands_alone(bare_question(opening), said):
        opening = f"{said} {opening}"
    return tuple(map(bare_question, (opening, *(sentences[n] for n in others))))


def _sentences(text: str) -> Iterator[str]:
    """The sentences of a message; a question is whole at its mark: "How did Marc. Bekoff die?"."""
    start = None
    for span in split_sentences(text, Span(0, len(text))):
        sentence = text[span.start if start is None else start : span.end]
        begun = plain_words(sentence)[:1]
        if begun and begun[0] in WH and not _ASKS.search(sentence):
            start = span.start if start is None else start
        else:
            start = None
            yield sentence
    if start is not None:
        yield text[start:]


def _asks(sentence: str) -> bool:
    words = plain_words(bare_question(sentence))
    return bool(words) and (_ASKS.search(sentence) is not None or words[0] in WH)


def _stands_alone(question: str, said: str) -> bool:
    """Whether a question can be understood without what was said before it."""
    if small_talk(question):
        return True
    words = plain_words(question)
    open_question = words[0] in _question_words() and len(words) >= _SAYS_ENOUGH
    return open_question and read_follow_up(question, said) is None


def _without_start(text: str) -> str:
    """Without the greeting, lead-in or courtesy at the start, if what follows is a question."""
    if marker := _MARKER.match(text):
        return text[marker.end() :]
    words = words_in(text)
    if not words or words[0].plain not in _outer_words(0):
        return text
    for count in range(min(len(words) - 1, _LONGEST), 0, -1):
        end, rest = words[count - 1].end, words[count]
        gap = text[end : rest.start]
        apart = bool(_APART.search(gap))
        starts_anew = apart or (
            rest.plain in AUX | _question_words() and words[count - 1].plain not in _CONJUNCTIONS
        )
        phrase = tuple(word.plain for word in words[:count])
        if (
            (starts_anew and small_talk(text[:end]) in _AROUND)
            or (_leads_in(phrase) and (starts_anew or count > _SHORT))
            or (phrase in listed("courtesy") and (starts_anew or text[rest.start].islower()))
        ):
            opening = _OPENING.search(gap)
            return text[rest.start - (len(opening.group()) if opening else 0) :]
    return text


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
    return tuple(word for word in phrase if word not in _softeners()) in listed("lead-in")


@cache
def _outer_words(place: int) -> frozenset[str]:
    """The first (0) or last (-1) words of all phrases: most questions have none there."""
    sections = ("greeting", "thanks", "filler", "lead-in", "courtesy")
    return frozenset(phrase[place] for section in sections for phrase in listed(section))


@cache
def _softeners() -> frozenset[str]:
    """The words that may stand anywhere in a lead-in: "could you please just tell me"."""
    return frozenset(
        phrase[0] for name in ("filler", "courtesy") for phrase in listed(name) if len(phrase) == 1
    )


@cache
def _question_words() -> frozenset[str]:
    """The words that a question begins with, in any language that has a list of them."""
    lists = (question_words(language).asks_for for language in listed_languages())
    return WH | {plain_words(phrase)[0] for phrase in chain.from_iterable(lists)}
