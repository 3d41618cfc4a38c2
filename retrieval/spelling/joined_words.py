"""Two words of a question typed as one: "who signed theletter".

Only what stands nowhere is parted, and only into ordinary words that do: a name that the documents
lack must not become two words of theirs.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from retrieval.analysis.languages import stop_words
from retrieval.spelling.ordinary import is_ordinary

if TYPE_CHECKING:
    from collections.abc import Callable

    from retrieval.analysis import Analyzer

_LANGUAGE = "english"  # of other languages no ordinary words are known
_WORD = re.compile(r"(?<![\w'’.@/-])[A-Za-z]?[a-z]{4,31}(?![\w'’@/-]|\.\w)")
_SHORTEST = 2  # letters of a part
# Of the small words those with which no other words begin or end: "inca" is not "in CA".
_SMALL = frozenset(
    (
        *("the", "of", "are", "was", "were", "did", "does", "has", "had", "that", "this"),
        *("who", "what", "when", "where", "which", "why", "how"),
    )
)


def with_joined_words_parted(
    question: str, analyzer: Analyzer, frequency: Callable[[str], int]
) -> str:
    """``question`` with a space in words that are two in one.

    Args:
        question: as typed.
        analyzer: the one of the documents' language; all but English is left as it is.
        frequency: in how many passages a term stands.

    >>> from retrieval.analysis import Analyzer
    >>> held = {"letter", "sign"}
    >>> with_joined_words_parted(
    ...     "whosigned theletter", Analyzer("english"), lambda term: int(term in held)
    ... )
    'who signed the letter'
    """
    if analyzer.language != _LANGUAGE:
        return question

    def parted(match: re.Match[str]) -> str:
        word = match[0].lower()
        terms = analyzer.terms(word)
        if not terms or any(map(frequency, terms)) or is_ordinary(word, terms[0], analyzer):
            return match[0]
        found = [
            (first, at)
            for at in range(_SHORTEST, len(word) - _SHORTEST + 1)
            if (first := _worth(word[:at], word[at:], analyzer, frequency))
        ]
        if not found:
            return match[0]
        at = max(found)[1]
        return f"{match[0][:at]} {match[0][at:]}"

    return _WORD.sub(parted, question)


def _worth(first: str, second: str, analyzer: Analyzer, frequency: Callable[[str], int]) -> int:
    """How well two words can be told apart: the letters of the small word; 0 where they can't."""
    for one, other in ((first, second), (second, first)):
        if one in _SMALL:
            terms = analyzer.terms(other)
            known = terms and is_ordinary(other, terms[0], analyzer) and all(map(frequency, terms))
            if known or other in stop_words(_LANGUAGE):
                return len(one)
    return 0
