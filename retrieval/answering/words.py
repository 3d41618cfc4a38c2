"""Words as features see them: looked up once a spelling, kept for all sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from retrieval.answering.cues import cues

if TYPE_CHECKING:
    from collections.abc import Callable

    from retrieval.analysis import Analyzer

_CACHE = 200_000  # words
_LONGEST_CACHED = 64  # characters


class Word(NamedTuple):
    """One spelling: its index terms (none for a stop word), its cues and its shape."""

    terms: tuple[str, ...]
    lower: str
    cues: int
    capital: bool
    digit: bool


class Words(dict[str, Word]):
    """The words of one analyzer, by spelling."""

    def __init__(self, analyzer: Analyzer) -> None:
        super().__init__()
        self.analyzer = analyzer

    def __missing__(self, surface: str) -> Word:
        if len(surface) > _LONGEST_CACHED:
            return self._look_up(surface, cues.__wrapped__)
        if len(self) >= _CACHE:
            self.clear()
        word = self[surface] = self._look_up(surface, cues)
        return word

    def _look_up(self, surface: str, cues_of: Callable[[str, str], int]) -> Word:
        return Word(
            self.analyzer.terms(surface),
            surface.casefold(),
            cues_of(surface, self.analyzer.language),
            surface[0].isupper(),
            surface[0].isdigit(),
        )

    def read(self, text: str) -> tuple[Word, ...]:
        """The words of ``text``, in order, stop words included."""
        return tuple(map(self.__getitem__, self.analyzer.surfaces(text)))
