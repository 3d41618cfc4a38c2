"""After any sequence of adds, edits, renames and deletes, answers equal those of a fresh index."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from retrieval.model import Abstention, Answer
from tests.live.conftest import engine_over

NAMES = st.sampled_from(["a.txt", "b.md", "c/a.txt", "c/d.txt", "é.txt"])
SENTENCES = st.sampled_from(
    [
        "The ferry to the island leaves at nine.",
        "The ferry to the island leaves at ten.",
        "A ticket for the ferry costs four euros.",
        "Dogs travel free of charge on the tram.",
        "# Prices",
        "The harbour master signed the letter in March 1990.",
    ]
)
TEXTS = st.lists(SENTENCES, max_size=5).map("\n\n".join)
QUESTIONS = (
    "When does the ferry to the island leave?",
    "What does a ticket cost?",
    "Who signed the letter?",
    "Do dogs travel free on the tram?",
)


def facts(result: Answer | Abstention) -> object:
    """All that may be compared: the numbers of passages in an index aren't said."""
    if isinstance(result, Abstention):
        return result.why, result.terms, result.nearest and result.nearest.quote
    return [
        (s.quote.document.path, s.quote.document.sha256, s.quote.span, s.score, s.confidence)
        for s in result.quotes
    ]


class Changes(RuleBasedStateMachine):
    @initialize()
    def begin(self) -> None:
        self.room = Path(tempfile.mkdtemp(prefix="quotebot-"))
        self.folder = self.room / "documents"
        (self.folder / "c").mkdir(parents=True)
        self.engine = engine_over(self.folder, self.room / "index")
        self.writings = 0

    @rule(name=NAMES, text=TEXTS)
    def write(self, name: str, text: str) -> None:
        # Stamps are the user's world: two writings never share one there, as here within a tick.
        self.writings += 1
        file = self.folder / name
        file.write_text(text + " " * self.writings, encoding="utf-8")

    @rule(name=NAMES, other=NAMES)
    def rename(self, name: str, other: str) -> None:
        if (self.folder / name).exists():
            (self.folder / name).rename(self.folder / other)

    @rule(name=NAMES)
    def delete(self, name: str) -> None:
        (self.folder / name).unlink(missing_ok=True)

    @rule()
    def refresh(self) -> None:
        self.engine.refresh()

    @rule()
    def restart(self) -> None:
        self.engine = engine_over(self.folder, self.room / "index")

    @rule(question=st.sampled_from(QUESTIONS))
    def ask(self, question: str) -> None:
        self.engine.answer(question)

    @invariant()
    def answers_equal_those_of_a_fresh_index(self) -> None:
        self.engine.refresh()
        with tempfile.TemporaryDirectory(prefix="quotebot-") as fresh_index:
            fresh = engine_over(self.folder, Path(fresh_index))
            assert [(s.path, s.size) for s in self.engine.sources()] == [
                (s.path, s.size) for s in fresh.sources()
            ]
            assert self.engine.skipped() == fresh.refresh().skipped
            for question in QUESTIONS:
                for least in (0, None):
                    answers = [
                        facts(e.answer(question, top=3, min_confidence=least))
                        for e in (self.engine, fresh)
                    ]
                    assert answers[0] == answers[1]

    def teardown(self) -> None:
        shutil.rmtree(self.room)


TestChanges = Changes.TestCase
TestChanges.settings = settings(max_examples=12, stateful_step_count=10, deadline=None)
