"""Documents made ready for the index: their words become terms, their passages flat arrays.

This is most of the work of building and needs nothing but the documents themselves, so it may be
done in other processes: a batch is plain arrays, which are cheap to send.
"""

from __future__ import annotations

import time
from array import array
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass
from itertools import chain, count, islice
from typing import TYPE_CHECKING

import numpy as np

from retrieval.index.contents import Documents, Passages, starts
from retrieval.index.deltas import pack_bounds
from retrieval.index.records import encode_record, encode_sections, passage_title
from retrieval.index.vocabulary import encode_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from retrieval.index.records import Analyzer, DocumentEntry
    from retrieval.model import Passage, Section

    TermMasks = Callable[[Sequence[str]], NDArray[np.uint64]]

_FULL = 1 << 20  # code points of passages
_MOST_KNOWN = 1_000_000  # terms of all distinct words together, until they are forgotten


def no_masks(terms: Sequence[str]) -> NDArray[np.uint64]:
    """Nothing worth keeping of the terms."""
    return np.zeros(len(terms), np.uint64)


@dataclass(frozen=True, slots=True)
class Batch:
    """Successive documents, in path order, ready to go into a segment.

    Attributes:
        paths: of the documents.
        documents: what is kept of them.
        passages: what is kept of their passages.
        terms: the distinct terms, as UTF-8 bytes, in no particular order.
        masks: 64 bits a term, from the function that the batcher was given.
        tokens: the passages' terms one after another, as numbers in ``terms``.
    """

    paths: Sequence[str]
    documents: Documents
    passages: Passages
    terms: Sequence[bytes]
    masks: NDArray[np.uint64]
    tokens: NDArray[np.int32]


def batched(
    entries: Iterable[DocumentEntry], *, term_masks: TermMasks = no_masks
) -> Iterator[Batch]:
    """``entries`` in batches of about a million code points; none is empty."""
    batcher = Batcher(term_masks)
    now = int(time.time())
    for entry in entries:
        batcher.add(entry, now)
        if batcher.is_full:
            yield batcher.take()
    if len(batcher):
        yield batcher.take()


class Batcher:
    """Makes documents ready; remembers from batch to batch which terms a word gives."""

    def __init__(self, term_masks: TermMasks = no_masks) -> None:
        self._term_masks = term_masks
        self._forget()
        self._begin()

    def __len__(self) -> int:
        return len(self._paths)

    @property
    def is_full(self) -> bool:
        """Whether it is time to take the batch."""
        return self._size >= _FULL

    def add(self, entry: DocumentEntry, indexed_at: int) -> None:
        """Take in one document; ``indexed_at`` is in seconds since 1970."""
        document = entry.document
        self._paths.append(document.path)
        self._records.append(encode_record(entry, indexed_at))
        self._sections.append(encode_sections(document.sections))
        self._texts.append(encode_text(document.text) if entry.extracted else b"")
        self._passages_of.append(len(entry.passages))
        words = self._by_analyzer.get(entry.analyzer)
        if words is None:
            words = self._by_analyzer[entry.analyzer] = _Words(entry.analyzer, self._glossary)
        section_starts = [section.span.start for section in document.sections]
        section: Section | None = None
        number, title = 0, [0]
        for passage in entry.passages:
            if passage.section is not section:
                section = passage.section
                number = bisect_right(section_starts, section.span.start) - 1
                title = [words[word] for word in passage_title(passage).split()]
            self._section_numbers.append(number)
            self._add_passage(passage, title, words)

    def take(self) -> Batch:
        """What was added since the last batch."""
        tokens, ends = self._glossary.tokens(np.asarray(self._words))
        terms, masks = self._glossary.terms()
        tokens, used = _renumbered(tokens, len(terms))
        batch = Batch(
            self._paths,
            self._documents(),
            self._passages(np.diff(ends[starts(self._word_counts)])),
            [terms[number] for number in used.tolist()],
            masks.take(used),
            tokens,
        )
        if self._glossary.size >= _MOST_KNOWN:
            self._forget()
        self._begin()
        return batch

    def _forget(self) -> None:
        self._glossary = _Glossary(self._term_masks)
        self._by_analyzer: dict[Analyzer, _Words] = {}

    def _begin(self) -> None:
        self._size = 0
        self._paths: list[str] = []
        self._records: list[bytes] = []
        self._sections: list[bytes] = []
        self._texts: list[bytes] = []
        self._passages_of: list[int] = []
        self._words = array("i")
        self._word_counts = array("i")  # of passages
        self._section_numbers = array("i")
        self._sentence_counts = array("i")
        self._bounds = array("i")

    def _add_passage(self, passage: Passage, title: list[int], words: _Words) -> None:
        sentences = passage.sentences
        text = passage.document.text[sentences[0].start : sentences[-1].end]
        before = len(self._words)
        self._words.extend(title)
        self._words.extend(map(words.__getitem__, text.split()))
        self._word_counts.append(len(self._words) - before)
        self._sentence_counts.append(len(sentences))
        self._bounds.extend([place for span in sentences for place in (span.start, span.end)])
        self._size += len(text)

    def _documents(self) -> Documents:
        text_lengths = [len(text) for text in self._texts]
        return Documents(
            self._records, self._sections, text_lengths, self._texts, self._passages_of
        )

    def _passages(self, lengths: NDArray[np.integer]) -> Passages:
        first_sentences = starts(self._sentence_counts)
        bounds = np.asarray(self._bounds, np.int64)
        packed, ends = pack_bounds(bounds, first_sentences)
        return Passages(
            lengths,
            np.asarray(self._section_numbers),
            bounds[2 * first_sentences[:-1]],
            np.diff(ends),
            packed,
        )


