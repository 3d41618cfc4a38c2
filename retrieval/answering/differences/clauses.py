"""Text as words with places, in clauses: the reach within which a number belongs to a name.

No grammar: a clause ends with a sentence, at strong punctuation, and before "and", "but", "while"
and their like after a comma.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from retrieval.answering.kin import is_deed
from retrieval.model import Span
from retrieval.spelling.ordinary import is_ordinary

if TYPE_CHECKING:
    from retrieval.analysis import Analyzer

_WORD = re.compile(r"\d+(?:[.,]\d+)*(?:st|nd|rd|th)?(?!\w)|[^\W_]+(?:[-’'.][^\W_]+)*")
_STRONG = re.compile(r"[;—–()\n]|:(?=\s)")  # not the colon of 02:00
_ALWAYS = frozenset(("but", "while", "whereas", "although", "though"))
_BEING = frozenset(("is", "are", "was", "were", "be", "been"))
_AFTER_COMMA = frozenset(("and", "with", "which", "who", "before", "after"))


class Word(NamedTuple):  # made by the thousand
    """A word of a document: as written, in lower case, where it starts, its index terms.

    ``before`` is what stands between it and the word before.
    """

    text: str
    lower: str
    start: int
    terms: tuple[str, ...]
    before: str

    @property
    def span(self) -> Span:
        """Its place, which few words are asked for."""
        return Span(self.start, self.start + len(self.text))

    @property
    def capital(self) -> bool:
        """Whether it starts with a capital."""
        return self.text[:1].isupper()

    @property
    def is_being(self) -> bool:
        """Whether it is a form of "be"."""
        return self.lower in _BEING

    @property
    def is_deed(self) -> bool:
        """Whether it looks like a verb that tells what happened."""
        return is_deed(self.lower, self.terms)

    def is_ordinary(self, analyzer: Analyzer) -> bool:
        """Whether a word that has terms is an ordinary one, and no name."""
        return is_ordinary(self.lower, self.terms[0], analyzer)

    def means(self, *roles: frozenset[str]) -> bool:
        """Whether one of its index terms is among those of ``roles``, say the question's events."""
        return any(not role.isdisjoint(self.terms) for role in roles)


@dataclass(frozen=True, slots=True)
class Clause:
    """Successive words, all of their index terms, and whether a name is among them."""

    words: tuple[Word, ...]
    terms: frozenset[str]
    named: bool

    @property
    def span(self) -> Span:
        """From its first word to its last."""
        return Span(self.words[0].span.start, self.words[-1].span.end)


def clauses(text: str, sentence: Span, analyzer: Analyzer) -> list[Clause]:
    """The clauses of a sentence of ``text``.

    >>> from retrieval.analysis import Analyzer
    >>> text = "Rome sent 3 ships, and Genoa sent 5; none came back."
    >>> [c.words[0].text for c in clauses(text, Span(0, len(text)), Analyzer("english"))]
    ['Rome', 'and', 'none']
    """
    return [
        _clause(words, analyzer, opens=not number)
        for number, words in enumerate(_parts(text, sentence, analyzer))
    ]


def _parts(text: str, sentence: Span, analyzer: Analyzer) -> list[list[Word]]:
    """The words of a sentence, clause by clause."""
    parts: list[list[Word]] = []
    end = sentence.start
    for match in _WORD.finditer(text, sentence.start, sentence.end):
        written, start = match.group(), match.start()
        before = text[end:start]
        word = Word(written, written.lower(), start, analyzer.terms(written), before)
        end = match.end()
        if not parts or _starts_clause(word):
            parts.append([])
        parts[-1].append(word)
    return parts


def _starts_clause(word: Word) -> bool:
    if word.before == " ":  # most words
        return word.lower in _ALWAYS
    if word.lower in _ALWAYS or _STRONG.search(word.before):
        return True
    return "," in word.before and word.lower in _AFTER_COMMA


def _clause(words: list[Word], analyzer: Analyzer, *, opens: bool) -> Clause:
    """``opens`` says that the first word starts a sentence, so that its capital tells nothing."""
    first = words[0]
    named = any(word.capital and word.terms for word in words[opens:])
    if opens and first.capital and first.terms:
        named = named or not first.is_ordinary(analyzer)
    return Clause(tuple(words), frozenset(term for word in words for term in word.terms), named)
