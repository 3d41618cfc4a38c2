"""`quotebot telegram` over the scripted engine of the console's cases: a program of its own."""

from __future__ import annotations

import os
import sys
import time
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

BREAK, SLEEP, CRASH = "break", "sleep", "crash"


class Scripted(ScriptedEngine):
    """The script, with citations that can be checked, and questions that break or block it."""

    def answer(self, question: str, **options: Any) -> Answer | Abstention:
        if question == BREAK:
            raise RuntimeError(question)
        if question == SLEEP:
            time.sleep(60)
        if question == CRASH:
            os._exit(1)
        return super().answer(question, **options)

    def verify(self, token: str) -> Verification:
        return verify(Citation.parse(token), self._read)

    def _read(self, path: str) -> Document | None:
        return next((known for known in self.documents if known.path == path), None)


if __name__ == "__main__":
    sys.exit(run(load_settings(), Scripted()))
