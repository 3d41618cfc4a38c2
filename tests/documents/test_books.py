from collections.abc import Callable

import pytest

from retrieval.documents import docx, epub, rst
from retrieval.errors import DocumentError

Zip = Callable[[dict[str, str | bytes]], bytes]

CONTAINER = '<container><rootfiles><rootfile full-path="in/book.opf"/></rootfiles></container>'
PACKAGE = """<package><metadata><title>The Weir</title></metadata><manifest>
<item id="b" href="two%20b.xhtml" media-type="application/xhtml+xml"/>
<item id="a" href="../one.xhtml" media-type="application/xhtml+xml"/>
<item id="n" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="g" href="gone.xhtml" media-type="application/xhtml+xml"/>
</manifest><spine><itemref idref="n"/><itemref idref="a"/><itemref idref="b"/><itemref idref="g"/>
</spine></package>"""
BOMB = '<!DOCTYPE x [<!ENTITY a "lol">' + "".join(
    f'<!ENTITY {chr(98 + at)} "{f"&{chr(97 + at)};" * 10}">' for at in range(9)
)
BOMB += "]><container>&j;</container>"


def test_a_book_is_read_in_the_order_of_its_spine(make_zip: Zip) -> None:
    found = epub.extract(
        make_zip(
            {
                "META-INF/container.xml": CONTAINER,
                "in/book.opf": PACKAGE,
                "one.xhtml": "<h1>One</h1><p>First.</p>",
                "in/two b.xhtml": "<h1>Two</h1><p>Second.</p>",
                "in/nav.xhtml": "<p>Contents.</p>",
            }
        )
    )
    assert [section.title for section in found.sections] == ["The Weir › One", "The Weir › Two"]
    assert found.text == "One\n\nFirst.\n\nTwo\n\nSecond."


def test_a_book_with_an_entity_bomb_is_refused(make_zip: Zip) -> None:
    with pytest.raises(Exception, match=r"(?i)entit"):
        epub.extract(make_zip({"META-INF/container.xml": BOMB}))


@pytest.mark.parametrize("read", [docx.extract, epub.extract])
@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"no zip", "damaged"),
        (b"\xd0\xcf\x11\xe0 an encrypted file", "password"),
    ],
    ids=["no zip", "encrypted"],
)
def test_a_file_that_is_no_archive_says_why(
    read: Callable[[bytes], object], data: bytes, reason: str
) -> None:
    with pytest.raises(DocumentError, match=reason):
        read(data)


@pytest.mark.parametrize("read", [docx.extract, epub.extract])
def test_a_zip_bomb_is_refused_before_it_is_unpacked(
    make_zip: Zip, read: Callable[[bytes], object]
) -> None:
    with pytest.raises(DocumentError, match="would unpack to more"):
        read(make_zip({f"{number}.xml": b"\0" * 2**20 for number in range(300)}))


def test_restructured_text_falls_into_its_sections_without_its_marks() -> None:
    source = (
        b"=====\nGuide\n=====\n\nSee *this* ``code`` and `that <https://x.y>`_.\n\n"
        b".. a comment\n\nInstall\n=======\n\n- one\n- two\n\nLinux\n-----\n\n"
        b".. note:: Mind it.\n\n::\n\n  make  x\n\nSafety\n======\n\nNobody swims.\n"
    )
    found = rst.extract(source)
    assert [(each.title, each.span.cut(found.text)) for each in found.sections] == [
        ("Guide", "See this code and that."),
        ("Guide › Install", "one\n\ntwo"),
        ("Guide › Install › Linux", "Mind it.\n\nmake  x"),
        ("Guide › Safety", "Nobody swims."),
    ]


def test_restructured_text_includes_nothing_and_keeps_what_it_does_not_know() -> None:
    source = (
        b".. include:: /etc/passwd\n\n.. raw:: html\n   :file: /etc/passwd\n\n"
        b".. csv-table:: x\n   :file: /etc/passwd\n\n.. versionadded:: 3.1\n   A new thing.\n\n"
        b"See :func:`os.path`.\n"
    )
    found = rst.extract(source)
    assert found.text == ".. versionadded:: 3.1\n   A new thing.\n\nSee :func:`os.path`."
