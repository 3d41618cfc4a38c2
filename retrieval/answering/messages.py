"""What a message asks: one question, or several, told from what is said beside them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from retrieval.answering.courtesies import LONGEST_MESSAGE, bare_question
from retrieval.answering.followups import read_follow_up
from retrieval.answering.followups.text import AUX, WH, word_set
from retrieval.answering.phrases import plain_words, words_in
from retrieval.answering.smalltalk import small_talk
from retrieval.answering.wordlists import first_question_words
from retrieval.model import Span
from retrieval.sentences import split_sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

_SAYS_ENOUGH = 4  # words of a question that may need no others: "who signed the letter"
_SPEAKER = word_set("i im ive id we were weve my our sorry please")  # begin what is said of oneself
_MEANS = word_set("mean meant talking asking about regarding")  # what is said of the question
_CODE = re.compile(r"\w[./_\\-]\w|\w\d|\d|[a-z][A-Z]")
_ASKS = re.compile(r"[?？؟][\"'”’»)\]]*$")


def questions_in(text: str) -> tuple[str, ...]:
    """What a message asks, question by question, without what somebody says of himself.

    Everything else that is said beside a single question stays with it; a message that asks
    nothing stays whole.

    >>> questions_in("I have read it all. Who signed the letter? And when? Thanks!")
    ('Who signed the letter?', 'And when?')
    >>> questions_in("The S-300 is a missile. Who built it?")
    ('The S-300 is a missile. Who built it?',)
    """
    if len(text) > LONGEST_MESSAGE or small_talk(text):
        return (text,)
    bare = bare_question(text)
    questions: list[list[str]] = []
    before: list[str] = []
    aside: list[str] = []
    for piece in _pieces(bare):
        if _asks(piece):
            questions.append([*before, piece])
            before = []
        elif not plain_words(piece) or small_talk(piece) or _is_of_the_speaker(piece):
            aside.append(piece)
        else:
            (questions[-1] if questions else before).append(piece)
    found = tuple(bare_question(" ".join(question)) for question in questions)
    if not found or (len(found) == 1 and not _stands_alone(found[0], " ".join(aside))):
        return (bare,)
    return found


def _pieces(text: str) -> Iterator[str]:
    """The sentences of a message, each question whole: "How did Marc. Bekoff die?" is one.

    What is asked after a question without words that ask ("1974 or 1976?") belongs to it.
    """
    start = end = 0
    before = ""
    for span in split_sentences(text, Span(0, len(text))):
        sentence = span.cut(text)
        if before and not _goes_on(before, text[end : span.start], sentence):
            yield text[start:end]
            before = ""
        if not before:
            start, before = span.start, sentence
        elif _ASKS.search(sentence):
            before = text[start : span.end]
        end = span.end
    if before:
        yield text[start:end]


def _goes_on(before: str, gap: str, sentence: str) -> bool:
    """Whether a sentence belongs to the question before it, which may not be at its end yet."""
    words = plain_words(sentence)
    if "\n" in gap or (words and words[0] in WH):
        return False
    if not _ASKS.search(before):
        return plain_words(before)[:1] != () and plain_words(before)[0] in WH
    asks_itself = any(word in WH or word in AUX or word in first_question_words() for word in words)
    open_piece = bool(words) and not asks_itself and _ASKS.search(sentence) is not None
    return open_piece and read_follow_up(sentence, before) is None


def _asks(piece: str) -> bool:
    words = plain_words(piece)
    return bool(words) and (_ASKS.search(piece) is not None or words[0] in WH)


def _stands_alone(question: str, said: str) -> bool:
    """Whether a question can be understood without what somebody said of himself."""
    if not plain_words(said) or small_talk(said) or small_talk(question):
        return True
    words = plain_words(question)
    open_question = words[0] in WH or words[0] in first_question_words()
    says_enough = open_question and len(words) >= _SAYS_ENOUGH
    return says_enough and read_follow_up(question, said) is None


def _is_of_the_speaker(sentence: str) -> bool:
    """Whether somebody speaks of himself, and of nothing that a question may be about."""
    words = words_in(sentence)
    if not words or words[0].plain not in _SPEAKER:
        return False
    named = any(sentence[word.start].isupper() and word.plain[0] != "i" for word in words[1:])
    meant = any(word.plain in _MEANS for word in words)
    return not (named or meant or _CODE.search(sentence))
