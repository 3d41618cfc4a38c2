from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

import numpy as np
import pytest

from retrieval.index import DocumentEntry, Index, IndexWriter, batched, passage_terms
from retrieval.model import Document, Passage, Section, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from retrieval.index import DocumentRecord


def lengths(terms: Sequence[str]) -> NDArray[np.uint64]:
    return np.array([len(term) for term in terms], np.uint64)


class Words:
    """Lower case words, "the" left out, hyphenated ones whole and in parts."""

    def surfaces(self, text: str) -> list[str]:
        return re.findall(r"[\w-]+", text)

    def terms(self, surface: str) -> tuple[str, ...]:
        word = surface.lower()
        parts = word.split("-") if "-" in word else []
        return tuple(term for term in (word, *parts) if term != "the")


WORDS = Words()


class Library:
    """An index and the documents it should hold: a paragraph a section, a line a passage."""

    def __init__(self, folder: Path) -> None:
        self.attach(folder)
        self.update({})

    def attach(self, folder: Path) -> None:
        self.folder = folder
        self.writer = IndexWriter(folder, settings="test")
        self.texts: dict[str, str] = {}

    def entries(
        self, texts: Mapping[str, str], *, extracted: bool = False
    ) -> Iterator[DocumentEntry]:
        return (entry(path, texts[path], extracted=extracted) for path in sorted(texts))

    def update(
        self, changed: Mapping[str, str], removed: tuple[str, ...] = (), *, extracted: bool = False
    ) -> None:
        for path in removed:
            self.texts.pop(path, None)
        self.texts |= changed
        entries = self.entries(changed, extracted=extracted)
        self.writer.update(batched(entries, term_masks=lengths), removed)

    def open(self) -> Index:
        return Index.open(self.folder, settings="test", text_of=self.text_of)

    def text_of(self, record: DocumentRecord) -> str:
        return self.texts[record.path]

    def token_lists(self) -> list[list[str]]:
        """What rank_bm25 would be given, in order of path and place."""
        return [
            passage_terms(passage, WORDS)
            for path in sorted(self.texts)
            for passage in entry(path, self.texts[path]).passages
        ]

    def found(self, query: list[str], k: int = 10) -> list[tuple[str, Span, float]]:
        index = self.open()
        hits = [(index.passage(hit.id), hit.score) for hit in index.search(query, k)]
        return [(passage.document.path, passage.span, score) for passage, score in hits]


def entry(path: str, text: str, *, extracted: bool = False) -> DocumentEntry:
    sections = tuple(
        Section(Span(*match.span()), title=f"Part {number}", tags=(f"tag{number}",))
        for number, match in enumerate(re.finditer(r"[^\n]+(?:\n[^\n]+)*", text))
    )
    data = text.encode()
    document = Document(path, text, sections, hashlib.sha256(data).hexdigest())
    passages = tuple(
        Passage(
            document,
            section,
            sentences(text, section.span.start + line.start(), line.end() - line.start()),
        )
        for section in sections
        for line in re.finditer(r"[^\n]+", section.span.cut(text))
    )
    return DocumentEntry(document, passages, WORDS, len(data), 1, "english", extracted=extracted)


def sentences(text: str, start: int, length: int) -> tuple[Span, ...]:
    line = text[start : start + length]
    return tuple(
        Span(start + match.start(), start + match.end()) for match in re.finditer(r"[^.]+\.?", line)
    ) or (Span(start, start + length),)


@pytest.fixture(scope="session")
def new_library(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Library]:
    return lambda: Library(tmp_path_factory.mktemp("library") / "index")


@pytest.fixture
def library(new_library: Callable[[], Library]) -> Library:
    return new_library()
