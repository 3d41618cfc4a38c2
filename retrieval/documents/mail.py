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
    if not add_message(builder, data):
        raise DocumentError("it is damaged, or no mail file")
    return builder.finish()


def add_message(builder: TextBuilder, data: bytes) -> bool:
    """Add a message: its plain text, or the text of its web page; attachments are left out.

    False says that ``data`` is no message: it has none of the usual headers.
    """
    message = email.message_from_bytes(data, policy=email.policy.default)
    headers = {name: " ".join(str(message[name] or "").split()) for name in _HEADERS}
    if not any(headers.values()):
        return False
    builder.section(headers["Subject"], date=_date(headers["Date"]))
    builder.aside("\n".join(f"{name}: {value}" for name, value in headers.items() if value))
    part = message.get_body(("plain", "html"))
    if part is not None:
        _add_body(builder, part)
    return True


def _add_body(builder: TextBuilder, part: MIMEPart) -> None:
    payload = part.get_payload(decode=True)
    text = _decoded(payload, part.get_content_charset()) if isinstance(payload, bytes) else ""
    if part.get_content_type() == "text/html":
        add_html(builder, text)
    else:
        builder.add(text.replace("\r\n", "\n"))


def _decoded(payload: bytes, declared: str | None) -> str:
    try:
        return decode(payload, declared)
    except DocumentError:
        # One garbled mail among thousands: what can't be read shows as such.
        return payload.decode("utf-8", "replace").replace("\0", "\ufffd")


def _date(header: str) -> dt.date | None:
    try:
        return email.utils.parsedate_to_datetime(header).date()
    except (ValueError, TypeError):
        return None
