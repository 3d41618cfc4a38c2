"""The engine as those who talk use it: over real files, hostile ones among them."""

from __future__ import annotations

import datetime as dt
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.engine import Engine
from retrieval.errors import SettingError
from retrieval.model import Abstention, Answer, Scope, Why
from retrieval.sentences import split_sentences

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

DOCUMENTS = {
    "bridge.md": (
        "# The bridge\n\nThe old bridge of Mostar was opened in 1566. It was built by Hayruddin. "
        "Some 300 workers died.\n\n# The ferry\n\nThe ferry left at dawn. It carried 40 people. "
        "“Where is the captain?” asked Dr. Novak of St. Mary's. Nobody knew."
    ),
    "chronicle.txt": "In truth the old bridge of Mostar was opened in 1567. Rain fell all day.",
    "leave/days.md": "# Leave\n\nStaff have 25 days of annual leave. Leave lapses in March.",
    "hostile.txt": (
        "\ufeffThe e\u0301toile rose.\r\nİstanbul’s 👩‍🚀 landed in 1999!\r\n\r\n"
        "هبطت المركبة في عام 1999. \u202eDraw reversed\u202c text… 战争什么时候开始？一九九九年。"
    ),
    "one.txt": "Zebras sleep standing.",
}
QUESTIONS = (
    "When was the old bridge of Mostar opened?",
    "Who built the bridge?",
    "How many people did the ferry carry?",
    "How many days of annual leave are there?",
    "How do zebras sleep?",
    "Who landed in 1999?",
)
_VOCABULARY = st.sampled_from(" ".join((*DOCUMENTS.values(), *QUESTIONS)).split())
_HOSTILE = st.sampled_from(
    ["", "?", "…!?", "\x00", "\ud800", "\udcff?", "👩‍🚀", "\u202e",
     "متى هبطت المركبة؟", "战争", "İ", "e\u0301",
     "x" * 1000,
     "bridge " * 140, "a'b'c-d.e,f&g", "ß" * 50, "1,566.0", "\r\n"]
)  # fmt: skip
ASKED = st.one_of(
    st.sampled_from(QUESTIONS),
    st.lists(_VOCABULARY, max_size=8).map(" ".join),
    st.lists(st.one_of(_HOSTILE, _VOCABULARY), max_size=4).map(" ".join),
    st.text(st.characters(), max_size=60),
)


def engine_over(folder: Path, documents: Mapping[str, str]) -> Engine:
    for path, text in documents.items():
        file = folder / "documents" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())
    return Engine([folder / "documents"], folder / "index", encoding="quotebot", passage_tokens=60)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    engine = engine_over(tmp_path_factory.mktemp("engine"), DOCUMENTS)
    engine.refresh()
    return engine


def texts(result: Answer | Abstention) -> list[str]:
    return [q.quote.text for q in result.quotes] if isinstance(result, Answer) else []


# --- what holds for any question ------------------------------------------------------------------


@given(ASKED, st.integers(1, 5), st.sampled_from([None, 0.0, 0.3]))
@settings(max_examples=150, deadline=None)
def test_every_quote_lies_in_its_document_and_is_whole_sentences_of_one_section(
    engine: Engine, question: str, top: int, least: float | None
) -> None:
    result = engine.answer(question, top=top, min_confidence=least)
    for scored in result.quotes if isinstance(result, Answer) else ():
        document, span = scored.quote.document, scored.quote.span
        assert scored.quote.text == DOCUMENTS[document.path][span.start : span.end]
        assert span in scored.passage.section.span
        sentences = split_sentences(document.text, scored.passage.section.span)
        assert span.start in {sentence.start for sentence in sentences}
        assert span.end in {sentence.end for sentence in sentences}
        assert 0 <= scored.confidence <= 1


@given(ASKED)
@settings(max_examples=60, deadline=None)
def test_an_answer_is_the_same_every_time_and_explained(engine: Engine, question: str) -> None:
    result = engine.answer(question, min_confidence=0)
    assert result == engine.answer(question, min_confidence=0)
    assert result == engine.explain(question, min_confidence=0).result
    assert result.question == question


@given(ASKED, st.floats(0, 1), st.floats(0, 1))
@settings(max_examples=60, deadline=None)
def test_a_lower_min_confidence_never_takes_an_answer_away(
    engine: Engine, question: str, one: float, other: float
) -> None:
    if isinstance(engine.answer(question, min_confidence=max(one, other)), Answer):
        assert isinstance(engine.answer(question, min_confidence=min(one, other)), Answer)


