from __future__ import annotations

from pathlib import Path

import pytest

from bot.settings import EVERYONE, Settings, load_settings, misspelt_settings
from bot.wiring import build_engine, index_folder
from retrieval.errors import SettingError

TOKEN = "1234567890:AAF-this_is_no_real_token_of_anyone"


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)


def test_the_environment_goes_before_the_file_and_the_file_before_the_default(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert load_settings().passage_tokens == 200
    Path(".env").write_text("PASSAGE_TOKENS=100\nMAX_WRONG=0.2\n")
    monkeypatch.setenv("PASSAGE_TOKENS", "150")
    settings = load_settings()
    assert (settings.passage_tokens, settings.max_wrong) == (150, 0.2)


def test_an_empty_value_means_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".env").write_text("ALLOWED_USERS=\nDOCUMENTS=\n")
    monkeypatch.setenv("PASSAGE_TOKENS", "")
    assert load_settings() == Settings()


@pytest.mark.parametrize(
    ("given", "expected"),
    [("12", {12}), ("12, 34", {12, 34}), ("12 34,", {12, 34}), (" * ", EVERYONE)],
)
def test_allowed_users_are_ids_or_everyone(
    monkeypatch: pytest.MonkeyPatch, given: str, expected: object
) -> None:
    monkeypatch.setenv("ALLOWED_USERS", given)
    assert load_settings().allowed_users == expected


def test_nobody_is_allowed_unless_someone_is_named() -> None:
    assert load_settings().allowed_users == frozenset()


def test_several_folders_are_separated_as_in_path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOCUMENTS", "handbook:more notes")
    assert load_settings().documents == (Path("handbook"), Path("more notes"))


@pytest.mark.parametrize(
    ("name", "given", "allowed"),
    [
        ("PASSAGE_TOKENS", "many", "a whole number from 20 to 2000"),
        ("PASSAGE_TOKENS", "19", "a whole number from 20 to 2000"),
        ("MAX_WRONG", "0", "a number above 0, up to 1"),
        ("MAX_WRONG", "1.5", "a number above 0, up to 1"),
        ("LANGUAGE", "klingon", "auto"),
        ("ALLOWED_USERS", "12, bob", "numeric user ids separated by commas, or *"),
        ("TELEGRAM_API_URL", "localhost", "a URL"),
        ("LOG_LEVEL", "loud", "debug, info, warning or error"),
        ("LOG_QUESTIONS", "maybe", "true or false"),
        ("WEBHOOK_LISTEN", "8443", "host:port"),
    ],
)
def test_a_wrong_value_names_the_setting_what_was_given_and_what_is_allowed(
    monkeypatch: pytest.MonkeyPatch, name: str, given: str, allowed: str
) -> None:
    monkeypatch.setenv(name, given)
    with pytest.raises(SettingError) as raised:
        load_settings()
    assert str(raised.value).startswith(f"{name} is {given!r}; allowed is {allowed}")


def test_every_wrong_value_is_named_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAX_WRONG", "2")
    monkeypatch.setenv("PASSAGE_TOKENS", "1")
    with pytest.raises(SettingError, match=r"PASSAGE_TOKENS.*MAX_WRONG"):
        load_settings()


def test_a_token_is_never_shown_even_in_the_wrong_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", TOKEN)
    assert TOKEN not in repr(load_settings())
    monkeypatch.setenv("ALLOWED_USERS", TOKEN)
    with pytest.raises(SettingError) as raised:
        load_settings()
    assert "AAF" not in str(raised.value)


def test_an_unreadable_file_of_settings_is_named() -> None:
    Path(".env").write_bytes(b"DOCUMENTS=\xff\n")
    with pytest.raises(SettingError, match=r"^\.env can't be read"):
        load_settings()


def test_a_key_that_looks_like_a_setting_is_pointed_out_and_any_other_is_not() -> None:
    Path(".env").write_text("ALLOWED_USER=12\npasage_tokens=9\nPATH_TO_MY_CAT=/\nMAX_WRONG=0.2\n")
    assert misspelt_settings() == {
        "ALLOWED_USER": "ALLOWED_USERS",
        "pasage_tokens": "PASSAGE_TOKENS",
    }


def test_each_set_of_folders_has_an_index_of_its_own(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    places = {index_folder(tmp_path, folders) for folders in ((one,), (two,), (one, two))}
    assert len(places) == 3
    assert all(place.parent == tmp_path for place in places)
    assert index_folder(tmp_path, (one,)) == index_folder(tmp_path, (two / ".." / "one",))


def test_given_folders_go_before_the_settings(tmp_path: Path) -> None:
    for name, text in (("seeds", "Cats sleep."), ("other", "Dogs bark.")):
        (tmp_path / name).mkdir()
        (tmp_path / name / f"{name}.txt").write_text(text)
    settings = load_settings()
    assert [s.path for s in build_engine(settings).sources()] == ["seeds.txt"]
    given = build_engine(settings, [tmp_path / "other"])
    assert [s.path for s in given.sources()] == ["other.txt"]


def test_the_home_folder_may_be_written_short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/anna")
    Path(".env").write_text('DOCUMENTS="~/handbook:notes"\nINDEX_DIR=~/index\n')
    settings = load_settings()
    assert settings.documents == (Path("/home/anna/handbook"), Path("notes"))
    assert settings.index_dir == Path("/home/anna/index")


def test_the_home_of_nobody_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOCUMENTS", "~no-such-person/handbook")
    with pytest.raises(SettingError, match="DOCUMENTS is '~no-such-person/handbook'"):
        load_settings()
