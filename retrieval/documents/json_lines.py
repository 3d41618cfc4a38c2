"""JSON Lines: a section an object, with its title, date and tags where it names them so."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from retrieval.documents.dates import find_date
from retrieval.documents.encodings import decode
from retrieval.documents.extraction import Extract, TextBuilder
from retrieval.errors import DocumentError

if TYPE_CHECKING:
    import datetime as dt

_TITLES = ("title", "headline", "name", "subject")
_DATES = ("date", "published", "published_at", "created_at", "timestamp")
_TAGS = ("tags", "categories", "keywords", "labels")
_PROSE = 80  # code points; a longer value is a text of its own and stands without its key


def extract(data: bytes) -> Extract:
    """JSON Lines: short values one line, "key: value; key: value", long ones as they are."""
    builder = TextBuilder()
    for number, line in enumerate(decode(data).removeprefix("\ufeff").split("\n"), start=1):
        if line.strip():
            _add(builder, _parsed(line, number))
    return builder.finish()


def _parsed(line: str, number: int) -> object:
    try:
        return json.loads(line)
    except ValueError as error:
        raise DocumentError(f"its line {number:,} is no JSON") from error


def _add(builder: TextBuilder, value: object) -> None:
    fields = value if isinstance(value, Mapping) else {"": value}
    known = {key.lower(): item for key, item in fields.items()}
    builder.section(_title(known), date=_date(known), tags=_tags(known))
    leaves = [(key, text) for key, text in _leaves("", fields) if text.strip()]
    short = (f"{key}: {text}" if key else text for key, text in leaves if len(text) <= _PROSE)
    builder.add("; ".join(short))
    for _, text in leaves:
        if len(text) > _PROSE:
            builder.add(text)


def _leaves(key: str, value: object) -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        for name, item in value.items():
            yield from _leaves(f"{key} {name}".strip(), item)
    elif isinstance(value, list):
        for item in value:
            yield from _leaves(key, item)
    elif isinstance(value, str):
        yield key, value
    elif value is not None:
        yield key, json.dumps(value)


def _title(known: Mapping[str, object]) -> str:
    values = (known.get(key) for key in _TITLES)
    return next((" ".join(value.split()) for value in values if isinstance(value, str)), "")


def _tags(known: Mapping[str, object]) -> tuple[str, ...]:
    values = [known.get(key) for key in _TAGS]
    entries = next((value for value in values if isinstance(value, list)), [])
    return tuple(entry for entry in entries if isinstance(entry, str))


def _date(known: Mapping[str, object]) -> dt.date | None:
    for key in _DATES:
        value = known.get(key)
        found = find_date(value) if isinstance(value, str) else None
        if found:
            return found.date
    return None
