"""Where sentences begin and end: spans first, text derived, nothing searched back.

`lines` finds the stretches in which line breaks mean nothing, `stops` ends sentences at full
stops inside a stretch, `halves` cuts what is too long to be read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.model import Span
from retrieval.sentences.halves import halve, split_long
from retrieval.sentences.lines import WIDEST_WRAP, stretches
from retrieval.sentences.stops import sentences_of

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["LONGEST_SENTENCE", "WIDEST_WRAP", "halve", "split_sentences"]

# Code points, about 160 words: beyond this a quote is no longer read. Only text without
# punctuation has such sentences in number.
LONGEST_SENTENCE = 1000


def split_sentences(text: str, span: Span) -> tuple[Span, ...]:
    """The sentences of ``text`` inside ``span``: in order, apart, trimmed of white space.

    Together they hold every character of the span that is not white space. A heading, an item
    of a list, a row of a table and a line of verse are sentences of their own. A sentence of
    more than 1,000 code points is cut at clauses or, failing that, at spaces.

    >>> text = "Gen. Hajizadeh left the U.S. The next day he said: “That was No. 5.”"
    >>> [sentence.cut(text) for sentence in split_sentences(text, Span(0, len(text)))]
    ['Gen. Hajizadeh left the U.S.', 'The next day he said: “That was No. 5.”']
    """
    return tuple(_sentences(text, span))


def _sentences(text: str, span: Span) -> Iterator[Span]:
    for first, last in stretches(text, span.start, span.end):
        for start, end in sentences_of(text, first, last):
            if end - start <= LONGEST_SENTENCE:
                yield Span(start, end)
            else:
                yield from split_long(text, Span(start, end), LONGEST_SENTENCE)
