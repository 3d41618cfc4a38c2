"""Text from documents made harmless for a terminal."""

from __future__ import annotations

import re

# C0 but tab and line feed, DEL and C1: escape sequences begin with these. U+2028 and U+2029 break
# lines on some terminals only.
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")
# Embeddings, overrides and isolates reorder what follows them, even beyond the quote; the invisible
# tag characters can carry text that nobody sees. Plain direction marks do neither and stay.
_UNSEEN = re.compile("[\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f]")
_PICTURES = 0x2400  # U+2400 SYMBOL FOR NULL and so on, in ASCII's order
_DELETE, _DELETE_PICTURE = 0x7F, "\u2421"
_REPLACEMENT = "\ufffd"


def visible(text: str) -> str:
    r"""``text`` with every character that could steer a terminal shown as a picture of it.

    Line ends become line feeds. Only for screens: JSON and citations keep every byte.

    >>> visible("a\x1b[31mb\r\nc\u202ed")
    'a␛[31mb\nc�d'
    """
    return _UNSEEN.sub(_REPLACEMENT, _CONTROLS.sub(_picture, text.replace("\r\n", "\n")))


def _picture(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code == _DELETE:
        return _DELETE_PICTURE
    return chr(_PICTURES + code) if code < ord(" ") else _REPLACEMENT
