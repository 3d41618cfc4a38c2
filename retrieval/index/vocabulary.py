"""A segment's terms as flat arrays, ordered by their CRC-32 and then by their bytes.

That order needs no dictionary and no tree: a term is found by a binary search in an array of
numbers, then compared with the few terms of the same CRC, as a rule one.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray


def encode_text(text: str) -> bytes:
    """UTF-8 bytes; lone surrogates, which a chat or a PDF may hold, go through."""
    return text.encode("utf-8", "surrogatepass")


def decode_text(data: bytes) -> str:
    """The opposite of `encode_text`."""
    return data.decode("utf-8", "surrogatepass")


def vocabulary_order(terms: Sequence[bytes]) -> NDArray[np.int64]:
    """The places in ``terms``, all distinct, of a vocabulary's terms in its order.

    >>> vocabulary_order([b"a", b"b", b"c"]).tolist()
    [2, 1, 0]
    """
    crcs = np.fromiter(map(zlib.crc32, terms), np.uint32, len(terms))
    order: NDArray[np.int64] = crcs.argsort(kind="stable")
    crcs = crcs[order]
    for number in np.unique(crcs[1:][crcs[1:] == crcs[:-1]]):
        first, end = crcs.searchsorted(number), crcs.searchsorted(number, side="right")
        order[first:end] = sorted(order[first:end].tolist(), key=terms.__getitem__)
    return order


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The terms of one segment, by number.

    Attributes:
        blob: the terms' UTF-8 bytes, one after another.
        ends: where each term ends in ``blob``, with a zero before the first.
        crcs: each term's CRC-32, ascending.
        masks: 64 bits a term, from the function that the writer was given.
        pointers: where each term's postings start, with the number of all postings at the end.
    """

    blob: NDArray[np.uint8]
    ends: NDArray[np.integer]
    crcs: NDArray[np.uint32]
    masks: NDArray[np.uint64]
    pointers: NDArray[np.integer]

    def __len__(self) -> int:
        return len(self.crcs)

    def __iter__(self) -> Iterator[bytes]:
        blob, ends = self.blob.tobytes(), self.ends.tolist()
        return (blob[start:end] for start, end in pairwise(ends))

    def term(self, number: int) -> bytes:
        """The bytes of one term."""
        return self.blob[int(self.ends[number]) : int(self.ends[number + 1])].tobytes()

    def number(self, term: bytes) -> int | None:
        """The number of a term, or None where the segment doesn't hold it."""
        crc = np.uint32(zlib.crc32(term))
        number = int(self.crcs.searchsorted(crc))
        while number < len(self) and self.crcs[number] == crc:
            if self.term(number) == term:
                return number
            number += 1
        return None

    def frequencies(self) -> NDArray[np.integer]:
        """In how many of the segment's passages each term stands, those since removed included."""
        return np.diff(self.pointers)
