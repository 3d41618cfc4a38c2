"""The one way in which the fake says no, in the Bot API's form."""

from __future__ import annotations

from typing import Any


class RefusedError(Exception):
    """A request that Telegram would refuse.

    ``code`` is both the HTTP status and `error_code`; ``parameters`` is a `ResponseParameters`.
    """

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def json(self) -> dict[str, Any]:
        body = {"ok": False, "error_code": self.code, "description": self.description}
        return body | ({"parameters": self.parameters} if self.parameters else {})


def bad_request(words: str) -> RefusedError:
    """Code 400, with the first letter lowered as the Bot API server does it.

    >>> bad_request("Text is too long").description
    'Bad Request: text is too long'
    >>> bad_request("BUTTON_DATA_INVALID").description
    'Bad Request: BUTTON_DATA_INVALID'
    """
    lowered = words if words[1:2].isupper() else words[:1].lower() + words[1:]
    return RefusedError(400, f"Bad Request: {lowered}")


def forbidden(words: str) -> RefusedError:
    return RefusedError(403, f"Forbidden: {words}")


def too_many_requests(seconds: int) -> RefusedError:
    return RefusedError(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)
