"""Labels: sentences that only say what the next ones are about: "**Error E4.**", "You need:".

Beside them the marks that say nothing at all to a reader: fences, options of directives, badges. A
bold run-in or a short line without an end stands over all that follows, up to the next label; a
sentence that ends with a colon over the list below it, or else over the next sentence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from retrieval.analysis.scripts import UNSPACED

if TYPE_CHECKING:
    from collections.abc import Sequence

_ITEM = re.compile(r"\s*(?:[-*+•–]|\(?\d{1,2}[.)]|\(?[a-z]\)|\|)\s")  # of a list, or a table's row
_BOLD = re.compile(r"\W*(?P<mark>\*\*|__)(?!\s)(?:(?!(?P=mark)).)+(?P=mark)[\W_]*", re.DOTALL)
_LINE = re.compile(r"[^\W\d_](?:(?!``)[^|=<>{}\n])*[\w)]")  # neither code nor a row
_OPTIONS = (  # of directives
    "target|alt|width|height|scale|align|class|name|caption|maxdepth|hidden|titlesonly|numbered"
    "|linenos|lineno-start|emphasize-lines|figwidth|figclass|members|undoc-members|show-inheritance"
    "|orphan|depth|local|glob|loading|file|language|start-after|end-before|literal|encoding|url"
)
_TAGS = (
    "a|b|blockquote|br|center|code|details|div|em|font|h[1-6]|hr|i|img|li|ol|p|picture|pre|source"
    "|span|strong|sub|summary|sup|table|tbody|td|th|thead|tr|u|ul|video"
)
_MARKUP = re.compile(
    r"(?:`{3,}|~{3,}|:{3,})[^\n`]*"  # a fence
    r"|\.\. [\w-]+::[^\n]*"  # a directive of reStructuredText
    rf"|:(?:{_OPTIONS}):[^\n]*"
    r"|(?:\[!\[[^\]]*\]\([^)]*\)\]\([^)]*\)\s?)+"  # badges
    r"|\[[^\]\n]+\]: ?<?(?:https?:|\.{0,2}/|#)\S*"  # the target of a link
    rf"|</?(?:{_TAGS})(?: [^<>]*)?/?>"
)
_MARKUP_BEGINS = "`~:.[<"
_LEADS_IN = (":", "：")
_LONGEST_LINE = 8  # words of a line without an end that heads what follows
_LONGEST_UNSPACED = 16  # characters of one in a script without spaces
_LONGEST = 200  # characters of a label; the patterns above take their time on hostile texts
_UNSPACED_CHARACTER = re.compile(f"[{UNSPACED}]")


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels of a passage, by the numbers of its sentences.

    ``numbers`` are the labels themselves, ``over`` has for each sentence the one that it stands
    under, ``markup`` are the sentences that say nothing to a reader.
    """

    numbers: frozenset[int]
    over: tuple[int | None, ...]
    markup: frozenset[int]


def is_label(text: str) -> bool:
    """Whether a sentence only says what the next ones are about.

    >>> [is_label(text) for text in ("**Error E4.**", "You need:", "Opening hours", "It is shut.")]
    [True, True, True, False]
    """
    return leads_in(text) or _heads(text)


def is_markup(text: str) -> bool:
    """Whether a sentence is only a mark for a program, and nothing for a reader.

    >>> [is_markup(text) for text in ("```sh", ":alt: Downloads", "* * *", "It: 3.")]
    [True, True, True, False]
    """
    text = text.strip()
    if not any(map(str.isalnum, text)):
        return True
    return (
        text[0] in _MARKUP_BEGINS and len(text) <= _LONGEST and _MARKUP.fullmatch(text) is not None
    )


def leads_in(text: str) -> bool:
    """Whether a sentence ends with a colon, behind which a list or a sentence follows."""
    return text.rstrip("*_ ").endswith(_LEADS_IN)


def is_item(text: str) -> bool:
    """Whether a sentence begins an item of a list, or a row of a table."""
    return _ITEM.match(text) is not None


def read_labels(sentences: Sequence[str]) -> Labels:
    """The labels among the sentences of a passage, and what stands under each.

    >>> read_labels(["**Keys.**", "There are two.", "You need:", "- a card", "Sign it."]).over
    (None, 0, 0, 2, 0)
    """
    numbers: set[int] = set()
    markup: set[int] = set()
    over: list[int | None] = []
    heading: int | None = None
    lead_in: int | None = None
    told = 0  # sentences since the lead-in
    for number, text in enumerate(sentences):
        if is_markup(text):
            markup.add(number)
            over.append(heading if lead_in is None else lead_in)
            continue
        if told and not is_item(text):
            lead_in = None
        if _heads(text):
            numbers.add(number)
            over.append(None)
            heading, lead_in = number, None
            continue
        over.append(heading if lead_in is None else lead_in)
        told += 1
        if leads_in(text):
            numbers.add(number)
            if lead_in is None or not is_item(text):
                lead_in, told = number, 0
    return Labels(frozenset(numbers), tuple(over), frozenset(markup))


def _heads(text: str) -> bool:
    if len(text) > _LONGEST:
        return False
    if ("**" in text or "__" in text) and _BOLD.fullmatch(text):
        return True
    if not (text[-1:].isalnum() or text.endswith(")")):
        return False  # it has an end
    if text[:1].islower() or not _LINE.fullmatch(text) or is_item(text):
        return False  # a command, or the rest of a formula
    if _UNSPACED_CHARACTER.search(text):
        return len(text) <= _LONGEST_UNSPACED
    return len(text.split()) <= _LONGEST_LINE
