"""The token never leaves: every log record is cleaned before a handler writes it."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Iterable

REDACTED = "[token]"
_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"


class Redaction(logging.Filter):
    """Replaces a token in messages, arguments and tracebacks.

    >>> Redaction("123:AbC").clean("GET https://api.telegram.org/bot123:AbC/getMe")
    'GET https://api.telegram.org/bot[token]/getMe'
    """

    def __init__(self, token: str) -> None:
        super().__init__()
        secret = token.partition(":")[2]
        # Longest first; percent-encoded as httpx writes it in some errors.
        self._forms = [form for form in (token, quote(token, safe=""), secret) if form]

    def clean(self, text: str) -> str:
        """The text without any form of the token."""
        for form in self._forms:
            text = text.replace(form, REDACTED)
        return text

    def filter(self, record: logging.LogRecord) -> bool:
        """Clean a record in place; all records pass."""
        record.msg, record.args = self.clean(record.getMessage()), None
        if record.exc_info:
            # A formatter writes exc_text as it is and never formats exc_info again.
            record.exc_text = self.clean(logging.Formatter().formatException(record.exc_info))
        if record.stack_info:
            record.stack_info = self.clean(record.stack_info)
        return True


def set_up_logging(level: str, redaction: Redaction, *, quiet: bool) -> None:
    """Log to standard error, redacted; requests (with the token in their URL) not at all.

    ``quiet`` leaves out what PTB logs when debugging: every update, with the question in it.
    """
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter(_FORMAT))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(level.upper())
    redact(root.handlers, redaction)
    for chatty in ("httpx", "httpcore"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    if quiet:
        logging.getLogger("telegram").setLevel(max(logging.INFO, root.level))


def redact(handlers: Iterable[logging.Handler], redaction: Redaction) -> None:
    """Put the filter on handlers: those see the records of every logger."""
    for handler in handlers:
        handler.addFilter(redaction)
