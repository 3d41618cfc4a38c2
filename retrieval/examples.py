"""Example questions for a welcome: made from the documents' own words, kept when they answer.

A sentence such as "Poland evacuated its ambassador" asks "Who evacuated its ambassador?"; a
heading such as "How to install" is a question already.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from retrieval.analysis import irregular_english
from retrieval.analysis.languages import stop_words
from retrieval.model import Answer, Span
from retrieval.sentences import split_sentences

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from retrieval.index import Index
    from retrieval.model import Abstention, Document, Section

T = TypeVar("T")

_DOCUMENTS = 20  # looked at, spread over the index
_SECTIONS = 10  # of each, likewise
_START = 3000  # code points of a section that are looked at
_TRIES = 24  # questions asked, since each costs as much as a person's
_SUBJECT = re.compile(
    r"(?:The )?([A-Z][\w'’.-]+)(?: (?:of |the |al-)?[A-Z][\w'’.-]+){0,3}"
    r" ((has |have |had |was |were |is |are )?([a-z]+)(?! not\b)"
    r" [^,;:.?!()\"“”]{20,70})"
)
_END = re.compile(r"[,;:.]")
_HOW_TO = re.compile(r"(?:How|What|When|Where|Why) .{8,80}")
_LEANING = re.compile(r"\b(?:he|she|it|they|his|her|its|their|this|that|these|those|who|which)\b")


def example_questions(
    index: Index, answer: Callable[[str], Answer | Abstention], count: int, path: str = ""
) -> tuple[str, ...]:
    """Up to ``count`` questions that ``answer`` answers with the sentence they are made from.

    They come from sections of their own, spread over the documents (or in the one at ``path``);
    always the same ones.
    """
    found: list[str] = []
    for question, sentence in islice(_candidates(index, path), _TRIES):
        result = answer(question)
        if isinstance(result, Answer) and sentence in result.quotes[0].quote.text:
            found.append(question)
        if len(found) == count:
            break
    return tuple(found)


def _candidates(index: Index, only: str) -> Iterator[tuple[str, str]]:
    """Questions and the sentences that answer them, at most one a section."""
    paths = [only] if only else [record.path for record in index.documents()]
    for path in _spread(paths, _DOCUMENTS):
        document = index.document(path)
        for section in _spread(document.sections if document else (), _SECTIONS):
            if document and (made := _question(document, section)):
                yield made


def _spread(items: Sequence[T], count: int) -> list[T]:
    """At most ``count`` of the items, at even distances."""
    count = min(count, len(items))
    return [items[number * len(items) // count] for number in range(count)]


def _question(document: Document, section: Section) -> tuple[str, str] | None:
    start = section.span.start
    opening = Span(start, min(section.span.end, start + _START))
    sentences = [span.cut(document.text) for span in split_sentences(document.text, opening)]
    title = section.title.rpartition("› ")[2]
    if sentences and _HOW_TO.fullmatch(title):
        return title.rstrip("?") + "?", sentences[0]
    for sentence in sentences:
        match = _SUBJECT.match(sentence)
        if match and _is_deed(match) and _END.match(sentence, match.end()):
            return f"Who {match[2].strip()}?", sentence
    return None


def _is_deed(match: re.Match[str]) -> bool:
    """Whether the words tell what somebody with a name did, and stand on their own."""
    name, did, auxiliary, verb = match.groups()
    told = auxiliary or verb.endswith("ed") or verb in irregular_english()
    return bool(told) and name.lower() not in stop_words("english") and not _LEANING.search(did)
