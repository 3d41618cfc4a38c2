"""Sentences as candidates for a quote: what `facts` knows of them, matched once a question.

`Candidate` is one sentence seen with one question, and is what features look at.
"""

from __future__ import annotations

from heapq import nlargest
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from retrieval.answering.facts import PassageFacts, SentenceFacts
    from retrieval.answering.question import Question
    from retrieval.answering.words import Word


MOST_CANDIDATES = 32  # as good as all of them: NOTES.md


class Hits:
    """Which question terms a text holds, each by how much (1, or less for a respelling).

    ``weight`` is the sum of their weights.
    """

    __slots__ = ("factors", "weight")

    def __init__(self, weights: Sequence[float], factors: dict[int, float]) -> None:
        self.factors = factors
        self.weight: float = sum([weights[n] * f for n, f in factors.items()])


_NOTHING = Hits((), {})


def find_hits(question: Question, vocabulary: frozenset[str]) -> Hits:
    """The question terms that ``vocabulary`` holds."""
    matches = question.matches
    held = vocabulary.intersection(matches)
    if not held:
        return _NOTHING
    factors: dict[int, float] = {}
    for term in sorted(held):  # a set's own order changes from process to process, and so do sums
        for number, factor in matches[term]:
            if factor > factors.get(number, 0.0):
                factors[number] = factor
    return Hits(question.weights, factors)


class PooledPassage:
    """A retrieved passage seen with a question; shared by its candidates.

    Args:
        question: what is asked.
        facts: the passage.
        id: its number in the index.
        score: its BM25 score.
        rank: its place among the retrieved, from 0.
    """

    __slots__ = (
        "document_share", "earlier", "facts", "heading", "hits", "id", "rank", "score",
        "sentence_hits", "title",
    )  # fmt: skip

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
        self.heading = find_hits(question, facts.heading)
        factors: dict[int, float] = {}
        self.earlier: list[frozenset[int]] = []  # terms in the sentences before each sentence
        for hits in self.sentence_hits:
            self.earlier.append(frozenset(factors))
            merge(factors, hits.factors)
        merge(factors, self.title.factors)
        self.hits = Hits(question.weights, factors)


def merge(factors: dict[int, float], more: Mapping[int, float]) -> None:
    """Take in more question terms, each by the most that it is held by anywhere."""
    for number, factor in more.items():
        if factor > factors.get(number, 0.0):
            factors[number] = factor


class Candidate:
    """A sentence of the pool seen with a question: what a feature is a function of.

    ``places`` are the matched words, as (position in the sentence, number of question term),
    ``pairs`` counts the question's neighbouring words that are neighbours here too, ``new_names``
    the words of names and ``new_numbers`` the numbers in digits that the question doesn't hold,
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
        matches = question.matches
        self.new_names = sum([name not in matches for name in self.facts.names])
        self.new_numbers = sum([number not in matches for number in self.facts.numbers])
        self.places: list[tuple[int, int]] = []
        self.pairs = 0
        if self.hits.factors:
            self.places = _places(matches, self.facts.words)
            self.pairs = sum(map(question.pairs.__contains__, self.facts.pairs))

    @property
    def before(self) -> Hits | None:
        """The hits of the sentence before, in the same passage."""
        return self.pooled.sentence_hits[self.index - 1] if self.index else None

    @property
    def after(self) -> Hits | None:
        """The hits of the sentence after, in the same passage."""
        hits = self.pooled.sentence_hits
        return hits[self.index + 1] if self.index + 1 < len(hits) else None


def _places(
    matches: Mapping[str, Sequence[tuple[int, float]]], words: Sequence[Word]
) -> list[tuple[int, int]]:
    """Where question terms stand, with the number of each; one for the parts of a compound."""
    found = [
        (at, matches[term][0][0])
        for at, word in enumerate(words)
        for term in word.terms
        if term in matches
    ]
    first: dict[int, int] = {}
    for at, number in found:
        first.setdefault(at, number)
    return found if len(first) == len(found) else list(first.items())


def pool_candidates(
    question: Question, retrieved: Sequence[tuple[int, float, PassageFacts]]
) -> list[Candidate]:
    """The most promising sentences of the retrieved passages, each once, best passage first.

    Args:
        question: what is asked.
        retrieved: passage id, BM25 score and facts, best first.
    """
    pooled = [
        PooledPassage(question, facts, number, score, rank)
        for rank, (number, score, facts) in enumerate(retrieved)
    ]
    _share_documents(pooled)
    places: list[tuple[PooledPassage, int]] = []
    seen: set[tuple[str, int]] = set()
    for passage in pooled:
        path = passage.facts.passage.document.path
        for index, sentence in enumerate(passage.facts.sentences):
            key = (path, sentence.span.start)
            # Passages of a section overlap.
            if key not in seen and index not in passage.facts.labels.markup:
                seen.add(key)
                places.append((passage, index))
    top = pooled[0].score if pooled else 0.0
    promises = [_promise(question, passage, index, top) for passage, index in places]
    kept = nlargest(MOST_CANDIDATES, range(len(places)), key=promises.__getitem__)
    return [Candidate(question, *places[n], top) for n in sorted(kept) if promises[n] > 0]


def _promise(question: Question, passage: PooledPassage, index: int, top: float) -> float:
    """About what the heaviest features will say: 0 where no word of the question is near."""
    hits = passage.sentence_hits
    before = hits[index - 1].weight if index else 0.0
    after = hits[index + 1].weight if index + 1 < len(hits) else 0.0
    held = 5 * hits[index].weight + 2 * before + after + 1.5 * passage.title.weight
    if question.subject and _opens_with(question, passage.facts.sentences[index]):
        held += 2 * question.total
    return held / question.total + 3.5 * passage.score / top if held else 0.0


def _opens_with(question: Question, sentence: SentenceFacts) -> bool:
    """Whether a sentence begins with what is asked about, as definitions do."""
    return any(term in question.matches for word in sentence.words[:2] for term in word.terms)


def _share_documents(pooled: Sequence[PooledPassage]) -> None:
    """Give each passage its document's share of all scores."""
    scores: dict[str, float] = {}
    for passage in pooled:
        path = passage.facts.passage.document.path
        scores[path] = scores.get(path, 0.0) + passage.score
    total = sum(scores.values()) or 1.0
    for passage in pooled:
        passage.document_share = scores[passage.facts.passage.document.path] / total
