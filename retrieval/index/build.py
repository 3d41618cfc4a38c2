"""From documents to segments: words become terms, terms are sorted and counted.

Documents stream in; every few million tokens what has been gathered is written as a segment of
its own (a run), and the caller merges the runs, so memory doesn't grow with the corpus.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from retrieval.index.contents import Counts, Documents, Passages, Terms, starts, write_segment
from retrieval.index.deltas import pack_bounds
from retrieval.index.records import encode_record, encode_sections, passage_title
from retrieval.index.vocabulary import decode_text, encode_text, vocabulary_order

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from numpy.typing import NDArray

    from retrieval.index.records import Analyzer, DocumentEntry
    from retrieval.model import Passage

    TermMask = Callable[[str], int]

_RUN_TOKENS = 4_000_000
_RUN_TEXT = 64 << 20  # bytes of extracted text


class _TermNumbers(dict[str, tuple[int, ...]]):
    """From a word to its terms' numbers; each distinct word is analysed once."""

    def __init__(self, analyzer: Analyzer, numbers: dict[str, int]) -> None:
        super().__init__()
        self._analyzer = analyzer
        self._numbers = numbers

    def __missing__(self, surface: str) -> tuple[int, ...]:
        numbers = self._numbers
        terms = self._analyzer.terms(surface)
        found = self[surface] = tuple(numbers.setdefault(term, len(numbers)) for term in terms)
        return found


class Run:
    """Gathers documents, in path order, until they are written as one segment."""

    def __init__(self, indexed_at: int) -> None:
        self._indexed_at = indexed_at
        self._numbers: dict[str, int] = {}
        self._by_analyzer: dict[Analyzer, _TermNumbers] = {}
        self._tokens = array("i")
        self._records: list[bytes] = []
        self._sections: list[bytes] = []
        self._texts: list[bytes] = []
        self._passages_of: list[int] = []
        self._text_bytes = 0
        self._lengths = array("i")
        self._section_numbers = array("i")
        self._sentence_counts = array("i")
        self._sentences = array("i")

    def __len__(self) -> int:
        return len(self._records)

    @property
    def is_full(self) -> bool:
        """Whether it is time to write."""
        return len(self._tokens) >= _RUN_TOKENS or self._text_bytes >= _RUN_TEXT

    def add(self, entry: DocumentEntry) -> None:
        """Take in one document."""
        document = entry.document
        self._records.append(encode_record(entry, self._indexed_at))
        self._sections.append(encode_sections(document.sections))
        self._texts.append(encode_text(document.text) if entry.extracted else b"")
        self._text_bytes += len(self._texts[-1])
        self._passages_of.append(len(entry.passages))
        section_starts = [section.span.start for section in document.sections]
        numbers = self._by_analyzer.setdefault(
            entry.analyzer, _TermNumbers(entry.analyzer, self._numbers)
        )
        for passage in entry.passages:
            self._add_tokens(passage, entry.analyzer, numbers)
            section = bisect_right(section_starts, passage.section.span.start) - 1
            self._section_numbers.append(section)
            self._add_sentences(passage)

    def _add_tokens(self, passage: Passage, analyzer: Analyzer, numbers: _TermNumbers) -> None:
        before = len(self._tokens)
        for text in (passage_title(passage), passage.text):
            found = map(numbers.__getitem__, analyzer.surfaces(text))
            self._tokens.extend(chain.from_iterable(found))
        self._lengths.append(len(self._tokens) - before)

    def _add_sentences(self, passage: Passage) -> None:
        self._sentence_counts.append(len(passage.sentences))
        for sentence in passage.sentences:
            self._sentences.append(sentence.start)
            self._sentences.append(sentence.end)

    def write(self, path: Path, *, mask: TermMask, avgdl: float | None) -> None:
        """Write the segment; ``avgdl`` is the index's mean length, by default the run's own."""
        lengths = np.asarray(self._lengths)
        terms = vocabulary_order(map(encode_text, self._numbers))
        counts = _invert(self._rank(terms), lengths, len(terms))
        passages = self._passages(lengths)
        write_segment(
            path,
            self._documents(),
            passages,
            Terms(
                terms,
                np.array([mask(decode_text(term)) for term in terms], np.uint64),
                len(counts.passages),
            ),
            [counts],
            avgdl=avgdl or passages.avgdl,
        )

    def _documents(self) -> Documents:
        text_lengths = [len(text) for text in self._texts]
        return Documents(
            self._records, self._sections, text_lengths, self._texts, self._passages_of
        )

    def _passages(self, lengths: NDArray[np.integer]) -> Passages:
        first_sentences = starts(self._sentence_counts)
        bounds = np.asarray(self._sentences, np.int64)
        packed, ends = pack_bounds(bounds, first_sentences)
        return Passages(
            lengths,
            np.asarray(self._section_numbers),
            bounds[2 * first_sentences[:-1]],
            np.diff(ends),
            packed,
        )

    def _rank(self, terms: list[bytes]) -> NDArray[np.int64]:
        """The tokens, as numbers in the vocabulary's order."""
        ranks = np.empty(len(terms), np.int64)
        ranks[[self._numbers[decode_text(term)] for term in terms]] = np.arange(len(terms))
        return ranks.take(self._tokens)


def _invert(tokens: NDArray[np.int64], lengths: NDArray[np.integer], terms: int) -> Counts:
    """From the passages' tokens, passage by passage, to postings by term."""
    keys = tokens << 32
    keys |= np.repeat(np.arange(len(lengths)), lengths)
    keys.sort()
    firsts = np.flatnonzero(np.diff(keys, prepend=-1))
    frequencies = np.diff(firsts, append=len(keys))
    keys = keys[firsts]
    return Counts(terms, keys >> 32, keys & 0xFFFFFFFF, frequencies)
