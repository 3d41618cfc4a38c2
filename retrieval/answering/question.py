"""A question as the ranker sees it: weighted words, what kind of thing it asks for, its names."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING

from retrieval.answering.wordlists import frame_words, question_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from retrieval.analysis import Analyzer


class AnswerType(StrEnum):
    """What kind of thing is asked for (the coarse classes of Li & Roth 2002, where words tell)."""

    PERSON = "person"
    TIME = "time"
    PLACE = "place"
    COUNT = "count"
    AMOUNT = "amount"
    DURATION = "duration"
    REASON = "reason"
    MANNER = "manner"
    DEFINITION = "definition"
    THING = "thing"
    OTHER = "other"


# The first that is found decides; each is searched for anywhere, since people also write
# "the war began when?".
_TYPES: tuple[tuple[AnswerType, re.Pattern[str]], ...] = tuple(
    (kind, re.compile("|".join(patterns), re.IGNORECASE))
    for kind, patterns in (
        (
            AnswerType.DURATION,
            (
                r"\bhow (?:long|old|often)\b",
                r"\bhow many (?:years|months|weeks|days|hours|minutes)\b",
            ),
        ),
        (
            AnswerType.COUNT,
            (r"\bhow many\b", r"\b(?:what|which) (?:is the |was the )?(?:number|population)\b"),
        ),
        (
            AnswerType.AMOUNT,
            (
                r"\bhow (?:much|far|high|tall|large|big|deep|fast|heavy|wide)\b",
                r"\bwhat (?:is the |was the )?(?:percent|percentage|proportion|share|cost|price)\b",
                r"\bwhat (?:is the |was the )?(?:amount|size|length|height|speed|distance)\b",
                r"\bwhat (?:is the |was the )?(?:rate|temperature|depth|weight|age)\b",
            ),
        ),
        (
            AnswerType.TIME,
            (
                r"\bwhen\b",
                r"\b(?:what|which) (?:is the |was the )?(?:\w+ )?(?:year|date|day|month)\b",
                r"\b(?:what|which) (?:is the |was the )?(?:\w+ )?(?:century|decade)\b",
                r"\b(?:what|which) (?:is the |was the )?(?:\w+ )?(?:time|period|era)\b",
            ),
        ),
        (
            AnswerType.REASON,
            (
                r"\bwhy\b",
                r"\bwhat (?:was |is )?(?:the )?(?:cause|caused|causes|reason)\b",
                r"\bhow come\b",
            ),
        ),
        (AnswerType.PERSON, (r"\bwho(?:se|m)?\b",)),
        (
            AnswerType.PLACE,
            (
                r"\bwhere\b",
                r"\b(?:what|which) (?:\w+ )?(?:country|countries|city|cities|states?|region)\b",
                r"\b(?:what|which) (?:\w+ )?(?:place|town|area|location|continent|province)\b",
            ),
        ),
        (
            AnswerType.DEFINITION,
            (
                r"^\s*what(?:'s| is| are| was| were) (?:an? |the )?[\w'’-]+(?: [\w'’-]+)?\s*\??\s*$",  # noqa: E501
                r"\bstands? for\b",
                r"\bmeans?\b",
                r"\bdefin",
            ),
        ),
        (AnswerType.MANNER, (r"\bhow\b",)),
        (AnswerType.THING, (r"\b(?:what|which)\b",)),
    )
)
PREFIX = 4  # letters that tell a word from others whatever its ending
_FRAME = 0.25  # the share of its weight that a word has which only says what is asked for
_UNSEEN = 0.5  # passages that a word in no passage is counted as having


@dataclass(frozen=True, slots=True)
class QuestionTerm:
    """A word of the question: as typed, its weight, and in how many passages it stands.

    The weight is its idf, or a part of it for a word such as "year" in "In what year": that says
    what is asked for, and seldom stands in the answer.
    """

    surface: str
    weight: float
    passages: int


@dataclass(frozen=True, slots=True)
class Question:
    """What features look at.

    ``asks_for`` is the kind of thing wanted, ``names`` and ``numbers`` tell which terms are names
    and numbers, ``focus`` that of the term after which/what/how many, ``prefixes`` the first
    letters of each term. ``pairs`` counts its neighbouring words, stop words included, and
    ``followers`` gives for a word the words that follow it. ``matches`` tells for an index term
    which question terms it stands for, each with a factor in (0, 1]: 1 for the word itself, less
    for a respelling. ``total`` and ``squared_total`` are the sums of all weights and of their
    squares, ``rarest`` is the weight of a word that stands in one passage only.
    """

    text: str
    terms: tuple[QuestionTerm, ...]
    matches: Mapping[str, tuple[tuple[int, float], ...]] = field(repr=False)
    asks_for: AnswerType
    total: float
    squared_total: float
    rarest: float
    names: frozenset[int]
    numbers: frozenset[int]
    focus: int | None
    prefixes: tuple[str, ...] = field(repr=False)
    pairs: int
    followers: Mapping[str, frozenset[str]] = field(repr=False)

    @property
    def respelt(self) -> bool:
        """Whether any word is looked for in another spelling too."""
        return any(factor < 1 for pairs in self.matches.values() for _, factor in pairs)

    @property
    def search_terms(self) -> tuple[str, ...]:
        """The index terms to search for, in the order of the question."""
        return tuple(self.matches)


def read_question(
    text: str,
    analyzer: Analyzer,
    passages: int,
    frequency: Callable[[str], int],
    respellings: Mapping[str, Sequence[tuple[str, float]]] | None = None,
) -> Question:
    """Analyze ``text`` against an index of so many ``passages``.

    Args:
        text: the question.
        analyzer: the analyzer of the documents' language.
        passages: how many the index holds.
        frequency: in how many of them an index term stands.
        respellings: other index terms to take for one of the question, each with its factor.
    """
    terms: list[QuestionTerm] = []
    matches: dict[str, list[tuple[int, float]]] = {}
    names: set[int] = set()
    numbers: dict[str, int] = {}
    surfaces = analyzer.surfaces(text)
    frame = frame_words(analyzer.language)
    for position, surface in enumerate(surfaces):
        whole, *parts = analyzer.terms(surface) or ("",)
        unspaced = analyzer.is_unspaced(surface)
        if unspaced:
            whole, parts = "", list(analyzer.terms(surface))
        elif not whole:
            continue
        members = []
        for part in parts or filter(None, (whole,)):
            if part not in numbers:
                numbers[part] = len(terms)
                also = (other for other, _ in (respellings or {}).get(part, ()))
                count = max(frequency(term) for term in (part, whole, *also))
                weight = idf(passages, count) * (_FRAME if surface.casefold() in frame else 1.0)
                terms.append(QuestionTerm(part if unspaced else surface, weight, count))
                matches.setdefault(part, []).append((numbers[part], 1.0))
            members.append(numbers[part])
        if parts and whole:
            matches.setdefault(whole, []).extend((number, 1.0) for number in members)
        if surface[:1].isupper() and position:
            names.update(members)
        for part in parts or filter(None, (whole,)):
            for other, factor in (respellings or {}).get(part, ()):
                matches.setdefault(other, []).append((numbers[part], factor))
    asks_for = answer_type(text, analyzer.language)
    pairs = set(pairwise(surface.casefold() for surface in surfaces))
    return Question(
        text,
        tuple(terms),
        {term: tuple(dict(pairs).items()) for term, pairs in matches.items()},
        asks_for,
        sum(term.weight for term in terms) or 1.0,
        sum(term.weight**2 for term in terms) or 1.0,
        idf(passages, 1),
        frozenset(names),
        frozenset(n for n, term in enumerate(terms) if term.surface[0].isdigit()),
        _focus(text, analyzer, numbers),
        tuple(term[:PREFIX] for term in numbers),
        len(pairs),
        _followers(pairs),
    )


def _followers(pairs: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for word, follower in pairs:
        found.setdefault(word, set()).add(follower)
    return {word: frozenset(followers) for word, followers in found.items()}


def other_readings(
    text: str, analyzer: Analyzer, others: Sequence[Analyzer]
) -> dict[str, list[tuple[str, float]]]:
    """How analyzers of other languages read the words that ``analyzer`` gives terms for.

    Shaped as `read_question` takes respellings, so that documents in several languages are asked
    at once.

    >>> from retrieval.analysis import Analyzer
    >>> other_readings("missiles", Analyzer("english"), [Analyzer("none")])
    {'missil': [('missiles', 1.0)]}
    """
    found: dict[str, list[tuple[str, float]]] = {}
    for surface in analyzer.surfaces(text):
        own = analyzer.terms(surface)
        for other in others:
            for mine, theirs in zip(own, other.terms(surface), strict=False):
                if mine != theirs:
                    found.setdefault(mine, []).append((theirs, 1.0))
    return found


def idf(passages: int, count: int) -> float:
    """The weight of a word: rank_bm25's idf of BM25Plus, finite for a word that stands nowhere."""
    return math.log((passages + 1) / max(count, _UNSEEN))


