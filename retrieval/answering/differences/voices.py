"""All that sources say in answer to a question, over the whole pool and not the best quotes alone.

What contradicts the best quote may be worded far from the question and rank low, so every quote of
a passage that tells of all that is asked is read for a claim.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from retrieval.answering.differences.compare import compare_claims, compares, may_be_claimed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from retrieval.analysis import Analyzer
    from retrieval.answering.candidates import Candidate
    from retrieval.answering.differences.asked import Asked
    from retrieval.answering.differences.compare import Comparison
    from retrieval.answering.facts import PassageFacts
    from retrieval.model import ScoredQuote, Span

    Section = tuple[str, Span]  # what tells a section from others: its document's path, its place

_NEARLY = 0.5  # of the best one's confidence: what an answer about something else must have


@dataclass(frozen=True, slots=True)
class Voices:
    """Quotes that may answer a question, best first, and what each claims.

    ``typed`` says that a claim is an answer: a number, a date, a name.
    """

    quotes: tuple[ScoredQuote, ...]
    comparison: Comparison
    typed: bool

    @property
    def first_claims(self) -> bool:
        """Whether the best quote claims something that compares."""
        return bool(self.quotes) and self.comparison.sides[0] is not None

    @property
    def told(self) -> tuple[tuple[ScoredQuote, int | None], ...]:
        """Each quote with its side."""
        return tuple(zip(self.quotes, self.comparison.sides, strict=True))

    def speakers(self) -> list[int]:
        """The numbers of the quotes that answer, the first of each section."""
        found: dict[Section, int] = {}
        for number, (quote, side) in enumerate(self.told):
            if side is not None and self.typed:
                found.setdefault(_section(quote), number)
        return list(found.values())

    def sides(self) -> list[ScoredQuote]:
        """A quote of each side that answers, no two of one section; where any differ, the words.

        The best of a side stands for it unless another side has no other section to speak for it.
        """
        placed: dict[Section, int] = {}
        for side in self._answering():
            self._place(side, placed, set())
        sides = self.comparison.sides
        contrary = self.comparison.contrary.intersection(sides[n] for n in placed.values())
        differ = contrary if len(contrary) > 1 else frozenset()
        numbers = sorted(placed.values(), key=lambda n: sides[n] or 0)
        return [
            replace(
                self.quotes[n], differing=self.comparison.spans[n] if sides[n] in differ else ()
            )
            for n in numbers
        ]

    def _answering(self) -> list[int]:
        """The sides in contradiction, and the first; without any, what else is nearly as sure."""
        best = {side: quote.confidence for quote, side in reversed(self.told) if side is not None}
        contrary = sorted(self.comparison.contrary)
        if contrary:
            return contrary if 0 in contrary else [*contrary, 0]
        return [side for side, sure in sorted(best.items()) if sure >= _NEARLY * best[0]]

    def _place(self, side: int, placed: dict[Section, int], tried: set[Section]) -> bool:
        """Find a section for a side, moving others where they can (Kuhn's augmenting paths)."""
        for number, (quote, own) in enumerate(self.told):
            section = _section(quote)
            if own != side or section in tried:
                continue
            tried.add(section)
            holder = self.comparison.sides[placed[section]] if section in placed else None
            if holder is None or self._place(holder, placed, tried):
                placed[section] = number
                return True
        return False

    def agreeing(self, given: Sequence[ScoredQuote]) -> int:
        """How many sections, but for those of the quotes given, say the same as the first."""
        own = self._side(given[0])
        same = {_section(quote) for quote, side in self.told if side == own}
        return len(same - set(map(_section, given))) if own is not None else 0

    def repeats(self, quote: ScoredQuote) -> bool:
        """Whether a quote says what the best one says."""
        side = self._side(quote)
        return side is not None and side == self.comparison.sides[0]

    def _side(self, given: ScoredQuote) -> int | None:
        return next((side for quote, side in self.told if quote.quote == given.quote), None)


def hear(asked: Asked, quotes: Sequence[ScoredQuote], analyzer: Analyzer) -> Voices:
    """What ``quotes``, best first, claim in answer to a question."""
    return Voices(tuple(quotes), compare_claims(asked, quotes, analyzer), compares(asked))


def telling_passages(asked: Asked, candidates: Iterable[Candidate]) -> frozenset[int]:
    """The passages (index ids) that tell of all that is asked.

    None where only one section does, or where nothing that they tell could be claimed.
    """
    if not may_be_claimed(asked):
        return frozenset()
    passages = {c.pooled.id: c.pooled.facts for c in candidates}
    telling = {number: facts for number, facts in passages.items() if _tells(asked, facts)}
    sections = {(f.passage.document.path, f.passage.section.span) for f in telling.values()}
    return frozenset(telling) if len(sections) > 1 else frozenset()


def _tells(asked: Asked, facts: PassageFacts) -> bool:
    vocabulary = facts.title.union(*(sentence.vocabulary for sentence in facts.sentences))
    return asked.is_told(vocabulary)


def _section(quote: ScoredQuote) -> Section:
    return quote.passage.document.path, quote.passage.section.span
