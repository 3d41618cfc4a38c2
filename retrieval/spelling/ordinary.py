"""Ordinary words: those of everyday English, which are never taken for a slip or a name.

A word that the documents don't hold is a misspelling or an ordinary word that happens not to
occur there, and only the one may bend: "bread" must not become "break". The shipped token
vocabulary tells them apart: a word that has a token of its own in lower case was frequent where
the vocabulary was trained. In other languages nothing is known to be ordinary.
"""

from __future__ import annotations

from binascii import a2b_base64
from functools import cache
from typing import TYPE_CHECKING

from retrieval.encodings import VOCABULARY

if TYPE_CHECKING:
    from retrieval.analysis import Analyzer

_LANGUAGE = "english"  # of the texts that the vocabulary was trained on


def is_ordinary(word: str, term: str, analyzer: Analyzer) -> bool:
    """Whether ``word``, in lower case, or a word with the same ``term`` is an ordinary one.

    >>> from retrieval.analysis import Analyzer
    >>> english = Analyzer("english")
    >>> is_ordinary("breads", "bread", english), is_ordinary("suleimani", "suleimani", english)
    (True, False)
    """
    if analyzer.language != _LANGUAGE:
        return False
    words, terms = _ordinary(analyzer)
    return word in words or term in terms


@cache
def _ordinary(english: Analyzer) -> tuple[frozenset[str], frozenset[str]]:
    """The ordinary words and their terms."""
    lines = VOCABULARY.read_bytes().splitlines()
    tokens = (a2b_base64(line.split()[0]).decode(errors="replace") for line in lines)
    words = [token[1:] for token in tokens if token[0] == " "]
    words = [word for word in words if word.isalpha() and word.islower()]
    return frozenset(words), frozenset(english.stems(words))
