"""PDF files by PDFium: the text layer, with the page of each section and headings as titles."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

import pypdfium2

from retrieval.documents.extraction import Extract, TextBuilder
from retrieval.documents.pdf_layout import (
    Block,
    Line,
    body_height,
    heal_hyphens,
    to_blocks,
    without_running_lines,
)
from retrieval.errors import DocumentError

if TYPE_CHECKING:
    from collections.abc import Sequence

_STOPPED = re.compile(r"[.!?:…。！？][\"'”’»)\]]*\s*$")
_SENTENCE_END = re.compile(r"[.!?…。！？][\"'”’»)\]]*(?:\s+|$)")
_LONGEST_HEADING = 200  # code points
_DEEPEST = 6  # levels of a table of contents


def extract(data: bytes) -> Extract:
    """A PDF's text: a section a page, and a new one at each heading.

    A sentence that runs over a page's end belongs to the page on which it begins.
    """
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise DocumentError(_refusal(str(error))) from error
    try:
        pages = [_lines(document, number) for number in range(len(document))]
        contents = _contents(document)
    finally:
        document.close()
    if not any(pages):
        raise DocumentError("it holds no text, only pictures (a scan?); OCR could add its text")
    return _built(pages, contents)


def _refusal(error: str) -> str:
    if "password" in error.lower():
        return "it is protected by a password"
    return "it is damaged, or no PDF file"


def _lines(document: pypdfium2.PdfDocument, number: int) -> list[Line]:
    page = document[number]
    try:
        text_page = page.get_textpage()
        try:
            return _text_lines(text_page)
        finally:
            text_page.close()
    finally:
        page.close()


def _text_lines(page: pypdfium2.PdfTextPage) -> list[Line]:
    text = page.get_text_range()
    # Where PDFium leaves characters out of the text, no letter's box can be found.
    placed = len(text) == page.count_chars()
    lines: list[Line] = []
    at = 0
    for row in text.split("\r\n"):
        if row.strip():
            lines.append(_placed(page, row, at) if placed else _unplaced(row, -len(lines)))
        at += len(row) + 2
    return lines


def _placed(page: pypdfium2.PdfTextPage, row: str, at: int) -> Line:
    first = page.get_charbox(at + len(row) - len(row.lstrip()), loose=True)
    last = page.get_charbox(at + len(row.rstrip()) - 1, loose=True)
    return Line(row, first[0], first[1], last[2], first[3], last[1])


def _unplaced(row: str, bottom: float) -> Line:
    return Line(row, 0, bottom, 1, bottom + 1, bottom)


def _contents(document: pypdfium2.PdfDocument) -> list[tuple[int, str, int]]:
    """The table of contents: page numbers from 0, titles, levels from 1."""
    entries = []
    for bookmark in document.get_toc(max_depth=_DEEPEST):
        target = bookmark.get_dest()
        page = target.get_index() if target else None
        if page is not None:
            entries.append((page, bookmark.get_title(), bookmark.level + 1))
    return entries


def _built(pages: Sequence[Sequence[Line]], contents: Sequence[tuple[int, str, int]]) -> Extract:
    kept = without_running_lines(pages)
    body = body_height(kept)
    known = "\n".join(line.text for lines in kept for line in lines)
    blocks = [_healed(to_blocks(lines, body), known) for lines in kept]
    _carry_sentences(blocks, body)
    sizes = sorted({_size(block) for page in blocks for block in page if _is_large(block, body)})
    builder = TextBuilder()
    for number, page in enumerate(blocks):
        builder.page(number + 1)
        titles = {_folded(title): level for at, title, level in contents if at == number}
        for block in page:
            level = titles.get(_folded(block.text))
            if level is None and not contents and _is_large(block, body):
                level = len(sizes) - sizes.index(_size(block))
            if level is None:
                builder.add(block.text)
            else:
                builder.heading(level, block.text)
    return builder.finish()


def _healed(blocks: Sequence[Block], known: str) -> list[Block]:
    return [Block(heal_hyphens(block.text, known), block.height) for block in blocks]


def _carry_sentences(pages: list[list[Block]], body: float) -> None:
    """Give each page's last block the rest of its sentence from the page after."""
    for page, following in itertools.pairwise(pages):
        if not page or not following:
            continue
        last, first = page[-1], following[0]
        open_end = not _STOPPED.search(last.text) and not _is_large(last, body)
        if not open_end or _is_large(first, body) or not first.text[0].islower():
            continue
        end = _SENTENCE_END.search(first.text)
        cut = end.end() if end else len(first.text)
        page[-1] = Block(f"{last.text} {first.text[:cut].rstrip()}", last.height)
        following[:1] = [Block(first.text[cut:], first.height)] if first.text[cut:] else []


def _is_large(block: Block, body: float) -> bool:
    short = len(block.text) <= _LONGEST_HEADING
    return short and block.height > 1.15 * body and any(char.isalpha() for char in block.text)


def _size(block: Block) -> float:
    return round(block.height)


def _folded(title: str) -> str:
    """Letters alone: contents and headings differ in numbers and spaces."""
    return "".join(char for char in title.casefold() if char.isalpha())
