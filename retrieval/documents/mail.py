"""Mail: a message a section, titled by its subject and dated; its headers can't be quoted."""

from __future__ import annotations

import email
import email.policy
import email.utils
from typing import TYPE_CHECKING

from retrieval.documents.encodings import decode
from retrieval.documents.extraction import Extract, TextBuilder
from retrieval.documents.html import add_html
from retrieval.errors import DocumentError

if TYPE_CHECKING:
    import datetime as dt
    from email.message import MIMEPart

_HEADERS = ("From", "To", "Cc", "Date", "Subject")


def extract(data: bytes) -> Extract:
    """One message."""
    builder = TextBuilder()
    add_message(builder, data)
    return builder.finish()


def add_message(builder: TextBuilder, data: bytes) -> None:
    """Add a message: its plain text, or the text of its web page; attachments are left out."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    headers = {name: " ".join(str(message[name] or "").split()) for name in _HEADERS}
    if not any(headers.values()):
        raise DocumentError("it is damaged, or no mail file")
    builder.section(headers["Subject"], date=_date(headers["Date"]))
    builder.aside("\n".join(f"{name}: {value}" for name, value in headers.items() if value))
    part = message.get_body(("plain", "html"))
    if part is not None:
        _add_body(builder, part)


def _add_body(builder: TextBuilder, part: MIMEPart) -> None:
    payload = part.get_payload(decode=True)
    text = decode(payload, part.get_content_charset()) if isinstance(payload, bytes) else ""
    if part.get_content_type() == "text/html":
        add_html(builder, text)
    else:
        builder.add(text.replace("\r\n", "\n"))


def _date(header: str) -> dt.date | None:
    try:
        return email.utils.parsedate_to_datetime(header).date()
    except (ValueError, TypeError):
        return None
