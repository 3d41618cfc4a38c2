"""What a message asks: one question, or several, told from what is said beside them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from retrieval.answering.courtesies import LONGEST_MESSAGE, bare_question, first_question_words
from retrieval.answering.followups import read_follow_up
from retrieval.answering.followups.text import WH
from retrieval.answering.phrases import plain_words
from retrieval.answering.smalltalk import small_talk
from retrieval.model import Span
from retrieval.sentences import split_sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

_MOST_QUESTIONS = 5  # in a message; more are read as one
_SAYS_ENOUGH = 4  # words of a question that may need no others: "who signed the letter"
_ASKS = re.compile(r"[?？؟][\"'”’»)\]]*$")


def questions_in(text: str) -> tuple[str, ...]:
    """What a message asks, question by question, without what is said beside them.

    A message whose question can't be understood without the rest stays whole, and so does one
    that asks nothing.

    >>> questions_in("I have read it all. Who signed the letter? And when? Thanks!")
    ('Who signed the letter?', 'And when?')
    >>> questions_in("The S-300 is a missile. Who built it?")
    ('The S-300 is a missile. Who built it?',)
    """
    if len(text) > LONGEST_MESSAGE or small_talk(text):
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
    words = plain_words(sentence)
    return bool(words) and (_ASKS.search(sentence) is not None or words[0] in WH)


def _stands_alone(question: str, said: str) -> bool:
    """Whether a question can be understood without what was said before it."""
    if small_talk(question):
        return True
    words = plain_words(question)
    open_question = words[0] in first_question_words() and len(words) >= _SAYS_ENOUGH
    return open_question and read_follow_up(question, said) is None
