"""A trace: what one question went through, noted while it is answered for who asks to see it.

Nothing is worked out for it: it holds what the stages made anyway, and what each stage took.
"""

from __future__ import annotations

import time
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.analysis import Analyzer
    from retrieval.answering import Question
    from retrieval.answering.choices import Choice
    from retrieval.answering.composer import Retrieved
    from retrieval.answering.ranker import Ranked
    from retrieval.model import ScoredQuote


class Stage(StrEnum):
    """A stretch of the way from a question to its answer, in order."""

    UNDERSTAND = "understand"
    RESPELL = "respell"
    READ = "read"
    SEARCH = "search"
    PASSAGES = "passages"
    RANK = "rank"
    COMPOSE = "compose"


class Trace:
    """Fills while a question is answered; each stage leaves here what it made.

    Args:
        began: when the question was asked, by `time.perf_counter`.

    Attributes:
        seconds: what each stage took.
        analyzers: how the question's words were read, the likeliest language first.
        question: the question as it was read; None where it never came to that.
        retrieved: the passages, best first.
        ranked: their sentences, best first.
        choices: the quotes looked at, best first.
        threshold: the least confidence of a quote that is given.
        compared: the quotes that were compared, each with its side.
        together: how likely one of the sections that answer is right; 0 for too few or too many.
    """

    def __init__(self, began: float) -> None:
        self.seconds = dict.fromkeys(Stage, 0.0)
        self.analyzers: Sequence[Analyzer] = ()
        self.question: Question | None = None
        self.retrieved: Retrieved = ()
        self.ranked: Sequence[Ranked] = ()
        self.choices: Sequence[Choice] = ()
        self.threshold = 0.0
        self.compared: Sequence[tuple[ScoredQuote, int | None]] = ()
        self.together = 0.0
        self._last = began

    def lap(self, stage: Stage) -> None:
        """Count the time since the last lap to ``stage``."""
        now = time.perf_counter()
        self.seconds[stage] += now - self._last
        self._last = now
