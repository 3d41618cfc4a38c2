"""Documents cut into passages: whole sentences of one section, up to so many tokens.

Natural paragraphs of 100 to 300 tokens retrieve best, so a passage ends where a paragraph does
once it is a third full, and otherwise where the next sentence would not fit. The next passage
begins with the last sentence of the one before, so that a question about two neighbouring
sentences finds both in one place.
"""

from __future__ import annotations

import re
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from retrieval.encodings import OWN
from retrieval.model import Document, Passage, Span
from retrieval.sentences import WIDEST_WRAP, halve, split_sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

    import tiktoken

# A code point is at most four bytes of UTF-8, and a byte at most one token: less room than that
# could hold nothing at all.
FEWEST_TOKENS = 4

LINE_BREAK = re.compile(r"\r\n|[\n\v\f\r\x1c-\x1e\x85\u2028\u2029]")


def split_passages(
    document: Document, encoding: tiktoken.Encoding, max_tokens: int
) -> tuple[Passage, ...]:
    """The document's passages, in order.

    Every sentence is in at least one passage and no passage leaves its section. The text of a
    passage, from its first sentence's start to its last one's end, is at most ``max_tokens``
    tokens of ``encoding``; a sentence that is longer alone is cut at a clause or a space, and its
    pieces count as sentences.

    Raises:
        ValueError: ``max_tokens`` is below 4, which not every character fits into.

    >>> from retrieval.encodings import load_encoding
    >>> from retrieval.model import Section
    >>> document = Document("a.txt", "One. Two two.", (Section(Span(0, 13)),), "0" * 64)
    >>> [passage.text for passage in split_passages(document, load_encoding("quotebot"), 100)]
    ['One. Two two.']
    """
    if max_tokens < FEWEST_TOKENS:
        raise ValueError(f"max_tokens is {max_tokens}; the least is {FEWEST_TOKENS}")
    meter = _Meter(document.text, encoding, max_tokens)
    return tuple(
        Passage(document, section, sentences)
        for section in document.sections
        for sentences in _packed(meter, section.span)
    )


def _packed(meter: _Meter, span: Span) -> Iterator[tuple[Span, ...]]:
    """The passages of a section, as tuples of sentences."""
    whole = split_sentences(meter.text, span)
    sentences = tuple(piece for sentence in whole for piece in meter.pieces(sentence))
    if not sentences:
        return
    plan = _Plan(meter, sentences)
    first = 0
    while first < len(sentences):
        end = plan.end(first)
        yield sentences[first:end]
        first = plan.next_first(first, end)


class _Meter:
    """Counts tokens of one text, and knows how many a passage may have."""

    def __init__(self, text: str, encoding: tiktoken.Encoding, max_tokens: int) -> None:
        self.text = text
        self.encode = encoding.encode_ordinary
        self.max_tokens = max_tokens
        self.adds_up = encoding.name == OWN

    def count(self, start: int, end: int) -> int:
        """The tokens of a slice of the text."""
        return len(self.encode(self.text[start:end]))

    def pieces(self, sentence: Span) -> Iterator[Span]:
        """The sentence, or the pieces of it that fit into a passage."""
        # A token is a byte or more, so that most sentences fit without being counted.
        short = len(sentence.cut(self.text).encode(errors="replace")) <= self.max_tokens
        if short or self.count(sentence.start, sentence.end) <= self.max_tokens:
            yield sentence
            return
        for piece in halve(self.text, sentence):
            yield from self.pieces(piece)


class _Plan:
    """Where the passages of a section begin and end.

    Each sentence is counted once, with the white space before it. In our own encoding no token
    reaches from one sentence over the white space into the next, so these counts add up; in
    others they are a plan that is proved, and mended, by counting each passage.
    """

    def __init__(self, meter: _Meter, sentences: tuple[Span, ...]) -> None:
        self.meter = meter
        self.sentences = sentences
        self.begins = [True, *_paragraph_starts(meter.text, sentences), True]
        ends = (sentence.end for sentence in sentences)
        sizes = (meter.count(start, end) for start, end in pairwise(ends))
        self.total = [0, 0, *accumulate(sizes)]
        self.exact = meter.adds_up and all(a.end < b.start for a, b in pairwise(sentences))
        self.ends: dict[int, int] = {}

    def end(self, first: int) -> int:
        """The end of the passage that begins with sentence ``first``; worked out once."""
        if first not in self.ends:
            self.ends[first] = self.packed(first)
        return self.ends[first]

    def packed(self, first: int) -> int:
        """The end, by the room that is left when each sentence is added."""
        alone = self.meter.count(self.sentences[first].start, self.sentences[first].end)
        room = self.meter.max_tokens - alone + self.total[first + 1]
        third = room - self.meter.max_tokens * 2 // 3
        end = first + 1
        while end < len(self.sentences) and self.total[end + 1] <= room:
            if self.begins[end] and self.total[end] >= third:
                break
            end += 1
        return end if self.exact else self.proved(first, end)

    def proved(self, first: int, end: int) -> int:
        """The end, drawn in until the passage holds as its text is counted."""
        start, most = self.sentences[first].start, self.meter.max_tokens
        while end > first + 1 and self.meter.count(start, self.sentences[end - 1].end) > most:
            end -= 1
        return end

    def next_first(self, first: int, end: int) -> int:
        """Where the passage after ``first`` to before ``end`` begins: overlapping by a sentence.

        Not where the overlap would repeat a whole passage, leave no room for another sentence,
        or break a paragraph that fits alone.
        """
        if end == len(self.sentences) or end - 1 == first or self.end(end - 1) <= end:
            return end
        if not self.begins[end]:
            return end - 1
        paragraph_end = self.begins.index(True, end + 1)
        broken = self.end(end - 1) < paragraph_end <= self.end(end)
        return end if broken else end - 1


def _paragraph_starts(text: str, sentences: tuple[Span, ...]) -> Iterator[bool]:
    """Whether each sentence but the first starts a paragraph.

    It does after a blank line, and after a line too long to have been wrapped.
    """
    line = sentences[0].start
    for one, two in pairwise(sentences):
        breaks = len(LINE_BREAK.findall(text, one.end, two.start))
        yield breaks > 1 or (breaks == 1 and one.end - line > WIDEST_WRAP)
        if breaks:
            line = two.start
