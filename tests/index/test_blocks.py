"""What of an index is searched at once."""

from __future__ import annotations

from itertools import accumulate
from types import SimpleNamespace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from retrieval.index.blocks import STRIPE_PASSAGES, stripes
from retrieval.index.segment import BLOCK_BITS, blocks

SIZES = st.lists(st.sampled_from([0, 1, 10, 1 << 16, (1 << 16) + 1, 70_000, 131_072, 400_000]))


@given(SIZES)
def test_stripes_hold_each_passage_once_in_the_order_of_ids(sizes: list[int]) -> None:
    found, numbers = [], []
    for stripe in stripes(parts(sizes)):
        assert stripe.passages == stripe.runs[-1].end <= STRIPE_PASSAGES
        assert stripe.gaps == [(run.first, run.first + 1) for run in stripe.runs if not run.block]
        for run in stripe.runs:
            count = run.end - run.first
            first = run.block << BLOCK_BITS
            assert stripe.base + run.first == run.part.base + first
            assert run.pointers == slice(run.block, run.block + blocks(count) + 1)
            assert first + count == run.part.segment.passages or not count % (1 << BLOCK_BITS)
            found.append((stripe.base + run.first, stripe.base + run.end))
            numbers.append(run.number)
    assert numbers == list(range(len(found)))
    assert [first for first, _ in found] + [sum(sizes)] == [0] + [end for _, end in found]


def parts(sizes: list[int]) -> list[Any]:
    """Parts of so many passages, of which the first is gone."""
    bases = accumulate(sizes, initial=0)
    return [
        SimpleNamespace(base=base, segment=SimpleNamespace(passages=size), gaps=[(0, 1)])
        for size, base in zip(sizes, bases, strict=False)
    ]
