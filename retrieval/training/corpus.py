"""Labelled pools for training: what the product retrieves for a question, and what would be right.

Articles are split by a hash of their title or first words, so that no article is in two parts
and a file's parts stay the same whatever else is read.
"""

from __future__ import annotations

import json
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from retrieval.answering import pool_candidates
from retrieval.evaluation import holds_gold
from retrieval.indexing import Indexer
from retrieval.labelled import part_of, place_of, read_labelled, write_articles
from retrieval.model import EVERYWHERE, Span
from retrieval.snapshot import POOL, Snapshot, worth_reading

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from retrieval.answering import Candidate, Question
    from retrieval.answering.composer import Retrieved


FOLDS = 5


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of a SQuAD file: its gold answers, where they stand, and its article's part.

    ``fold`` is one of `FOLDS` groups of articles, for training on all the others.
    """

    text: str
    gold: tuple[str, ...]
    path: str
    spans: tuple[Span, ...]
    part: str
    fold: int


@dataclass(frozen=True, slots=True)
class Pool:
    """What a question retrieved; ``gold`` and ``holds`` are one flag a candidate.

    ``gold`` marks sentences of the labelled paragraph at the labelled place, ``holds`` any
    sentence with a gold answer in it.
    """

    asked: Asked
    question: Question
    candidates: Sequence[Candidate]
    gold: tuple[bool, ...]
    holds: tuple[bool, ...]


class Corpus:
    """The articles of one SQuAD file, indexed as a user's folder would be."""

    def __init__(self, file: Path, scratch: Path) -> None:
        folder = Path(tempfile.mkdtemp(dir=scratch))
        write_articles(read_labelled(file).articles, folder)
        indexer = Indexer(
            [folder],
            Path(tempfile.mkdtemp(dir=scratch)),
            encoding="quotebot",
            passage_tokens=200,
            language="english",
        )
        indexer.refresh()
        self.snapshot = Snapshot(indexer)
        self.asked = tuple(_asked(json.loads(file.read_text(encoding="utf-8")), folder))

    @classmethod
    def alone(cls, file: Path, scratch: Path, part: str) -> list[Corpus]:
        """Each article of a part as a corpus of its own: a small folder about one thing."""
        corpora = []
        for article in json.loads(file.read_text(encoding="utf-8"))["data"]:
            if part_of(article_key(article)) == part:
                one = Path(tempfile.mkdtemp(dir=scratch)) / "one.json"
                one.write_text(json.dumps({"data": [article]}), encoding="utf-8")
                corpora.append(cls(one, scratch))
        return corpora

    def part(self, name: str) -> list[Asked]:
        """The questions about the articles of one part."""
        return [asked for asked in self.asked if asked.part == name]

    def pool(self, asked: Asked, without: str | None = None) -> Pool:
        """What is retrieved for a question; ``without`` leaves out one document.

        The document is left out after retrieval from a pool of three times the size.
        """
        question = self.snapshot.read(asked.text)
        candidates = pool_candidates(question, self._retrieved(question, without))
        return Pool(
            asked,
            question,
            candidates,
            tuple(
                c.pooled.facts.passage.document.path == asked.path
                and any(c.facts.span.overlaps(span) for span in asked.spans)
                for c in candidates
            ),
            tuple(holds_gold(c.facts.text, asked.gold) for c in candidates),
        )

    def _retrieved(self, question: Question, without: str | None) -> Retrieved:
        if without is None:
            return self.snapshot.retrieve(question, EVERYWHERE)
        passage = self.snapshot.index.passage
        hits = self.snapshot.search(question.search_terms, 3 * POOL, EVERYWHERE)
        others = [hit for hit in hits if passage(hit[0]).document.path != without][:POOL]
        return [(n, score, self.snapshot.facts(n)) for n, score in worth_reading(others)]


def article_key(article: dict[str, Any]) -> str:
    """What tells an article from others: its title, or else how it starts."""
    return str(article.get("title") or article["paragraphs"][0]["context"][:200])


def _asked(whole: dict[str, Any], folder: Path) -> Iterator[Asked]:
    for article, file in zip(whole["data"], sorted(folder.iterdir()), strict=True):
        text = file.read_bytes().decode()
        for paragraph in article["paragraphs"]:
            start = text.index(paragraph["context"])
            for qa in paragraph["qas"]:
                places = [(start + a["answer_start"], a["text"]) for a in qa["answers"]]
                yield Asked(
                    qa["question"],
                    tuple({answer.strip() for _, answer in places}),
                    file.name,
                    tuple(Span(at, at + len(answer)) for at, answer in places),
                    part_of(article_key(article)),
                    place_of(article_key(article)) % FOLDS,
                )
