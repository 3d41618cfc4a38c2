"""Slips in the words that ask: "how manny", "waht is".

They carry no weight of their own, but tell what is asked for; read as words of the documents they
would only be missing there. Other small words are left: "width" is no slip of "with".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA

from retrieval.spelling.ordinary import is_ordinary

if TYPE_CHECKING:
    from collections.abc import Callable

    from retrieval.analysis import Analyzer

_LANGUAGE = "english"  # of other languages no ordinary words are known, which never bend
_WORD = re.compile(r"(?<![\w'’-])[A-Za-z][a-z]{2,9}(?![\w'’-])")
_LISTED = "how many much the their there what when where which whose why"
_ASKING = tuple(_LISTED.split())
_SHORT = 3  # letters of a word in which only two that are swapped are a slip


def with_asking_words_mended(
    question: str, analyzer: Analyzer, frequency: Callable[[str], int]
) -> str:
    """``question`` with each word that is one slip from one that asks written as that.

    Args:
        question: as typed.
        analyzer: the one of the documents' language; all but English is left as it is.
        frequency: in how many passages a term stands; words that stand anywhere are left, and so
            are ordinary words, and names, which have a capital past the first word.

    >>> from retrieval.analysis import Analyzer
    >>> with_asking_words_mended("Wich of the manny ships?", Analyzer("english"), lambda term: 0)
    'Which of the many ships?'
    """
    if analyzer.language != _LANGUAGE:
        return question

    def mended(match: re.Match[str]) -> str:
        word = match[0]
        terms = analyzer.terms(word)
        named = word[0].isupper() and question[: match.start()].strip() != ""
        if named or not terms or any(map(frequency, terms)) or _is_word(word, terms[0], analyzer):
            return word
        meant = _meant(word.lower())
        return meant.capitalize() if word[0].isupper() else meant

    return _WORD.sub(mended, question)


def _is_word(word: str, term: str, analyzer: Analyzer) -> bool:
    return is_ordinary(word.lower(), term, analyzer)


def _meant(word: str) -> str:
    """The word that asks which is one slip away, with the same first letter; or the word itself."""
    return next((asking for asking in _ASKING if _is_slip(word, asking)), word)


def _is_slip(word: str, meant: str) -> bool:
    """Whether two neighbours are swapped, or a letter is left out or too many."""
    swapped = sorted(word) == sorted(meant)
    lost = word[0] == meant[0] and len(word) != len(meant) and min(len(word), len(meant)) > _SHORT
    return (swapped or lost) and OSA.distance(word, meant) == 1
