"""EPUB books: their chapters in reading order, through the web pages' reader.

The few lines that find the chapters are our own, as ebooklib is under the AGPL.
"""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING
from urllib.parse import unquote

from defusedxml import ElementTree

from retrieval.documents.encodings import decode
from retrieval.documents.extraction import Extract, TextBuilder
from retrieval.documents.html import add_html
from retrieval.documents.zips import open_zip
from retrieval.errors import DocumentError

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

_CONTAINER = "META-INF/container.xml"
_PAGES = frozenset({"application/xhtml+xml", "text/html"})


def extract(data: bytes) -> Extract:
    """An EPUB book: the chapters that its spine names, a section a heading."""
    with open_zip(data) as archive:
        names = set(archive.namelist())
        if _CONTAINER not in names:
            raise DocumentError("it is damaged, or no EPUB file")
        root_file = ElementTree.fromstring(archive.read(_CONTAINER)).find(".//{*}rootfile")
        path = root_file.get("full-path", "") if root_file is not None else ""
        package = ElementTree.fromstring(archive.read(path))
        builder = TextBuilder(title=" ".join(package.findtext(".//{*}title", "").split()))
        for chapter in _chapters(package, posixpath.dirname(path)):
            if chapter in names:
                add_html(builder, _page(archive, chapter))
    return builder.finish()


def _chapters(package: Element, folder: str) -> Iterator[str]:
    pages = {
        item.get("id"): item.get("href", "")
        for item in package.iterfind(".//{*}manifest/{*}item")
        if item.get("media-type") in _PAGES and "nav" not in item.get("properties", "").split()
    }
    for reference in package.iterfind(".//{*}spine/{*}itemref"):
        if href := pages.get(reference.get("idref")):
            yield posixpath.normpath(posixpath.join(folder, unquote(href.partition("#")[0])))


def _page(archive: zipfile.ZipFile, name: str) -> str:
    return decode(archive.read(name))
