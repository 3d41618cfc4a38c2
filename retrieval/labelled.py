"""Labelled questions: SQuAD 1.1 and 2.0 files, and JSON Lines of ``{"question", "gold": [...]}``.

A SQuAD file brings its documents along: an article a document, a paragraph a section.
Format: Rajpurkar, Jia and Liang, "Know What You Don't Know: Unanswerable Questions for SQuAD", ACL
2018.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from retrieval.errors import DocumentError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


# The parts of a file's articles that models are trained on and judged by, in hundredths. An
# article is in one of them whole, and in the same one whatever else is read.
PARTS = {"train": range(60), "test": range(60, 100)}


@dataclass(frozen=True, slots=True)
class LabelledQuestion:
    """A question and the strings of which a right quote holds one; none: it has no answer."""

    question: str
    gold: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Article:
    """A document of a SQuAD file; ``part`` is the one of `PARTS` that it is in."""

    title: str
    part: str
    paragraphs: tuple[str, ...]
    questions: tuple[LabelledQuestion, ...]


@dataclass(frozen=True, slots=True)
class Labelled:
    """What a file of labelled questions holds; JSON Lines bring no articles."""

    questions: tuple[LabelledQuestion, ...]
    articles: tuple[Article, ...] = ()

    def part(self, name: str) -> tuple[LabelledQuestion, ...]:
        """The questions about the articles of one of `PARTS`."""
        return tuple(
            q for article in self.articles if article.part == name for q in article.questions
        )


def read_labelled(path: Path) -> Labelled:
    """Read a file of labelled questions.

    Raises:
        DocumentError: it can't be read, or is in neither format; the message says where.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise DocumentError(f"{path} can't be read as UTF-8 text: {error}") from error
    try:
        whole = json.loads(text)
    except json.JSONDecodeError:
        whole = None  # more than one line of JSON Lines
    if isinstance(whole, dict) and "data" in whole:
        articles = tuple(_squad_articles(whole, path))
        return Labelled(tuple(q for article in articles for q in article.questions), articles)
    return Labelled(tuple(_json_lines(text, path)))


def write_articles(articles: tuple[Article, ...], folder: Path) -> None:
    """Write each article as a Markdown file with its title over every paragraph.

    So a paragraph is a section, and no passage straddles two of them.
    """
    for number, article in enumerate(articles):
        title = " ".join(article.title.replace("_", " ").split())
        name = re.sub(r"[^\w-]+", "-", title)[:60].strip("-")
        sections = (f"# {title}\n\n{paragraph}\n" for paragraph in article.paragraphs)
        path = folder / f"{number:04}-{name}.md"
        path.write_text("\n".join(sections), encoding="utf-8", newline="")


def part_of(key: str) -> str:
    """The part of an article, by a hash of its title or else its first 200 code points."""
    place = place_of(key)
    return next(name for name, places in PARTS.items() if place in places)


def place_of(key: str) -> int:
    """A number under 100 that stays the same for an article, whatever else is read."""
    return int(hashlib.sha256(key.encode()).hexdigest(), 16) % 100


def _squad_articles(whole: dict[str, Any], path: Path) -> Iterator[Article]:
    try:
        for number, article in enumerate(whole["data"]):
            paragraphs = article["paragraphs"]
            title = str(article.get("title") or "")
            yield Article(
                title or f"article {number + 1}",
                part_of(title or paragraphs[0]["context"][:200]),
                tuple(paragraph["context"] for paragraph in paragraphs),
                tuple(_squad_question(qa) for paragraph in paragraphs for qa in paragraph["qas"]),
            )
    except (LookupError, TypeError, AttributeError) as error:
        raise DocumentError(f"{path} is not SQuAD JSON: {error!r} is missing or wrong.") from error


def _squad_question(qa: dict[str, Any]) -> LabelledQuestion:
    answers = () if qa.get("is_impossible") else qa["answers"]
    texts = (answer["text"].strip() for answer in answers)
    return LabelledQuestion(qa["question"], tuple(dict.fromkeys(filter(None, texts))))


def _json_lines(text: str, path: Path) -> Iterator[LabelledQuestion]:
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
            question, gold = value["question"], value.get("gold", [])
        except (ValueError, KeyError, TypeError) as error:
            raise _not_a_question(path, number) from error
        if not isinstance(question, str) or not _is_strings(gold):
            raise _not_a_question(path, number)
        yield LabelledQuestion(question, tuple(gold))


def _is_strings(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _not_a_question(path: Path, number: int) -> DocumentError:
    return DocumentError(
        f'{path}, line {number}: not a question such as {{"question": "Who…?", "gold": ["…"]}}, '
        "and the file is not SQuAD JSON either."
    )
