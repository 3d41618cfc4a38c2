"""Trouble on purpose: a seeded share of requests, or the next ones of a method."""

from __future__ import annotations

import random
from collections import defaultdict, deque
from dataclasses import dataclass, field
from enum import StrEnum


class Fault(StrEnum):
    """What goes wrong with one request; only ``DROPPED_AFTER`` happens after it took effect."""

    FLOOD = "429"
    BAD_GATEWAY = "502"
    DROPPED_BEFORE = "dropped before the effect"
    DROPPED_AFTER = "dropped after the effect"


@dataclass(eq=False)
class FaultPlan:
    """Draws a fault for each request: each kind with its share (0 to 1), repeatable by seed."""

    shares: dict[Fault, float] = field(default_factory=dict)
    seed: int = 0
    retry_after: int = 1
    injected: defaultdict[str, deque[Fault]] = field(default_factory=lambda: defaultdict(deque))

    def __post_init__(self) -> None:
        self._random = random.Random(self.seed)

    @classmethod
    def evenly(cls, share: float, seed: int = 0) -> FaultPlan:
        """``share`` of all requests fail, a quarter of them each way."""
        return cls(dict.fromkeys(Fault, share / len(Fault)), seed)

    def inject(self, method: str, *faults: Fault) -> None:
        """The next requests of a method meet these faults, one each."""
        self.injected[method] += faults

    def draw(self, method: str) -> Fault | None:
        if self.injected[method]:
            return self.injected[method].popleft()
        at = self._random.random()
        for fault, share in self.shares.items():
            at -= share
            if at < 0:
                return fault
        return None
