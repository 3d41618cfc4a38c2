"""What the console says besides answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.wording.answers import plural
from bot.wording.command_line import holdings, size

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.documents import SkippedFile
    from retrieval.engine import Source

PROMPT = "? "
INTRODUCTION = "Quotebot answers by quoting your documents word for word."
EXAMPLES = "Ask, for example:"
HINT = "/help lists the commands; Ctrl-D leaves."
INTERRUPTED = "Ctrl-C once more, or Ctrl-D, leaves."
CANCELLED = "Cancelled."
NO_MORE = "There is no other quote for that."
ASK_FIRST = "Ask a question first."
NO_QUOTE = "There is no quote to show more of: the last question got none."
NO_SOURCES = "No documents are loaded."
HELP = "Type a question as you would say it. A question may refer to the one before it: “and when?”"
COMMANDS = {
    "/help": "this list",
    "/sources": "the documents and what was left out; /sources WORD for some of them",
    "/more": "the next best quote for the last question",
    "/context": "what stands around the last quote; /context 2 for the second",
    "/verify": "whether a citation still holds: /verify CITATION",
    "/quit": "leave, as Ctrl-D does",
}
LISTED_SOURCES = 50


def loaded(sources: Sequence[Source], passages: int, skipped: int) -> str:
    """What there is to ask."""
    told = f"Loaded: {holdings(sources, passages)}." if sources else NO_SOURCES
    return f"{told} {plural(skipped, 'file')} left out: /sources says why." if skipped else told


def changed_since(document: str) -> str:
    """That a quote's file is another one now."""
    return (
        f"{document} has changed since that answer, or is gone: this is what it said then. "
        "/verify tells whether a citation still holds."
    )


def no_such_source(word: str) -> str:
    """That no document is called so."""
    return f"No document has ‘{word}’ in its name."


def unknown_command(name: str, close: str | None) -> str:
    """That there is no such command, and which one was meant."""
    hint = f"Did you mean {close}?" if close else "/help lists the commands."
    return f"There is no command {name}. {hint}"


def no_such_quote(count: int) -> str:
    """That the last answer has fewer quotes."""
    return f"The last answer has {plural(count, 'quote')}."


def source_line(source: Source) -> str:
    """One document of `/sources`."""
    parts = (
        source.path,
        plural(source.sections, "section"),
        plural(source.passages, "passage"),
        size(source.size),
        f"read {source.indexed_at.astimezone():%Y-%m-%d %H:%M}",
    )
    return " · ".join(parts)


def more_sources(count: int) -> str:
    """That the list goes on."""
    return (
        f"… and {plural(count, 'more document')}; /sources WORD shows those with WORD in the name."
    )


def skipped_lines(skipped: Sequence[SkippedFile]) -> list[str]:
    """The files that were left out, under a heading."""
    heading = [f"{plural(len(skipped), 'file')} left out:"] if skipped else []
    return heading + [f"{file.path}: {file.reason}" for file in skipped]