class _Words(dict[str, int]):
    """From a word, as it stands between white space, to its number; each is analysed once."""

    def __init__(self, analyzer: Analyzer, glossary: _Glossary) -> None:
        super().__init__()
        self._analyzer = analyzer
        self._glossary = glossary

    def __missing__(self, word: str) -> int:
        terms = map(self._analyzer.terms, self._analyzer.surfaces(word))
        number = self[word] = self._glossary.add(chain.from_iterable(terms))
        return number


class _Glossary:
    """The terms that words give, all by number."""

    def __init__(self, term_masks: TermMasks) -> None:
        self._term_masks = term_masks
        self._numbers = defaultdict[str, int](count().__next__)  # as they come
        self._terms: list[bytes] = []
        self._masks = array("Q")
        self._all = array("i")  # the terms of all words, one word after another
        self._ends = array("i", [0])  # of each word's terms there

    @property
    def size(self) -> int:
        """How much is known."""
        return len(self._all)

    def add(self, terms: Iterable[str]) -> int:
        """The number of a new word with these terms."""
        self._all.extend(map(self._numbers.__getitem__, terms))
        self._ends.append(len(self._all))
        return len(self._ends) - 2

    def tokens(self, words: NDArray[np.integer]) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
        """The terms of words, one word after another, and where each word's begin and end."""
        known = np.asarray(self._ends)
        firsts = known.take(words)
        counts = known.take(words + 1) - firsts
        ends = starts(counts)
        places = np.repeat(firsts - ends[:-1], counts)
        places += np.arange(len(places))
        return np.asarray(self._all).take(places), ends

    def terms(self) -> tuple[list[bytes], NDArray[np.uint64]]:
        """All terms and their masks, by number."""
        latest = islice(reversed(self._numbers), len(self._numbers) - len(self._terms))
        new = list(latest)[::-1]  # a million older ones aren't gone through
        self._terms += map(encode_text, new)
        self._masks.extend(self._term_masks(new).tolist())
        return self._terms, np.asarray(self._masks)


def _renumbered(
    tokens: NDArray[np.int32], known: int
) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """The tokens numbered by those that occur, and which of the ``known`` terms these are."""
    is_used = np.zeros(known, np.bool_)
    is_used[tokens] = True
    numbers = np.cumsum(is_used, dtype=np.int32) - np.int32(1)
    return numbers.take(tokens), np.flatnonzero(is_used)
