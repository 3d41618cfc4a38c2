from __future__ import annotations

import pytest

from retrieval.answering.ranker import trained_ranker
from retrieval.answering.signals import (
    SIGNALS,
    Evidence,
    detail_missing,
    heading_asked,
    names_tell,
    plain_words_lacked,
    rarest_held,
    unseen,
    words_tell,
)
from retrieval.answering.spans import quote_at, sentence_scores
from tests.answering.made import pool


def best(question: str, *texts: str, title: str = "") -> Evidence:
    """The evidence for the best quote of some texts."""
    ranked = trained_ranker().rank(pool(question, *texts, title=title))
    return quote_at(ranked, 0, sentence_scores(ranked))[1]


def kinds(question: str, text: str) -> dict[str, float]:
    """The signals of kinds of answers that aren't 0."""
    found = best(question, text)
    values = {s.__name__: s(found) for s in SIGNALS}
    named = ("told", "missing")
    return {n: v for n, v in values.items() if v and n.rpartition("_")[2] in named}


def test_words_that_stand_nowhere_are_counted() -> None:
    assert unseen(best("What did the zorkmid buy in the war?", "The war began.")) > 0.5


def test_a_heading_is_asked_where_it_and_the_question_are_the_same_words() -> None:
    def asked(title: str) -> float:
        return heading_asked(best("What if I cancel a tour?", "You pay half.", title=title))

    assert asked("Guide › What if I cancel a tour?") == pytest.approx(1)
    assert 0 < asked("Guide › Tours") < 1
    assert 0 < asked("Guide › A tour that you cancel on a rainy day by telephone") < 1
    assert asked("Cancel a tour › Food") == 0


def test_a_rare_word_in_the_title_is_held() -> None:
    assert rarest_held(best("Cancelling?", "You pay half of it.", title="Cancelling")) == 1


def test_a_word_that_is_lacked_tells_more_than_one_that_only_asks() -> None:
    kind = best("What kind of war did Smith begin?", "Then Smith began the war.")
    cavalry = best("What cavalry war did Smith begin?", "Then Smith began the war.")
    assert words_tell(kind) > 0
    assert words_tell(kind) > words_tell(cavalry)


def test_a_name_that_is_lacked_tells_more_than_one_that_is_held() -> None:
    held = best("What war did Smith begin?", "Then Smith began the war.")
    lacked = best("What war did Smith begin in Peru?", "Then Smith began the war.")
    assert names_tell(held) > 0 > names_tell(lacked)


@pytest.mark.parametrize(
    ("question", "text", "only"),
    [
        ("Who painted Grey Morning?", "Grey Morning was stolen in 1987.", 1.0),
        ("Who stole Grey Morning?", "Grey Morning was stolen in 1987.", 0.0),
        ("Where is Grey Morning?", "Grey Morning was stolen in 1987.", 0.0),
        ("Who painted it?", "It was painted by Ada.", 0.0),
    ],
)
def test_names_alone_are_told_from_names_with_what_is_asked(
    question: str, text: str, only: float
) -> None:
    assert plain_words_lacked(best(question, text)) == only


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("Who began the war?", {"person_told": 1.0}),
        ("When did the war begin?", {"time_missing": 1.0}),
        ("How many ships did the war need?", {"count_told": 1.0}),
        ("Tell of war.", {}),
    ],
)
def test_the_kind_of_answer_is_there_missing_or_unknown(
    question: str, found: dict[str, float]
) -> None:
    assert kinds(question, "Then Smith began the war with 40 ships.") == found


def test_a_number_of_other_things_tells_no_count() -> None:
    asked = "How many ships did the war sink?"
    assert kinds(asked, "The war sank ships for 40 days.") == {"count_missing": 1.0}


def test_a_detail_may_stand_in_either_sentence_of_the_quote() -> None:
    texts = "The bell hangs in the tower. It weighs two tonnes."
    assert detail_missing(best("How heavy is the bell?", "The bell hangs in the tower.")) == 1.0
    found = best("How heavy is the bell in the tower?", texts)
    assert "tonnes" in found.quote
    assert detail_missing(found) == 0.0
    assert detail_missing(best("Who cast the bell?", texts)) == 0.0
