"""What single clauses are read to claim, or to be about."""

from __future__ import annotations

import pytest

from retrieval.answering.differences.asked import read_asked
from retrieval.answering.differences.clauses import clauses
from retrieval.answering.differences.clocks import clocked_claims
from retrieval.answering.differences.moments import moments
from retrieval.answering.differences.permissions import asks_leave, permission
from retrieval.answering.differences.speakers import speakers
from retrieval.model import Document, Section, Span
from tests.answering.made import ENGLISH, asked


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("The mill has 1500 workers.", []),
        ("The mill has 2000 loyal workers.", []),
        ("The fort was held by 1900 soldiers.", []),
        ("In 1998 workers struck.", [1998]),
        ("Since 1998 workers have struck.", [1998]),
        ("By 1998 workers had struck.", [1998]),
        ("The 1998 elections were lost.", [1998]),
        ("The 2005–2006 season prevents it.", [2005, 2006]),
        ("It closed (1998).", [1998]),
        ("In 1998 was the last strike.", [1998]),
    ],
)
def test_four_figures_before_what_they_count_are_no_year(text: str, years: list[int]) -> None:
    assert [moment.year for moment in moments(text, Span(0, len(text)))] == years


@pytest.mark.parametrize("text", ["on 4.3.2020", "on 04.03.2020", "on 4. 3. 2020", "on 2020-03-04"])
def test_a_date_in_figures_is_read_day_before_month(text: str) -> None:
    [moment] = moments(text, Span(0, len(text)))
    assert (moment.year, moment.month, moment.day) == (2020, 3, 4)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Fars said that 80 people died.", "Fars said"),
        ("A spokesman in Washington claimed that 80 died.", "A spokesman in Washington claimed"),
        ("Admiral Holm told Reuters that ships sank.", "Admiral Holm told Reuters"),
        ("According to the Herald, 30 houses burned.", "According to the Herald"),
        ("The fire burned 30 houses, the Herald wrote.", "the Herald wrote"),
        ("The Berlin office, says Anna Berg, has 30 people.", "says Anna Berg"),
        ("No US casualties were immediately reported.", ""),
        ("Maria says that she speaks six languages.", ""),
        ("The Berlin office has 30 people.", ""),
    ],
)
def test_who_says_something_is_told_from_what_is_said(text: str, said: str) -> None:
    words = [w for c in clauses(text, Span(0, len(text)), ENGLISH) for w in c.words]
    assert " ".join(words[place].text for place in sorted(speakers(words))) == said


@pytest.mark.parametrize(
    ("question", "text", "verdict"),
    [
        ("Are dogs allowed in the garden?", "Dogs are allowed in the garden.", "Affirmed"),
        ("Are dogs allowed in the garden?", "Dogs may run in the garden.", None),
        ("Are dogs allowed in the garden?", "No dogs are allowed in the garden.", "Denied"),
        ("Are dogs allowed in the garden?", "Dogs are banned from the garden.", "Denied"),
        ("Are dogs allowed in the garden?", "Dogs in the garden are not forbidden.", "Affirmed"),
        ("Are dogs allowed in the garden?", "Dogs sleep in the garden.", None),
        ("May guests park here?", "Guests must not park here.", "Denied"),
        ("May guests park here?", "Guests cannot park here.", "Denied"),
        ("May guests park here?", "Guests can park here.", "Affirmed"),
        ("May guests park here?", "Guests who park must not smoke.", None),
    ],
)
def test_leave_is_given_or_refused_for_the_deed_asked_about(
    question: str, text: str, verdict: str | None
) -> None:
    read = read_asked(asked(question), ENGLISH)
    document = Document("a.txt", text, (Section(Span(0, len(text))),), "0" * 64)
    [clause] = clauses(text, Span(0, len(text)), ENGLISH)
    found = permission(read, clause, document)
    assert asks_leave(question)
    assert (type(found).__name__ if found else None) == verdict


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("The pool opens at 9 am.", {540}),
        ("The pool opens at 9.30 p.m. daily.", {1290}),
        ("The pool opens at 12 am.", {0}),
        ("The pool opens at noon.", {720}),
        ("The pool opens at 17:30.", {1050}),
        ("The pool opens at 09:00.", {540}),
        ("The pool opens at 9:00.", {540, 1260}),
        ("The pool opens at 7 am and closes at 9 pm.", {420}),
    ],
)
def test_a_time_of_day_is_read_with_what_it_may_mean(text: str, minutes: set[int]) -> None:
    read = read_asked(asked("When does the pool open?"), ENGLISH)
    document = Document("a.txt", text, (Section(Span(0, len(text))),), "0" * 64)
    [clause] = clauses(text, Span(0, len(text)), ENGLISH)
    [claim] = clocked_claims(read, clause, document)
    assert claim.minutes == minutes
