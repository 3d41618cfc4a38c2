"""A vocabulary in memory, from terms and the number of passages each stands in."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from retrieval.spelling import term_mask

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray


@dataclass(frozen=True)
class FakeVocabulary:
    blob: NDArray[np.uint8]
    ends: NDArray[np.uint32]
    crcs: NDArray[np.uint32]
    masks: NDArray[np.uint64]
    pointers: NDArray[np.int64]
    numbers: dict[bytes, int]

    def number(self, term: bytes) -> int | None:
        return self.numbers.get(term)


def vocabulary(counts: Mapping[str, int]) -> FakeVocabulary:
    encoded = {term: term.encode() for term in counts}
    terms = sorted(counts, key=lambda term: zlib.crc32(encoded[term]))
    return FakeVocabulary(
        np.frombuffer(b"".join(encoded[term] for term in terms), np.uint8),
        np.cumsum([0, *(len(encoded[term]) for term in terms)]).astype(np.uint32),
        np.array([zlib.crc32(encoded[term]) for term in terms], np.uint32),
        np.array([term_mask(term) for term in terms], np.uint64),
        np.cumsum([0, *(counts[term] for term in terms)]).astype(np.int64),
        {encoded[term]: number for number, term in enumerate(terms)},
    )
