"""Web pages: the main text, with headings as titles and without scripts, menus and forms.

Parsed by Lexbor (selectolax) as a browser parses; which parts are boilerplate is told by the page's
own marks (`main`, `nav`, `aside`, roles), never guessed from the text, so that nothing is lost.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborHTMLParser, LexborNode

from retrieval.documents.dates import find_date
from retrieval.documents.encodings import decode
from retrieval.documents.extraction import Extract, TextBuilder

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

_HIDDEN = (
    "aside, audio, button, canvas, datalist, dialog, form, head, iframe, input, nav, noscript, "
    "object, script, select, style, svg, template, textarea, video, [hidden], [aria-hidden=true], "
    "[role=navigation], [role=banner], [role=contentinfo], [role=search], [role=complementary]"
)
# A site's own header and footer; an article's header holds its headline.
_FRAME = ":not(article, main, section) > header, :not(article, main, section) > footer"
_PARAGRAPHS = frozenset(
    {"address", "article", "blockquote", "body", "caption", "details", "div", "dl", "fieldset"}
    | {"figcaption", "figure", "footer", "header", "hr", "main", "ol", "p", "pre", "section"}
    | {"table", "ul"}
)
_LINES = frozenset({"li", "dt", "dd", "tr", "summary", "option"})
_TABLE_PARTS = frozenset({"table", "tbody", "tr", "td", "th"})
_ARRANGED = "td table, td h1, td h2, td h3, td h4, td h5, td h6"
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_SPACE = re.compile(r"[ \t\n\r\f]+")
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
_DATES = (
    'meta[property="article:published_time"]',
    'meta[itemprop="datePublished"]',
    'meta[name="dcterms.date"]',
    'meta[name="date"]',
)


def extract(data: bytes) -> Extract:
    """A web page, its title and date as its head gives them."""
    declared = _CHARSET.search(data[:4096])
    text = decode(data, declared[1].decode() if declared else None)
    page = LexborHTMLParser(text)
    root = _main_part(page)
    title = _title(page) if root is not None and root.css_first("h1") is None else ""
    builder = TextBuilder(title=title, date=_date(page))
    if root is not None:
        _Walk(builder).over(root)
    return builder.finish()


def add_html(builder: TextBuilder, html: str) -> None:
    """Add the body of a page that belongs to a larger document: a chapter, a mail."""
    body = LexborHTMLParser(html).body
    if body is not None:
        _Walk(builder).over(body)


def _main_part(page: LexborHTMLParser) -> LexborNode | None:
    for selector in ("main", '[role="main"]'):
        found = page.css(selector)
        if len(found) == 1 and found[0].text(deep=True).strip():
            return found[0]
    return page.body


def _title(page: LexborHTMLParser) -> str:
    title = page.css_first("title")
    return " ".join(title.text().split()) if title is not None else ""


def _date(page: LexborHTMLParser) -> dt.date | None:
    for selector in _DATES:
        node = page.css_first(selector)
        found = find_date(node.attributes.get("content") or "") if node is not None else None
        if found:
            return found.date
    return None


def _hidden(root: LexborNode) -> set[int]:
    """The nodes to leave out with all that is in them."""
    frames = (node for node in root.css(_FRAME) if node.css_first("h1") is None)
    marks = (link for link in root.css('a[href*="#"]') if _is_note_mark(link))
    return {node.mem_id for nodes in (root.css(_HIDDEN), frames, marks) for node in nodes}


def _is_note_mark(link: LexborNode) -> bool:
    """A link whose text is a footnote's number or an arrow back from it, and no word."""
    text = link.text(deep=True).strip()
    return len(text) <= 5 and not any(char.isalpha() for char in text)


def _layout(root: LexborNode) -> set[int]:
    """The parts of tables that arrange a page: those around a heading or another table."""
    seen: dict[int, bool] = {}
    for node in root.css(_ARRANGED):
        above = node.parent
        while above is not None and above.mem_id not in seen:
            seen[above.mem_id] = above.tag in _TABLE_PARTS
            above = above.parent
    return {part for part, of_table in seen.items() if of_table}


class _Walk:
    """Goes over a tree once, without recursion: pages are nested as deeply as they like."""

    def __init__(self, builder: TextBuilder) -> None:
        self._builder = builder
        self._line: list[str] = []
        self._gap = "\n\n"
        self._cells = 0  # open table cells
        self._pres = 0  # open preformatted blocks

    def over(self, root: LexborNode) -> None:
        layout = _layout(root)
        for node, entering in _events(root, _hidden(root)):
            tag = "div" if node.mem_id in layout else node.tag or ""
            if tag == "-text":
                self._text(node.text_content or "")
            elif entering:
                self._enter(tag)
            else:
                self._leave(tag)
        self._flush("\n\n")

    def _enter(self, tag: str) -> None:
        if tag == "br":
            self._line.append("\n")
        elif tag in {"td", "th"} and "".join(self._line).strip():
            self._line.append(" | ")
        else:
            self._border(tag)
        self._count(tag, 1)

    def _leave(self, tag: str) -> None:
        if tag in _HEADINGS and not self._cells:
            title = " ".join("".join(self._line).split())
            self._line.clear()
            if title:
                self._builder.heading(_HEADINGS[tag], title)
        else:
            self._border(tag)
        self._count(tag, -1)

    def _count(self, tag: str, step: int) -> None:
        if tag in {"td", "th"}:
            self._cells += step
        elif tag == "pre":
            self._pres += step

    def _border(self, tag: str) -> None:
        if self._cells and tag != "table":
            if tag in _PARAGRAPHS or tag in _LINES or tag in _HEADINGS:
                self._line.append(" ")
        elif tag in _PARAGRAPHS or tag in _HEADINGS:
            self._flush("\n\n")
        elif tag in _LINES:
            self._flush("\n")

    def _text(self, text: str) -> None:
        self._line.append(text if self._pres else _SPACE.sub(" ", text))

    def _flush(self, gap: str) -> None:
        """End a block; ``gap`` is the least that goes between it and the next one."""
        text = "".join(self._line)
        self._line.clear()
        if not self._pres:
            lines = (_SPACE.sub(" ", line).strip() for line in text.split("\n"))
            text = "\n".join(line for line in lines if line)
        if text.strip():
            self._builder.add(text, self._gap)
            self._gap = gap
        else:
            self._gap = max(self._gap, gap)


def _events(root: LexborNode, hidden: set[int]) -> Iterator[tuple[LexborNode, bool]]:
    """Every node below ``root`` as it opens and as it closes, a text only once."""
    open_nodes: list[LexborNode] = []
    node = root.child
    while node is not None or open_nodes:
        if node is None:
            node = open_nodes.pop()
            yield node, False
            node = node.next
        elif node.is_text_node:
            yield node, True
            node = node.next
        elif node.is_element_node and node.mem_id not in hidden:
            yield node, True
            open_nodes.append(node)
            node = node.child
        else:
            node = node.next
