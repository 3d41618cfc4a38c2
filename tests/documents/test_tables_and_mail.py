import datetime as dt

import pytest

from retrieval.documents import csv_rows, json_lines, mail, mbox
from retrieval.documents.extraction import Extract
from retrieval.errors import DocumentError


def rows(found: Extract) -> list[tuple[str, str]]:
    return [(section.title, section.span.cut(found.text)) for section in found.sections]


@pytest.mark.parametrize("cut", [",", ";", "\t"], ids=["comma", "semicolon", "tab"])
def test_a_row_of_a_table_is_a_section_that_names_its_columns(cut: str) -> None:
    table = "\ufeffTea,Price,Note\r\nSencha,12,\r\nAssam,9,Strong.\r\n".replace(",", cut)
    assert rows(csv_rows.extract(table.encode())) == [
        ("Sencha", "Tea: Sencha; Price: 12"),
        ("Assam", "Tea: Assam; Price: 9; Note: Strong."),
    ]


def test_a_table_without_names_of_columns_is_read_as_it_is() -> None:
    assert rows(csv_rows.extract(b"1,Oslo\n2,Bergen\n")) == [("1", "1 | Oslo"), ("2", "2 | Bergen")]


def test_a_cell_may_hold_lines_and_rows_may_be_longer_than_their_header() -> None:
    found = rows(csv_rows.extract(b'a,b\n"x\ny",2,3\n\n'))
    assert found == [("x y", "a: x y; b: 2; 3")]


def test_an_object_is_a_section_with_its_title_date_and_tags() -> None:
    long = (
        "A long text that is certainly no name of anything, and so it stands without its key. " * 2
    )
    head = '"title":"Tea","date":"2020-01-09","tags":["a","b"],"by":{"name":"Jo"}'
    line = f'{{{head},"body":"{long}"}}'
    found = json_lines.extract(f'{line}\r\n\n["x", 1, null, true]\n'.encode())
    first, second = found.sections
    assert (first.title, first.date, first.tags) == ("Tea", dt.date(2020, 1, 9), ("a", "b"))
    assert first.span.cut(found.text) == (
        f"title: Tea; date: 2020-01-09; tags: a; tags: b; by name: Jo\n\n{long.strip()}"
    )
    assert second.span.cut(found.text) == "x; 1; true"


def test_a_line_that_is_no_json_is_named() -> None:
    with pytest.raises(DocumentError, match="line 2 is no JSON"):
        json_lines.extract(b'{"a": 1}\n{"a": \n')


MESSAGE = (
    b"From: Jo Ng <jo@example.org>\r\nTo: al@example.org\r\nSubject: =?utf-8?q?Caf=C3=A9?=\r\n"
    b"Date: Thu, 9 Jan 2020 10:33:00 +0000\r\n"
)
PLAIN = MESSAGE + b"Content-Type: text/plain; charset=iso-8859-1\r\n\r\nThe caf\xe9 is shut.\r\n"
PAGE = (
    MESSAGE + b"Content-Type: text/html\r\n\r\n<p>The <b>bar</b> is shut.</p><script>x</script>\r\n"
)
BOTH = MESSAGE + (
    b"Content-Type: multipart/alternative; boundary=x\r\n\r\n"
    b"--x\r\nContent-Type: text/plain\r\n\r\n"
    b"The plain one.\r\n--x\r\nContent-Type: text/html\r\n\r\n<p>The web one.\r\n--x--\r\n"
)


@pytest.mark.parametrize(
    ("data", "text"),
    [(PLAIN, "The café is shut."), (PAGE, "The bar is shut."), (BOTH, "The plain one.")],
    ids=["plain", "web page", "both"],
)
def test_a_message_is_a_section_titled_by_its_subject_and_dated(data: bytes, text: str) -> None:
    found = mail.extract(data)
    (section,) = found.sections
    assert (section.title, section.date) == ("Café", dt.date(2020, 1, 9))
    assert section.span.cut(found.text) == text
    assert found.text.startswith("From: Jo Ng <jo@example.org>\nTo: al@example.org\n")


def test_a_mailbox_holds_a_section_a_message() -> None:
    box = b"".join(b"From jo Thu Jan  9 10:33:00 2020\n" + each for each in (PLAIN, BOTH))
    escaped = b"From jo Thu Jan  9 10:33:00 2020\nSubject: x\n\nOne.\n>From here on.\n"
    found = mbox.extract(box + escaped)
    assert [text for _, text in rows(found)] == [
        "The café is shut.",
        "The plain one.",
        "One.\nFrom here on.",
    ]


@pytest.mark.parametrize("read", [mail.extract, mbox.extract])
def test_what_is_no_mail_says_so(read: object) -> None:
    assert callable(read)
    with pytest.raises(DocumentError, match="damaged, or no"):
        read(b"just words\n")


def test_a_garbled_mail_shows_what_cannot_be_read_and_spares_the_others() -> None:
    garbled = MESSAGE + b"Content-Type: text/plain; charset=utf-8\r\n\r\nThe b\xe4r is shut.\r\n"
    parts = (garbled, b"?\n", BOTH)
    found = mbox.extract(b"".join(b"From jo Thu Jan  9 10:33:00 2020\n" + part for part in parts))
    assert [text for _, text in rows(found)] == ["The b\ufffdr is shut.", "The plain one."]
