"""The analyzer: from text to index terms, with the place of every word.

A *surface* is a word as it is written: letters and digits, with hyphens, apostrophes, points and
the like between them ("al-Sha'abi", "5,200", "S-300", "U.S"). Each surface gives one or more
*terms*: itself, folded and stemmed, and its parts, so that it is found whole and by its parts.
Scripts written without spaces give overlapping pairs of characters instead (Lucene's
CJKAnalyzer).

Text is never normalised before its words are found, so every offset is one of the original text.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from retrieval.analysis.english import english_stemmer
from retrieval.analysis.languages import NO_LANGUAGE, stop_words, unspaced_question_words
from retrieval.analysis.numbers import with_numbers_joined
from retrieval.analysis.scripts import MARKS, UNSPACED
from retrieval.model import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

ANALYZER_VERSION = 7  # part of the index's fingerprint: raise it when terms change

# subtle: "_" is a word character here, though it parts words; sparing it costs a third of the speed
_WORD = rf"[\w{MARKS}]+"
_SURFACE = re.compile(rf"{_WORD}(?:[-‐‑'’‘ʼ`´.,/&+]{_WORD})*")
_PART = re.compile(rf"(?:[^\W_]|[{MARKS}])+")
_ASCII_SIGNS = str.maketrans("", "", "".join(c for c in map(chr, range(128)) if not c.isalnum()))
_JOINT = re.compile(r"[-‐‑.,/_&+]")
_UNSPACED_RUN = re.compile(f"[{UNSPACED}]+")
_NUMBER = re.compile(r"\d{1,3}(?:[,.’']\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)?")
_GROUPING = re.compile(r"[,.’'](?=\d{3}(?:\D|$))")
_ACRONYM = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]$")
_VERSION = re.compile(r"[vV](\d+(?:\.\d+)+)")  # "v3.12" is found as "3.12"
# Humps of "keepAliveTimeout": an identifier where small letters lead, or where there are three.
_HUMP = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")
_APOSTROPHES = re.compile("['’‘ʼ`´]")
_POSSESSIVE = re.compile("['’‘ʼ`´][sS]$")
_STRIPPED_MARKS = re.compile("[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0640]")
_ELIDED = 2  # letters before an apostrophe that are a word cut short: l', d', O', qu'
# Longer ones of French, Italian and Catalan. None is an English word before an apostrophe.
_LONG_ELIDED = re.compile(
    "(?:dell|nell|all|dall|sull|coll|quest|quell|dov|com|cos|tutt|sant"
    "|jusqu|lorsqu|puisqu|quoiqu|quelqu|presqu)",
    re.IGNORECASE,
)
_TURKISH_SUFFIX = re.compile(r"['’‘ʼ`´]\w*$")  # Türkiye'nin, 2019'da
_CACHE = 500_000  # surfaces
_LONGEST_CACHED = 64  # characters: nothing limits the length of a word, and few words are longer


@dataclass(frozen=True, slots=True)
class Token:
    """A surface of a text: where it stands and the terms it gives, the whole word's first."""

    span: Span
    terms: tuple[str, ...]


def fold(word: str) -> str:
    """Case and accents removed, as Lucene's ASCIIFoldingFilter with ICU's case folding.

    >>> fold("Müller"), fold("Şırnak"), fold("İstanbul")
    ('muller', 'sirnak', 'istanbul')
    """
    if word.isascii():
        return word.lower()  # nearly every word, at a tenth of the cost
    # subtle: decomposing brings new capitals ("𝐀")
    decomposed = unicodedata.normalize("NFKD", word.casefold()).casefold()
    return unicodedata.normalize("NFC", _STRIPPED_MARKS.sub("", decomposed)).replace("ı", "i")


