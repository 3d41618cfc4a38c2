"""The passages and queries that the search benchmark runs on."""

from __future__ import annotations

import hashlib
import lzma
import random
import re
from itertools import accumulate
from typing import TYPE_CHECKING

from retrieval.analysis import Analyzer as English
from retrieval.index import Batcher, DocumentEntry
from retrieval.model import Document, Passage, Section, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from retrieval.index import Analyzer, Batch

PASSAGES_A_DOCUMENT = 50
_PASSAGES_A_TASK = 1_000
_WORDS_A_PASSAGE = 140
_SENTENCE = re.compile(r"\S(?:[^.]|\.(?! ))*\.?")
_WORD = re.compile(r"[^\W\d_]{4,}")


def read_passages(path: Path | None) -> list[str]:
    """A file's lines (it may be .xz), a folder's files' paragraphs, or made-up passages."""
    if path is None:
        return made_up(10_000)
    if path.is_dir():
        texts = (file.read_text("utf-8", "replace") for file in sorted(path.rglob("*.*")))
        found = [" ".join(part.split()) for text in texts for part in text.split("\n\n")]
        return [passage for passage in found if passage]
    data = path.read_bytes()
    text = (lzma.decompress(data) if path.suffix == ".xz" else data).decode()
    return [line.rstrip("\r") for line in text.split("\n") if line]


def made_up(count: int) -> list[str]:
    """Passages of invented words whose frequencies fall as Zipf's law has it."""
    chance = random.Random(1)
    words = ["".join(chance.choices("aeioukstnrlmp", k=2 + n % 9)) for n in range(50_000)]
    weights = [1 / (rank + 10) for rank in range(len(words))]
    drawn = chance.choices(words, weights, k=count * _WORDS_A_PASSAGE)
    return [
        " ".join(drawn[start : start + _WORDS_A_PASSAGE]) + "."
        for start in range(0, len(drawn), _WORDS_A_PASSAGE)
    ]


def made_up_queries(passages: Sequence[str], count: int) -> list[str]:
    """Six successive words of a passage each."""
    chance = random.Random(2)
    words = [passage.split() for passage in chance.choices(passages, k=count)]
    starts = [chance.randrange(max(len(some) - 6, 1)) for some in words]
    return [" ".join(some[at : at + 6]) for some, at in zip(words, starts, strict=True)]


def altered(passages: Sequence[str], count: int) -> Iterator[str]:
    """So many passages: these, then copies of them with words altered.

    In the n-th copy every word whose place in the passage gives the remainder n mod 5 loses its
    letters' order (it is turned back to front), so a copy shares four fifths of its words with
    the original and has a fifth of its own; queries find all copies, at different scores.
    """
    for number in range(count):
        copy, which = divmod(number, len(passages))
        yield _altered(passages[which], copy) if copy else passages[which]


def _altered(passage: str, copy: int) -> str:
    places = iter(range(len(passage)))
    return _WORD.sub(
        lambda word: word.group()[::-1] if next(places) % 5 == copy % 5 else word.group(), passage
    )


def as_files(passages: Sequence[str], folder: Path) -> None:
    """Write the passages into text files of fifty, a paragraph each."""
    for start in range(0, len(passages), PASSAGES_A_DOCUMENT):
        some = passages[start : start + PASSAGES_A_DOCUMENT]
        name = f"{start // PASSAGES_A_DOCUMENT:07}.txt"
        (folder / name).write_text("\n\n".join(some), "utf-8")


def entries(passages: Sequence[str], analyzer: Analyzer) -> Iterator[DocumentEntry]:
    """The passages as documents of fifty, in their order."""
    for start in range(0, len(passages), PASSAGES_A_DOCUMENT):
        some = passages[start : start + PASSAGES_A_DOCUMENT]
        yield entry(f"{start // PASSAGES_A_DOCUMENT:07}.txt", some, analyzer)


def batch_tasks(passages: Sequence[str]) -> Iterator[tuple[int, Sequence[str]]]:
    """The passages a thousand at a time, with the number of the first of their documents."""
    for start in range(0, len(passages), _PASSAGES_A_TASK):
        yield start // PASSAGES_A_DOCUMENT, passages[start : start + _PASSAGES_A_TASK]


class Lines:
    """Makes passages ready for the index, each of them one sentence; can be pickled."""

    def __init__(self) -> None:
        self._analyzer: Analyzer | None = None
        self._batcher = Batcher()

    def __call__(self, task: tuple[int, Sequence[str]]) -> Batch:
        self._analyzer = self._analyzer or English()
        first, passages = task
        for number, start in enumerate(range(0, len(passages), PASSAGES_A_DOCUMENT), first):
            some = passages[start : start + PASSAGES_A_DOCUMENT]
            self._batcher.add(_plain(f"{number:07}.txt", some, self._analyzer), 0)
        return self._batcher.take()


def _plain(path: str, passages: Sequence[str], analyzer: Analyzer) -> DocumentEntry:
    """As `entry`, without a look at the sentences."""
    text = "\n".join(passages)
    section = Section(Span(0, len(text)))
    data = text.encode()
    document = Document(path, text, (section,), hashlib.sha256(data).hexdigest())
    ends = list(accumulate(len(passage) + 1 for passage in passages))
    spans = map(Span, [0, *ends], (end - 1 for end in ends))
    found = [Passage(document, section, (span,)) for span in spans]
    return DocumentEntry(document, found, analyzer, len(data), 0)


def entry(path: str, passages: Sequence[str], analyzer: Analyzer) -> DocumentEntry:
    """One document of these passages, a line each."""
    text = "\n".join(passages)
    section = Section(Span(0, len(text)))
    data = text.encode()
    document = Document(path, text, (section,), hashlib.sha256(data).hexdigest())
    found, start = [], 0
    for passage in passages:
        matches = _SENTENCE.finditer(text, start, start + len(passage))
        sentences = tuple(Span(*match.span()) for match in matches)
        found.append(Passage(document, section, sentences or (Span(start, start + len(passage)),)))
        start += len(passage) + 1
    return DocumentEntry(document, found, analyzer, len(data), 0)
