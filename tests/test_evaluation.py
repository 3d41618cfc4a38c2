from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.engine import Engine
from retrieval.errors import DocumentError
from retrieval.evaluation import QuoteCheck, evaluate, holds_gold
from retrieval.intervals import wilson
from retrieval.labelled import PARTS, LabelledQuestion, read_labelled, write_articles
from retrieval.model import (
    Abstention,
    Answer,
    Document,
    Passage,
    Quote,
    ScoredQuote,
    Section,
    Span,
    Why,
)

if TYPE_CHECKING:
    from pathlib import Path

SQUAD = {
    "data": [
        {
            "title": "Beyonc\u00e9_(singer)",
            "paragraphs": [
                {
                    "context": "She was born in Houston. Houston is in Texas.",
                    "qas": [
                        {
                            "question": "Where was she born?",
                            "answers": [{"text": "Houston", "answer_start": 16}] * 2,
                        },
                        {
                            "question": "Where did she die?",
                            "is_impossible": True,
                            "answers": [],
                            "plausible_answers": [{"text": "Texas"}],
                        },
                    ],
                },
                {"context": "# not a heading\nHer band was a trio.", "qas": []},
            ],
        },
        {"paragraphs": [{"context": "Cats sleep.", "qas": []}]},
    ]
}


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_a_squad_file_brings_articles_and_questions(tmp_path: Path) -> None:
    labelled = read_labelled(write(tmp_path / "dev.json", json.dumps(SQUAD)))
    assert labelled.questions == (
        LabelledQuestion("Where was she born?", ("Houston",)),
        LabelledQuestion("Where did she die?", ()),
    )
    assert [article.title for article in labelled.articles] == [
        "Beyonc\u00e9_(singer)",
        "article 2",
    ]


def test_an_article_is_in_the_same_part_whatever_else_is_read(tmp_path: Path) -> None:
    whole = read_labelled(write(tmp_path / "all.json", json.dumps(SQUAD)))
    alone = {"data": SQUAD["data"][:1]}
    one = read_labelled(write(tmp_path / "one.json", json.dumps(alone)))
    assert one.articles[0] == whole.articles[0]
    assert sum(len(whole.part(name)) for name in PARTS) == len(whole.questions)


def test_no_passage_straddles_two_paragraphs_of_an_article(tmp_path: Path) -> None:
    labelled = read_labelled(write(tmp_path / "dev.json", json.dumps(SQUAD)))
    folder = tmp_path / "articles"
    folder.mkdir()
    write_articles(labelled.articles, folder)
    engine = Engine([folder], tmp_path / "index", encoding="quotebot", passage_tokens=200)
    found = [scored.passage for scored in engine.search("Houston trio cats")]
    assert "She was born in Houston. Houston is in Texas." in {p.text for p in found}
    assert not any("Texas" in p.text and "trio" in p.text for p in found)
    assert {p.section.title for p in found if "Texas" in p.text} == {"Beyonc\u00e9 (singer)"}


def test_json_lines_bring_questions_alone(tmp_path: Path) -> None:
    text = '\ufeff{"question": "Who?", "gold": ["I"]}\n\n{"question": "Why?"}\n'
    labelled = read_labelled(write(tmp_path / "questions.jsonl", text))
    assert labelled.questions == (LabelledQuestion("Who?", ("I",)), LabelledQuestion("Why?", ()))
    assert labelled.articles == ()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"question": "Who?", "gold": []}\nwho?', "line 2: not a question"),
        ('{"question": "Who?", "gold": "me"}', "line 1: not a question"),
        ('{"gold": ["me"]}', "line 1: not a question"),
        ("[1]", "line 1: not a question"),
        ('{"data": [{"title": "x"}]}', "is not SQuAD JSON"),
        ('{"data": 5}', "is not SQuAD JSON"),
    ],
)
def test_a_file_in_neither_format_is_refused_with_the_place(
    tmp_path: Path, text: str, message: str
) -> None:
    with pytest.raises(DocumentError, match=message):
        read_labelled(write(tmp_path / "questions.jsonl", text))


def test_a_file_that_is_not_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "questions.jsonl").write_bytes(b"\xff\xfe")
    with pytest.raises(DocumentError, match="can't be read as UTF-8"):
        read_labelled(tmp_path / "questions.jsonl")


