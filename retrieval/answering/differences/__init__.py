"""Sources that differ: whether quotes that answer one question contradict each other, and where."""

from retrieval.answering.differences.asked import read_asked
from retrieval.answering.differences.compare import Comparison, compare
from retrieval.answering.differences.voices import Voices, hear, telling_passages

__all__ = ["Comparison", "Voices", "compare", "hear", "read_asked", "telling_passages"]
