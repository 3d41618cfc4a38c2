"""The phrases of data/smalltalk.txt, and the words of a message as they are compared with them.

Case, accents, apostrophes and letters drawn out ("hiiii") don't count; words of unspaced scripts
are read character by character.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib import resources
from typing import TYPE_CHECKING, NamedTuple

from retrieval.analysis import fold
from retrieval.analysis.scripts import MARKS, UNSPACED

if TYPE_CHECKING:
    from collections.abc import Mapping

    Phrase = tuple[str, ...]

_SECTION = re.compile(r"^\[(.+)\]$", re.MULTILINE)
_APOSTROPHES = "'’‘ʼ`´"
_WORD = re.compile(
    rf"[{UNSPACED}]|(?:[^\W{UNSPACED}]|[{MARKS}]|(?<=\w)[{_APOSTROPHES}](?=[^\W{UNSPACED}]))+"
)
_DRAWN_OUT = re.compile(r"([^\W\d])\1{2,}")
_DROPPED = str.maketrans("", "", _APOSTROPHES)


class Word(NamedTuple):
    """A word of a message: as it is compared, and where it stands in code points."""

    plain: str
    start: int
    end: int


@lru_cache(maxsize=64)  # a message is looked through from both ends, again and again
def words_in(text: str) -> tuple[Word, ...]:
    """The words of a message, in order.

    >>> words_in("Hiiii, what's up?")
    (Word(plain='hi', start=0, end=5), Word(plain='whats', start=7, end=13), \
Word(plain='up', start=14, end=16))
    """
    return tuple([Word(_plain(m.group()), m.start(), m.end()) for m in _WORD.finditer(text)])


@cache
def listed(section: str) -> frozenset[Phrase]:
    """The phrases of a section, each as its words.

    >>> ("good", "morning") in listed("greeting")
    True
    """
    phrases = re.split(r"[,\n]", _sections()[section])
    return frozenset(words for phrase in phrases if (words := plain_words(phrase)))


def plain_words(text: str) -> Phrase:
    """The words of ``text`` as they are compared."""
    return tuple(word.plain for word in words_in(text))


def _plain(word: str) -> str:
    return _DRAWN_OUT.sub(r"\1", fold(word.translate(_DROPPED)))


@cache
def _sections() -> Mapping[str, str]:
    file = resources.files("retrieval") / "data" / "smalltalk.txt"
    _, *parts = _SECTION.split(file.read_text(encoding="utf-8"))
    return dict(zip(parts[::2], parts[1::2], strict=True))
