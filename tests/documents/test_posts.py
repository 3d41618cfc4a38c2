import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from retrieval.documents.plain import plain_sections
from retrieval.documents.posts import find_posts

CASES = Path(__file__).parent / "cases"
SEED = Path(__file__).parents[2] / "seeds" / "000_1dbdc0ecd62a7631.txt"
TRAILER_WORDS = ("Posted by", "Leave a comment", "1 Comment", "2 Comments", "Zionism |")


@pytest.mark.parametrize("case", sorted(CASES.glob("posts/*")), ids=lambda case: case.stem)
def test_a_page_of_posts_falls_into_its_posts(case: Path, check_case: Callable[..., None]) -> None:
    check_case(case, plain_sections)


@pytest.mark.parametrize("case", sorted(CASES.glob("whole/*")), ids=lambda case: case.stem)
def test_a_text_that_is_no_page_of_posts_stays_whole(
    case: Path, check_case: Callable[..., None]
) -> None:
    check_case(case, plain_sections)


@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["lf", "crlf"])
def test_the_default_document_holds_twelve_dated_posts(end: str) -> None:
    text = SEED.read_text(encoding="utf-8").replace("\n", end)
    posts = find_posts(text)
    assert [post.date.day for post in posts if post.date] == [
        *(15, 14, 13, 12, 11, 11, 11, 10, 10, 9, 9, 9)
    ]
    assert posts[9].tags == ("War Crimes", "Iraq", "Russia", "United States")
    assert {post.title for post in posts} == {""}
    assert not any(word in post.span.cut(text) for post in posts for word in TRAILER_WORDS)


words = st.lists(
    st.sampled_from(["the", "of", "oil", "comment", "by", "sea", "on", "news", "ferry"]), min_size=3
)
sentences = words.map(lambda chosen: "Aye, " + " ".join(chosen) + ".")
bodies = st.lists(sentences, min_size=1, max_size=4).map("\n".join)
days = st.dates(dt.date(1950, 1, 1), dt.date(2049, 12, 31))
styles = st.sampled_from(["%B %d, %Y", "%d %B %Y", "%Y-%m-%d", "%d.%m.%Y", "%b. %d, %Y"])
tag_lists = st.lists(st.sampled_from(["Oil", "Sea", "Far North"]), min_size=1, unique=True)
trailers = st.sampled_from(
    [
        "{date}\nPosted by al |\nNews | {tags} |\nLeave a comment",
        "Posted on {date} by Jo Ng\nTags: {tags}\n3 Comments",
        "By Jo Ng | {date} | 1 comment\nFiled under: {tags}",
    ]
)


@given(st.lists(st.tuples(bodies, days, tag_lists), min_size=2, max_size=6), styles, trailers)
@example(
    [("A b c d.", dt.date(2020, 1, 9), ["Oil"])] * 2, "%Y-%m-%d", "{date}\n1 comment\n{tags} |"
)
def test_every_word_of_a_body_lies_in_a_section_and_no_trailer_does(
    posts: list[tuple[str, dt.date, list[str]]], style: str, trailer: str
) -> None:
    page = "\n".join(
        f"{body}\n{trailer.format(date=day.strftime(style), tags=', '.join(tags))}"
        for body, day, tags in posts
    )
    found = find_posts(page)
    assert [post.span.cut(page) for post in found] == [body for body, _, _ in posts]
    assert [post.date for post in found] == [day for _, day, _ in posts]
    assert all(set(tags) <= set(post.tags) for post, (_, _, tags) in zip(found, posts, strict=True))


lines = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        ["January 9, 2020", "Posted by al", "1 Comment", "A | B |", "", "\ufeff", "Read more", "\r"]
    ),
)


@given(st.lists(lines, max_size=25).map("\n".join))
def test_sections_of_any_text_come_in_order_and_apart_and_none_is_blank(text: str) -> None:
    end = 0
    for section in plain_sections(text):
        assert section.span.start >= end
        assert section.span.cut(text).strip()
        end = section.span.end


@pytest.mark.parametrize(
    "text",
    [
        "2020 " * 1_000_000,
        "January 9, 2020\n" * 5_000,
        " " * 1_000_000,
        ("by a " * 40 + "1 May 2020\n") * 2000,
    ],
    ids=["years in one line", "dates", "spaces", "long marks"],
)
@pytest.mark.timeout(10)
def test_a_hostile_page_takes_no_longer_than_its_length_allows(text: str) -> None:
    assert len(plain_sections(text)) <= 1