def answer_type(text: str, language: str = "english") -> AnswerType:
    """What kind of thing ``text`` asks for.

    >>> answer_type("In what year did the war begin?")
    <AnswerType.TIME: 'time'>
    >>> answer_type("谁签署了这封信？", "none")
    <AnswerType.PERSON: 'person'>
    """
    listed = None if language == "english" else question_words(language).kind(text)
    if listed:
        return AnswerType(listed)
    for kind, pattern in _TYPES:
        if pattern.search(text):
            return kind
    return AnswerType.OTHER


_FOCUS = re.compile(r"\b(?:what|which|how many|how much)\s+((?:\w+\s+)?)([\w'’-]+)", re.IGNORECASE)


def _focus(text: str, analyzer: Analyzer, numbers: Mapping[str, int]) -> int | None:
    """The term of "which *country*", "how many *soldiers*": what the answer is one of."""
    for surface in _after_question_word(text, analyzer):
        for term in analyzer.terms(surface):
            if term in numbers:
                return numbers[term]
    return None


def _after_question_word(text: str, analyzer: Analyzer) -> list[str]:
    """The two words after "which", "how many" and their like."""
    if analyzer.language != "english":
        words = question_words(analyzer.language)
        found = words.search(text)
        if found and words.asks_for[found[1]] in {AnswerType.THING, AnswerType.COUNT}:
            return analyzer.surfaces(text[found.end() :])[:2]
    match = _FOCUS.search(text)
    return analyzer.surfaces(match.group(1) + match.group(2)) if match else []
