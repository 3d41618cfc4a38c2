"""Where sentences begin and end: spans first, text derived."""

from __future__ import annotations

import re

from retrieval.model import Span

WIDEST_WRAP = 120

SENTENCE = re.compile(r"\S(?:[^\n]*?[.!?…]+[\"'”’»)\]]*(?=\s|$)|[^\n]*)")


def split_sentences(text: str, span: Span) -> tuple[Span, ...]:
    """The sentences of ``text`` inside ``span``: in order, apart, holding all but white space.

    >>> [sentence.cut("One. Two.") for sentence in split_sentences("One. Two.", Span(0, 9))]
    ['One.', 'Two.']
    """
    found = (match.span() for match in SENTENCE.finditer(text, span.start, span.end))
    return tuple(Span(a, a + len(text[a:b].rstrip())) for a, b in found)


CLAUSE_END = re.compile(r"[,;:،؛][\"'”’»)\]]*(?=\s)|[，；：、]")
SPACE = re.compile(r"\s+")


def split_long(text: str, span: Span, limit: int) -> tuple[Span, ...]:
    """The span in pieces of at most ``limit`` code points, each trimmed of white space.

    A piece ends with a clause in the second half of the limit, else at the last space, and
    where there is none, anywhere.

    >>> text = "when it rains, the streets are wet"
    >>> [piece.cut(text) for piece in split_long(text, Span(0, 34), 20)]
    ['when it rains,', 'the streets are wet']
    """
    pieces, start = [], span.start
    while span.end - start > limit:
        end = _last(CLAUSE_END, text, start + limit // 2, start + limit)
        end = end or _last(SPACE, text, start + 1, start + limit) or start + limit
        pieces.append(Span(start, end - _blanks(text[start:end][::-1])))
        start = end + _blanks(text[end : span.end])
    return (*pieces, Span(start, span.end))


def _last(pattern: re.Pattern[str], text: str, start: int, end: int) -> int:
    """The end of the pattern's last match between the offsets; 0 where there is none."""
    return max((match.end() for match in pattern.finditer(text, start, end)), default=0)


def _blanks(text: str) -> int:
    """How many white space characters the text begins with."""
    return len(text) - len(text.lstrip())
