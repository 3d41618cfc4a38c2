"""`--explain` tells how an answer came about, and what it tells adds up to the answer."""

from __future__ import annotations

import io
import json
import math
import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner
from rich.console import Console

from bot.cli import cli
from bot.explanation_pages import explanation_object, explanation_page
from bot.rendering import TerminalScreen
from bot.settings import Settings
from retrieval.answering import AnswerType
from retrieval.engine import Engine
from retrieval.explanation import (
    Addend,
    Explanation,
    PassageFound,
    QuestionRead,
    SentenceWeighed,
    Sureness,
    WordRead,
)
from retrieval.index import TermScore
from retrieval.model import Answer, Passage, Quote, ScoredPassage, ScoredQuote
from retrieval.sentences import split_sentences
from retrieval.trace import Stage
from tests.cli.scripted import DOCUMENTS, HOTELS, LEAVE, NEW_LEAVE, ScriptedEngine

if TYPE_CHECKING:
    from collections.abc import Callable

    Run = Callable[..., list[Any]]

CASE = Path(__file__).parents[1] / "cases" / "explanation.txt"
NARROW = "# at 40 columns\n"
QUESTION = "How many days of annual leave do full-time staff have?"
RESPELT = "What may a hotle cost?"
SMALL_TALK = "hello"


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    folder = tmp_path_factory.mktemp("index")
    engine = Engine([DOCUMENTS], folder, encoding="quotebot", passage_tokens=200)
    engine.refresh()
    return engine


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DOCUMENTS", str(DOCUMENTS))

    def run(*arguments: str, stdin: str = "") -> list[Any]:
        result = CliRunner().invoke(cli, arguments, input=stdin)
        return [json.loads(line) for line in result.stdout.splitlines()]

    return run


# --- what is told is so ---------------------------------------------------------------------------


def explained(engine: Engine, question: str, **how: Any) -> Explanation:
    explanation = engine.explain(question, **how).explanation
    assert explanation
    return explanation


@pytest.mark.parametrize("question", [QUESTION, RESPELT, "Who invented the telephone?", "??"])
@pytest.mark.parametrize("least", [None, 0.0, 1.0])
def test_an_explained_answer_is_the_answer(
    real: Engine, question: str, least: float | None
) -> None:
    result = real.explain(question, min_confidence=least).result
    assert result == real.answer(question, min_confidence=least)


@pytest.mark.parametrize("question", [QUESTION, RESPELT])
def test_what_the_terms_add_is_the_score_of_the_passage(real: Engine, question: str) -> None:
    for passage in explained(real, question).passages:
        assert math.isclose(sum(term.score for term in passage.terms), passage.found.score)


def test_what_the_features_add_is_the_score_of_the_sentence(real: Engine) -> None:
    explanation = explained(real, QUESTION)
    assert explanation.sentences
    for sentence in explanation.sentences:
        parts = [part.added for part in sentence.features]
        assert math.isclose(sum(parts), sentence.score)
        assert [abs(part) for part in parts] == sorted(map(abs, parts), reverse=True)
        assert explanation.passages[sentence.rank - 1].found.passage == sentence.passage


def test_what_the_signals_add_is_the_confidence(real: Engine) -> None:
    explained = real.explain(QUESTION, min_confidence=0)
    assert isinstance(explained.result, Answer)
    assert explained.explanation
    sure = explained.explanation.sureness
    assert sure
    assert math.isclose(1 / (1 + math.exp(-sure.log_odds)), sure.quote.confidence)
    assert sure.quote.quote == explained.result.quotes[0].quote
    assert sure.quote.confidence == explained.result.quotes[0].confidence


def test_the_quoted_sentence_is_marked(real: Engine) -> None:
    explained = real.explain(QUESTION, min_confidence=0)
    assert isinstance(explained.result, Answer)
    assert explained.explanation
    quoted = [s.sentence for s in explained.explanation.sentences if s.is_quoted]
    assert quoted[0].span in explained.result.quotes[0].quote.span


def test_the_threshold_says_where_it_comes_from(real: Engine) -> None:
    calibrated = explained(real, QUESTION).sureness
    given = explained(real, QUESTION, min_confidence=0.25).sureness
    assert calibrated
    assert given
    assert calibrated.max_wrong == 0.1
    assert (given.threshold, given.max_wrong) == (0.25, None)


