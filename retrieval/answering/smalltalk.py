"""Small talk: messages that ask nothing of the documents, in the words of data/smalltalk.txt.

Only a message made of such phrases from end to end is small talk: "thank you!!" is, "who said
thank you to the clerics?" is a question like others.
"""

from __future__ import annotations

from functools import cache

from retrieval.answering.phrases import listed, plain_words
from retrieval.model import Why

# In a message of several kinds the last here is the one to answer: "hi, who are you?"
_KINDS = (None, Why.GREETING, Why.THANKS, Why.ABOUT_THE_BOT)
_LONGEST = 16  # words (characters of an unspaced script): no phrase is longer
_LONGEST_MESSAGE = 200  # code points


def small_talk(text: str) -> Why | None:
    """What kind of small talk ``text`` is from end to end, or None for anything else.

    >>> small_talk("Hi there, who are you?")
    <Why.ABOUT_THE_BOT: 'about the bot'>
    >>> small_talk("ok thanks 👍")
    <Why.THANKS: 'thanks'>
    >>> small_talk("Who said thank you to the clerics?")
    """
    if len(text) > _LONGEST_MESSAGE:
        return None
    words = plain_words(text)
    if not _vocabulary().issuperset(word for word in words if not word.endswith("bot")):
        return None  # most questions, at once
    ranks: list[int | None] = [0] + [None] * len(words)  # of the words up to there
    for end in range(1, len(words) + 1):
        for start in range(max(0, end - _LONGEST), end):
            before, kind = ranks[start], _kind(words[start:end])
            if before is not None and kind is not None:
                ranks[end] = max(ranks[end] or 0, before, kind)
    return _KINDS[ranks[-1] or 0]


def _kind(words: tuple[str, ...]) -> int | None:
    """The kind of one phrase, as its place in `_KINDS`; a bot may be called by any name."""
    if len(words) == 1 and words[0].endswith("bot"):
        return 0
    return _phrases().get(words)


@cache
def _phrases() -> dict[tuple[str, ...], int]:
    """The listed phrases, each with the place of its kind in `_KINDS`."""
    found = dict.fromkeys(listed("filler"), 0)
    for rank, kind in enumerate(_KINDS):
        found |= dict.fromkeys(listed(kind.value), rank) if kind else {}
    return found


@cache
def _vocabulary() -> frozenset[str]:
    """The words of all phrases."""
    return frozenset(word for phrase in _phrases() for word in phrase)
