"""The word lists of data/cues, by language and section, each file read when it is first asked for.

Under "none" stand the languages written without spaces, which are told apart nowhere else either:
their words are looked for inside of others.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from retrieval.analysis import NO_LANGUAGE
from retrieval.answering.phrases import plain_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

UNSPACED_LANGUAGES = ("chinese", "japanese")
_SECTION = re.compile(r"^\[(.+)\]$", re.MULTILINE)
_PARTICLE = "[がはをにで]?"  # Japanese, after a question word


@cache
def listed_languages() -> frozenset[str]:
    """The languages with word lists, "none" among them."""
    folder = resources.files("retrieval") / "data" / "cues"
    return frozenset({f.name.removesuffix(".txt") for f in folder.iterdir()} | {NO_LANGUAGE})


@cache
def sections(language: str) -> Mapping[str, str]:
    """The text of each section of a language's file; empty where there is no file."""
    if language == NO_LANGUAGE:
        files = [sections(name) for name in UNSPACED_LANGUAGES]
        return {name: ",\n".join(file[name] for file in files) for name in files[0]}
    if language not in listed_languages():
        return {}
    file = resources.files("retrieval") / "data" / "cues" / f"{language}.txt"
    _, *parts = _SECTION.split(file.read_text(encoding="utf-8"))
    return dict(zip(parts[::2], parts[1::2], strict=True))


def words(language: str, section: str) -> tuple[str, ...]:
    """The words of a section, in order.

    >>> words("english", "calendar")[:2]
    ('january', 'february')
    """
    return tuple(sections(language).get(section, "").replace(",", " ").split())


@cache
def frame_words(language: str) -> frozenset[str]:
    """Words that say what a question asks for and seldom stand in its answer: year, reason."""
    return frozenset(words(language, "frame"))


@cache
def first_question_words() -> frozenset[str]:
    """The words that questions begin with, in all languages that have a list of them."""
    lists = (question_words(language).asks_for for language in listed_languages())
    return frozenset(plain_words(phrase)[0] for listed in lists for phrase in listed)


@cache
def empty_words(language: str) -> frozenset[str]:
    """Words that ask for nothing: exactly, actually."""
    return frozenset(words(language, "empty"))


def phrases(language: str, section: str) -> tuple[str, ...]:
    """The phrases between the commas of a section."""
    return _between_commas(sections(language).get(section, ""))


@dataclass(frozen=True, slots=True)
class QuestionWords:
    """A language's question words and what each asks for (an `AnswerType`'s value)."""

    pattern: re.Pattern[str]
    asks_for: Mapping[str, str]

    def search(self, text: str) -> re.Match[str] | None:
        """The first question word of ``text``, the longest that begins there, as group 1."""
        return self.pattern.search(_plain(text))

    def kind(self, text: str) -> str | None:
        """What ``text`` asks for by its first question word.

        >>> question_words("german").kind("In welchem Jahr begann der Krieg?")
        'time'
        """
        found = self.search(text)
        return self.asks_for[found[1]] if found else None


@cache
def question_words(language: str) -> QuestionWords:
    """The question words of ``language``; none are ever found where there is no list."""
    asks_for: dict[str, str] = {}
    for line in sections(language).get("questions", "").splitlines():
        kind, _, listed = line.partition(":")
        for phrase in _between_commas(listed):
            asks_for.setdefault(phrase, kind)
    return QuestionWords(_any_of(asks_for, spaced=language != NO_LANGUAGE), asks_for)


def _any_of(listed: Iterable[str], *, spaced: bool) -> re.Pattern[str]:
    """Matches one of the phrases, the longest first."""
    longest_first = sorted(listed, key=lambda phrase: (-len(phrase), phrase))
    choice = "|".join(map(re.escape, longest_first)) or r"(?!)"
    return re.compile(rf"(?<!\w)({choice})(?!\w)" if spaced else rf"({choice}){_PARTICLE}")


def _between_commas(text: str) -> tuple[str, ...]:
    return tuple(phrase for part in text.split(",") if (phrase := " ".join(part.split())))


def _plain(text: str) -> str:
    """In lower case, with spaces for apostrophes and hyphens, and every character in its place."""
    return "".join(_lower(char) for char in text)


def _lower(char: str) -> str:
    if char in "'’-‐‑":
        return " "
    lower = char.lower()
    return lower if len(lower) == 1 else char