class Analyzer:
    """Turns text in one language into terms.

    Args:
        language: a Snowball stemmer's name, or "none" for folding alone.

    >>> Analyzer("english").terms("al-Sha'abi")
    ('alshaabi', 'al', 'shaabi')
    >>> Analyzer("english").terms("5,200")
    ('5200',)
    """

    def __init__(self, language: str = "english") -> None:
        self.language = language
        listed = stop_words(language)
        self._stop_words = listed | {fold(word) for word in listed}  # people leave accents out
        self._suffix = _TURKISH_SUFFIX if language == "turkish" else _POSSESSIVE
        self._stem = _stemmer(language)
        self._terms: dict[str, tuple[str, ...]] = {}

    @staticmethod
    def surfaces(text: str) -> list[str]:
        """The words of ``text`` as they are written, in order."""
        if text.isalnum():  # one word, as most are when they come one by one
            return [text]
        return _SURFACE.findall(text)

    @staticmethod
    def places(text: str) -> list[tuple[int, int]]:
        """Where the words of ``text`` stand, in order, as (start, end)."""
        return [match.span() for match in _SURFACE.finditer(text)]

    @staticmethod
    def is_unspaced(surface: str) -> bool:
        """Whether a surface holds words without spaces between; its terms are parts, none whole."""
        return _UNSPACED_RUN.search(surface) is not None

    def terms(self, surface: str) -> tuple[str, ...]:
        """The terms of one surface, the whole word's first; none for a stop word.

        Of a run of an unspaced script (`is_unspaced`) they are its pairs of characters.
        """
        found = self._terms.get(surface)
        if found is None:
            found = self._analyze(surface)
            if len(surface) <= _LONGEST_CACHED:
                if len(self._terms) >= _CACHE:
                    self._terms.clear()
                self._terms[surface] = found
        return found

    def tokens(self, text: str, span: Span | None = None) -> list[Token]:
        """The words of ``text`` (or of a span of it) that give terms, with their places."""
        start, end = (span.start, span.end) if span else (0, len(text))
        return [
            Token(Span(*match.span()), terms)
            for match in _SURFACE.finditer(text, start, end)
            if (terms := self.terms(match.group()))
        ]

    def query_terms(self, query: str) -> list[str]:
        """The distinct terms of ``query``, in the order of their first use."""
        terms = (term for surface in self.surfaces(query) for term in self.terms(surface))
        return list(dict.fromkeys(terms))

    def stems(self, words: Iterable[str]) -> list[str]:
        """The terms of plain words in lower case, stop words among them too; quick, uncached.

        >>> Analyzer("english").stems(["killed", "the"])
        ['kill', 'the']
        """
        if self.language == "english":
            return list(map(self._stem, words))
        return [fold(self._stem(word)) for word in words]

    def _analyze(self, surface: str) -> tuple[str, ...]:
        ascii_only = surface.isascii()
        if ascii_only and surface.isalnum():  # most words: none of the below can apply
            return self._plain(surface)
        if not ascii_only and self.is_unspaced(surface):
            return tuple(self._unspaced(surface))
        if version := _VERSION.fullmatch(surface):
            surface = version[1]
        if surface[:1].isdecimal() and _NUMBER.fullmatch(surface):
            return (_GROUPING.sub("", surface).replace(",", "."),)
        if surface[1:2] == "." and _ACRONYM.match(surface):
            return (fold(surface.replace(".", "")),)
        if self.language == "english":
            surface = with_numbers_joined(surface)
        pieces = _JOINT.split(self._suffix.sub("", surface))
        whole = "".join(pieces)
        terms = [self._word(whole)]
        for part in _parts(pieces, whole):
            if part.isascii() and part.isalnum():  # as a rule a word known by now
                terms += self.terms(part)
            else:
                terms.append(self._word(part))
        return tuple(dict.fromkeys(filter(None, terms)))

    def _plain(self, surface: str) -> tuple[str, ...]:
        """The terms of ASCII letters and digits: one, but for an identifier in camel case."""
        term = self._word(surface)
        if surface[1:].islower() or not (humps := _humps(surface)):
            return (term,) if term else ()
        return tuple(dict.fromkeys(filter(None, (term, *map(self._word, humps)))))

    def _word(self, word: str) -> str:
        """The term of a word without its inner punctuation; empty for a stop word."""
        joined = word if word.isalnum() else _joined(word)
        folded = fold(joined)
        if folded in self._stop_words and not _is_shouted(joined):
            return ""
        if self.language == "english":
            return self._stem(folded)
        lowered = unicodedata.normalize("NFC", joined.casefold())
        if lowered in self._stop_words and not _is_shouted(joined):
            return ""
        return fold(self._stem(lowered))  # other stemmers know their language's accents

    def _unspaced(self, surface: str) -> list[str]:
        """Overlapping pairs of characters of unspaced runs; other words between them as usual."""
        terms: list[str] = []
        end = 0
        for run in _UNSPACED_RUN.finditer(surface):
            terms += self._between(surface[end : run.start()])
            end = run.end()
            for text in unspaced_question_words().split(fold(run.group())):
                terms += _pairs(text)
        return terms + self._between(surface[end:])

    def _between(self, text: str) -> list[str]:
        return [term for surface in self.surfaces(text) for term in self._analyze(surface)]


def _humps(surface: str) -> list[str]:
    """The words of an identifier in camel case, or none: "iPhone" and "McDonald" are names.

    >>> _humps("keepAliveTimeout"), _humps("McDonald"), _humps("iPhone")
    (['keep', 'Alive', 'Timeout'], [], [])
    """
    if surface.isupper() or surface.isdecimal() or surface.islower():
        return []
    humps: list[str] = _HUMP.findall(surface)
    words = [hump for hump in humps if len(hump) > 1 and hump.isalpha()]
    leads_small = len(words) > 1 and words[0] == humps[0] and words[0].islower()
    return words if leads_small or len(words) > 2 else []


def _joined(word: str) -> str:
    """``word`` without its inner punctuation."""
    return word.translate(_ASCII_SIGNS) if word.isascii() else "".join(_PART.findall(word))


def _is_shouted(word: str) -> bool:
    return len(word) > 1 and word.isupper()  # "US", "WHO": a name, not a pronoun


def _pairs(text: str) -> list[str]:
    return [text[i : i + 2] for i in range(len(text) - 1)] if len(text) > 1 else list(text)


def _parts(pieces: list[str], whole: str) -> list[str]:
    """The parts of a compound by which it should be found too; none for a plain word.

    A hyphen or slash parts two words; an apostrophe stands inside one, but for a short word cut
    off before it (French "l'Irak", Irish "O'Brien").
    """
    parts = pieces if len(pieces) > 1 else []
    if not _APOSTROPHES.search(whole):
        return parts
    for piece in pieces:
        head, *tail = _APOSTROPHES.split(piece, maxsplit=1)
        if tail and (len(head) <= _ELIDED or _LONG_ELIDED.fullmatch(head)):
            parts = [*parts, tail[0]]
    return parts


def _stemmer(language: str) -> Callable[[str], str]:
    if language == NO_LANGUAGE:
        return str
    import Stemmer  # noqa: PLC0415 - compiled, only where a language is known

    try:
        # Its own cache, of 10,000 words, costs three times what it saves: terms are cached here.
        stem: Callable[[str], str] = Stemmer.Stemmer(language, 0).stemWord
    except KeyError:
        return str
    return english_stemmer(stem) if language == "english" else stem
