"""What is said of a citation that was checked."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from retrieval.verification import Standing

if TYPE_CHECKING:
    from retrieval.verification import Verification

WHAT = "Paste a citation after it: /verify notes.txt@3f2a9c1b:1024-1180~5d41402a"
QUOTED = "It was quoted as:"
REMOVED, ADDED = ("[-", "-]"), ("{+", "+}")  # as git's word diff marks them, for want of colour


def verdict(found: Verification) -> str:
    """What became of the quote, in a sentence or two."""
    name = found.citation.document
    if not found.fits:
        return (
            f"Doesn't fit: {name} is byte for byte the file that was cited, but doesn't say there "
            "what the citation names. Perhaps the citation was mistyped: copy it whole."
        )
    match found.standing:
        case Standing.UNCHANGED:
            other = "" if found.same_file else " Other parts of the document have changed."
            return f"Unchanged: {name} says this, at this place.{other}"
        case Standing.MOVED:
            assert found.quote
            there = found.quote.document.path
            where = "at another place" if there == name else f"now in {there}"
            return f"Moved: the words are unchanged, {where}."
        case Standing.ALTERED:
            return f"Altered: {name} no longer says this word for word.{_same_file(found)}"
        case Standing.GONE:
            return _gone(found)
        case _:
            assert_never(found.standing)


def _gone(found: Verification) -> str:
    name = found.citation.document
    if found.trouble:
        return f"Gone: {name} can't be read: {found.trouble}. No other document says this."
    if found.is_document_there:
        return f"Gone: neither {name} nor another document says this.{_same_file(found)}"
    return f"Gone: there is no {name} among the documents, and no other one says this."


def _same_file(found: Verification) -> str:
    if not found.same_file:
        return ""
    return (
        " The file itself is the one that was cited: its text is taken out of it differently now."
    )
