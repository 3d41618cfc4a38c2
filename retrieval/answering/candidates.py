"""Sentences as candidates for a quote: analyzed once a passage, matched once a question.

`SentenceFacts` knows nothing of any question and is cached; `Candidate` is one sentence seen
with one question, and is what features look at.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from retrieval.index import passage_title

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from retrieval.answering.question import Question
    from retrieval.answering.words import Word, Words
    from retrieval.model import Passage, Span


@dataclass(frozen=True, slots=True)
class SentenceFacts:
    """What a sentence says whatever is asked; ``cues`` is the union of its words'."""

    span: Span
    text: str
    words: tuple[Word, ...]
    vocabulary: frozenset[str]
    cues: int


@dataclass(frozen=True, slots=True)
class PassageFacts:
    """A passage's sentences and the vocabulary of its title."""

    passage: Passage
    sentences: tuple[SentenceFacts, ...]
    title: frozenset[str]


def passage_facts(passage: Passage, words: Words) -> PassageFacts:
    """Analyze a passage's sentences and its title."""
    text = passage.document.text
    return PassageFacts(
        passage,
        tuple(_sentence_facts(span.cut(text), span, words) for span in passage.sentences),
        _vocabulary(words.read(passage_title(passage))),
    )


def _sentence_facts(text: str, span: Span, words: Words) -> SentenceFacts:
    found = words.read(text)
    cues = 0
    for word in found:
        cues |= word.cues
    return SentenceFacts(span, text, found, _vocabulary(found), cues)


def _vocabulary(words: Iterable[Word]) -> frozenset[str]:
    return frozenset(term for word in words for term in word.terms)


class Hits:
    """Which question terms a text holds, each by how much (1, or less for a respelling).

    ``weight`` is the sum of their weights.
    """

    __slots__ = ("factors", "weight")

    def __init__(self, question: Question, factors: dict[int, float]) -> None:
        self.factors = factors
        terms = question.terms
        self.weight: float = sum(terms[n].weight * f for n, f in factors.items())


def find_hits(question: Question, vocabulary: frozenset[str]) -> Hits:
    """The question terms that ``vocabulary`` holds."""
    factors: dict[int, float] = {}
    matches = question.matches
    for term in matches.keys() & vocabulary:
        for number, factor in matches[term]:
            if factor > factors.get(number, 0.0):
                factors[number] = factor
    return Hits(question, factors)


class PooledPassage:
    """A retrieved passage seen with a question; shared by its candidates.

    Args:
        question: what is asked.
        facts: the passage.
        id: its number in the index.
        score: its BM25 score.
        rank: its place among the retrieved, from 0.
    """

    __slots__ = ("document_share", "facts", "hits", "id", "rank", "score", "sentence_hits", "title")

    def __init__(
        self,
        question: Question,
        facts: PassageFacts,
        id: int,  # noqa: A002 - the field's word for it
        score: float,
        rank: int,
    ) -> None:
        self.facts = facts
        self.id = id
        self.score = score
        self.rank = rank
        self.document_share = 0.0
        self.sentence_hits = [find_hits(question, s.vocabulary) for s in facts.sentences]
        self.title = find_hits(question, facts.title)
        factors: dict[int, float] = {}
        for hits in (self.title, *self.sentence_hits):
            for number, factor in hits.factors.items():
                factors[number] = max(factor, factors.get(number, 0.0))
        self.hits = Hits(question, factors)


class Candidate:
    """A sentence of the pool seen with a question: what a feature is a function of.

    ``places`` are the matched words, as (position in the sentence, number of question term);
    ``top_score`` is the BM25 score of the best passage.
    """

    __slots__ = (
        "facts", "hits", "index", "new_names", "new_numbers", "pairs", "places", "pooled",
        "question", "top_score",
    )  # fmt: skip

    def __init__(
        self, question: Question, pooled: PooledPassage, index: int, top_score: float
    ) -> None:
        self.question = question
        self.pooled = pooled
        self.index = index
        self.facts = pooled.facts.sentences[index]
        self.hits = pooled.sentence_hits[index]
        self.top_score = top_score
        self._read_words()

    def _read_words(self) -> None:
        """One pass over the words: matched places, new names and numbers, shared pairs."""
        matches, wanted = self.question.matches, self.question.pairs
        self.places: list[tuple[int, int]] = []
        self.new_names = self.new_numbers = self.pairs = 0
        before = ""
        for position, word in enumerate(self.facts.words):
            for term in word.terms:
                if term in matches:
                    self.places.append((position, matches[term][0][0]))
                    break
            else:
                if word.terms:
                    self.new_names += word.capital and position > 0
                    self.new_numbers += word.digit
            if (before, word.lower) in wanted:
                self.pairs += 1
            before = word.lower

    @property
    def before(self) -> Hits | None:
        """The hits of the sentence before, in the same passage."""
        return self.pooled.sentence_hits[self.index - 1] if self.index else None

    @property
    def after(self) -> Hits | None:
        """The hits of the sentence after, in the same passage."""
        hits = self.pooled.sentence_hits
        return hits[self.index + 1] if self.index + 1 < len(hits) else None


def pool_candidates(
    question: Question, retrieved: Sequence[tuple[int, float, PassageFacts]]
) -> list[Candidate]:
    """Every sentence of the retrieved passages once, best passage first.

    Args:
        question: what is asked.
        retrieved: passage id, BM25 score and facts, best first.
    """
    pooled = [
        PooledPassage(question, facts, number, score, rank)
        for rank, (number, score, facts) in enumerate(retrieved)
    ]
    _share_documents(pooled)
    candidates: list[Candidate] = []
    seen: set[tuple[str, int]] = set()
    for passage in pooled:
        path = passage.facts.passage.document.path
        for index, sentence in enumerate(passage.facts.sentences):
            key = (path, sentence.span.start)
            if key not in seen:  # passages of a section overlap
                seen.add(key)
                candidates.append(Candidate(question, passage, index, pooled[0].score))
    return candidates


def _share_documents(pooled: Sequence[PooledPassage]) -> None:
    """Give each passage its document's share of all scores."""
    scores: dict[str, float] = {}
    for passage in pooled:
        path = passage.facts.passage.document.path
        scores[path] = scores.get(path, 0.0) + passage.score
    total = sum(scores.values()) or 1.0
    for passage in pooled:
        passage.document_share = scores[passage.facts.passage.document.path] / total
