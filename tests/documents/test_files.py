import os
from pathlib import Path

import pytest

from retrieval.documents import list_files
from retrieval.errors import SettingError


def write(path: Path, text: str = "Hello.") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def paths(*folders: Path) -> list[str]:
    return [file.path for file in list_files(folders).files]


def skipped(folder: Path) -> dict[str, str]:
    return {file.path: file.reason for file in list_files([folder]).skipped}


def test_files_come_sorted_by_their_path_below_the_folder(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.md", "a/a.txt", "README"):
        write(tmp_path / name)
    assert paths(tmp_path) == ["README", "a/a.txt", "a/z.md", "b.txt"]
    assert not skipped(tmp_path)


def test_a_file_is_named_with_its_size_and_time(tmp_path: Path) -> None:
    location = write(tmp_path / "a.txt")
    file = list_files([tmp_path]).files[0]
    assert (file.location, file.size) == (location.resolve(), 6)
    assert file.modified_ns == location.stat().st_mtime_ns


@pytest.mark.parametrize(
    "name",
    [
        ".git/a.txt",
        ".hidden.txt",
        "node_modules/a.md",
        "__pycache__/a.txt",
        "~$a.txt",
        "a.txt~",
        "a.tmp",
    ],
)
def test_what_tools_keep_for_themselves_is_left_out_without_a_word(
    tmp_path: Path, name: str
) -> None:
    write(tmp_path / name)
    assert not paths(tmp_path)
    assert not skipped(tmp_path)


def test_a_file_of_an_unknown_kind_is_skipped_by_name(tmp_path: Path) -> None:
    write(tmp_path / "photo.xyz")
    assert skipped(tmp_path) == {"photo.xyz": ".xyz files can't be read"}


def test_a_link_that_leads_out_is_skipped_and_one_that_stays_is_not_read_twice(
    tmp_path: Path,
) -> None:
    outside = write(tmp_path / "outside/secret.txt")
    docs = tmp_path / "docs"
    write(docs / "a.txt")
    (docs / "out.txt").symlink_to(outside)
    (docs / "up").symlink_to(tmp_path)
    (docs / "lost.txt").symlink_to(docs / "gone.txt")
    (docs / "twin.txt").symlink_to(docs / "a.txt")
    (docs / "loop").symlink_to(docs)
    assert paths(docs) == ["a.txt"]
    assert skipped(docs) == {
        "lost.txt": "it is a link to nothing",
        "out.txt": "it is a link that leads out of the folder",
        "up": "it is a link that leads out of the folder",
    }


def test_a_link_to_a_hidden_file_of_the_folder_is_read_under_its_own_name(tmp_path: Path) -> None:
    write(tmp_path / "..data/a.txt")
    (tmp_path / "a.txt").symlink_to("..data/a.txt")
    assert paths(tmp_path) == ["a.txt"]


def test_a_name_that_cannot_be_shown_is_skipped_with_escapes(tmp_path: Path) -> None:
    write(tmp_path / "a\n\x1b[31mred.txt")
    assert skipped(tmp_path) == {
        r"a\n\x1b[31mred.txt": "its name holds characters that can't be shown"
    }


def test_markup_in_a_name_is_only_a_name(tmp_path: Path) -> None:
    write(tmp_path / "[red]<b>*a*.txt")
    assert paths(tmp_path) == ["[red]<b>*a*.txt"]


def test_a_name_that_is_not_unicode_is_skipped(tmp_path: Path) -> None:
    try:
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/a\xff.txt")).write_text("x", encoding="utf-8")
    except OSError:
        pytest.skip("the file system takes no such name")
    assert list(skipped(tmp_path)) == [r"a\udcff.txt"]


def test_a_pipe_is_skipped(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    assert skipped(tmp_path) == {"a.txt": "it isn't a file but a device or a pipe"}


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_a_folder_without_permission_is_skipped(tmp_path: Path) -> None:
    locked = tmp_path / "locked"
    locked.mkdir(mode=0)
    assert skipped(tmp_path) == {"locked": "it can't be opened (permission denied)"}


def test_several_folders_put_their_names_before_their_files(tmp_path: Path) -> None:
    one, two, file = tmp_path / "x/docs", tmp_path / "y/docs", tmp_path / "notes.txt"
    write(one / "a.txt")
    write(two / "a.txt")
    write(file)
    assert paths(one, two, file) == ["docs-2/a.txt", "docs/a.txt", "notes.txt"]


def test_the_same_folder_twice_is_read_once(tmp_path: Path) -> None:
    write(tmp_path / "a.txt")
    assert len(paths(tmp_path, tmp_path / ".")) == 1


def test_a_single_file_is_a_folder_of_one(tmp_path: Path) -> None:
    assert paths(write(tmp_path / "a.txt")) == ["a.txt"]


def test_a_missing_folder_names_the_setting(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match=r"gone can't be found.*DOCUMENTS.*--docs"):
        list_files([tmp_path / "gone"])
