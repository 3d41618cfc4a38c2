"""reStructuredText, as docutils understands it, with nothing included from elsewhere."""

from __future__ import annotations

import re

from docutils import nodes
from docutils.core import publish_doctree

from retrieval.documents.encodings import decode
from retrieval.documents.extraction import Extract, TextBuilder

_SETTINGS = {
    "_disable_config": True,
    "file_insertion_enabled": False,
    "halt_level": 5,
    "raw_enabled": False,
    "report_level": 5,
    "warning_stream": False,
}
_NO_PROSE = re.compile(r"\.\. (?:contents|csv-table|highlight|include|index|raw|toctree)::")
_OMITTED = (
    nodes.comment,
    nodes.footnote_reference,
    nodes.label,
    nodes.substitution_definition,
    nodes.target,
    nodes.topic,
    nodes.raw,
)


def extract(data: bytes) -> Extract:
    """A section a title; text without markup; comments and definitions are left out."""
    tree = publish_doctree(decode(data), settings_overrides=_SETTINGS)
    builder = TextBuilder()
    _add(builder, tree, 0)
    return builder.finish()


def _add(builder: TextBuilder, node: nodes.Node, level: int) -> None:
    for child in node.children:
        if isinstance(child, _OMITTED):
            continue
        if isinstance(child, nodes.system_message):
            _add_unknown(builder, child)
        elif isinstance(child, nodes.title) and isinstance(node, nodes.section | nodes.document):
            builder.heading(level + 1, " ".join(_text(child).split()))
        elif isinstance(child, nodes.row):
            builder.add(_row(child), "\n")
        elif isinstance(child, nodes.literal_block):
            builder.add(child.astext())
        elif isinstance(child, nodes.TextElement):
            builder.add(" ".join(_text(child).split()))
        else:
            _add(builder, child, level + isinstance(child, nodes.section))


def _text(node: nodes.Node) -> str:
    for mark in list(node.findall(nodes.footnote_reference)):
        mark.parent.remove(mark)
    return node.astext()


def _row(row: nodes.row) -> str:
    return " | ".join(" ".join(entry.astext().split()) for entry in row.children)


def _add_unknown(builder: TextBuilder, message: nodes.system_message) -> None:
    """A directive of Sphinx's, which docutils doesn't know, as it stands in the file."""
    for block in message.findall(nodes.literal_block):
        if not _NO_PROSE.match(block.astext()):
            builder.add(block.astext())
