"""Sentences as candidates for a quote: analyzed once a passage, matched once a question.

`SentenceFacts` knows nothing of any question and is cached; `Candidate` is one sentence seen
with one question, and is what features look at.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from heapq import nlargest
from itertools import pairwise, repeat
from operator import or_
from typing import TYPE_CHECKING

from retrieval.analysis import Analyzer
from retrieval.answering.labels import is_label, is_markup, labels
from retrieval.answering.question import PREFIX
from retrieval.documents.outline import BETWEEN_TITLES
from retrieval.index import passage_title

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from retrieval.answering.question import Question
    from retrieval.answering.words import Word, Words
    from retrieval.model import Passage, Span


class SentenceFacts:
    """What a sentence says whatever is asked.

    Only its words and terms are kept: what else is asked of candidates costs less to work out
    again than to keep, for it is a tuple of many that the search for garbage looks through.
    """

    __slots__ = ("span", "text", "vocabulary", "words")

    def __init__(self, text: str, span: Span, words: Words) -> None:
        self.span = span
        self.text = text
        self.words = words.read(text)
        self.vocabulary = _vocabulary(self.words)

    @property
    def spans(self) -> list[tuple[int, int]]:
        """Where its words stand in its text, as (start, end)."""
        return Analyzer.places(self.text)

    @property
    def pairs(self) -> Iterator[tuple[str, str]]:
        """Its neighbouring words, stop words included."""
        return pairwise([word.lower for word in self.words])

    @property
    def cues(self) -> int:
        """The union of its words' cues."""
        return reduce(or_, [word.cues for word in self.words], 0)

    @property
    def prefixes(self) -> frozenset[str]:
        """The beginnings of its terms."""
        return frozenset([term[:PREFIX] for term in self.vocabulary if len(term) >= PREFIX])

    @property
    def content(self) -> int:
        """How many of its words aren't stop words."""
        return len([word for word in self.words if word.terms])

    @property
    def names(self) -> list[str]:
        """The first terms of capitalised words past the first."""
        return [word.terms[0] for word in self.words[1:] if word.capital and word.terms]

    @property
    def numbers(self) -> list[str]:
        """The first terms of its numbers in digits."""
        return [word.terms[0] for word in self.words if word.digit and word.terms]


MOST_CANDIDATES = 32  # as good as all of them: NOTES.md


@dataclass(frozen=True, slots=True)
class PassageFacts:
    """A passage's sentences, and the vocabularies of its title and of the last heading in it.

    ``labels`` are the numbers of the sentences that only say what the next ones are about,
    ``labelled_by`` has for each sentence the one that it stands under; ``markup`` are those that
    say nothing to a reader. ``opens`` is the number of the first sentence of the section that tells
    anything, where the passage begins with it.
    """

    passage: Passage
    sentences: tuple[SentenceFacts, ...]
    title: frozenset[str]
    heading: frozenset[str]
    labels: frozenset[int]
    labelled_by: tuple[int | None, ...]
    markup: frozenset[int]
    opens: int | None


def passage_facts(passage: Passage, words: Words) -> PassageFacts:
    """Analyze a passage's sentences and its title."""
    text = passage.document.text
    texts = [span.cut(text) for span in passage.sentences]
    title = passage_title(passage)
    found = frozenset(number for number, sentence in enumerate(texts) if is_label(sentence))
    markup = frozenset(number for number, sentence in enumerate(texts) if is_markup(sentence))
    begins = not text[passage.section.span.start : passage.sentences[0].start].strip()
    told = (number for number in range(len(texts)) if number not in found | markup)
    return PassageFacts(
        passage,
        tuple(map(SentenceFacts, texts, passage.sentences, repeat(words))),
        _vocabulary(words.read(title)),
        _vocabulary(words.read(title.rpartition(BETWEEN_TITLES)[2])),
        found,
        labels(texts),
        markup,
        next(told, None) if begins else None,
    )


def _vocabulary(words: Iterable[Word]) -> frozenset[str]:
    return frozenset([term for word in words for term in word.terms])


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
            if key not in seen and index not in passage.facts.markup:
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