@pytest.mark.parametrize(
    ("text", "gold", "holds"),
    [
        ("Iraq\u2019s 5,200 US soldiers", ["5,200 us soldiers"], True),
        ("13 missiles", ["3"], False),
        ("the Normans came", ["Norman"], False),
        ("1066\u20131087", ["1066"], True),
        ("anything", [], False),
        ("anything", ["?"], False),
        ("\ufb01nal word", ["final word"], True),
    ],
)
def test_gold_is_found_by_whole_words(text: str, gold: list[str], *, holds: bool) -> None:
    assert holds_gold(text, gold) is holds


TEXT = "Cats sleep. Dogs bark. Fish swim."
DOCUMENT = Document("a.txt", TEXT, (Section(Span(0, len(TEXT))),), "0" * 64)


def quoting(question: str, *texts: str) -> Answer:
    passage = Passage(DOCUMENT, DOCUMENT.sections[0], (Span(0, len(TEXT)),))
    spans = [Span(TEXT.index(text), TEXT.index(text) + len(text)) for text in texts]
    return Answer(
        question, tuple(ScoredQuote(Quote(DOCUMENT, span), passage, 1, 0.5) for span in spans)
    )


def ask(question: str) -> Answer | Abstention:
    replies = {
        "right": ("Dogs bark.",),
        "second right": ("Cats sleep.", "Dogs bark."),
        "false alarm": ("Fish swim.",),
    }
    if question in replies:
        return quoting(question, *replies[question])
    return Abstention(question, Why.NOT_CONFIDENT)


def test_answers_are_scored_by_the_first_quote() -> None:
    gold = ("dogs",)
    questions = [
        LabelledQuestion("right", gold),
        LabelledQuestion("second right", gold),
        LabelledQuestion("silence", gold),
        LabelledQuestion("silence", ()),
        LabelledQuestion("false alarm", ()),
    ]
    told: list[tuple[int, int]] = []
    report = evaluate(
        questions, ask, lambda quote: quote.text != "Fish swim.", lambda *now: told.append(now)
    )
    shares = [report.right, report.wrong, report.silent, report.kept_silent]
    assert [(s.hits, s.total) for s in shares] == [(1, 3), (1, 3), (1, 3), (1, 2)]
    assert (report.wrong_of_given.hits, report.wrong_of_given.total) == (2, 3)
    assert (report.false_quotes.hits, report.false_quotes.total) == (1, 4)
    assert report.words == 2
    assert told[-1] == (5, 5)
    failed = [(asked.labelled.question, asked.answerable) for asked in report.failures]
    assert failed == [("second right", True), ("silence", True), ("false alarm", False)]


def test_the_nearest_quote_of_a_silence_is_judged_for_calibration() -> None:
    def silent(question: str) -> Abstention:
        nearest = quoting(question, "Dogs bark.").quotes[0]
        return Abstention(question, Why.NOT_CONFIDENT, nearest=nearest)

    questions = [LabelledQuestion("near", ("dogs",)), LabelledQuestion("far", ("cats",))]
    report = evaluate(questions, silent, lambda _: True)
    assert report.silent.hits == 2
    assert [(one.weight, one.right) for one in report.calibration.bins] == [(2, 0.5)]
    assert report.calibration.area == 0.5
    assert [asked.holds for asked in report.failures] == [True, False]


def test_no_questions_make_an_empty_report() -> None:
    report = evaluate([], ask, lambda _: True)
    assert (report.right.value, report.right.interval, report.p95_ms) == (0, (0, 1), 0)


def test_a_quote_is_checked_against_the_file_itself(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", TEXT)
    quote = quoting("?", "Dogs bark.").quotes[0].quote
    assert QuoteCheck([tmp_path])(quote)
    write(tmp_path / "a.txt", TEXT.replace("bark", "bite"))
    assert not QuoteCheck([tmp_path])(quote)
    (tmp_path / "a.txt").unlink()
    assert not QuoteCheck([tmp_path])(quote)


# Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in Medicine 17
# (1998), table I, method 3.
@pytest.mark.parametrize(
    ("hits", "total", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_agrees_with_the_published_examples(
    hits: int, total: int, low: float, high: float
) -> None:
    assert wilson(hits, total) == pytest.approx((low, high), abs=5e-5)


@given(st.integers(0, 500), st.integers(0, 500))
def test_the_interval_holds_the_share_and_stays_within_0_and_1(hits: int, misses: int) -> None:
    low, high = wilson(hits, hits + misses)
    assert 0 <= low <= high <= 1
    if hits + misses:
        assert low <= hits / (hits + misses) <= high
