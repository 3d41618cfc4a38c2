import hashlib
import os
from pathlib import Path

import pytest

from retrieval.documents import SourceFile, hash_file, list_files, read_document
from retrieval.errors import DocumentError
from retrieval.model import Document


def read(location: Path, data: bytes) -> Document:
    location.write_bytes(data)
    return read_document(list_files([location]).files[0])


@pytest.mark.parametrize(
    "text",
    [
        "One.\r\nTwo.\r\n",
        "\ufeffBOM.",
        "İ é e\u0301 😀 \u200f\u05d0",
        "no end",
        "a\x0bb\x0cc\u2028d",
    ],
    ids=["crlf", "bom", "scripts", "no line end", "odd separators"],
)
def test_plain_text_is_the_file_with_nothing_changed(tmp_path: Path, text: str) -> None:
    data = text.encode()
    document = read(tmp_path / "a.txt", data)
    assert document.text == text
    assert document.path == "a.txt"
    assert document.sha256 == hashlib.sha256(data).hexdigest()


def test_a_byte_order_mark_lies_outside_of_every_section(tmp_path: Path) -> None:
    document = read(tmp_path / "a.txt", "\ufeff One.\n".encode())
    assert [section.span.cut(document.text) for section in document.sections] == ["One."]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "it is empty"),
        (b" \r\n\t", "it holds no text"),
        ("\ufeff\n".encode(), "it holds no text"),
        (b"PK\x03\x04\x00\x00", "it isn't text but binary data"),
    ],
    ids=["empty", "blank", "only a byte order mark", "binary"],
)
@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_a_file_without_text_says_why(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    with pytest.raises(DocumentError, match=reason):
        read(tmp_path / name, data)


def test_a_file_that_went_away_or_became_a_pipe_or_a_link_is_reported(tmp_path: Path) -> None:
    missing = SourceFile("a.txt", tmp_path / "a.txt", 1, 1)
    with pytest.raises(DocumentError, match="no such file"):
        read_document(missing)
    os.mkfifo(tmp_path / "a.txt")
    with pytest.raises(DocumentError, match="a pipe"):
        read_document(missing)
    (tmp_path / "a.txt").unlink()
    (tmp_path / "a.txt").symlink_to("/etc/passwd")
    with pytest.raises(DocumentError, match="can't be opened"):
        read_document(missing)


def test_markdown_is_read_as_markdown(tmp_path: Path) -> None:
    assert read(tmp_path / "a.MD", b"# Top\n\nText.\n").sections[0].title == "Top"


@pytest.mark.parametrize(("name", "limit"), [("a.txt", 512), ("a.pdf", 100)])
def test_a_file_beyond_its_limit_is_refused_unread(tmp_path: Path, name: str, limit: int) -> None:
    with (tmp_path / name).open("wb") as stream:
        stream.truncate(2**30)
    for reads in (read_document, hash_file):
        with pytest.raises(DocumentError, match=f"larger than {limit} MB"):
            reads(list_files([tmp_path]).files[0])


def test_a_file_of_no_known_kind_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="nothing reads"):
        read_document(SourceFile("a.xyz", tmp_path / "a.xyz", 1, 1))
