"""The front matter of a Markdown file: a block of YAML or TOML before its text."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from retrieval.documents.dates import find_date

if TYPE_CHECKING:
    from collections.abc import Mapping

# A bound on what a parser is given: real front matter is far shorter.
_LONGEST = 20_000
_YAML = re.compile(
    r"---[ \t]*\r?\n(?P<body>.*?)^(?:---|\.\.\.)[ \t]*\r?$", re.DOTALL | re.MULTILINE
)
_TOML = re.compile(r"\+\+\+[ \t]*\r?\n(?P<body>.*?)^\+\+\+[ \t]*\r?$", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What front matter says, and the offset in code points at which the text begins."""

    end: int
    title: str = ""
    date: dt.date | None = None
    tags: tuple[str, ...] = ()


def read_front_matter(text: str, start: int = 0) -> FrontMatter:
    r"""The front matter of ``text`` at ``start``; one that can't be parsed still isn't text.

    >>> read_front_matter("---\ntitle: Oil\ntags: [a, b]\n---\nText.").tags
    ('a', 'b')
    """
    for form, parse in ((_YAML, _parse_yaml), (_TOML, _parse_toml)):
        if match := form.match(text, start, min(len(text), start + _LONGEST)):
            return _read(parse(match["body"]), match.end())
    return FrontMatter(start)


def _parse_yaml(body: str) -> Mapping[str, object]:
    import yaml  # noqa: PLC0415 - only files with front matter pay for it

    try:
        fields = yaml.safe_load(body)
    except (yaml.YAMLError, ValueError, RecursionError):
        return {}
    return fields if isinstance(fields, dict) else {}


def _parse_toml(body: str) -> Mapping[str, object]:
    try:
        return tomllib.loads(body.replace("\r\n", "\n"))
    except (tomllib.TOMLDecodeError, RecursionError):
        return {}


def _read(fields: Mapping[str, object], end: int) -> FrontMatter:
    lists = [_entries(fields.get(key)) for key in ("categories", "category", "tags", "keywords")]
    tags = tuple(dict.fromkeys(tag for entries in lists for tag in entries))
    return FrontMatter(end, _title(fields.get("title")), _date(fields.get("date")), tags)


def _title(value: object) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""


def _date(value: object) -> dt.date | None:
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    found = find_date(value) if isinstance(value, str) else None
    return found.date if found else None


def _entries(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return tuple(entry.strip() for entry in value.split(",") if entry.strip())
    if isinstance(value, list):
        return tuple(str(entry) for entry in value if isinstance(entry, str | int))
    return ()