@given(ASKED, ASKED)
@settings(max_examples=60, deadline=None)
def test_any_two_questions_make_a_conversation(engine: Engine, first: str, second: str) -> None:
    result = engine.answer(second, previous=first)
    assert result.question == second
    assert result.understood is None or result.understood.strip()


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("skip", [1, 2, 3])
def test_skipping_gives_the_next_of_a_longer_list(engine: Engine, question: str, skip: int) -> None:
    several = engine.answer(question, top=skip + 1, min_confidence=0)
    if not (isinstance(several, Answer) and several.sources_differ):
        single = engine.answer(question, skip=skip, min_confidence=0)
        assert texts(single)[:1] == texts(several)[skip:]


@pytest.mark.parametrize(
    "message",
    [
        "Hi there! How do zebras sleep? Thanks a lot",
        "HELLO, COULD YOU TELL ME HOW DO ZEBRAS SLEEP?",
        "I have a question. How do zebras sleep?",
    ],
)
def test_what_stands_around_a_question_changes_no_answer(engine: Engine, message: str) -> None:
    plain, around = engine.answer("how do zebras sleep?"), engine.answer(message)
    assert isinstance(around, Answer)
    assert isinstance(plain, Answer)
    assert (around.quotes, around.question) == (plain.quotes, message)


def test_what_is_left_out_beside_a_question_is_shown(engine: Engine) -> None:
    result = engine.answer("We were in the zoo all day. How do zebras sleep?")
    assert result.understood == "How do zebras sleep?"
    assert engine.answer("Hello! How do zebras sleep?").understood is None


def test_a_question_to_the_bot_is_told_from_what_is_said_before_it(engine: Engine) -> None:
    result = engine.answer("We were in the zoo all day. Who are you?")
    assert isinstance(result, Abstention)
    assert result.why is Why.ABOUT_THE_BOT


def test_a_follow_up_is_read_with_the_bare_question_before_it(engine: Engine) -> None:
    previous = "Hi! Can you tell me who built the bridge?"
    shown = engine.answer("and when?", previous=previous).understood
    assert shown == "who built the bridge — when?"


def test_sources_that_differ_stand_side_by_side(engine: Engine) -> None:
    result = engine.answer(QUESTIONS[0], min_confidence=0.05)
    assert isinstance(result, Answer)
    assert result.sources_differ
    assert {"1566" in text for text in texts(result)} == {True, False}
    assert {q.quote.document.path for q in result.quotes} == {"bridge.md", "chronicle.txt"}
    assert all(scored.differing for scored in result.quotes)


# --- what stays the same however the documents lie ------------------------------------------------


@pytest.mark.parametrize("names", ["abcde", "edcba", "cabed"])
def test_the_order_of_files_changes_no_quote(engine: Engine, tmp_path: Path, names: str) -> None:
    moved = {f"{name}/{path}": DOCUMENTS[path] for name, path in zip(names, DOCUMENTS, strict=True)}
    other = engine_over(tmp_path, moved)
    for question in QUESTIONS:
        found = texts(other.answer(question, min_confidence=0))
        assert sorted(found) == sorted(texts(engine.answer(question, min_confidence=0)))


def test_copies_of_all_documents_change_no_quote(engine: Engine, tmp_path: Path) -> None:
    copied = {f"{copy}/{path}": text for copy in "ab" for path, text in DOCUMENTS.items()}
    other = engine_over(tmp_path, copied)
    for question in QUESTIONS:
        best = other.answer(question, min_confidence=0)
        assert texts(best)[0] == texts(engine.answer(question, min_confidence=0))[0]


def test_one_document_of_one_sentence_answers(tmp_path: Path) -> None:
    engine = engine_over(tmp_path, {"one.txt": DOCUMENTS["one.txt"]})
    result = engine.answer("How do zebras sleep?", min_confidence=0)
    assert texts(result) == ["Zebras sleep standing."]
    assert engine.passages() == 1
    assert isinstance(engine.answer("Who invented the telephone?"), Abstention)


# --- what engines do besides ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "why"),
    [
        ("hello", Why.GREETING),
        ("thank you!", Why.THANKS),
        ("who are you?", Why.ABOUT_THE_BOT),
        ("", Why.NO_QUESTION),
        ("?!", Why.NO_QUESTION),
        ("x", Why.NO_QUESTION),
        ("a, b?", Why.NO_QUESTION),
        ("What is R?", Why.UNKNOWN_WORDS),
        ("zorkmid grue", Why.UNKNOWN_WORDS),
    ],
)
def test_silence_says_why(engine: Engine, question: str, why: Why) -> None:
    result = engine.answer(question, min_confidence=0)
    assert isinstance(result, Abstention)
    assert result.why is why


