"""The settings: environment over `.env` over defaults, each checked when it is read."""

from __future__ import annotations

import difflib
import logging
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from dotenv.parser import parse_stream
from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from retrieval.analysis import NO_LANGUAGE, available_languages
from retrieval.errors import SettingError

if TYPE_CHECKING:
    from dotenv.parser import Binding

ENV_FILE = Path(".env")
_ENCODING = "utf-8-sig"  # Windows' editors begin a file with a mark
LANGUAGES = ("auto", NO_LANGUAGE, *available_languages())
EVERYONE: Literal["*"] = "*"
_TOKEN_SHAPED = re.compile(r"\d{5,}:[\w-]{20,}")  # a bot token that was pasted into another line
AllowedUsers = frozenset[int] | Literal["*"]


def _split_folders(value: object) -> object:
    return tuple(filter(None, value.split(os.pathsep))) if isinstance(value, str) else value


def _split_users(value: object) -> object:
    if not isinstance(value, str) or value.strip() == EVERYONE:
        return value.strip() if isinstance(value, str) else value
    return frozenset(value.replace(",", " ").split())


def _from_home(path: Path) -> Path:
    try:
        return path.expanduser()
    except RuntimeError as error:  # nobody has that name
        raise ValueError(path) from error


def _known_language(value: str) -> str:
    if value.lower() not in LANGUAGES:
        raise ValueError(value)
    return value.lower()


def _setting(default: object, description: str, allowed: str, **bounds: Any) -> Any:
    """A field that can say what it is for and what is allowed."""
    extra: dict[str, Any] = {"allowed": allowed}
    return Field(default, description=description, json_schema_extra=extra, **bounds)


HomePath = Annotated[Path, AfterValidator(_from_home)]
_LOWER = BeforeValidator(lambda value: value.lower() if isinstance(value, str) else value)


class Settings(BaseSettings):
    """Every setting under its name in lower case; the README shows them in a table."""

    model_config = SettingsConfigDict(
        env_file=ENV_FILE,
        env_file_encoding=_ENCODING,
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
    )

    documents: Annotated[tuple[HomePath, ...], NoDecode, BeforeValidator(_split_folders)] = (
        _setting(
            (Path("seeds"),),
            "The folders or files to answer from; several are separated as in PATH (: or, on Windows, ;).",  # noqa: E501 - one line each in .env.example
            "folders or files",
            min_length=1,
        )
    )
    uploads: str = _setting(
        "",
        "A folder for the documents that owners send to the Telegram bot, to answer from as well; "
        "it takes none while it is empty.",
        "a folder",
    )
    index_dir: HomePath = _setting(
        Path(".quotebot"), "Where indexes and the console's history are kept.", "a folder"
    )
    token_encoding: str = _setting(
        "quotebot",
        "What counts the tokens of a passage: quotebot (ours, needs no network) or one of "
        "tiktoken's, such as o200k_base (fetched on first use).",
        "the name of an encoding",
    )
    passage_tokens: int = _setting(
        200, "The most tokens that a passage has.", "a whole number from 20 to 2000", ge=20, le=2000
    )
    language: Annotated[str, AfterValidator(_known_language)] = _setting(
        "auto",
        "The documents' language, by its English name; auto tells it document by document.",
        ", ".join(LANGUAGES),
    )
    max_wrong: float = _setting(
        0.1,
        "The share of given answers that may be wrong: less means more silence.",
        "a number above 0, up to 1",
        gt=0,
        le=1,
    )
    telegram_bot_token: SecretStr = _setting(
        SecretStr(""), "The Telegram bot's token, from @BotFather.", "a token from @BotFather"
    )
    telegram_api_url: str = _setting(
        "https://api.telegram.org",
        "The Bot API server; another one only for those who run their own.",
        "a URL that starts with http:// or https://",
        pattern="^https?://[^/]",
    )
    allowed_users: Annotated[AllowedUsers, NoDecode, BeforeValidator(_split_users)] = _setting(
        frozenset(),
        "Whom the Telegram bot answers: numeric user ids with commas, or * for everyone; nobody "
        "while it is empty.",
        "numeric user ids separated by commas, or *",
    )
    questions_per_minute: int = _setting(
        20,
        "How many questions a minute one person may ask the Telegram bot; 0 is no limit.",
        "a whole number from 0 to 1000",
        ge=0,
        le=1000,
    )
    chat_questions_per_minute: int = _setting(
        40,
        "How many questions a minute one Telegram chat may ask; 0 is no limit.",
        "a whole number from 0 to 1000",
        ge=0,
        le=1000,
    )
    log_questions: bool = _setting(
        default=False,
        description="Whether the words of questions on Telegram are kept, for quotebot feedback.",
        allowed="true or false",
    )
    log_level: Annotated[Literal["debug", "info", "warning", "error"], _LOWER] = _setting(
        "warning",
        "How much the Telegram bot logs on standard error.",
        "debug, info, warning or error",
    )
    webhook_url: str = _setting(
        "",
        "Where Telegram shall send updates (https://…), through a proxy of yours; long polling "
        "while it is empty.",
        "a URL that starts with https:// (http:// for a Bot API server of your own)",
        pattern="^(https?://[^/].*)?$",
    )
    webhook_listen: str = _setting(
        "127.0.0.1:8443",
        "Where the Telegram bot listens when WEBHOOK_URL is set; /health answers there too.",
        "host:port",
        pattern=r"^.+:\d{1,5}$",
    )


