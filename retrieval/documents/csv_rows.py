"""Tables as comma- or tab-separated text: a section a row."""

from __future__ import annotations

import csv
import io
from itertools import chain, islice, zip_longest
from typing import TYPE_CHECKING

from retrieval.documents.encodings import decode
from retrieval.documents.extraction import Extract, TextBuilder

if TYPE_CHECKING:
    from collections.abc import Sequence

_SAMPLE = 20_000  # code points shown to the sniffer
_LARGEST_CELL = 10_000_000  # code points


def extract(data: bytes) -> Extract:
    """A table: each row one line, "Header: cell; Header: cell", titled by its first cell."""
    csv.field_size_limit(_LARGEST_CELL)
    text = decode(data).removeprefix("\ufeff")
    rows = csv.reader(io.StringIO(text, newline=""), _dialect(text[:_SAMPLE]))
    first = next(rows, [])
    header = first if _is_header(first) else []
    builder = TextBuilder()
    for row in rows if header else chain([first], rows):
        cells = [" ".join(cell.split()) for cell in row]
        builder.section(next(filter(None, cells), ""))
        builder.add(_line(header, cells))
    return builder.finish()


def _dialect(sample: str) -> type[csv.Dialect] | csv.Dialect:
    whole_lines = "".join(islice(io.StringIO(sample, newline=""), 50))
    try:
        return csv.Sniffer().sniff(whole_lines, ",;\t|")
    except csv.Error:
        return csv.excel


def _is_header(row: Sequence[str]) -> bool:
    # Names of columns: each there, no two the same, none a number.
    names = [cell.strip() for cell in row]
    return len(names) > 1 and len(set(names)) == len(names) and not any(map(_is_value, names))


def _is_value(cell: str) -> bool:
    return not cell or not any(char.isalpha() for char in cell)


def _line(header: Sequence[str], cells: Sequence[str]) -> str:
    if not header:
        return " | ".join(filter(None, cells))
    pairs = zip_longest(header, cells, fillvalue="")
    named = (f"{' '.join(name.split())}: {cell}" if name else cell for name, cell in pairs if cell)
    return "; ".join(named)
