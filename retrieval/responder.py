"""Answers one question on one snapshot: reads it, retrieves, composes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from retrieval.filters import read_filters
from retrieval.model import EVERYWHERE, Abstention, Answer, Why
from retrieval.scope import lies_in, unknown_names

if TYPE_CHECKING:
    from retrieval.answering import Composer
    from retrieval.model import Scope
    from retrieval.snapshot import Snapshot
    from retrieval.trace import Trace


@dataclass(frozen=True, slots=True)
class Chosen:
    """How a question is answered; see `Engine.answer`."""

    top: int = 1
    skip: int = 0
    scope: Scope = EVERYWHERE
    min_confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Responder:
    """Turns a question into an answer; keeps nothing between two of them."""

    composer: Composer

    def respond(
        self, snapshot: Snapshot, text: str, chosen: Chosen, trace: Trace | None = None
    ) -> Answer | Abstention:
        """Answer ``text``; a part of the documents that it names is asked first, then all."""
        if chosen.scope == EVERYWHERE:
            words, scope = read_filters(text, lambda: snapshot.paths, snapshot.index.sections)
            if scope:
                narrowed = replace(chosen, scope=scope)
                result = self._composed(snapshot, words, narrowed, trace)
                if not isinstance(result, Answer):
                    result = self._composed(snapshot, text, chosen, trace)
                return replace(result, wanted=scope) if isinstance(result, Answer) else result
        return self._composed(snapshot, text, chosen, trace)

    def _composed(
        self, snapshot: Snapshot, text: str, chosen: Chosen, trace: Trace | None
    ) -> Answer | Abstention:
        if not len(snapshot.index):
            return Abstention(text, Why.NO_DOCUMENTS)
        question = snapshot.read(text, trace)
        if not question.terms or _says_nothing(snapshot, text):
            return Abstention(text, Why.NO_QUESTION)
        retrieved = snapshot.retrieve(question, chosen.scope, trace)
        if not retrieved and (silence := outside(snapshot, text, chosen.scope)):
            return silence
        return self.composer.compose(
            question,
            retrieved,
            snapshot.analyzer_for(text),
            top=chosen.top,
            skip=chosen.skip,
            min_confidence=chosen.min_confidence,
            trace=trace,
        )


def _says_nothing(snapshot: Snapshot, text: str) -> bool:
    """Whether a message is single letters alone; "What is R?" is more."""
    surfaces = snapshot.analyzer_for(text).surfaces(text)
    return all(len(surface) == 1 and surface.isascii() for surface in surfaces)


def outside(snapshot: Snapshot, text: str, scope: Scope) -> Abstention | None:
    """That no section lies in ``scope``, in which ``text`` was asked; None where one does."""
    sections = snapshot.index.sections
    if not scope or any(lies_in(scope, path, section) for path, section in sections()):
        return None
    unknown = tuple(unknown_names(scope, snapshot.paths, sections()))
    return Abstention(text, Why.NOTHING_IN_SCOPE, wanted=scope, unknown=unknown)