def test_words_are_told_as_they_were_read(real: Engine) -> None:
    read = explained(real, QUESTION).question
    assert read.asks_for is AnswerType.DURATION
    assert {"How", "many", "of", "do", "have"} <= set(read.left_out)
    words = {word.word: word for word in read.words}
    assert words["days"].is_focus
    assert words["days"].passages > 0
    assert "day" in words["days"].terms


def test_a_respelling_is_told_with_what_it_counts(real: Engine) -> None:
    [hotle] = [word for word in explained(real, RESPELT).question.words if word.word == "hotle"]
    assert hotle.passages == 0
    assert all(0 < factor < 1 for _, factor in hotle.also)
    assert "hotel" in dict(hotle.also)


def test_every_feature_and_signal_says_what_it_measures(real: Engine) -> None:
    explanation = explained(real, QUESTION)
    assert explanation.sureness
    parts = [*explanation.sureness.signals, *explanation.sentences[0].features]
    assert all(part.meaning for part in parts)


def test_a_follow_up_is_explained_as_it_was_understood(real: Engine) -> None:
    explained = real.explain("and of hotels?", previous="What is the cost of flights?")
    assert explained.explanation
    read = explained.explanation.question.text
    assert read == (explained.result.understood or "and of hotels?")


def test_the_stages_take_their_time_in_order(real: Engine) -> None:
    seconds = explained(real, QUESTION).seconds
    assert [stage for stage, _ in seconds] == list(Stage)
    assert all(took >= 0 for _, took in seconds)
    assert sum(took for _, took in seconds) > 0


def test_where_nothing_is_searched_there_is_nothing_to_explain(
    real: Engine, tmp_path: Path
) -> None:
    empty = tmp_path / "documents"
    empty.mkdir()
    engine = Engine([empty], tmp_path / "index", encoding="quotebot", passage_tokens=200)
    assert engine.explain(QUESTION).explanation is None
    assert real.explain(SMALL_TALK).explanation is None
    assert explanation_object(None) is None


def test_words_that_stand_nowhere_find_no_passage(real: Engine) -> None:
    explanation = explained(real, "zorkmid grue?")
    assert (explanation.passages, explanation.sentences, explanation.sureness) == ((), (), None)


def test_a_search_tells_what_each_term_adds(real: Engine) -> None:
    found = real.explain_search("annual hotel")
    assert tuple(one.found for one in found) == real.search("annual hotel")
    for one in found:
        assert {"annual", "hotel"} <= {term.term for term in one.terms}
        assert math.isclose(sum(term.score for term in one.terms), one.found.score)


# --- how it is shown ------------------------------------------------------------------------------


def test_json_has_the_explanation_after_the_answer(run: Run) -> None:
    [plain] = run("ask", "--json", QUESTION)
    [told] = run("ask", "--json", "--explain", QUESTION)
    explanation = told.pop("explanation")
    assert {**plain, "elapsed_ms": 0} == {**told, "elapsed_ms": 0}
    assert explanation.keys() == {
        "read_as", "asks_for", "languages", "words", "left_out", "passages", "sentences",
        "confidence", "compared", "together", "stages_ms",
    }  # fmt: skip
    assert explanation["stages_ms"].keys() == set(Stage)
    assert math.isclose(told["elapsed_ms"], sum(explanation["stages_ms"].values()), abs_tol=0.01)


def test_each_line_of_a_conversation_is_explained(run: Run) -> None:
    objects = run("ask", "--json", "--explain", "-", stdin=f"{SMALL_TALK}\n{QUESTION}\n")
    assert objects[0]["explanation"] is None
    assert objects[1]["explanation"]["read_as"] == QUESTION


def test_json_of_a_search_has_terms_only_when_asked(run: Run) -> None:
    [plain] = run("search", "--json", "annual leave")
    [told] = run("search", "--json", "--explain", "annual leave")
    assert "terms" not in plain["passages"][0]
    term = told["passages"][0]["terms"][0]
    assert term.keys() == {"term", "frequency", "idf", "score"}


