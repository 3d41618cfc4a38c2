"""What was answered: where the replies are, what came of questions, what people marked.

Message ids and outcomes only; the words of a question are kept where `LOG_QUESTIONS` says so.
"""

from __future__ import annotations

import json
import time
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.telegram.state import State

DAY = 24 * 3600
REPLIES_KEPT = 2 * DAY  # Telegram lets messages be edited for about as long
OUTCOMES_KEPT = 90 * DAY
ANSWERED = "answered"


@dataclass(frozen=True, slots=True)
class Sent:
    """A text message of the bot and a digest of what it shows."""

    message_id: int
    digest: str


@dataclass(frozen=True, slots=True)
class Reply:
    """The messages that answer one question: texts in order, and the ids of files."""

    texts: tuple[Sent, ...] = ()
    files: tuple[int, ...] = ()

    @property
    def text_ids(self) -> tuple[int, ...]:
        """The messages with text."""
        return tuple(sent.message_id for sent in self.texts)


class Records:
    """The records of a state file."""

    def __init__(self, state: State, *, log_questions: bool) -> None:
        self._state = state
        self._db = state.db
        self.log_questions = log_questions

    def replied(self, chat_id: int, question_id: int, user_id: int, reply: Reply) -> None:
        """Remember where a question was answered, to edit that when the question is edited."""
        texts = json.dumps([(sent.message_id, sent.digest) for sent in reply.texts])
        files = json.dumps(reply.files)
        row = (chat_id, question_id, user_id, texts, files, time.time())
        self._db.execute("INSERT OR REPLACE INTO replies VALUES (?, ?, ?, ?, ?, ?)", row)

    def reply(self, chat_id: int, question_id: int) -> Reply | None:
        """Where a question was answered, if that is still known."""
        row = self._db.execute(
            "SELECT texts, files FROM replies WHERE chat_id = ? AND question_id = ?",
            (chat_id, question_id),
        ).fetchone()
        if row is None:
            return None
        texts, files = map(json.loads, row)
        return Reply(tuple(Sent(*sent) for sent in texts), tuple(files))

    def came_to(
        self, chat_id: int, question_id: int, user_id: int, outcome: str, question: str
    ) -> None:
        """Record what came of a question: "answered", or why not."""
        kept = question if self.log_questions else None
        row = (chat_id, question_id, user_id, outcome, kept, time.time())
        self._db.execute("INSERT OR REPLACE INTO outcomes VALUES (?, ?, ?, ?, ?, ?)", row)

    def mark(
        self, chat_id: int, question_id: int, user_id: int, question: str, *, helpful: bool
    ) -> None:
        """Record whether a person found an answer helpful; the last word counts."""
        kept = question if self.log_questions else None
        row = (chat_id, question_id, user_id, helpful, kept, time.time())
        self._db.execute("INSERT OR REPLACE INTO feedback VALUES (?, ?, ?, ?, ?, ?)", row)

    def forget(self, user_id: int) -> int:
        """Delete all records of a person and say how many there were."""
        with self._state.transaction():
            return sum(
                self._db.execute(f"DELETE FROM {table} WHERE user_id = ?", (user_id,)).rowcount  # noqa: S608 - fixed names
                for table in ("replies", "outcomes", "feedback")
            )

    def clear_old(self) -> None:
        """Delete what is past its time."""
        now = time.time()
        with self._state.transaction():
            self._db.execute("DELETE FROM replies WHERE at < ?", (now - REPLIES_KEPT,))
            self._db.execute("DELETE FROM outcomes WHERE at < ?", (now - OUTCOMES_KEPT,))
            self._db.execute("DELETE FROM feedback WHERE at < ?", (now - OUTCOMES_KEPT,))


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that was answered: its words as they were read, its message, the quotes given.

    ``follow_up`` says that it was read together with the question before it.
    """

    question: str
    question_id: int
    given: int
    follow_up: bool = False


class Conversation:
    """What was asked lately, in memory only: a restart forgets it."""

    def __init__(self, most: int = 5000) -> None:
        self._most = most
        self._asked: OrderedDict[tuple[str, int, int], Asked] = OrderedDict()

    def remember(self, chat_id: int, user_id: int, answers: tuple[int, ...], asked: Asked) -> None:
        """Keep a question under its answers' messages, and as the person's last one."""
        keys = [("answer", chat_id, answer) for answer in answers]
        for key in (*keys, ("last", chat_id, user_id)):
            self._asked[key] = asked
            self._asked.move_to_end(key)
        while len(self._asked) > self._most:
            self._asked.popitem(last=False)

    def answered_by(self, chat_id: int, answer_id: int) -> Asked | None:
        """The question that a message of the bot answers."""
        return self._asked.get(("answer", chat_id, answer_id))

    def last(self, chat_id: int, user_id: int) -> Asked | None:
        """What a person asked last in a chat."""
        return self._asked.get(("last", chat_id, user_id))

    def forget(self, user_id: int) -> None:
        """Forget a person's last questions and all of their private chat."""
        for key in [key for key in self._asked if user_id in key[1:]]:
            del self._asked[key]