def load_settings() -> Settings:
    """Read the settings from the environment and the file `.env` of the working directory.

    Raises:
        SettingError: a value can't be used; the message names each, never a secret.
    """
    logging.getLogger("dotenv").setLevel(logging.ERROR)  # `junk_lines` tells it better
    try:
        return Settings()
    except ValidationError as error:
        named = {str(detail["loc"][0]): detail["input"] for detail in error.errors()}
        raise SettingError(" ".join(_complaint(*item) for item in named.items())) from None
    except (OSError, UnicodeDecodeError) as error:
        raise _unreadable(error) from error


def misspelt_settings() -> dict[str, str]:
    """Keys of `.env` that are no setting but look like one, each with that one's name.

    Raises:
        SettingError: the file can't be read.
    """
    names = [name.upper() for name in Settings.model_fields]
    found = {}
    for key in filter(None, (binding.key for binding in _bindings())):
        close = difflib.get_close_matches(key.upper(), names, n=1, cutoff=0.8)
        if close and key.upper() not in names:
            found[key] = close[0]
    return found


def junk_lines() -> list[int]:
    """The numbers of the lines of `.env`, from 1, that set nothing.

    Raises:
        SettingError: the file can't be read.
    """
    found = []
    for original in (binding.original for binding in _bindings() if binding.error):
        # The parser counts empty lines before one to it.
        before = original.string[: -len(original.string.lstrip())]
        found.append(original.line + before.count("\n"))
    return found


def _bindings() -> list[Binding]:
    if not ENV_FILE.is_file():
        return []
    try:
        with ENV_FILE.open(encoding=_ENCODING) as file:
            return list(parse_stream(file))
    except (OSError, UnicodeDecodeError) as error:
        raise _unreadable(error) from error


def _unreadable(error: Exception) -> SettingError:
    return SettingError(f"{ENV_FILE} can't be read as UTF-8 text: {error}")


def _complaint(name: str, given: object) -> str:
    field = Settings.model_fields[name]
    extra = field.json_schema_extra
    allowed = extra["allowed"] if isinstance(extra, dict) else ""
    shown = "" if field.annotation is SecretStr else f" is {_as_typed(given)!r};"
    return f"{name.upper()}{shown} allowed is {allowed}."


def _as_typed(given: object) -> str:
    if isinstance(given, (frozenset, tuple)):
        given = ", ".join(sorted(map(str, given)))
    return _TOKEN_SHAPED.sub("(hidden)", str(given))[:200]
