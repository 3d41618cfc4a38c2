import datetime as dt

import pytest

from retrieval.documents.extraction import Extract
from retrieval.documents.html import extract
from retrieval.errors import DocumentError


def read(html: str) -> Extract:
    return extract(html.encode())


def texts(html: str) -> list[str]:
    found = read(html)
    return [section.span.cut(found.text) for section in found.sections]


def test_headings_become_titles_outside_of_what_can_be_quoted() -> None:
    found = read("<title>Site</title><h1>A <i>B</i></h1><p>One.<h2>C</h2><p>Two.<h1>D</h1>")
    assert [section.title for section in found.sections] == ["A B", "A B › C"]
    assert found.text == "A B\n\nOne.\n\nC\n\nTwo.\n\nD"


def test_a_page_without_a_main_heading_is_titled_by_its_head() -> None:
    assert read("<title> My\n page</title><p>One.").sections[0].title == "My page"


@pytest.mark.parametrize(
    "part",
    [
        "<script>x</script>",
        "<style>x</style>",
        "<nav>x</nav>",
        "<header>x</header>",
        "<footer><p>x</footer>",
        "<aside>x</aside>",
        "<form>x</form>",
        "<template>x</template>",
        "<!-- x -->",
        "<p hidden>x</p>",
        "<div aria-hidden=true>x</div>",
        "<ul role=navigation><li>x</ul>",
        "<svg><text>x</text></svg>",
        "<sup><a href='#fn1'>1</a></sup>",
    ],
)
def test_what_is_not_the_text_is_left_out(part: str) -> None:
    assert texts(f"<body>{part}<p>Kept.</p>{part}</body>") == ["Kept."]


def test_only_the_main_part_is_read_where_the_page_names_one() -> None:
    assert texts("<body><p>Ad.</p><main><p>Kept.</p></main></body>") == ["Kept."]


def test_the_header_of_an_article_holds_its_headline() -> None:
    found = read("<article><header><h1>News</h1></header><p>Kept.</p></article>")
    assert found.sections[0].title == "News"


def test_blocks_stand_apart_and_words_of_one_block_stay_together() -> None:
    html = "<p>One <b>bold</b>\n  word.</p><ul><li>a<li>b</ul><p>x<br>y</p><pre>p\n   q</pre>"
    assert texts(html) == ["One bold word.\n\na\nb\n\nx\ny\n\np\n   q"]


def test_a_table_row_is_a_line() -> None:
    html = "<table><tr><th>Part<th>Price</tr>\n<tr><td><p>Gate</p></td>\n<td>40</td></tr></table>"
    assert texts(html) == ["Part | Price\nGate | 40"]


def test_a_table_that_arranges_the_page_keeps_its_headings() -> None:
    html = "<table><tr><td><h1>News</h1><p>One.</p></td></tr></table>"
    assert read(html).sections[0].title == "News"


def test_the_date_of_publication_is_kept() -> None:
    html = '<meta property="article:published_time" content="2020-01-09T10:00:00Z"><p>One.'
    assert read(html).sections[0].date == dt.date(2020, 1, 9)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1", "windows-1251"])
def test_the_encoding_is_the_one_that_the_page_declares(encoding: str) -> None:
    word = "мост" if encoding == "windows-1251" else "café"
    data = f"<meta charset={encoding}><p>{word}".encode(encoding)
    assert extract(data).text == word


@pytest.mark.parametrize("html", ["", "<script>x</script>", "<h1>Only a heading</h1>"])
def test_a_page_without_text_says_so(html: str) -> None:
    with pytest.raises(DocumentError, match="no text"):
        read(html)
