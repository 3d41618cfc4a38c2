"""Where pages go: a terminal, or a pipe or file that wants text and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TextIO

from bot.layout import Group
from bot.visible import visible

if TYPE_CHECKING:
    from bot.layout import Page


class Screen(Protocol):
    """Shows pages."""

    def show(self, page: Page) -> None:
        """Print one page, with an empty line after it."""


class PlainScreen:
    """Unwrapped lines without an escape sequence, for programs and for files.

    Control characters are pictured here too: what is piped often ends on a terminal after all.
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def show(self, page: Page) -> None:
        """Print one page at once."""
        print(page_text(page), end="", file=self._stream, flush=True)


def page_text(page: Page) -> str:
    """A page as plain text, with an empty line after each group."""
    groups = [
        group for item in page for group in ((item,) if isinstance(item, Group) else item.groups)
    ]
    return "".join(f"{_group_text(group)}\n" for group in groups)


def screen_for(stream: TextIO) -> Screen:
    """The screen that suits ``stream``."""
    if not stream.isatty():
        return PlainScreen(stream)
    from bot.rendering import TerminalScreen, terminal_console

    return TerminalScreen(terminal_console(stream))


def _group_text(group: Group) -> str:
    lines = []
    for block in group.blocks:
        text = visible("".join(part.text for part in block.parts))
        lines += [f"{block.margin(n)}{line}".rstrip() for n, line in enumerate(text.split("\n"))]
    return "".join(f"{line}\n" for line in lines)
