"""`quotebot telegram` over the scripted engine of the console's cases: a program of its own."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from typing import TYPE_CHECKING

from bot.settings import load_settings
from bot.telegram import run
from tests.cli.scripted import ScriptedEngine

if TYPE_CHECKING:
    from retrieval.model import Document


class Scripted(ScriptedEngine):
    """The script, with documents to check citations against."""

    def document(self, path: str) -> Document | None:
        return next((known for known in self.documents if known.path == path), None)


if __name__ == "__main__":
    sys.exit(run(load_settings(), Scripted()))
