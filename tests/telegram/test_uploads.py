"""Where the documents go that come by message, and under which names."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.settings import Settings
from bot.telegram.file_names import LONGEST, safe_name
from bot.telegram.state import State
from bot.telegram.uploads import Uploads
from bot.wiring import documents_folders
from retrieval.documents import list_files
from retrieval.errors import SettingError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def uploads(tmp_path: Path) -> Iterator[Uploads]:
    folder = tmp_path / "sent"
    folder.mkdir()
    state = State(tmp_path / "state.sqlite3")
    yield Uploads(state, folder)
    state.close()


def stored(uploads: Uploads, name: str, data: bytes = b"text") -> bool:
    return uploads.publish(uploads.draft(name, data))


def listed(uploads: Uploads) -> list[str]:
    return [file.path for file in list_files([uploads.folder]).files]


def test_the_folder_of_uploads_is_one_of_the_documents_folders(tmp_path: Path) -> None:
    own, sent = tmp_path / "own", tmp_path / "sent"
    off = Settings.model_construct(documents=(own,))
    on = Settings.model_construct(documents=(own,), uploads=str(sent))
    inside = Settings.model_construct(documents=(tmp_path,), uploads=str(sent))
    assert documents_folders(off) == (own,)
    assert documents_folders(on) == (own, sent)
    assert documents_folders(on, (tmp_path / "other",)) == (tmp_path / "other",)
    assert documents_folders(inside) == (tmp_path,)
    assert sent.is_dir()


def test_a_folder_of_uploads_that_can_not_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    settings = Settings.model_construct(uploads=str(tmp_path / "file" / "sent"))
    with pytest.raises(SettingError, match=r"^UPLOADS is"):
        documents_folders(settings)


@pytest.mark.parametrize(
    ("given_name", "name"),
    [
        ("minutes.pdf", "minutes.pdf"),
        ("/etc/passwd", "passwd"),
        ("..\\..\\boot.ini", "boot.ini"),
        ("a/../../b.txt", "b.txt"),
        ("..", "document"),
        ("", "document"),
        (".hidden.md", "hidden.md"),
        ("~$draft.docx", "draft.docx"),
        ("#copy#.txt", "copy#.txt"),
        ("tab\tand\nline.txt", "tab and line.txt"),
        ("\u202etxt.exe\u2066", "txt.exe"),
        ("zero\u200bwidth.txt", "zerowidth.txt"),
        ("nul.txt", "_nul.txt"),
        ('say "what?".txt', "say _what__.txt"),
        ("e\u0301te\u0301.txt", "été.txt"),
        ("手冊.txt", "手冊.txt"),
        ("a" * 300 + ".pdf", "a" * (LONGEST - 4) + ".pdf"),
        ("about v2. The plan", "about v2. The plan"),
    ],
)
def test_a_name_is_made_safe(given_name: str, name: str) -> None:
    assert safe_name(given_name) == name


@given(st.text(max_size=300) | st.text(st.sampled_from("../\\ ~$#.\0\u202eaé😀"), max_size=60))
def test_whatever_the_name_it_is_one_plain_visible_file(given_name: str) -> None:
    name = safe_name(given_name)
    assert name not in ("", ".", "..")
    assert not set(name) & set('/\\\0"')
    assert not name.startswith((".", "~", "#"))
    assert len(name.encode()) <= 255
    assert not any(unicodedata.category(char) in ("Cc", "Cf", "Cs") for char in name)
    assert safe_name(name) == name


def test_a_draft_is_no_document_until_it_is_published(uploads: Uploads) -> None:
    draft = uploads.draft("notes.txt", b"one")
    assert listed(uploads) == []
    assert not uploads.publish(draft)
    assert listed(uploads) == ["notes.txt"]
    assert (uploads.folder / "notes.txt").read_bytes() == b"one"


def test_what_a_kill_left_half_written_is_deleted(uploads: Uploads) -> None:
    stored(uploads, "notes.txt")
    uploads.draft("more.txt", b"half")
    uploads.clear_drafts()
    assert [path.name for path in uploads.folder.iterdir()] == ["notes.txt"]


def test_a_kill_before_the_file_has_its_name_leaves_the_old_document(uploads: Uploads) -> None:
    stored(uploads, "notes.txt", b"old")
    draft = uploads.draft("notes.txt", b"new")
    draft.source.location.unlink()  # as `clear_drafts` does at the next start
    with pytest.raises(FileNotFoundError):
        uploads.publish(draft)
    assert [upload.name for upload in uploads.all()] == ["notes.txt"]
    assert (uploads.folder / "notes.txt").read_bytes() == b"old"


def test_the_same_name_again_replaces_and_ends_the_older_button(uploads: Uploads) -> None:
    assert not stored(uploads, "notes.txt", b"old")
    (old,) = uploads.all()
    assert uploads.draft("notes.txt", b"old").known
    assert not uploads.draft("notes.txt", b"new").known
    assert stored(uploads, "notes.txt", b"new")
    assert uploads.remove(old.number) is None
    (new,) = uploads.all()
    assert (uploads.folder / "notes.txt").read_bytes() == b"new"
    assert uploads.remove(new.number) == new
    assert uploads.remove(new.number) is None
    assert listed(uploads) == []


def test_a_number_is_never_given_again(uploads: Uploads) -> None:
    stored(uploads, "one.txt")
    (one,) = uploads.all()
    uploads.remove(one.number)
    stored(uploads, "two.txt")
    assert uploads.remove(one.number) is None
    assert listed(uploads) == ["two.txt"]


def test_files_that_did_not_come_by_message_are_neither_listed_nor_removed(
    uploads: Uploads,
) -> None:
    (uploads.folder / "mine.txt").write_text("the operator's own")
    (uploads.folder / "link.txt").symlink_to("nowhere")
    stored(uploads, "sent.txt")
    assert uploads.is_foreign("mine.txt")
    assert uploads.is_foreign("link.txt")
    assert not uploads.is_foreign("sent.txt")
    assert not uploads.is_foreign("new.txt")
    assert [upload.name for upload in uploads.all()] == ["sent.txt"]
    for number in range(5):
        uploads.remove(number)
    assert listed(uploads) == ["mine.txt"]


def test_a_folder_that_can_not_be_written_leaves_nothing(uploads: Uploads) -> None:
    uploads.folder.rmdir()
    with pytest.raises(OSError, match="No such file"):
        uploads.draft("notes.txt", b"text")
