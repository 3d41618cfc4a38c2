"""Small invented folders with questions, many of them about what the documents nearly say.

``python -m retrieval.training.folders FILE`` prints one for `quotebot evaluate`.

The labelled sets hardly hold such questions: "How old is the caretaker?", where the documents name
the caretaker but tell no age, and people who don't remember how the documents put it. Each file
below ``folders`` is a folder; a line ``# `` begins a document, ``? `` a question with its answer
after `` | ``, and all other lines are the document as it stands, in Markdown. A question without
an answer is answered by none of the folder's documents.
"""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from retrieval.training.corpus import FOLDS, Corpus

FOLDERS = Path(__file__).with_name("folders")


def folder_corpora(part: str, scratch: Path) -> list[Corpus]:
    """The folders of a part, each as a corpus of its own and whole in one fold."""
    files = sorted((FOLDERS / part).glob("*.txt"))
    return [_corpus(file, scratch, part, number % FOLDS) for number, file in enumerate(files)]


def _corpus(file: Path, scratch: Path, part: str, fold: int) -> Corpus:
    squad = scratch / f"{file.stem}.json"
    squad.write_text(json.dumps(as_squad(file.read_text(encoding="utf-8"))), encoding="utf-8")
    corpus = Corpus(squad, scratch)
    corpus.asked = tuple(replace(asked, part=part, fold=fold) for asked in corpus.asked)
    return corpus


def as_squad(text: str) -> dict[str, Any]:
    r"""A folder in the format of SQuAD 2.0, each document as one "paragraph".

    Raises:
        ValueError: an answer doesn't stand in its document, or a line before the first one.

    >>> squad = as_squad("# Keys\nJoost has the keys.\n? Who has the keys? | Joost\n")
    >>> squad["data"][0]["paragraphs"][0]["qas"][0]["answers"]
    [{'text': 'Joost', 'answer_start': 0}]
    """
    if not text.startswith("# "):
        raise ValueError("A folder begins with the title of a document: # Title")
    documents = text.split("\n# ")
    return {"data": [_document(lines.removeprefix("# ").splitlines()) for lines in documents]}


def _document(lines: list[str]) -> dict[str, Any]:
    title, *rest = lines
    context = "\n".join(line for line in rest if not line.startswith("? ")).strip()
    qas = [_question(line, context) for line in rest if line.startswith("? ")]
    return {"title": title, "paragraphs": [{"context": context, "qas": qas}]}


def _question(line: str, context: str) -> dict[str, Any]:
    question, _, answer = (part.strip() for part in line.removeprefix("? ").rpartition("|"))
    places = [{"text": answer, "answer_start": context.index(answer)}] if answer else []
    return {"question": question, "answers": places, "is_impossible": not places}


if __name__ == "__main__":
    print(json.dumps(as_squad(Path(sys.argv[1]).read_text(encoding="utf-8"))))
