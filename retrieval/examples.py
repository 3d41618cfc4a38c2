"""Example questions for a welcome: made of names in the documents, kept when they answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from retrieval.engine import Engine
    from retrieval.index import Index


def example_questions(index: Index, engine: Engine, count: int) -> tuple[str, ...]:
    return ()
