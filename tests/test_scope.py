from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.model import EVERYWHERE, Scope, Section, Span
from retrieval.scope import lies_in

DAY = dt.date(2020, 1, 9)
SECTION = Section(Span(0, 9), date=DAY, tags=("Iraq", "Middle East"))
UNDATED = Section(Span(0, 9))


@pytest.mark.parametrize(
    ("scope", "inside"),
    [
        (EVERYWHERE, True),
        (Scope(since=DAY, until=DAY), True),
        (Scope(since=dt.date(2020, 1, 10)), False),
        (Scope(until=dt.date(2020, 1, 8)), False),
        (Scope(tags=("iraq",)), True),
        (Scope(tags=("MIDDLE EAST", "Iraq")), True),
        (Scope(tags=("Iraq", "Iran")), False),
        (Scope(tags=("Ira",)), False),
        (Scope(paths=("news",)), True),
        (Scope(paths=("news/",)), True),
        (Scope(paths=("news/2020/posts.txt",)), True),
        (Scope(paths=("posts.txt",)), True),
        (Scope(paths=("2020/posts.txt",)), True),
        (Scope(paths=("new",)), False),
        (Scope(paths=("2020",)), False),
        (Scope(paths=("sts.txt",)), False),
        (Scope(paths=("other", "news")), True),
        (Scope(paths=("news",), tags=("Iran",)), False),
    ],
)
def test_a_section_lies_in_a_scope_that_leaves_out_nothing_of_it(
    scope: Scope, inside: bool
) -> None:
    assert lies_in(scope, "news/2020/posts.txt", SECTION) is inside


@pytest.mark.parametrize("scope", [Scope(since=dt.date.min), Scope(until=dt.date.max)])
def test_a_section_without_a_date_lies_in_no_time(scope: Scope) -> None:
    assert not lies_in(scope, "posts.txt", UNDATED)
    assert lies_in(Scope(tags=()), "posts.txt", UNDATED)


@given(st.dates(), st.dates(), st.dates())
def test_the_first_and_the_last_day_are_inside(day: dt.date, one: dt.date, other: dt.date) -> None:
    first, last = sorted((one, other))
    section = Section(Span(0, 9), date=day)
    assert lies_in(Scope(first, last), "a.txt", section) is (first <= day <= last)


def test_only_a_scope_that_leaves_out_something_is_true() -> None:
    assert not Scope()
    assert Scope(paths=("a",))
