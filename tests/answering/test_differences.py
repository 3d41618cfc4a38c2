from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.analysis import Analyzer
from retrieval.answering.differences import Comparison, compare
from retrieval.answering.question import Question, read_question
from retrieval.model import Document, Passage, Quote, ScoredQuote, Section, Span

ENGLISH = Analyzer("english")
FOLDER = Path(__file__).parent / "cases"


def cases(name: str) -> list[dict[str, str]]:
    return [json.loads(line) for line in (FOLDER / name).read_text("utf-8").splitlines()]


CASES = cases("differences.jsonl")
LATER = cases("differences-later.jsonl")  # written after the rules for the others
SCOPES = cases("differences-scopes.jsonl")  # written before what each side is about was read
UNSEEN = cases("differences-unseen.jsonl")  # written after; four were then mended


def asked(question: str) -> Question:
    return read_question(question, ENGLISH, 100, lambda _term: 3)


def quoted(number: int, text: str, title: str = "", path: str = "") -> ScoredQuote:
    span = Span(0, len(text))
    section = Section(span, title)
    document = Document(path or f"{number}.txt", text, (section,), "0" * 64)
    return ScoredQuote(Quote(document, span), Passage(document, section, (span,)), 1.0, 0.9)


def compared(question: str, *texts: str) -> Comparison:
    return compare(asked(question), [quoted(n, text) for n, text in enumerate(texts)], ENGLISH)


def case_compared(case: dict[str, str]) -> Comparison:
    quotes = [
        quoted(n, case[side], case.get(f"title_{side}", ""), case.get(f"path_{side}", ""))
        for n, side in enumerate(("one", "other"))
    ]
    return compare(asked(case["question"]), quotes, ENGLISH)


def differ(question: str, *texts: str) -> bool:
    return bool(compared(question, *texts).contrary)


def marked(question: str, *texts: str) -> list[list[str]]:
    spans = compared(question, *texts).spans
    return [[span.cut(text) for span in each] for text, each in zip(texts, spans, strict=True)]


def precision_and_recall(pairs: list[dict[str, str]]) -> tuple[float, float]:
    called = [bool(case_compared(case).contrary) for case in pairs]
    differing = [case["verdict"] == "differ" for case in pairs]
    true = sum(one and other for one, other in zip(called, differing, strict=True))
    return true / sum(called), true / sum(differing)


@pytest.mark.parametrize(
    ("pairs", "precision", "recall"),
    [(CASES, 1.0, 0.8), (LATER, 0.9, 0.9), (SCOPES, 0.9, 0.9), (UNSEEN, 0.9, 0.9)],
    ids=["first", "later", "scopes", "unseen"],
)
def test_alarms_are_true_and_most_contradictions_found(
    pairs: list[dict[str, str]], precision: float, recall: float
) -> None:
    found = precision_and_recall(pairs)
    assert found[0] >= precision
    assert found[1] >= recall


def test_pairs_that_say_the_same_are_mostly_counted_as_agreeing() -> None:
    same = [case for case in [*CASES, *LATER, *SCOPES, *UNSEEN] if case["verdict"] == "same"]
    agreeing = [case_compared(case).sides == (0, 0) for case in same]
    assert sum(agreeing) >= 0.8 * len(same)


def test_at_least_half_of_the_cases_are_hard_negatives() -> None:
    assert len(CASES) >= 40
    assert sum(case["verdict"] != "differ" for case in CASES) >= len(CASES) / 2


@pytest.mark.parametrize(
    ("question", "texts", "words"),
    [
        (
            "How many passengers were on board the Meridian?",
            (
                "The Meridian had 212 passengers on board.",
                "Some 190 passengers were on board the Meridian.",
            ),
            [["212"], ["190"]],
        ),
        (
            "Who won the Torv regatta?",
            ("The Torv regatta was won by Lisa Brandt.", "Kai Nilsen won the Torv regatta."),
            [["Lisa Brandt"], ["Kai Nilsen"]],
        ),
        (
            "Did the Aurora reach the pole?",
            ("The Aurora reached the pole on 3 May.", "The Aurora never reached the pole."),
            [["reached"], ["never reached"]],
        ),
        (
            "Did the mayor of Tolk resign?",
            ("The mayor of Tolk resigned.", "The mayor of Tolk denied that he had resigned."),
            [["resigned"], ["denied that he had resigned"]],
        ),
        (
            "May dogs run in the garden?",
            ("Dogs may run in the garden.", "Dogs must not run in the garden."),
            [["may"], ["must not"]],
        ),
        (
            "When did the Galt plant close?",
            ("The Galt plant closed in 1987.", "The Galt plant closed in March 1989."),
            [["1987"], ["March 1989"]],
        ),
        (
            "How many children were hurt in Pell?",
            ("Half a dozen children were hurt in Pell.", "No children were hurt in Pell."),
            [["dozen"], ["No"]],
        ),
    ],
    ids=["numbers", "names", "negation", "denial", "leave", "dates", "none"],
)
def test_the_words_that_differ_are_marked(
    question: str, texts: tuple[str, ...], words: list[list[str]]
) -> None:
    assert marked(question, *texts) == words


