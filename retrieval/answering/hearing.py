"""Who speaks: which of the choices are compared, and how sure their sections are together."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import islice
from math import prod
from typing import TYPE_CHECKING

from retrieval.answering.choices import near
from retrieval.answering.differences import hear, read_asked, telling_passages

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from retrieval.analysis import Analyzer
    from retrieval.answering.choices import Choice
    from retrieval.answering.confidence import Confidence
    from retrieval.answering.differences import Voices
    from retrieval.answering.question import Question
    from retrieval.answering.ranker import Ranked

MOST_VOICES = 20  # quotes that are compared
HEARD = 0.8  # how sure sections that answer must be together, where the best quote isn't: NOTES.md
_FEW = (2, 3)


@dataclass(frozen=True, slots=True)
class Heard:
    """Quotes that could be given, what they claim, how sure those are together that answer."""

    choices: Sequence[Choice]
    voices: Voices
    together: float


def hear_choices(
    question: Question,
    ranked: Sequence[Ranked],
    best: Sequence[Choice],
    others: Iterator[Choice],
    *,
    analyzer: Analyzer,
    confidence: Confidence,
) -> Heard:
    """What the best quotes claim, and the other quotes of passages that tell of all asked."""
    asked = read_asked(question, analyzer)
    telling = telling_passages(asked, (r.candidate for r in ranked))
    choices = [*best, *(others if telling else near(others, best[0]))]
    told = _telling(choices, telling)
    voices = hear(asked, [choice.scored_quote() for choice in told], analyzer)
    return Heard(choices, voices, _chance(told, voices, confidence))


def _telling(choices: Sequence[Choice], passages: frozenset[int]) -> list[Choice]:
    """The best quote and those of passages that tell of all that is asked; none without any."""
    told = (c for c in choices[1:] if c.candidate.pooled.id in passages)
    return [choices[0], *islice(told, MOST_VOICES - 1)] if passages else []


def _chance(told: Sequence[Choice], voices: Voices, confidence: Confidence) -> float:
    """How likely one of the sections that answer is right, each by itself.

    Sentences that claim nothing don't count against one that does. It is 0 unless two or
    three sections answer: what more of them do is asked too broadly.
    """
    speakers = voices.speakers()
    if len(speakers) not in _FEW:
        return 0.0
    alone = (replace(told[number].evidence, share=1.0) for number in speakers)
    return 1 - prod(1 - confidence.of(evidence) for evidence in alone)
