"""Finding a quote again in a document that has changed around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from rapidfuzz import fuzz, process

from retrieval.model import Span
from retrieval.sentences import split_sentences

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from retrieval.model import Document

# Each window costs a SHA-256, 1 to 3 µs. A digest of 32 bits is met by chance by one of half a
# million windows in 8,000 documents.
MOST_WINDOWS = 500_000
ALIKE = 55.0  # of 100: below this, two sentences have little more than their small words in common
_NEARBY = 50_000  # code points before and after the old place that are looked at for similar words
_SHOWN = 2_000  # code points: no more is shown of what stands at a place today
_SPACE, _NEWLINE = 32, 10
_LETTERS = np.array([chr(byte).isalnum() and byte < 128 for byte in range(256)])
# The last bytes of 。 ！ ？ ” ’ 」 』 in UTF-8: no space stands between them and the next sentence.
_CLOSING = np.isin(np.arange(256), [0x82, 0x81, 0x9F, 0x9D, 0x99, 0x8D, 0x8F])


def find_bytes(
    data: bytes,
    length: int,
    is_wanted: Callable[[bytes], bool],
    *,
    near: int,
    known: bytes | None = None,
) -> int | None:
    """Where ``length`` bytes that are wanted begin in ``data``, the place nearest to ``near``.

    ``known`` are the bytes themselves, where they are known: they are found anywhere. Else only
    windows are tried that begin and end as sentences do, then those that begin and end as words
    do, half a million at most, so that a file of 50 MB takes a second or two.

    >>> find_bytes(b"One. Two. Three.", 4, lambda window: window == b"Two.", near=0)
    5
    """
    if known is not None:
        return _nearest_occurrence(data, known, near)
    if not 0 < length <= len(data):
        return None
    array = np.frombuffer(data, np.uint8)
    tried = 0
    for starts in (_sentence_starts(array, length), _word_starts(array, length)):
        by_distance = starts[np.argsort(np.abs(starts - near), kind="stable")]
        for start in by_distance[: MOST_WINDOWS - tried].tolist():
            if is_wanted(data[start : start + length]):
                return int(start)
        tried += len(starts)
        if tried >= MOST_WINDOWS:
            break
    return None


def find_like(document: Document, words: str, near: int) -> Span | None:
    """The whole sentences most like ``words`` around code point ``near``; None if none are."""
    window = Span(max(0, near - _NEARBY), min(len(document.text), near + len(words) + _NEARBY))
    sentences = [
        sentence
        for section in document.sections
        if section.span.overlaps(window)
        for sentence in split_sentences(document.text, _overlap(section.span, window))
    ]
    count = max(1, len(split_sentences(words, Span(0, len(words)))))
    runs = [
        Span(sentences[first].start, sentences[first + size - 1].end)
        for size in {max(1, count - 1), count, count + 1}
        for first in range(len(sentences) - size + 1)
    ]
    # Nearer ones first: of equally similar ones the first wins.
    runs.sort(key=lambda run: abs(run.start - near))
    texts = [run.cut(document.text) for run in runs]
    best = process.extractOne(words, texts, scorer=fuzz.ratio, score_cutoff=ALIKE)
    return runs[best[2]] if best else None


def standing_at(document: Document, span: Span) -> Span | None:
    """The whole sentences that stand at ``span``, or near its start where it is long."""
    text = document.text
    span = Span(span.start, min(span.end, span.start + _SHOWN, len(text)))
    around = Span(max(0, span.start - _SHOWN), min(len(text), span.end + _SHOWN))
    sentences = [
        sentence
        for section in document.sections
        if section.span.overlaps(span)
        for sentence in split_sentences(text, _overlap(section.span, around))
        if sentence.overlaps(span)
    ]
    if sentences:
        return Span(sentences[0].start, sentences[-1].end)
    return span if span and span.cut(text).strip() else None


def _nearest_occurrence(data: bytes, wanted: bytes, near: int) -> int | None:
    after = data.find(wanted, near)
    before = data.rfind(wanted, 0, near + len(wanted))
    found = [place for place in (before, after) if place >= 0]
    return min(found, key=lambda place: abs(place - near), default=None)


def _sentence_starts(data: NDArray[np.uint8], length: int) -> NDArray[np.int64]:
    """Of `_word_starts`, those after the end of a sentence or line, with such an end."""
    starts = _word_starts(data, length)
    ends = starts + length
    one_before, two_before = data[starts - 1], data[starts - 2]
    begins = (starts < 2) | (one_before == _NEWLINE) | _CLOSING[one_before]
    begins |= (one_before <= _SPACE) & ~_LETTERS[two_before]
    last, follows = data[ends - 1], data[np.minimum(ends, len(data) - 1)]
    ended = (ends == len(data)) | (follows == _NEWLINE) | (follows == 13)
    ended |= (~_LETTERS[last] & (last < 128)) | _CLOSING[last]
    kept: NDArray[np.int64] = starts[begins & ended]
    return kept


def _word_starts(data: NDArray[np.uint8], length: int) -> NDArray[np.int64]:
    """Where a window of ``length`` bytes neither begins nor ends in an ASCII word or with space."""
    last_start = len(data) - length
    space = data <= _SPACE
    edge = space | (data >= 0x80)  # other scripts put no space between sentences
    starts = ~space[: last_start + 1] & ((data[: last_start + 1] & 0xC0) != 0x80)
    starts[1:] &= edge[:last_start]
    starts &= ~space[length - 1 :]
    starts[:-1] &= edge[length:] if last_start else True
    return np.flatnonzero(starts)


def _overlap(span: Span, window: Span) -> Span:
    start = max(span.start, window.start)
    return Span(start, max(start, min(span.end, window.end)))
