import datetime as dt

import pytest

from retrieval.documents.dates import day_comes_first, find_date

NINTH = dt.date(2020, 1, 9)


@pytest.mark.parametrize(
    "line",
    [
        *("January 9, 2020", "Jan. 9th, 2020", "9 January 2020", "9th of January, 2020"),
        *(
            "2020-01-09",
            "2020/1/9",
            "2020.01.09",
            "2020-01-09T10:30:00Z",
            "09.01.2020",
            "9. 1. 2020",
        ),
        *(
            "9. Januar 2020",
            "9 janvier 2020",
            "9 de enero de 2020",
            "9 gennaio 2020",
            "9 января 2020",
        ),
        *("9-Jan-2020", "2020年1月9日", "Thursday, 9 Jan 2020 at noon"),
    ],
)
def test_a_date_is_read_in_many_styles(line: str) -> None:
    found = find_date(line)
    assert found is not None
    assert found.date == NINTH


@pytest.mark.parametrize(
    "line",
    ["May 2020", "99 January 2020", "32.01.2020", "version 1.2020-01-09", "12 items 2020", ""],
)
def test_what_is_no_full_date_is_none(line: str) -> None:
    assert find_date(line) is None


def test_a_date_that_can_be_read_two_ways_stays_unknown_until_the_page_tells() -> None:
    found = find_date("9/1/2020")
    assert found is not None
    assert found.date is None
    assert find_date("9/1/2020", day_first=True) == type(found)(0, 8, NINTH)
    assert find_date("1/9/2020", day_first=False) == type(found)(0, 8, NINTH)
    assert day_comes_first(["9/1/2020", "1/31/2020"]) is False
    assert day_comes_first(["9/1/2020"]) is None
