"""A sent file's name made safe to store: it can lead nowhere, hide nothing and break no screen."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePosixPath

LONGEST = 120  # bytes of UTF-8, of the 255 that file systems take
NAMELESS = "document"
_LONGEST_SUFFIX = 12
# What Windows can't store, and the quotation marks that a question names a document in.
_UNWANTED = re.compile(r"""[<>:"|?*'“”‘’`]""")
_DEVICES = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\.|$)")
_UNSEEN = {"Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp"}  # controls, direction overrides and the like


def safe_name(given: str) -> str:
    r"""A plain file name, after the one that a person's app gave.

    >>> safe_name("../../etc/Minutes\n of May.pdf")
    'Minutes of May.pdf'
    >>> safe_name("\u202efdp.exe"), safe_name(".."), safe_name(".md")
    ('fdp.exe', 'document', 'document.md')
    """
    name = re.split(r"[/\\]", given)[-1]
    seen = (char for char in unicodedata.normalize("NFC", name) if not _is_unseen(char))
    name = " ".join(_UNWANTED.sub("_", "".join(seen)).split())
    stem, suffix = _parted(name)
    # Names that begin like these are left out of the documents.
    stem = stem.lstrip(".~$# ").rstrip(".~ ")
    room = LONGEST - len(suffix.encode())
    stem = stem.encode()[:room].decode(errors="ignore").rstrip(". ") or NAMELESS
    return f"_{stem}{suffix}" if _DEVICES.match(stem) else f"{stem}{suffix}"


def _is_unseen(char: str) -> bool:
    # Line ends and tabs part words, so they are kept for `split`.
    return unicodedata.category(char) in _UNSEEN and not char.isspace()


def _parted(name: str) -> tuple[str, str]:
    """The name's stem, and its suffix with the dot if it has one."""
    name = name.rstrip(".~ ")
    suffix = PurePosixPath(f"x{name}" if name.startswith(".") else name).suffix
    if not suffix or len(suffix.encode()) > _LONGEST_SUFFIX or " " in suffix:
        return name, ""
    return name.removesuffix(suffix), suffix
