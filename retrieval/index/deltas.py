"""Whole numbers, mostly small, as bytes: 255 says "and 255 more", any other byte ends a number.

Sentences are stored so, as lengths and the gaps between: a byte or two each.
"""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray


def pack(numbers: NDArray[np.integer]) -> tuple[NDArray[np.uint8], NDArray[np.integer]]:
    """The bytes of ``numbers``, none negative, and how many each takes."""
    sizes = numbers // 255 + 1
    packed = np.full(int(sizes.sum()), 255, np.uint8)
    packed[np.cumsum(sizes) - 1] = numbers % 255
    return packed, sizes


def unpack(packed: bytes) -> Iterator[int]:
    """The numbers that `pack` packed.

    >>> list(unpack(pack(np.array([7, 255, 600]))[0].tobytes()))
    [7, 255, 600]
    """
    total = 0
    for byte in packed:
        total += byte
        if byte < 255:
            yield total
            total = 0


def pack_bounds(
    bounds: NDArray[np.integer], first_sentences: NDArray[np.integer]
) -> tuple[NDArray[np.uint8], NDArray[np.integer]]:
    """Passages' sentences (start, end, start, end …) as bytes, and where each passage's end.

    The first sentence's start, which may be a large number, is left out.
    """
    steps = np.diff(bounds, prepend=0)
    steps[2 * first_sentences[:-1]] = 0
    packed, sizes = pack(steps)
    ends = np.concatenate([[0], np.cumsum(sizes)])
    return packed, ends[2 * first_sentences]


def unpack_bounds(packed: bytes, start: int) -> list[int]:
    """One passage's sentences again, given where the first starts."""
    steps = unpack(packed)
    next(steps)
    return list(accumulate(steps, initial=start))
