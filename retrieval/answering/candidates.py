"""Sentences as candidates for a quote: analyzed once a passage, matched once a question.

`SentenceFacts` knows nothing of any question and is cached; `Candidate` is one sentence seen
with one question, and is what features look at.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from retrieval.answering.cues import cues
from retrieval.index import passage_title

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.analysis import Analyzer
    from retrieval.answering.question import Question
    from retrieval.model import Passage, Span


@dataclass(frozen=True, slots=True)
class SentenceFacts:
    """What a sentence says whatever is asked.

    ``terms`` holds each word's index terms in order, stop words included as empty tuples.
    ``names`` are positions of capitalised words past the first one.
    """

    span: Span
    text: str
    surfaces: tuple[str, ...]
    terms: tuple[tuple[str, ...], ...]
    vocabulary: frozenset[str]
    cues: int
    names: tuple[int, ...]
    words: int


def sentence_facts(text: str, span: Span, analyzer: Analyzer) -> SentenceFacts:
    """Analyze the sentence at ``span`` of ``text``."""
    sentence = span.cut(text)
    surfaces = analyzer.surfaces(sentence)
    terms = tuple(map(analyzer.terms, surfaces))
    bits = 0
    for surface in surfaces:
        bits |= cues(surface)
    return SentenceFacts(
        span,
        sentence,
        tuple(surfaces),
        terms,
        frozenset(term for group in terms for term in group),
        bits,
        tuple(i for i, s in enumerate(surfaces) if i and s[0].isupper()),
        len(surfaces),
    )


@dataclass(frozen=True, slots=True)
class PassageFacts:
    """A passage's sentences and the vocabulary of its title."""

    passage: Passage
    sentences: tuple[SentenceFacts, ...]
    title: frozenset[str]


def passage_facts(passage: Passage, analyzer: Analyzer) -> PassageFacts:
    """Analyze a passage's sentences and its title."""
    text = passage.document.text
    return PassageFacts(
        passage,
        tuple(sentence_facts(text, span, analyzer) for span in passage.sentences),
        frozenset(
            term
            for surface in analyzer.surfaces(passage_title(passage))
            for term in analyzer.terms(surface)
        ),
    )


@dataclass(slots=True)
class Hits:
    """Which question terms a text holds, by factor, and their summed weight."""

    factors: dict[int, float]
    weight: float


def find_hits(question: Question, vocabulary: frozenset[str]) -> Hits:
    """The question terms that ``vocabulary`` holds."""
    factors: dict[int, float] = {}
    for term, pairs in question.matches.items():
        if term in vocabulary:
            for number, factor in pairs:
                if factor > factors.get(number, 0.0):
                    factors[number] = factor
    terms = question.terms
    return Hits(factors, sum(terms[n].weight * f for n, f in factors.items()))


@dataclass(slots=True)
class PooledPassage:
    """A retrieved passage seen with a question; shared by its candidates."""

    facts: PassageFacts
    score: float
    rank: int
    id: int
    hits: Hits
    title: Hits
    document_score: float = 0.0
    sentence_hits: list[Hits] = field(default_factory=list)


@dataclass(slots=True)
class Candidate:
    """A sentence of the pool seen with a question: what a feature is a function of."""

    question: Question
    pooled: PooledPassage
    index: int
    facts: SentenceFacts
    hits: Hits
    places: list[tuple[int, int]]
    top_score: float

    @property
    def before(self) -> Hits | None:
        """The hits of the sentence before, in the same passage."""
        return self.pooled.sentence_hits[self.index - 1] if self.index else None

    @property
    def after(self) -> Hits | None:
        """The hits of the sentence after, in the same passage."""
        following = self.index + 1
        return (
            self.pooled.sentence_hits[following]
            if following < len(self.pooled.sentence_hits)
            else None
        )


def pool_candidates(
    question: Question, retrieved: Sequence[tuple[int, float, PassageFacts]]
) -> list[Candidate]:
    """Every sentence of the retrieved passages once, best passage first.

    Args:
        question: what is asked.
        retrieved: passage number, BM25 score and facts, best first.
    """
    candidates: list[Candidate] = []
    seen: set[tuple[str, Span]] = set()
    top = retrieved[0][1] if retrieved else 0.0
    documents: dict[str, float] = {}
    for _, score, facts in retrieved:
        path = facts.passage.document.path
        documents[path] = documents.get(path, 0.0) + score
    total = sum(documents.values()) or 1.0
    for rank, (number, score, facts) in enumerate(retrieved):
        pooled = _pooled(question, facts, score, rank, number)
        path = facts.passage.document.path
        pooled.document_score = documents[path] / total
        for index, sentence in enumerate(facts.sentences):
            if (path, sentence.span) in seen:
                continue
            seen.add((path, sentence.span))
            hits = pooled.sentence_hits[index]
            places = _places(question, sentence) if hits.factors else []
            candidates.append(Candidate(question, pooled, index, sentence, hits, places, top))
    return candidates


def _pooled(
    question: Question, facts: PassageFacts, score: float, rank: int, number: int
) -> PooledPassage:
    sentence_hits = [find_hits(question, sentence.vocabulary) for sentence in facts.sentences]
    title = find_hits(question, facts.title)
    factors: dict[int, float] = dict(title.factors)
    for hits in sentence_hits:
        for term, factor in hits.factors.items():
            factors[term] = max(factor, factors.get(term, 0.0))
    weight = sum(question.terms[n].weight * f for n, f in factors.items())
    return PooledPassage(
        facts, score, rank, number, Hits(factors, weight), title, 0.0, sentence_hits
    )


def _places(question: Question, sentence: SentenceFacts) -> list[tuple[int, int]]:
    """Where question terms stand: (word number, question term number), in order."""
    matches = question.matches
    return [
        (position, matches[term][0][0])
        for position, group in enumerate(sentence.terms)
        for term in group[:2]
        if term in matches
    ]
