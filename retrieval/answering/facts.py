"""What passages say whatever is asked: sentences, titles and labels, analyzed once and kept."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from itertools import pairwise, repeat
from operator import or_
from typing import TYPE_CHECKING

from retrieval.analysis import Analyzer
from retrieval.answering.labels import read_labels
from retrieval.answering.question import PREFIX
from retrieval.documents.outline import BETWEEN_TITLES
from retrieval.index import passage_title

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from retrieval.answering.labels import Labels
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


@dataclass(frozen=True, slots=True)
class PassageFacts:
    """A passage's sentences, and the vocabularies of its title and of the last heading in it.

    ``opens`` is the number of the first sentence of the section that tells anything, where the
    passage begins with it.
    """

    passage: Passage
    sentences: tuple[SentenceFacts, ...]
    title: frozenset[str]
    heading: frozenset[str]
    labels: Labels
    opens: int | None


def passage_facts(passage: Passage, words: Words) -> PassageFacts:
    """Analyze a passage's sentences and its title."""
    text = passage.document.text
    texts = [span.cut(text) for span in passage.sentences]
    title = passage_title(passage)
    labels = read_labels(texts)
    begins = not text[passage.section.span.start : passage.sentences[0].start].strip()
    silent = labels.numbers | labels.markup
    told = (number for number in range(len(texts)) if number not in silent)
    return PassageFacts(
        passage,
        tuple(map(SentenceFacts, texts, passage.sentences, repeat(words))),
        _vocabulary(words.read(title)),
        _vocabulary(words.read(title.rpartition(BETWEEN_TITLES)[2])),
        labels,
        next(told, None) if begins else None,
    )


def _vocabulary(words: Iterable[Word]) -> frozenset[str]:
    return frozenset([term for word in words for term in word.terms])
