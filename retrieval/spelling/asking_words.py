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
_LONGER = frozenset(("what", "when", "where", "which", "whose"))
_SWAPPED = _LONGER | {"their", "there", "the", "why"}
_COUNTING = frozenset(("many", "much"))  # after "how"
_CHATTED = {  # as people type in a chat, at the start of a question
    "wat": "what", "wut": "what", "wot": "what", "wht": "what", "wen": "when", "whn": "when",
    "wer": "where", "whr": "where", "hw": "how", "hu": "who", "wich": "which", "wch": "which",
}  # fmt: skip
_CHAT_START = re.compile(
    rf"^\W*({'|'.join(_CHATTED)})(?=\s+(?:is|are|was|were|do|does|did|can|could|has|have|had|will"
    r"|would|should|many|much|long|often|old|far|year|kind|type)\b)",
    re.IGNORECASE,
)
_HOW = re.compile(r"\bhow\s+", re.IGNORECASE)
_ASKS_HOW = re.compile(r"\s+(?:many|much|long|far|old|often|big|do|does|did|to|can|could)\b")


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
    'Which of the manny ships?'
    """
    if analyzer.language != _LANGUAGE:
        return question
    if chatted := _CHAT_START.match(question):  # even where that is a word of the documents
        asking = _CHATTED[chatted[1].lower()]
        question = f"{question[: chatted.start(1)]}{asking}{question[chatted.end() :]}"

    first = len(question) - len(question.lstrip())
    after_how = {how.end() for how in _HOW.finditer(question)}

    def mended(match: re.Match[str]) -> str:
        word = match[0]
        named = word[0].isupper() and match.start() > first
        terms = analyzer.terms(word)
        if named or not terms or any(map(frequency, terms)):
            return word
        if is_ordinary(word.lower(), terms[0], analyzer):
            return word
        meant = _meant(match, counting=match.start() in after_how)
        return meant.capitalize() if word[0].isupper() else meant

    return _WORD.sub(mended, question)


def _meant(match: re.Match[str], *, counting: bool) -> str:
    """The word that asks which is one slip away, in lower case; or the word itself."""
    word = match[0].lower()
    if sorted(word) == sorted("how"):
        return "how" if _ASKS_HOW.match(match.string, match.end()) else "who"
    asking = _COUNTING if counting else _SWAPPED
    return next((meant for meant in sorted(asking) if _is_slip(word, meant)), word)


def _is_slip(word: str, meant: str) -> bool:
    """Whether two neighbours are swapped, or in a longer word a letter is left out or too many."""
    swapped = sorted(word) == sorted(meant)
    lost = word[0] == meant[0] and len(word) != len(meant) and meant in _LONGER | _COUNTING
    return (swapped or lost) and OSA.distance(word, meant) == 1
