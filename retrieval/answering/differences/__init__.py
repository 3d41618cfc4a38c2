"""Sources that differ: whether quotes that answer one question contradict each other, and where."""

from retrieval.answering.differences.compare import Comparison, compare

__all__ = ["Comparison", "compare"]
