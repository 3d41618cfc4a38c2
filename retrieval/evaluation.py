"""Scoring answers to labelled questions: right, wrong, silent, and never a false quote."""

from __future__ import annotations

import re
import time
import unicodedata
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from retrieval.calibration import Calibration, Judged, calibration
from retrieval.citations import cite
from retrieval.documents import list_files, read_document
from retrieval.intervals import wilson
from retrieval.model import Abstention, Answer

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from retrieval.labelled import LabelledQuestion
    from retrieval.model import Quote, ScoredQuote

    Ask = Callable[[str], Answer | Abstention]
    Progress = Callable[[int, int], None]  # questions asked so far, questions in all

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Share:
    """Some of all, with the 95% interval of the true share."""

    hits: int
    total: int

    @property
    def value(self) -> float:
        """0 to 1; 0 of nothing is 0."""
        return self.hits / self.total if self.total else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson's interval of 95%."""
        return wilson(self.hits, self.total)


@dataclass(frozen=True, slots=True)
class Report:
    """How a set of questions was answered.

    Only the first quote of an answer counts as right. ``right``, ``wrong`` and ``silent`` are of
    the questions with an answer; ``kept_silent`` is of those without; ``wrong_of_given`` is of
    all answers given, to either kind. ``words`` is the mean length of first quotes; times are
    milliseconds a question. ``calibration`` is of the best quote of every question, whether it was
    given or only the nearest. ``failures`` are the questions that were not answered right.
    """

    right: Share
    wrong: Share
    silent: Share
    kept_silent: Share
    wrong_of_given: Share
    false_quotes: Share
    words: float
    p50_ms: float
    p95_ms: float
    calibration: Calibration
    failures: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that was asked, and what came back.

    ``best`` is the first quote, or the nearest one that was not given as an answer, and ``holds``
    tells whether it holds a gold answer; ``quotes`` are those given.
    """

    labelled: LabelledQuestion
    best: ScoredQuote | None
    holds: bool
    quotes: tuple[Quote, ...]
    elapsed_ms: float

    @property
    def answerable(self) -> bool:
        """Whether the documents hold an answer, as labelled."""
        return bool(self.labelled.gold)

    @property
    def right(self) -> bool:
        """Whether it was answered, and by its first quote."""
        return bool(self.quotes) and self.holds

    @property
    def failed(self) -> bool:
        """Whether it should have been answered otherwise, or not at all."""
        return not self.right if self.answerable else bool(self.quotes)


def evaluate(
    questions: Sequence[LabelledQuestion],
    ask: Ask,
    is_true: Callable[[Quote], bool],
    progress: Progress | None = None,
) -> Report:
    """Ask every question and score what comes back.

    Args:
        questions: what to ask; without gold, silence is right.
        ask: answers a question.
        is_true: whether a quote stands in its source; see `QuoteCheck`.
        progress: told after every question.
    """
    asked = []
    for number, labelled in enumerate(questions, start=1):
        asked.append(_ask(labelled, ask))
        if progress:
            progress(number, len(questions))
    return _report(asked, is_true)


def holds_gold(text: str, gold: Sequence[str]) -> bool:
    """Whether ``text`` holds one of ``gold``, by whole words, whatever their case and punctuation.

    >>> holds_gold("Some 5,200 US soldiers stayed.", ["5,200 US Soldiers"])
    True
    >>> holds_gold("13 missiles", ["3"])
    False
    """
    words = _words(text)
    return any(_words(answer).strip() and _words(answer) in words for answer in gold)


class QuoteCheck:
    """Whether quotes stand in the files below ``folders``, read anew and apart from any index.

    A plain file must hold the quote's bytes where its citation says; any other one must give the
    quote's text when it is extracted again.
    """

    def __init__(self, folders: Sequence[Path]) -> None:
        self._files = {file.path: file for file in list_files(folders).files}
        self._texts: dict[str, str] = {}

    def __call__(self, quote: Quote) -> bool:
        """True where the file has the quote word for word."""
        file = self._files.get(quote.document.path)
        if file is None:
            return False
        citation = cite(quote)
        with file.location.open("rb") as stream:
            stream.seek(citation.start)
            if stream.read(citation.end - citation.start) == quote.text.encode():
                return True
        if file.path not in self._texts:
            self._texts[file.path] = read_document(file).text
        return quote.span.cut(self._texts[file.path]) == quote.text


def _ask(labelled: LabelledQuestion, ask: Ask) -> Asked:
    start = time.perf_counter()
    result = ask(labelled.question)
    elapsed_ms = (time.perf_counter() - start) * 1000
    given = result.quotes if isinstance(result, Answer) else ()
    best = given[0] if isinstance(result, Answer) else result.nearest
    holds = best is not None and holds_gold(best.quote.text, labelled.gold)
    return Asked(labelled, best, holds, tuple(scored.quote for scored in given), elapsed_ms)


def _report(asked: Sequence[Asked], is_true: Callable[[Quote], bool]) -> Report:
    counts = Counter((one.answerable, bool(one.quotes), one.right) for one in asked)
    right, wrong = counts[True, True, True], counts[True, True, False]
    silent, false_alarms = counts[True, False, False], counts[False, True, False]
    kept_silent = counts[False, False, False]
    answerable, unanswerable = right + wrong + silent, false_alarms + kept_silent
    quotes = [quote for one in asked for quote in one.quotes]
    lengths = [len(_WORD.findall(one.quotes[0].text)) for one in asked if one.quotes]
    times = sorted(one.elapsed_ms for one in asked)
    return Report(
        right=Share(right, answerable),
        wrong=Share(wrong, answerable),
        silent=Share(silent, answerable),
        kept_silent=Share(kept_silent, unanswerable),
        wrong_of_given=Share(wrong + false_alarms, right + wrong + false_alarms),
        false_quotes=Share(sum(not is_true(quote) for quote in quotes), len(quotes)),
        words=sum(lengths) / len(lengths) if lengths else 0.0,
        p50_ms=_quantile(times, 0.5),
        p95_ms=_quantile(times, 0.95),
        calibration=calibration(
            Judged(one.best.confidence, one.holds) for one in asked if one.best
        ),
        failures=tuple(one for one in asked if one.failed),
    )


def _words(text: str) -> str:
    """The words of ``text``, folded, each with a space on either side."""
    return f" {' '.join(_WORD.findall(unicodedata.normalize('NFKC', text).casefold()))} "


def _quantile(ordered: Sequence[float], share: float) -> float:
    return ordered[min(int(share * len(ordered)), len(ordered) - 1)] if ordered else 0.0
