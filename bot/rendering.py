"""Pages on a terminal: wrapped at its width, coloured where it can and may be (rich)."""

from __future__ import annotations

import os
import shutil
from itertools import chain, zip_longest
from typing import TYPE_CHECKING, TextIO

from rich.console import Console, ConsoleDimensions
from rich.text import Text

from bot.layout import Group, Look
from bot.visible import visible

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.layout import Block, Page, SideBySide

WIDEST = 100  # columns: longer lines are hard to follow
NARROWEST_COLUMN = 36  # columns: sources that differ stand under each other below that
_GAP = 3  # columns between two sources
_STYLES = {
    Look.PLAIN: "",
    Look.HEADING: "bold",
    Look.QUOTE: "bold",
    Look.DIFFERING: "bold underline yellow",
    Look.AROUND: "dim",
    Look.SOURCE: "cyan",
    Look.NOTE: "italic",
}
_GUTTER_STYLE = "green"


def terminal_console(stream: TextIO, environment: Mapping[str, str] | None = None) -> Console:
    """A console on ``stream`` that marks up nothing by itself; honours NO_COLOR and TERM=dumb.

    ``environment`` stands in for the process's.
    """
    console = Console(
        file=stream, highlight=False, markup=False, emoji=False, _environ=environment or os.environ
    )
    if console.is_dumb_terminal:  # for which rich takes 80 columns, however many there are
        console.size = ConsoleDimensions(*shutil.get_terminal_size())
    return console


class TerminalScreen:
    """Shows pages on a rich console."""

    def __init__(self, console: Console) -> None:
        self._console = console

    def show(self, page: Page) -> None:
        """Print one page, with an empty line after each group."""
        for item in page:
            if isinstance(item, Group):
                self._print_group(item)
            else:
                self._print_beside(item)

    def _print_group(self, group: Group) -> None:
        for line in self._lines(group, min(self._console.width, WIDEST)):
            self._console.print(line)
        self._console.print()

    def _print_beside(self, item: SideBySide) -> None:
        count = len(item.groups)
        width = min((self._console.width + _GAP) // count - _GAP, WIDEST)
        if width < NARROWEST_COLUMN:
            for group in item.groups:
                self._print_group(group)
            return
        columns = [self._lines(group, width) for group in item.groups]
        for row in zip_longest(*columns, fillvalue=Text()):
            cells = [cell.copy() for cell in row]
            for cell in cells[:-1]:
                cell.pad_right(width + _GAP - cell.cell_len)
            line = Text.assemble(*cells)
            line.rstrip()
            self._console.print(line)
        self._console.print()

    def _lines(self, group: Group, width: int) -> list[Text]:
        return list(chain.from_iterable(self._block_lines(b, width) for b in group.blocks))

    def _block_lines(self, block: Block, width: int) -> list[Text]:
        text = Text.assemble(
            *((visible(part.text), _STYLES[part.look]) for part in block.parts), overflow="fold"
        )
        wrapped = text.wrap(self._console, max(width - len(block.margin(0)), 1))
        for line in wrapped:
            line.rstrip()
        return [
            Text.assemble((block.gutter, _GUTTER_STYLE), block.margin(n)[len(block.gutter) :], line)
            for n, line in enumerate(wrapped)
        ]
