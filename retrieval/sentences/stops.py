"""Which full stops end a sentence inside a stretch of running text.

A stop is judged by the word before it and the word after it, as in Kiss and Strunk,
"Unsupervised Multilingual Sentence Boundary Detection" (Computational Linguistics 32:4, 2006,
"Punkt"), with its three kinds of evidence: abbreviations, initials and ordinals before the stop,
and words that often begin a sentence after it. The words are listed rather than learnt from the
documents, so that a document is cut alike whatever stands beside it. In doubt a stop ends
nothing: a quote of two sentences is whole, a quote of half a one is not.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from retrieval.model import Span
from retrieval.sentences.words import NAMES, NUMBERED, PHRASES, STARTERS, TITLES

if TYPE_CHECKING:
    from collections.abc import Iterator

# A stop and what closes with it: a narrow one counts before white space, a wide one anywhere.
# subtle: the pattern begins with one set of characters, which `re` searches for five times faster
# than for an alternative, and the look-behind keeps a long row of dots from being tried again at
# each of its dots.
NARROW, WIDE = ".!?…", "。！？｡؟۔।॥։።፧።។៕᠃᠉⸮"
CLOSING = r"""["'”’“»«›)\]}*_`~]|\[\d{1,3}\]|[  \u202f]»"""
STOP = re.compile(
    rf"[{NARROW}{WIDE}](?<![{NARROW}]{{2}})"
    rf"(?:(?<=[{WIDE}])[{WIDE}]*[\"'”’»)\]」』）】》〉]*"
    rf"|(?P<narrow>[{NARROW}]*(?:[ \u00a0]\.)*)(?:{CLOSING})*(?=\s|$))"
)
NEXT = re.compile(r"\s+(?:[–—-]\s+)?[^\w\s]*(\w{0,20})")
SPACE = re.compile(r"\s*")
LETTER_OR_DIGIT = re.compile(r"\w")

# How many code points before a stop its word is looked for in.
LONGEST_WORD = 32

INITIALS = re.compile(r"[^\W\d_a-z]|(?:[^\W\d_]{1,2}\.)+[^\W\d_]{1,2}")
NUMERAL = re.compile(r"\d{1,3}|[^\W\d_]|[ivxIVX]{1,5}")
OPENERS = "\"'“‘«‹„(*[{_¿¡"


def sentences_of(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentences of a stretch that is trimmed of white space, likewise trimmed."""
    lower_case = text[start:end].islower()
    for match in STOP.finditer(text, start, end):
        if match.end() == end:
            break
        if _ends_sentence(text, Span(start, end), match, lower_case=lower_case):
            yield start, match.end()
            start = _skip_space(text, match.end(), end)
    yield start, end


def _skip_space(text: str, start: int, end: int) -> int:
    space = SPACE.match(text, start, end)
    assert space is not None
    return space.end()


def _ends_sentence(text: str, rest: Span, stop: re.Match[str], *, lower_case: bool) -> bool:
    """Whether the stop ends the sentence that began with the rest of the stretch.

    ``lower_case`` says that the text knows no capitals, which then tell nothing.
    """
    before = text[max(rest.start, stop.start() - LONGEST_WORD) : stop.start()]
    if not LETTER_OR_DIGIT.search(before):
        return False  # nothing said yet: "… and then", "(...) and"
    if stop["narrow"] is None:
        return True
    following = NEXT.match(text, stop.end(), rest.end)
    assert following is not None
    word = following[1]
    if word[:1].islower() and not lower_case and not word[1:2].isupper():  # save iPhone and eBay
        return False
    if stop["narrow"] or text[stop.start()] != ".":
        return True
    initial = len(word) == 1 and text.startswith(".", following.end(), rest.end)
    token = before.rsplit(maxsplit=1)[-1]
    first = stop.start() - len(token) == rest.start
    return _ends_at_full_stop(token, word, first=first, initial=initial)


def _ends_at_full_stop(before: str, after: str, *, first: bool, initial: bool) -> bool:
    """The same for one full stop between two words, the second of which could begin a sentence.

    ``first`` says that the word before is the sentence's first, ``initial`` that the word after
    has a stop of its own.
    """
    word = before.lstrip(OPENERS)
    if (first and NUMERAL.fullmatch(word)) or word in TITLES or word.lower() in PHRASES:
        return False
    if word.lower() in NUMBERED and after[:1].isdigit():
        return False
    if word in NAMES or INITIALS.fullmatch(word):
        return not after or (after in STARTERS and not initial)
    return True
