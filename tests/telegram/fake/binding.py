"""Turns a request's fields into a method's arguments, and refuses what the method doesn't know."""

from __future__ import annotations

import functools
import inspect
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from tests.telegram.fake.refusal import bad_request

Method = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Upload:
    """A file in a multipart request."""

    name: str
    content_type: str
    data: bytes


TYPES = {kind.__name__: kind for kind in (bool, int, str, list, dict, Upload)}


def api_name(method: Method) -> str:
    """The Bot API's spelling of a function's name.

    >>> def get_me() -> None: ...
    >>> api_name(get_me)
    'getMe'
    """
    first, *rest = method.__name__.split("_")
    return first + "".join(word.capitalize() for word in rest)


def bind(method: Method, fields: Mapping[str, Any]) -> dict[str, Any]:
    """The keyword arguments for a method; values come as text, JSON or `Upload`."""
    parameters = _parameters(method)
    if unknown := fields.keys() - parameters.keys():
        words = f"this fake's {api_name(method)} knows no parameter {sorted(unknown)}"
        raise bad_request(words)
    for name, (_, required) in parameters.items():
        if required and name not in fields:
            raise bad_request(f"parameter {name} is required")
    return {name: _convert(name, parameters[name][0], value) for name, value in fields.items()}


@functools.cache
def _parameters(method: Method) -> dict[str, tuple[type, bool]]:
    """Of each keyword: its type, without None, and whether it is required."""
    return {
        name: (
            TYPES[re.split(r"\W", parameter.annotation)[0]],
            parameter.default is parameter.empty,
        )
        for name, parameter in inspect.signature(method).parameters.items()
        if parameter.kind is parameter.KEYWORD_ONLY
    }


def _convert(name: str, kind: type, value: Any) -> Any:
    if kind is Upload or isinstance(value, Upload):
        if not isinstance(value, kind):
            raise bad_request(f"this fake takes {name} only as {kind.__name__}")
        return value
    if isinstance(value, str) and kind is not str:
        value = _from_text(name, kind, value)
    if kind is str and isinstance(value, int):
        value = str(value)
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise bad_request(f"can't parse parameter {name}: {kind.__name__} expected")
    return value


def _from_text(name: str, kind: type, value: str) -> Any:
    if kind is bool:
        return value.lower() in {"true", "yes", "1"}
    try:
        return json.loads(value)
    except ValueError:
        raise bad_request(f"can't parse {name} JSON object") from None
