"""Ordinary words: those of everyday English, which are never taken for a slip or a name.

A word that the documents don't hold is a misspelling or an ordinary word that happens not to
occur there, and only the one may bend: "bread" must not become "break". A word that has a token
of its own in lower case was frequent where the shipped token vocabulary was trained; a list of
everyday words adds those that were rare there, and what is derived from either is ordinary, too
("printer"). In other languages nothing is known to be ordinary.
"""

from __future__ import annotations

from binascii import a2b_base64
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from retrieval.encodings import VOCABULARY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from retrieval.analysis import Analyzer

_LANGUAGE = "english"  # of the texts that the vocabulary was trained on
# Endings that make a word of another; shorter ones are as often slips of the pen.
_ENDINGS = (
    "ness ment ments less ful able ship hood ening en ers er ors or est ists ist ism ians ian ess "
    "ary"
)
_SUFFIXES = tuple(_ENDINGS.split())


def is_ordinary(word: str, term: str, analyzer: Analyzer) -> bool:
    """Whether ``word``, in lower case, or a word with the same ``term`` is an ordinary one.

    >>> from retrieval.analysis import Analyzer
    >>> english = Analyzer("english")
    >>> is_ordinary("breads", "bread", english), is_ordinary("printer", "printer", english)
    (True, True)
    >>> is_ordinary("suleimani", "suleimani", english)
    False
    """
    if analyzer.language != _LANGUAGE:
        return False
    words, terms = _ordinary(analyzer)
    return word in words or term in terms or any(stem in _everyday() for stem in _stems(word))


def _stems(word: str) -> Iterator[str]:
    """What ``word`` may be derived from: "print" for "printer", "write" and "win" alike."""
    for suffix in _SUFFIXES:
        stem = word.removesuffix(suffix)
        if stem != word and len(stem) > 1:
            yield from (stem, f"{stem}e", stem.removesuffix("i") + "y")
            if stem[-1] == stem[-2]:
                yield stem[:-1]


@cache
def _ordinary(english: Analyzer) -> tuple[frozenset[str], frozenset[str]]:
    """The ordinary words and their terms."""
    lines = VOCABULARY.read_bytes().splitlines()
    tokens = (a2b_base64(line.split()[0]).decode(errors="replace") for line in lines)
    frequent = (token[1:] for token in tokens if token[0] == " ")
    words = _everyday().union(word for word in frequent if word.isalpha() and word.islower())
    return words, frozenset(english.stems([*words]))


@cache
def _everyday() -> frozenset[str]:
    file = resources.files("retrieval") / "data" / "everyday_english.txt"
    lines = file.read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
