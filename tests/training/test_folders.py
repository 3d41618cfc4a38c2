from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from retrieval.labelled import PARTS
from retrieval.training.folders import FOLDERS, as_squad, folder_corpora

if TYPE_CHECKING:
    from pathlib import Path

FILES = sorted(FOLDERS.glob("*/*.txt"))
TEXT = """# Keys
Joost has the keys.

He lives above the shop.
? Who has the keys? | Joost
? How old is Joost? |
# Shop
The shop sells rope.
? What is sold | bought? | rope
"""


def test_a_folder_is_read_as_documents_with_their_questions() -> None:
    keys, shop = as_squad(TEXT)["data"]
    assert [keys["title"], shop["title"]] == ["Keys", "Shop"]
    [paragraph] = keys["paragraphs"]
    assert paragraph["context"] == "Joost has the keys.\n\nHe lives above the shop."
    assert [qa["is_impossible"] for qa in paragraph["qas"]] == [False, True]
    [asked] = shop["paragraphs"][0]["qas"]
    assert (asked["question"], asked["answers"][0]["text"]) == ("What is sold | bought?", "rope")


def test_an_answer_that_stands_nowhere_in_its_document_is_refused() -> None:
    with pytest.raises(ValueError, match="substring"):
        as_squad("# Keys\nJoost has the keys.\n? Who has them? | Marta\n")


def test_a_line_before_the_first_document_is_refused() -> None:
    with pytest.raises(ValueError, match="title"):
        as_squad("Joost has the keys.\n# Shop\nThe shop sells rope.\n")


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_folder_has_questions_with_and_without_an_answer(file: Path) -> None:
    paragraphs = [
        p for d in as_squad(file.read_text(encoding="utf-8"))["data"] for p in d["paragraphs"]
    ]
    asked = [qa for paragraph in paragraphs for qa in paragraph["qas"]]
    assert len({qa["question"].casefold() for qa in asked}) == len(asked)
    answered = sum(not qa["is_impossible"] for qa in asked)
    assert 0.4 < answered / len(asked) < 0.75
    assert all(re.search(r"\w", paragraph["context"]) for paragraph in paragraphs)


def test_each_folder_is_a_corpus_of_its_own(tmp_path: Path) -> None:
    found = [corpus for part in PARTS for corpus in folder_corpora(part, tmp_path)]
    assert len(found) == len(FILES)
    assert all(asked.gold or not asked.spans for corpus in found for asked in corpus.asked)