def test_text_explains_after_the_answer(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    shown = {}
    for explain in ((), ("--explain",)):
        arguments = ("ask", "--docs", str(DOCUMENTS), "--min-confidence", "0", *explain, QUESTION)
        shown[explain] = CliRunner().invoke(cli, arguments).stdout
    assert shown["--explain",].startswith(shown[()])
    assert "How the question was read" in shown["--explain",]


def test_a_search_that_finds_nothing_is_as_it_is_without(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    arguments = ("search", "--docs", str(DOCUMENTS), "--explain", "zorkmid")
    result = CliRunner().invoke(cli, arguments)
    assert result.stdout == "No passage holds a word of that.\n\n"


def made() -> Explanation:
    """An explanation of everything that one can hold, with figures that no training changes."""
    documents = ScriptedEngine().documents
    quotes = []
    for text in (LEAVE, NEW_LEAVE, HOTELS):
        document = next(d for d in documents if text in d.text)
        start = document.text.index(text)
        section = next(s for s in document.sections if s.span.start <= start < s.span.end)
        passage = Passage(document, section, split_sentences(document.text, section.span))
        span = next(s for s in passage.sentences if s.start <= start < s.end)
        quotes.append(ScoredQuote(Quote(document, span), passage, 5.25, 0.75))
    terms = (TermScore("leav", 2, 1.5, 3.25), TermScore("day", 1, 0.8125, 2.0))
    lacking = (*terms[:1], TermScore("day", 0, 0.8125, 0.0))
    features = (
        Addend("coverage", "Share of the question's idf weight in the sentence.", 0.625, 4.0),
        Addend("count_told", "How many → a number, in digits or words.", 1.0, 2.5),
        Addend("length", "Words of the sentence, logarithmic; 1 at 60.", 0.5, -1.25),
        Addend("short", "Whether it has fewer than six words: a heading.", 0.0, 0.0),
        Addend("novelty", "Words past those of the question.", 0.0, 0.0),
        Addend("position", "Its place in the passage, from 0 to 1.", 0.0, 0.0),
    )
    return Explanation(
        QuestionRead(
            "How many days of leave has Mueller in 2024?",
            AnswerType.COUNT,
            ("english", "german"),
            (
                WordRead("days", 0.8125, 1204, ("day",), (), False, False, True),
                WordRead("leave", 1.5, 3, ("leav",), (), False, False, False),
                WordRead("Mueller", 4.25, 2, ("mueller",), (("muller", 0.9),), True, False, False),
                WordRead("2024", 2.5, 0, ("2024",), (), False, True, False),
            ),
            ("How", "many", "of", "has", "in"),
        ),
        tuple(
            PassageFound(ScoredPassage(n, quotes[n % 3].passage, 6.25 - n), told)
            for n, told in enumerate((terms, lacking, *[terms] * 5))
        ),
        tuple(
            SentenceWeighed(q.quote, q.passage, n + 1, 5.25 - n, features, n == 0)
            for n, q in enumerate(quotes)
        ),
        Sureness(quotes[0], -2.9, (*features[:1], features[3]), 0.625, 0.1),
        ((quotes[0], 0), (quotes[1], 1), (quotes[2], None)),
        0.875,
        tuple((stage, 0.001 * (n + 1)) for n, stage in enumerate(Stage)),
    )


def shown(explanation: Explanation | None, width: int) -> str:
    stream = io.StringIO()
    console = Console(file=stream, width=width, color_system=None, highlight=False, markup=False)
    TerminalScreen(console).show(explanation_page(explanation))
    return stream.getvalue()


def test_an_explanation_reads_as_the_case_shows_it() -> None:
    sure = made().sureness
    assert sure
    given = replace(made(), sureness=replace(sure, max_wrong=None), compared=(), together=0)
    actual = "".join(
        (
            shown(made(), 80),
            "# threshold given, nothing compared\n",
            shown(given, 80),
            "# nothing searched\n",
            shown(None, 80),
            NARROW,
            shown(made(), 40),
        )
    )
    if os.environ.get("UPDATE_CASES"):
        CASE.write_text(actual, encoding="utf-8")
    assert actual == CASE.read_text(encoding="utf-8")


@pytest.mark.parametrize("width", [80, 40])
def test_no_line_is_wider_than_the_terminal(real: Engine, width: int) -> None:
    for question in (QUESTION, RESPELT, "幾點開門？"):
        text = shown(explained(real, question), width)
        assert max(map(len, text.splitlines())) <= width
