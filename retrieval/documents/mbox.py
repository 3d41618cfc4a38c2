"""A mailbox of messages in one file (mbox): each message as `mail` reads it.

Cut by hand, as the standard library's mailbox opens a path, and the reading process has none.
"""

from __future__ import annotations

import re

from retrieval.documents.extraction import Extract, TextBuilder
from retrieval.documents.mail import add_message
from retrieval.errors import DocumentError

# RFC 4155: each message begins with such a line, and its own lines of that kind are escaped.
_BORDER = re.compile(rb"(?:\A|(?<=\n))From [^\n]*\n")
_ESCAPED = re.compile(rb"^>(>*From )", re.MULTILINE)


def extract(data: bytes) -> Extract:
    """Every message of a mailbox, in its order."""
    start, *messages = _BORDER.split(data)
    if start.strip() or not messages:
        raise DocumentError("it is damaged, or no mbox file")
    builder = TextBuilder()
    found = [add_message(builder, _ESCAPED.sub(rb"\1", message)) for message in messages]
    if not any(found):
        raise DocumentError("it is damaged, or no mbox file")
    return builder.finish()