def test_each_quote_takes_the_side_of_the_first_that_it_agrees_with() -> None:
    found = compared(
        "How many islands does Vesta have?",
        "Vesta has 14 islands.",
        "Vesta is a small moon.",
        "Vesta has 17 islands.",
        "There are fourteen islands on Vesta.",
    )
    assert found.sides == (0, None, 1, 0)
    assert found.contrary == {0, 1}
    assert found.spans[1] == ()


@pytest.mark.parametrize(
    "both",
    [
        "Anna Berg and Jonas Weber founded Halden Steel.",
        "Halden Steel was founded by Anna Berg together with Jonas Weber.",
    ],
)
@pytest.mark.parametrize("place", [0, 1, 2])
def test_two_who_did_it_together_contradict_neither(both: str, place: int) -> None:
    texts = ["Anna Berg founded Halden Steel.", "Halden Steel was founded by Jonas Weber."]
    texts.insert(place, both)
    found = compared("Who founded Halden Steel?", *texts)
    assert (found.sides, found.contrary) == ((0, 0, 0), frozenset())


def test_the_number_of_a_name_is_part_of_it() -> None:
    texts = ("Windy 95 was released in 1995.", "Windy 98 was released in 1998.")
    assert not differ("When was Windy 95 released?", *texts)


def test_a_date_belongs_to_what_is_told_of_it() -> None:
    other = "In 1961 plans were unveiled for building the Galt plant."
    assert not differ("When was the Galt plant built?", "The Galt plant was built in 1968.", other)


def test_an_age_counts_nobody() -> None:
    other = "Of the people who died in Corvin most were 65 and older."
    assert not differ("How many people died in Corvin?", "In Corvin 12 people died.", other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The director of Kreis is Anna Berg.", "The director of Odda, Jonas Weber, resigned."),
        ("The director is Anna Berg.", "The deputy director is Jonas Weber."),
        ("The director is Anna Berg.", "The Falcons director is tall."),
    ],
    ids=["of another place", "of another rank", "no name"],
)
def test_who_holds_another_office_is_no_contradiction(one: str, other: str) -> None:
    assert not differ("Who is the director?", one, other)


def test_a_year_in_the_question_leaves_out_other_years() -> None:
    question = "Who won the 1998 Torv regatta?"
    assert not differ(
        question,
        "The 1998 Torv regatta was won by Lisa Brandt.",
        "In 2001 Mia Dahl won the Torv regatta.",
    )


def test_dates_in_figures_differ() -> None:
    one, other = (f"The warehouse burned down on 2020-{day}." for day in ("03-04", "05-06"))
    assert differ("When did the warehouse burn down?", one, other)


def test_the_colon_of_a_time_parts_no_clauses() -> None:
    other = (
        "Backups run at 02:00 and are kept for 30 days. Backups of the wiki are kept for 90 days."
    )
    assert not differ("How long are backups kept?", "Backups are kept for 30 days.", other)


def test_what_might_have_been_is_no_claim() -> None:
    question = "How many soldiers were killed at Fort Kell?"
    texts = (
        "At Fort Kell 3 soldiers were killed.",
        "We could have killed 500 soldiers at Fort Kell.",
    )
    assert not differ(question, *texts)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Soleimani", "Suleymani", True),
        ("Mikhail Gorbachev", "Gorbachov", True),
        ("William H. Sealy", "General Sili", False),
        ("Anna Berg", "Berg", True),
        ("Anna Berg", "Anna Holm", False),
        ("Anna Berg", "Eva Holm", False),
    ],
)
def test_names_differ_unless_they_may_be_one_persons(one: str, other: str, *, same: bool) -> None:
    found = compared(
        "Who led the Torv raid?", f"{one} led the Torv raid.", f"{other} led the Torv raid."
    )
    assert bool(found.contrary) != same


def test_the_title_of_a_section_tells_what_its_sentences_are_about() -> None:
    quotes = [
        quoted(0, "Torv has 300 houses."),
        quoted(1, "There are 450 houses in all.", title="The village of Torv"),
    ]
    assert compare(asked("How many houses are in Torv?"), quotes, ENGLISH).contrary


def test_nothing_compares_with_nothing() -> None:
    assert compared("How many islands does Vesta have?") == Comparison((), (), frozenset())
    assert compared("?", "Vesta has 14 islands.").sides == (None,)


@given(
    st.sampled_from([case["question"] for case in CASES]),
    st.lists(
        st.sampled_from([case[key] for case in CASES for key in ("one", "other")]), max_size=4
    ),
)
def test_marks_lie_in_their_quotes_and_no_side_contradicts_itself(
    question: str, texts: list[str]
) -> None:
    found = compared(question, *texts)
    assert len(found.sides) == len(found.spans) == len(texts)
    for text, side, spans in zip(texts, found.sides, found.spans, strict=True):
        assert all(span in Span(0, len(text)) for span in spans)
        assert bool(spans) == (side is not None)
    assert len(found.contrary) != 1
    assert found.contrary <= set(found.sides)


@given(st.sampled_from([*CASES, *LATER, *SCOPES, *UNSEEN]))
def test_the_order_of_two_quotes_does_not_matter(case: dict[str, str]) -> None:
    there = compared(case["question"], case["one"], case["other"])
    back = compared(case["question"], case["other"], case["one"])
    assert there.contrary == back.contrary
    assert (there.sides == (0, 0)) == (back.sides == (0, 0))
