"""`quotebot telegram` over the scripted engine of the console's cases: a program of its own."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).parents[2]))


from bot.settings import load_settings
from bot.telegram import run
from retrieval.citations import Citation
from retrieval.verification import Verification, verify
from tests.cli.scripted import ScriptedEngine

if TYPE_CHECKING:
    from retrieval.model import Abstention, Answer, Document

BREAK = "break"


class Scripted(ScriptedEngine):
    """The script, with documents to check citations against, and a question that breaks it."""

    def answer(self, question: str, **options: Any) -> Answer | Abstention:
        if question == BREAK:
            raise RuntimeError(question)
        return super().answer(question, **options)

    def verify(self, token: str) -> Verification:
        return verify(Citation.parse(token), self._read)

    def _read(self, path: str) -> Document | None:
        return next((known for known in self.documents if known.path == path), None)


if __name__ == "__main__":
    sys.exit(run(load_settings(), Scripted()))
