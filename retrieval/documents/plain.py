"""Plain text: a page of posts where it is one, else one section from end to end.

Headings in plain text are not guessed: a line in capitals is as often a table's row, a signature
or a name, and a heading wrongly seen takes words out of reach of every quote.
"""

from __future__ import annotations

from retrieval.documents.posts import find_posts
from retrieval.documents.trim import trim
from retrieval.model import Section


def plain_sections(text: str) -> tuple[Section, ...]:
    r"""The sections of a plain text, () where it is blank.

    >>> plain_sections("\ufeffHello.\r\n")[0].span
    Span(start=1, end=7)
    """
    body = trim(text, 0, len(text))
    if not body:
        return ()
    return find_posts(text, body.start) or (Section(body),)
