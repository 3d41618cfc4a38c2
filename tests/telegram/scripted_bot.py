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
from bot.wiring import uploads_folder
from retrieval.citations import Citation
from retrieval.documents import list_files, read_document
from retrieval.engine import Source
from retrieval.verification import Verification, verify
from tests.cli.scripted import WHEN, ScriptedEngine

if TYPE_CHECKING:
    from retrieval.model import Abstention, Answer, Document
    from retrieval.refreshed import Refreshed
    from retrieval.sharing import Progress

BREAK, SLEEP, CRASH = "break", "sleep", "crash"


class Scripted(ScriptedEngine):
    """The script, with citations that can be checked, and questions that break or block it."""

    def __init__(self, uploads: Path | None) -> None:
        super().__init__()
        self._uploads = uploads
        self._sent: list[Document] = []

    @property
    def folders(self) -> tuple[Path, ...]:
        return (self._uploads,) if self._uploads else ()

    def refresh(self, progress: Progress | None = None) -> Refreshed:
        self._sent = [read_document(file) for file in list_files(self.folders).files]
        return super().refresh(progress)

    def sources(self) -> tuple[Source, ...]:
        sent = (
            Source(d.path, len(d.text), len(d.sections), len(d.sections), WHEN, d.sha256)
            for d in self._sent
        )
        return (*super().sources(), *sent)

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
    settings = load_settings()
    sys.exit(run(settings, Scripted(uploads_folder(settings))))
