from pathlib import Path

import pytest

from retrieval.answering.answer_types import AnswerType, answer_type
from retrieval.answering.cues import Cue, cues
from retrieval.answering.wordlists import listed_languages, sections

_FILE = Path(__file__).parent / "cases" / "answer-types.txt"
QUESTIONS = [
    tuple(cell.strip() for cell in line.split("|"))
    for line in _FILE.read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


@pytest.mark.parametrize(
    ("language", "kind", "question"), QUESTIONS, ids=[case[2] for case in QUESTIONS]
)
def test_question_words_tell_what_is_asked_for(language: str, kind: str, question: str) -> None:
    assert answer_type(question, language) is AnswerType(kind)


@pytest.mark.parametrize(
    ("language", "surface", "bits"),
    [
        ("english", "January", Cue.CALENDAR),
        ("english", "2003", Cue.NUMBER | Cue.YEAR),
        ("english", "1990s", Cue.NUMBER | Cue.YEAR),
        ("english", "5,200", Cue.NUMBER),
        ("english", "century", Cue.CALENDAR | Cue.DURATION),
        ("english", "because", Cue.CAUSE),
        ("english", "Januar", Cue(0)),
        ("german", "Januar", Cue.CALENDAR),
        ("german", "because", Cue(0)),
        ("russian", "января", Cue.CALENDAR),
        ("spanish", "doce", Cue.QUANTITY),
        ("arabic", "يناير", Cue.CALENDAR),
        ("none", "January", Cue.CALENDAR),
        ("none", "2008年", Cue.NUMBER | Cue.YEAR | Cue.CALENDAR | Cue.DURATION),
        ("none", "因为下雨", Cue.CAUSE),
        ("finnish", "2003", Cue.NUMBER | Cue.YEAR),
    ],
)
def test_a_word_tells_what_its_sentence_may_answer(language: str, surface: str, bits: Cue) -> None:
    assert Cue(cues(surface, language)) == bits


@pytest.mark.parametrize("language", sorted(listed_languages()))
def test_every_language_lists_every_kind_of_word(language: str) -> None:
    named = {str(cue.name).lower() for cue in Cue} - {"number", "year"}  # told by their digits
    assert named <= sections(language).keys()


@pytest.mark.parametrize("language", sorted(listed_languages() - {"english"}))
def test_every_kind_of_question_is_one_that_there_is(language: str) -> None:
    for line in sections(language)["questions"].split("\n"):
        kind = line.partition(":")[0].strip(" ,")
        assert not kind or AnswerType(kind)
