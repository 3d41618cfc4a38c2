"""More of a section around a quote, in whole sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.model import ScoredQuote, Span
from retrieval.sentences import split_sentences

if TYPE_CHECKING:
    from retrieval.model import Section


def surroundings(quote: ScoredQuote, size: int) -> Span:
    """Whole sentences around ``quote`` in its section, up to ``size`` code points.

    Never less than the quote's passage.
    """
    passage = quote.passage
    start, end = passage.span.start, passage.span.end
    sentences = split_sentences(passage.document.text, _window(passage.section, passage.span, size))
    before = [s for s in sentences if s.end <= start]
    after = [s for s in reversed(sentences) if s.start >= end]
    while before or after:
        earlier = before and (
            not after or end - quote.quote.span.end >= quote.quote.span.start - start
        )
        nearest = (before if earlier else after).pop()
        widened = Span(min(start, nearest.start), max(end, nearest.end))
        if len(widened) > size:
            break
        start, end = widened.start, widened.end
    return Span(start, end)


def _window(section: Section, span: Span, size: int) -> Span:
    """So much of the section as could matter, since sections can be whole books."""
    return Span(max(section.span.start, span.start - size), min(section.span.end, span.end + size))
