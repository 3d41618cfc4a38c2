"""What stands where on a page of the console, before anything is coloured, wrapped or printed.

A page is groups with an empty line between them; a group is blocks, each beginning a line; the
gutter marks the lines of a quote where colour can't.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from itertools import pairwise
from typing import TYPE_CHECKING

from bot.wording import answers as say
from retrieval.citations import cite
from retrieval.model import Abstention, Answer, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from retrieval.model import Respelling, ScoredPassage, ScoredQuote

QUOTE_GUTTER = "> "
INDENT = "  "
CONTEXT = 300  # code points of the passage shown on either side of a quote, about four lines


class Look(Enum):
    """What a part of a page is, which decides how it is set off."""

    PLAIN = auto()
    HEADING = auto()
    QUOTE = auto()
    DIFFERING = auto()
    AROUND = auto()
    SOURCE = auto()
    NOTE = auto()


@dataclass(frozen=True, slots=True)
class Part:
    """A run of text with one look."""

    text: str
    look: Look = Look.PLAIN


@dataclass(frozen=True, slots=True)
class Block:
    """Parts on one line or wrapped over several, each with the gutter before it.

    The label stands before the first line only, and the others are indented by its length.
    """

    parts: tuple[Part, ...]
    gutter: str = ""
    label: str = ""

    def margin(self, line: int) -> str:
        """What stands before a line, counted from 0."""
        return self.gutter + (" " * len(self.label) if line else self.label)


@dataclass(frozen=True, slots=True)
class Group:
    """Blocks that belong together."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Groups to compare: next to each other where the screen is wide enough, else in a row."""

    groups: tuple[Group, ...]


Page = tuple[Group | SideBySide, ...]


def lines(*texts: str, look: Look = Look.PLAIN, indent: str = "") -> Group:
    """A group with a block for each text that isn't empty."""
    return Group(tuple(Block((Part(text, look),), indent) for text in texts if text))


def labelled(label: str, text: str) -> Block:
    """A text after its label, such as a command's purpose after its name."""
    return Block((Part(text),), label=label)


def result_page(result: Answer | Abstention) -> Page:
    """The page for whatever a question brought."""
    match result:
        case Answer():
            return _answer_page(result)
        case Abstention():
            return _abstention_page(result)


def search_page(
    found: Sequence[ScoredPassage],
    respellings: Sequence[Respelling] = (),
    silence: Abstention | None = None,
) -> Page:
    """The page for the passages that a search found, best first, or why there are none."""
    if not found:
        return (lines(say.no_answer(silence) if silence else say.NOTHING_FOUND),)
    passages = tuple(
        Group(
            (
                *lines(
                    say.ranked(rank, scored.score), say.source(scored.passage), look=Look.SOURCE
                ).blocks,
                *lines(scored.passage.text, indent=INDENT).blocks,
            )
        )
        for rank, scored in enumerate(found, start=1)
    )
    return _without_empty(*passages, lines(*map(say.respelling, respellings), look=Look.NOTE))


def quote_group(scored: ScoredQuote, around: Span | None = None) -> Group:
    """A quote inside its surroundings (by default the nearest of its passage), and its source."""
    around = around or _nearest_sentences(scored)
    text, quote, passage = scored.quote.document.text, scored.quote.span, scored.passage.span
    before = Span(min(around.start, quote.start), quote.start).cut(text).strip()
    after = Span(quote.end, max(around.end, quote.end)).cut(text).strip()
    more_before = say.LEFT_OUT if around.start > passage.start else ""
    more_after = say.LEFT_OUT if around.end < passage.end else ""
    blocks = [
        *_around(more_before, before),
        Block(tuple(_quote_parts(scored)), QUOTE_GUTTER),
        *_around(after, more_after),
        *lines(say.differing(scored), look=Look.NOTE, indent=INDENT).blocks,
        *_source(scored),
    ]
    return Group(tuple(blocks))


def _answer_page(answer: Answer) -> Page:
    quotes = tuple(map(quote_group, answer.quotes))
    notes = [
        say.beyond(answer),
        say.agreeing(answer.agreeing) if answer.agreeing else "",
        *map(say.respelling, answer.respellings),
    ]
    return _without_empty(
        _understood(answer),
        lines(say.SOURCES_DIFFER if answer.sources_differ else "", look=Look.HEADING),
        *((SideBySide(quotes),) if answer.sources_differ else quotes),
        lines(*notes, look=Look.NOTE),
    )


def _abstention_page(abstention: Abstention) -> Page:
    return _without_empty(
        _understood(abstention),
        lines(say.no_answer(abstention)),
        _nearest(abstention.nearest) if abstention.nearest else Group(()),
        lines(*map(say.respelling, abstention.respellings), look=Look.NOTE),
    )


def _understood(result: Answer | Abstention) -> Group:
    return lines(say.understood(result.understood) if result.understood else "", look=Look.NOTE)


def _nearest(scored: ScoredQuote) -> Group:
    heading = Block((Part(say.NEAREST, Look.NOTE),))
    quote = Block((Part(scored.quote.text, Look.AROUND),), INDENT)
    return Group((heading, quote, *_source(scored)))


def _without_empty(*groups: Group | SideBySide) -> Page:
    return tuple(group for group in groups if not isinstance(group, Group) or group.blocks)


def _source(scored: ScoredQuote) -> tuple[Block, ...]:
    source = f"— {say.source(scored.passage)} · {say.confidence(scored)}"
    return lines(source, str(cite(scored.quote)), look=Look.SOURCE, indent=INDENT).blocks


def _around(*pieces: str) -> tuple[Block, ...]:
    text = " ".join(filter(None, pieces))
    return lines(text, look=Look.AROUND, indent=INDENT).blocks


def _quote_parts(scored: ScoredQuote) -> Iterator[Part]:
    """The quote, cut where parts of it differ from another source."""
    text, whole = scored.quote.document.text, scored.quote.span
    inside = [span for span in sorted(scored.differing) if span in whole]
    edges = [whole.start, *(edge for span in inside for edge in (span.start, span.end)), whole.end]
    looks = (Look.QUOTE, Look.DIFFERING)
    for number, (start, end) in enumerate(pairwise(edges)):
        if start < end:
            yield Part(Span(start, end).cut(text), looks[number % 2])


def _nearest_sentences(scored: ScoredQuote) -> Span:
    """The quote with the whole sentences of its passage about it that fit into ``CONTEXT``."""
    quote, sentences = scored.quote.span, scored.passage.sentences
    start = _reach(quote.start, [s.start for s in reversed(sentences) if s.end <= quote.start])
    end = _reach(quote.end, [s.end for s in sentences if s.start >= quote.end])
    return Span(start, end)


def _reach(edge: int, stops: Sequence[int]) -> int:
    """The farthest of ``stops``, nearest first, that lies within reach of ``edge``."""
    within = [stop for stop in stops if abs(stop - edge) <= CONTEXT]
    return within[-1] if within else edge