def test_nothing_to_ask_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "documents").mkdir()
    engine = engine_over(tmp_path, {})
    result = engine.answer(QUESTIONS[0])
    assert isinstance(result, Abstention)
    assert result.why is Why.NO_DOCUMENTS
    assert (engine.search("bridge"), engine.sources(), engine.examples()) == ((), (), ())


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    engine = engine_over(tmp_path, {})
    with pytest.raises(SettingError, match="documents"):
        engine.answer(QUESTIONS[0])


def test_the_first_question_builds_the_index(tmp_path: Path) -> None:
    engine = engine_over(tmp_path, DOCUMENTS)
    assert engine.search("zebras")[0].passage.text == "Zebras sleep standing."
    assert engine.private.is_dir()
    assert engine.folders == (tmp_path / "documents",)


def test_sources_tell_what_is_there(engine: Engine) -> None:
    sources = {source.path: source for source in engine.sources()}
    assert sources.keys() == DOCUMENTS.keys()
    assert list(sources) == sorted(sources)
    bridge = sources["bridge.md"]
    assert (bridge.size, bridge.sections) == (len(DOCUMENTS["bridge.md"].encode()), 2)
    assert sum(source.passages for source in sources.values()) == engine.passages()
    assert bridge.indexed_at <= dt.datetime.now(dt.UTC)
    assert engine.skipped() == ()


def test_an_unreadable_file_is_told_and_stops_no_other(tmp_path: Path) -> None:
    engine = engine_over(tmp_path, DOCUMENTS)
    (tmp_path / "documents" / "bad.txt").write_bytes(b"\x00\xff\xfe\x80" * 50)
    engine.refresh()
    assert [skipped.path for skipped in engine.skipped()] == ["bad.txt"]
    assert texts(engine.answer(QUESTIONS[4], min_confidence=0)) == ["Zebras sleep standing."]


def test_a_search_ranks_passages_by_score(engine: Engine) -> None:
    found = engine.search("the bridge of Mostar", top=2)
    assert len(found) == 2
    assert found[0].score >= found[1].score
    assert all("bridge" in one.passage.text for one in found)
    assert engine.search("the") == engine.search("") == ()


def test_a_scope_is_asked_alone(engine: Engine) -> None:
    inside = Scope(paths=("leave",))
    result = engine.answer("What lapses?", scope=inside, min_confidence=0)
    assert isinstance(result, Answer)
    assert {q.quote.document.path for q in result.quotes} == {"leave/days.md"}
    assert engine.search("bridge", scope=inside) == ()


def test_a_scope_without_a_section_is_the_reason_for_silence(engine: Engine) -> None:
    result = engine.answer("What lapses?", scope=Scope(paths=("leaves",)), min_confidence=0)
    assert isinstance(result, Abstention)
    assert (result.why, result.unknown[0].nearest) == (Why.NOTHING_IN_SCOPE, "leave")
    result = engine.answer("What zorkmid?", scope=Scope(paths=("leave",)), min_confidence=0)
    assert isinstance(result, Abstention)
    assert result.why is Why.UNKNOWN_WORDS


def test_a_changed_file_is_never_quoted_as_it_was(tmp_path: Path) -> None:
    engine = engine_over(tmp_path, DOCUMENTS)
    engine.refresh()
    (tmp_path / "documents" / "one.txt").write_text("Zebras sleep lying down, after all.")
    result = engine.answer("How do zebras sleep?", min_confidence=0)
    assert texts(result) == ["Zebras sleep lying down, after all."]


def test_threads_ask_while_another_refreshes(tmp_path: Path) -> None:
    engine = engine_over(tmp_path, DOCUMENTS)
    engine.refresh()
    stop = threading.Event()

    def ask(number: int) -> set[str]:
        found = set()
        while not stop.is_set():
            question = QUESTIONS[number % len(QUESTIONS)]
            found.update(texts(engine.answer(question, min_confidence=0)))
        return found

    def refresh() -> None:
        for version in range(8):
            text = f"Zebras sleep standing, {version} told."
            (tmp_path / "documents" / "one.txt").write_text(text)
            engine.refresh()

    with ThreadPoolExecutor(9) as threads:
        asking = [threads.submit(ask, number) for number in range(8)]
        try:
            threads.submit(refresh).result(timeout=60)
        finally:
            stop.set()
        found = set().union(*(answers.result(timeout=60) for answers in asking))
    sentences = "\n".join(DOCUMENTS.values())
    assert found
    assert all(text in sentences or text.startswith("Zebras sleep standing, ") for text in found)
    assert texts(engine.answer(QUESTIONS[4], min_confidence=0)) == [
        "Zebras sleep standing, 7 told."
    ]
