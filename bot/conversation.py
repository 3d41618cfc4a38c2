"""A conversation: each question is read with the one before it, and the next best can be had."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypedDict

from retrieval.answering import questions_in
from retrieval.errors import QuestionError
from retrieval.model import EVERYWHERE, Abstention, Answer, Scope, Why

if TYPE_CHECKING:
    from collections.abc import Iterator

    from retrieval.engine import Engine
    from retrieval.explanation import Explanation

LONGEST_QUESTION = 1000  # characters, which are code points
MOST_QUESTIONS = 10  # of one message


def checked(question: str) -> str:
    """``question``, if it is short enough to be one.

    Raises:
        QuestionError: it is longer than any question; the message names the limit.
    """
    if len(question) > LONGEST_QUESTION:
        raise QuestionError(
            f"A question may have {LONGEST_QUESTION:,} characters at most; "
            f"this one has {len(question):,}."
        )
    return question


def asked_in(message: str) -> tuple[str, ...]:
    """What a message asks, question by question.

    Raises:
        QuestionError: those are more than anybody asks at once.
    """
    questions = questions_in(message)
    if len(questions) > MOST_QUESTIONS:
        raise QuestionError(
            f"A message may ask {MOST_QUESTIONS} questions at most; this one asks {len(questions)}."
        )
    return questions


def topic(result: Answer | Abstention, before: str | None) -> str | None:
    """The question that the next one is read with: this one, or the one before it.

    A greeting or gibberish between two questions parts nothing.
    """
    if isinstance(result, Abstention) and result.why is not Why.NOT_CONFIDENT:
        return before
    return result.understood or result.question


def shown_as(result: Answer | Abstention, question: str) -> Answer | Abstention:
    """``result`` with the one question of a message that it is about."""
    return replace(result, understood=result.understood or question)


class _Chosen(TypedDict):
    top: int
    previous: str | None
    scope: Scope
    min_confidence: float | None


@dataclass(frozen=True, slots=True)
class Options:
    """How questions are answered, see `Engine.answer`, and whether they are explained."""

    top: int = 1
    min_confidence: float | None = None
    scope: Scope = EVERYWHERE
    explain: bool = False


@dataclass(frozen=True, slots=True)
class Turn:
    """What one question brought, the milliseconds that took, and how it came about if asked."""

    result: Answer | Abstention
    elapsed_ms: float
    explanation: Explanation | None = None
    previous: str | None = None  # the question that this one was read with


class Conversation:
    """One person's questions to one engine, in order."""

    def __init__(self, engine: Engine, options: Options) -> None:
        self._engine = engine
        self._options = options
        self._previous: str | None = None
        self._before_last: str | None = None
        self._shown = 0
        self.last: Answer | Abstention | None = None

    def hear(self, message: str) -> Iterator[Turn]:
        """Answer what ``message`` asks, question by question; of several each is shown.

        Raises:
            QuestionError: the message can't be taken as it is.
        """
        questions = asked_in(checked(message))
        if len(questions) == 1:
            yield self.ask(message)
            return
        for question in questions:
            turn = self.ask(question)
            yield replace(turn, result=shown_as(turn.result, question))

    def ask(self, question: str) -> Turn:
        """Answer ``question``, read with the one before it.

        Raises:
            QuestionError: the question can't be taken as it is.
        """
        previous = self._previous
        start = time.perf_counter()
        result, explanation = self._ask(checked(question))
        elapsed = time.perf_counter() - start
        if explanation:
            elapsed = sum(seconds for _, seconds in explanation.seconds)  # explaining takes longer
        self._remember(result)
        return Turn(result, elapsed * 1000, explanation, previous)

    def more(self) -> Answer | None:
        """The quote after those shown, however unsure; None where there is none."""
        if not self._shown or self.last is None:
            return None
        result = self._engine.answer(
            self.last.question,
            skip=self._shown,
            previous=self._before_last,
            scope=self._options.scope,
            min_confidence=0,
        )
        if not isinstance(result, Answer):
            return None
        self._shown += len(result.quotes)
        self.last = result
        return result

    def _ask(self, question: str) -> tuple[Answer | Abstention, Explanation | None]:
        options = self._options
        chosen = _Chosen(
            top=options.top,
            previous=self._previous,
            scope=options.scope,
            min_confidence=options.min_confidence,
        )
        if not options.explain:
            return self._engine.answer(question, **chosen), None
        explained = self._engine.explain(question, **chosen)
        return explained.result, explained.explanation

    def _remember(self, result: Answer | Abstention) -> None:
        self.last = result
        match result:
            case Answer():
                self._shown = len(result.quotes)
            case Abstention():
                self._shown = 1 if result.nearest else 0
        after = topic(result, None)
        if after is not None:
            self._before_last, self._previous = self._previous, after
