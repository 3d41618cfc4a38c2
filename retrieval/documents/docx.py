"""Word files, by way of mammoth, which knows what a style means, and the web pages' reader."""

from __future__ import annotations

import io

import mammoth

from retrieval.documents.extraction import Extract, TextBuilder
from retrieval.documents.html import add_html
from retrieval.documents.zips import open_zip

# Beside what mammoth knows by itself: "heading 1" to "heading 6".
_STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='Subtitle'] => p:fresh
r[style-name='Hidden'] => !
"""


def extract(data: bytes) -> Extract:
    """A Word file: a section a heading, a table row a line; pictures are left out."""
    open_zip(data).close()
    result = mammoth.convert_to_html(
        io.BytesIO(data), style_map=_STYLES, convert_image=lambda _: []
    )
    builder = TextBuilder()
    add_html(builder, result.value)
    return builder.finish()
