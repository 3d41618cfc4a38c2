"""The page and the JSON object for a citation that was checked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.layout import INDENT, QUOTE_GUTTER, Block, Group, Look, Part, lines
from bot.wording import answers
from bot.wording import verification as say
from retrieval.verification import Kind

if TYPE_CHECKING:
    from bot.layout import Page
    from retrieval.verification import Change, Verification


def verification_page(found: Verification) -> Page:
    """What became of the quote, the words that stand there now, and their citation."""
    heading = lines(say.verdict(found), look=Look.HEADING)
    if found.quote is None:
        return (heading, *_given(found))
    if found.difference:
        parts = tuple(map(_part, found.difference))
        words: tuple[Block, ...] = (Block(parts, QUOTE_GUTTER),)
    else:
        words = (Block((Part(found.quote.text, Look.QUOTE),), QUOTE_GUTTER),)
    section = found.section
    title = answers.place(section, found.quote.document.path) if section else ""
    source = lines(title and f"— {title}", str(found.current), look=Look.SOURCE, indent=INDENT)
    return (heading, Group((*words, *source.blocks)))


def verification_object(found: Verification) -> dict[str, Any]:
    """The same for a program; start and end count code points of the document's text."""
    quote = found.quote
    return {
        "citation": str(found.citation),
        "standing": str(found.standing),
        "holds": found.holds,
        "fits": found.fits,
        "same_file": found.same_file,
        "trouble": found.trouble or None,
        "given": found.given,
        "document": quote.document.path if quote else None,
        "text": quote.text if quote else None,
        "start": quote.span.start if quote else None,
        "end": quote.span.end if quote else None,
        "current": str(found.current) if quote else None,
        "difference": [
            {"change": str(change.kind), "text": change.text} for change in found.difference
        ],
    }


def no_citation_object(text: str, message: str) -> dict[str, Any]:
    """A text that isn't a citation, for a program."""
    return {"citation": text, "standing": None, "holds": False, "error": message}


def _part(change: Change) -> Part:
    match change.kind:
        case Kind.SAME:
            return Part(change.text, Look.QUOTE)
        case Kind.REMOVED:
            return Part(change.text.join(say.REMOVED), Look.DIFFERING)
        case Kind.ADDED:
            return Part(change.text.join(say.ADDED), Look.DIFFERING)


def _given(found: Verification) -> tuple[Group, ...]:
    if found.given is None:
        return ()
    heading = lines(say.QUOTED, look=Look.NOTE)
    words = Block((Part(found.given, Look.AROUND),), INDENT)
    return (Group((*heading.blocks, words)),)
