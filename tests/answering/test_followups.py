import re
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from retrieval.answering.followups import as_asked, read_follow_up


def _cases(name: str) -> list[tuple[str, ...]]:
    text = (Path(__file__).parent / "cases" / name).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return [tuple(cell.strip() for cell in line.split("|")) for line in lines]


CASES = _cases("followups.txt")
UNSEEN = _cases("followups-unseen.txt")


@pytest.mark.parametrize("case", CASES, ids=[" + ".join(case[:2]) for case in CASES])
def test_a_follow_up_is_read_with_the_last_question(case: tuple[str, ...]) -> None:
    previous, text, understood, *asked = case
    assert read_follow_up(text, previous) == (None if understood == "-" else understood)
    assert as_asked(understood) == (asked[0] if asked else understood)


def test_what_is_shown_puts_no_question_word_before_a_verb_that_it_does_not_fit() -> None:
    broken = re.compile(r"^(?:and )?(?:when|where|why|how)(?: exactly)? \w+ed\b", re.IGNORECASE)
    shown = [read_follow_up(text, previous) for previous, text, *_ in (*CASES, *UNSEEN)]
    assert not [understood for understood in shown if understood and broken.match(understood)]


def test_nearly_all_unseen_questions_are_told_right() -> None:
    wrong = [
        (previous, text)
        for previous, text, leans in UNSEEN
        if (read_follow_up(text, previous) is not None) != (leans == "+")
    ]
    assert len(wrong) <= 1, wrong


def test_a_question_of_its_own_is_never_bent_whatever_came_before() -> None:
    own = [text for _, text, leans in UNSEEN if leans == "-"]
    for previous, *_ in CASES:
        for text in own:
            assert read_follow_up(text, previous) is None


@pytest.mark.parametrize(
    ("quote", "understood"),
    [
        ("Snowden left Hong Kong on 23 June.", "when did Snowden leave?"),
        ("Merkel met Snowden.", "When did Merkel say Snowden was right — when did he leave?"),
        (None, "When did Merkel say Snowden was right — when did he leave?"),
    ],
)
def test_the_answer_tells_which_of_two_names_is_in_play(quote: str | None, understood: str) -> None:
    previous = "When did Merkel say Snowden was right?"
    assert read_follow_up("when did he leave?", previous, quote) == understood


@given(st.sampled_from(CASES), st.sampled_from([*CASES, *UNSEEN]))
def test_what_is_understood_is_made_of_the_two_questions_alone(
    one: tuple[str, ...], other: tuple[str, ...]
) -> None:
    understood = read_follow_up(other[1], one[0])
    if understood is not None:
        both = f"{one[0]} {other[1]}".casefold()
        # Scripts without spaces have no words to tell: their characters have to do.
        for word in re.findall(r"[\u3000-\u9fff]|[^\W\u3000-\u9fff]+", understood.casefold()):
            assert word in both


@example("O\x1f", "")  # "or" in two languages, and nothing after it
@given(st.text(), st.text())
def test_any_text_can_be_read(text: str, previous: str) -> None:
    understood = read_follow_up(text, previous)
    assert understood is None or understood.strip()
    assert as_asked(text).strip() or not text.strip()


@pytest.mark.parametrize("previous", ["in Rome x ", "WHO WHO x ", "Ab the "])
@pytest.mark.parametrize("text", ["when did he leave?", "who lives there?"])
def test_a_long_question_is_read_in_a_time_that_grows_with_its_words(
    text: str, previous: str
) -> None:
    """The whole was read anew for every word: a minute for as much as this."""
    read_follow_up(text, previous * 10_000)
    read_follow_up(previous * 10_000, text)
