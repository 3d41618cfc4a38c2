"""The terms of a vocabulary that look or sound like a word: a quick search, nothing decided."""

from __future__ import annotations

import zlib
from collections import Counter
from typing import TYPE_CHECKING, Protocol

import numpy as np
from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

from retrieval.spelling.sounds import term_mask

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

_TOO_MANY = 800  # terms of one vocabulary that are compared letter by letter


class Vocabulary(Protocol):
    """The terms of an index or of a part of it; `retrieval.index.vocabulary` has one."""

    @property
    def blob(self) -> NDArray[np.uint8]:
        """The terms' UTF-8 bytes, one after another."""
        ...

    @property
    def ends(self) -> NDArray[np.integer]:
        """Where each term ends in the blob, with a zero before the first."""
        ...

    @property
    def masks(self) -> NDArray[np.uint64]:
        """The `term_mask` of each term."""
        ...

    @property
    def pointers(self) -> NDArray[np.integer]:
        """Where each term's postings start, with the number of all postings at the end."""
        ...

    @property
    def crcs(self) -> NDArray[np.integer]:
        """The CRC-32 of each term's bytes, ascending."""
        ...

    def number(self, term: bytes) -> int | None:
        """The number of a term, or None where the vocabulary doesn't hold it."""
        ...


def encode_text(term: str) -> bytes:
    """A term as vocabularies hold it."""
    return term.encode("utf-8", "surrogatepass")


def passages_with(term: str, vocabularies: Sequence[Vocabulary]) -> int:
    """In how many passages ``term`` stands."""
    data = encode_text(term)
    numbers = ((vocabulary, vocabulary.number(data)) for vocabulary in vocabularies)
    return sum(
        _postings(vocabulary, number) for vocabulary, number in numbers if number is not None
    )


def passages_with_each(terms: Iterable[str], vocabularies: Sequence[Vocabulary]) -> Counter[str]:
    """Those of many terms that are held at all, and in how many passages each stands."""
    distinct = sorted(set(terms))
    encoded = encode_text("\n".join(distinct)).split(b"\n")
    crcs = np.array([*map(zlib.crc32, encoded)], np.uint32)
    found: Counter[str] = Counter()
    for vocabulary in vocabularies:
        if not len(vocabulary.crcs):
            continue
        places = vocabulary.crcs.searchsorted(crcs).clip(max=len(vocabulary.crcs) - 1)
        for hit in np.flatnonzero(vocabulary.crcs[places] == crcs).tolist():
            if passages := passages_with(distinct[hit], (vocabulary,)):
                found[distinct[hit]] += passages
    return found


def nearby_terms(
    word: str, reach: int, vocabularies: Sequence[Vocabulary], *, sounds: int
) -> Counter[str]:
    """Terms at most ``reach`` edits from ``word``, and in how many passages each stands.

    An edit is one letter put in, left out, replaced, or swapped with its neighbour (the
    restricted Damerau-Levenshtein distance). Terms in which more than so many ``sounds`` surely
    differ are passed over; so are, where very many sound alike, the less alike of them.
    """
    found: Counter[str] = Counter()
    for vocabulary in vocabularies:
        numbers = _alike(word, 2 * min(reach, sounds), vocabulary.masks)
        numbers, terms = _read(word, reach, vocabulary, numbers)
        edits = cdist([word], terms, scorer=OSA.distance, score_cutoff=reach)[0] if terms else ()
        for number, term, distance in zip(numbers.tolist(), terms, edits, strict=True):
            if distance <= reach and term != word:
                found[term] += _postings(vocabulary, number)
    return found


def _alike(word: str, most: int, masks: NDArray[np.uint64]) -> NDArray[np.intp]:
    """The numbers of the terms whose masks differ in at most so many bits: two for an edit."""
    different = np.bitwise_count(masks ^ np.uint64(term_mask(word)))
    for bits in range(most, -1, -1):
        close = different <= bits
        if np.count_nonzero(close) <= _TOO_MANY:
            return np.flatnonzero(close)
    return np.flatnonzero(close)[:_TOO_MANY]


def _read(
    word: str, reach: int, vocabulary: Vocabulary, numbers: NDArray[np.intp]
) -> tuple[NDArray[np.intp], list[str]]:
    """Those of the terms that are about as long as ``word``, and their text."""
    size = len(encode_text(word))
    starts, ends = vocabulary.ends[numbers].astype(np.int64), vocabulary.ends[numbers + 1]
    fitting = np.abs(ends - starts - size) <= reach * size / len(word)
    bounds = zip(starts[fitting].tolist(), ends[fitting].tolist(), strict=True)
    blob = vocabulary.blob.data
    terms = [str(blob[start:end], "utf-8", "surrogatepass") for start, end in bounds]
    return numbers[fitting], terms


def _postings(vocabulary: Vocabulary, number: int) -> int:
    start, end = vocabulary.pointers[number : number + 2].tolist()
    return int(end - start)
