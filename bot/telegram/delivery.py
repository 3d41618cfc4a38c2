"""What Telegram's clean-up does to a text, foreseen: so that a quote is never altered in silence.

Telegram stores control characters as spaces and drops carriage returns, line and paragraph
separators, directional overrides and three combining marks (TDLib, `clean_input_string` in
`MessageEntity.cpp`; compared with TDLib itself in the tests). `shown` makes of a text the
nearest one that Telegram stores as it is; where that differs from the text, the reader has to be
told, and gets the exact bytes as a file.
"""

from __future__ import annotations

import re
import unicodedata

_BREAKS = re.compile("\r\n?|[\u2028\u2029]")
_DECOMPOSED = re.compile("(.)\u030a", re.DOTALL)
_MARKS = {"\u200e", "\u200f"}
_MARK, _INSTEAD = "\u200f", "\u200c"
_REPEATED_MARK = re.compile("[\u200e\u200f](?=[\u200e\u200f])")
_DROPPED = (0x030A, 0x0333, 0x033F)
_DIRECTIONS = (*range(0x202A, 0x202F), *range(0x2066, 0x206A))

_TABLE: dict[int, str] = {code: " " for code in range(0x20) if code != 0x0A}
_TABLE |= dict.fromkeys(_DROPPED, "")
# subtle: Telegram drops half of these and keeps the others, which can make a quote read
# differently from what it says; written out they do nothing and can be seen.
_TABLE |= {code: f"[U+{code:04X}]" for code in _DIRECTIONS}


def shown(text: str) -> str:
    r"""The nearest text that Telegram stores unchanged.

    >>> shown("a\tb\r\nA\u030angstrom \u202eevil")
    'a b\nÅngstrom [U+202E]evil'
    """
    text = _BREAKS.sub("\n", text)
    text = _DECOMPOSED.sub(lambda pair: unicodedata.normalize("NFC", pair[0]), text)
    # Lone surrogates can't be sent at all.
    text = text.translate(_TABLE).encode("utf-8", "replace").decode()
    return _REPEATED_MARK.sub(_INSTEAD, text)


def survives(text: str) -> bool:
    r"""Whether a text reaches the reader character for character.

    >>> survives("plain"), survives("tab\tbed"), survives("line\u2028break")
    (True, False, False)
    """
    # Whatever follows it in a message: a direction mark before another one is lost.
    return shown(text + _MARK) == text + _MARK


def met(text: str, following: str) -> str:
    """A shown text as Telegram stores it before another one, as long as it was."""
    if text[-1:] in _MARKS and following[:1] in _MARKS:
        return text[:-1] + _INSTEAD
    return text
