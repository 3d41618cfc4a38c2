"""Merging segments into one: live documents in path order, their postings sorted anew.

Postings are merged a piece at a time, so memory stays bounded whatever the segments' size.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from retrieval.index.contents import (
    Counts,
    Documents,
    Passages,
    Terms,
    joined,
    starts,
    write_segment,
)
from retrieval.index.segment import BLOCK_BITS
from retrieval.index.vocabulary import vocabulary_order

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from retrieval.index.segment import Segment

_PIECE = 2_000_000  # postings held at a time
# A posting's sort key, in 63 bits: term (within the piece), passage, frequency.
_PASSAGE_BITS, _FREQUENCY_BITS = 31, 18
_TERMS_A_PIECE = 1 << (63 - _PASSAGE_BITS - _FREQUENCY_BITS)


@dataclass(frozen=True, slots=True)
class Source:
    """A segment to merge and the numbers of its documents that are gone."""

    segment: Segment
    dead: Collection[int]


@dataclass(frozen=True, slots=True)
class _Renumbered:
    """A source with the new numbers of its passages (-1: gone) and of its terms (ascending)."""

    segment: Segment
    passages: NDArray[np.int64]
    terms: NDArray[np.int64]


def merge_segments(path: Path, sources: Sequence[Source]) -> None:
    """Write the live documents of ``sources`` as one segment."""
    order = _documents_by_path(sources)
    passages = _passages(order)
    renumbered, terms, pointers = _renumber(sources, order)
    write_segment(
        path,
        _documents(order),
        passages,
        terms,
        _pieces(renumbered, pointers),
    )


def _documents_by_path(sources: Sequence[Source]) -> list[tuple[Segment, int]]:
    found = [
        (source.segment.record(document).path, source.segment, document)
        for source in sources
        for document in range(source.segment.documents)
        if document not in source.dead
    ]
    found.sort(key=lambda item: item[0])
    return [(segment, document) for _, segment, document in found]


def _documents(order: list[tuple[Segment, int]]) -> Documents:
    bounds = [segment.passages_of(document) for segment, document in order]
    return Documents(
        [segment.blob("records", document) for segment, document in order],
        [segment.blob("sections", document) for segment, document in order],
        [segment.text_length(document) for segment, document in order],
        (segment.blob("texts", document) for segment, document in order),
        [end - first for first, end in bounds],
    )


def _passages(order: list[tuple[Segment, int]]) -> Passages:
    spans = [(segment, *segment.passages_of(document)) for segment, document in order]
    ends = [
        segment.sentence_ends[first : end + 1].astype(np.int64) for segment, first, end in spans
    ]
    packed = [
        segment.sentences[piece[0] : piece[-1]]
        for (segment, _, _), piece in zip(spans, ends, strict=True)
    ]
    return Passages(
        joined([segment.lengths[first:end] for segment, first, end in spans]),
        joined([segment.section_numbers[first:end] for segment, first, end in spans]),
        joined([segment.passage_starts[first:end] for segment, first, end in spans]),
        joined([np.diff(piece) for piece in ends]),
        joined(packed).astype(np.uint8, copy=False),
    )


def _renumber(
    sources: Sequence[Source], order: list[tuple[Segment, int]]
) -> tuple[list[_Renumbered], Terms, NDArray[np.int64]]:
    passages = _new_passages(sources, order)
    counts = [
        _live_counts(source, numbers) for source, numbers in zip(sources, passages, strict=True)
    ]
    kept = [np.flatnonzero(count) for count in counts]
    names = [_names(source.segment, k) for source, k in zip(sources, kept, strict=True)]
    named = list(dict.fromkeys(chain.from_iterable(names)))
    terms = [named[place] for place in vocabulary_order(named).tolist()]
    number_of = dict(zip(terms, range(len(terms)), strict=True))
    renumbered = []
    frequencies = np.zeros(len(terms), np.int64)
    masks = np.zeros(len(terms), np.uint64)
    for source, new, count, k, name in zip(sources, passages, counts, kept, names, strict=True):
        numbers = np.full(len(count), -1)
        numbers[k] = np.fromiter(map(number_of.__getitem__, name), np.int64, len(name))
        frequencies[numbers[k]] += count[k]
        masks[numbers[k]] = source.segment.vocabulary.masks[k]
        renumbered.append(_Renumbered(source.segment, new, numbers))
    pointers = starts(frequencies)
    return renumbered, Terms(terms, masks, int(pointers[-1])), pointers


def _names(segment: Segment, kept: NDArray[np.int64]) -> list[bytes]:
    """The terms with these numbers, of which there are many."""
    names = list(segment.vocabulary)
    return names if len(kept) == len(names) else [names[n] for n in kept.tolist()]


def _new_passages(
    sources: Sequence[Source], order: list[tuple[Segment, int]]
) -> list[NDArray[np.int64]]:
    new = {id(source.segment): np.full(source.segment.passages, -1) for source in sources}
    number = 0
    for segment, document in order:
        first, end = segment.passages_of(document)
        new[id(segment)][first:end] = np.arange(number, number + end - first)
        number += end - first
    return [new[id(source.segment)] for source in sources]


def _live_counts(source: Source, passages: NDArray[np.int64]) -> NDArray[np.int64]:
    pointers = source.segment.vocabulary.pointers
    if not source.dead or len(pointers) == 1:
        return np.diff(pointers)
    alive = passages[_whole_numbers(source.segment, 0, len(pointers) - 1)] >= 0
    counts: NDArray[np.int64] = np.add.reduceat(alive, pointers[:-1], dtype=np.int64)
    return counts


def _pieces(sources: Sequence[_Renumbered], pointers: NDArray[np.int64]) -> Iterator[Counts]:
    first, terms = 0, len(pointers) - 1
    while first < terms:
        full = int(pointers.searchsorted(pointers[first] + _PIECE, side="right")) - 1
        end = min(max(full, first + 1), first + _TERMS_A_PIECE, terms)
        keys = np.concatenate([_keys(source, first, end) for source in sources])
        keys.sort()
        yield Counts(
            end - first,
            keys >> (_PASSAGE_BITS + _FREQUENCY_BITS),
            (keys >> _FREQUENCY_BITS) & ((1 << _PASSAGE_BITS) - 1),
            keys & ((1 << _FREQUENCY_BITS) - 1),
        )
        first = end


def _keys(source: _Renumbered, first: int, end: int) -> NDArray[np.int64]:
    """The sort keys of a source's postings for the new terms from ``first`` to ``end``."""
    olds = np.flatnonzero((source.terms >= first) & (source.terms < end))
    if not len(olds):
        return np.empty(0, np.int64)
    old, stop = int(olds[0]), int(olds[-1]) + 1
    pointers = source.segment.vocabulary.pointers[old : stop + 1].astype(np.int64)
    terms = np.repeat(source.terms[old:stop] - first, np.diff(pointers))
    passages = source.passages[_whole_numbers(source.segment, old, stop)]
    keys = (terms << _PASSAGE_BITS | passages) << _FREQUENCY_BITS
    places = np.arange(pointers[0], pointers[-1])
    keys |= source.segment.frequencies(places).astype(np.int64)
    live: NDArray[np.int64] = keys[passages >= 0]
    return live


def _whole_numbers(segment: Segment, first: int, end: int) -> NDArray[np.int32]:
    """The passages of all postings of terms ``first`` to ``end``, counted in the segment."""
    count = segment.blocks
    pointers = segment.pointers[first * count : end * count + 1].astype(np.int64)
    bases = np.tile(np.arange(count, dtype=np.int32) << BLOCK_BITS, end - first)
    numbers = np.repeat(bases, np.diff(pointers))
    numbers += segment.postings.passages[pointers[0] : pointers[-1]]
    return numbers
