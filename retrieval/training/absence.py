"""Counts how often answers lack a question's words: ``python -m retrieval.training.absence FILE…``.

Each FILE is in SQuAD's format; the articles of the part "train" are counted. Run it after
`retrieval.training.ranker`, whose best labelled sentence is taken for the answer, and before
`retrieval.training.confidence`.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from retrieval.answering.absence import FILE, PLAIN
from retrieval.answering.ranker import trained_ranker
from retrieval.answering.signals import held_nearby
from retrieval.training.corpus import Corpus

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from retrieval.training.corpus import Pool

OUT = Path(__file__).parents[1] / "data" / FILE
LEAST_ARTICLES = 4  # in which answers lack a word, so that the words of one subject stay out
LEAST_CHANCE = 0.25
PRIOR = 8.0  # questions that `PLAIN` counts for
_HEAD = """# How often answers lack a word of the question: the chance, then the English index term.
# Written by `python -m retrieval.training.absence`; words that are lacked seldom are left out.
"""


def words_asked(pool: Pool) -> Iterator[tuple[str, bool]]:
    """The terms of a question that are no names or numbers, and whether its answer lacks them."""
    labelled = [c for c, gold in zip(pool.candidates, pool.gold, strict=True) if gold]
    if labelled:
        question = pool.question
        held = held_nearby(trained_ranker().rank(labelled)[0].candidate)
        for number in range(len(question.terms)):
            if number not in question.names and number not in question.numbers:
                yield question.index_terms[number], number not in held


def chances(pools: Iterable[Pool]) -> list[tuple[float, str]]:
    """The chance of each term that is lacked often and widely enough, the highest first."""
    asked, lacking = Counter[str](), Counter[str]()
    articles = defaultdict[str, set[str]](set)
    for pool in pools:
        for term, is_lacking in words_asked(pool):
            asked[term] += 1
            if is_lacking:
                lacking[term] += 1
                articles[term].add(pool.asked.path)
    rows = (
        ((lacking[term] + PLAIN * PRIOR) / (asked[term] + PRIOR), term)
        for term, where in articles.items()
        if len(where) >= LEAST_ARTICLES
    )
    return sorted((row for row in rows if row[0] >= LEAST_CHANCE), key=lambda row: (-row[0], row))


def table(rows: Iterable[tuple[float, str]]) -> str:
    """The text of the data file.

    >>> print(table([(0.9, "kind")]).splitlines()[-1])
    0.90 kind
    """
    return _HEAD + "".join(f"{chance:.2f} {term}\n" for chance, term in rows)


def main(arguments: Sequence[str]) -> None:
    """Read the files, count, and write the table into the package."""
    with tempfile.TemporaryDirectory() as scratch:
        corpora = [Corpus(Path(name), Path(scratch)) for name in arguments]
        pools = (corpus.pool(asked) for corpus in corpora for asked in corpus.part("train"))
        rows = chances(pools)
    OUT.write_text(table(rows), encoding="utf-8")
    print(f"{len(rows)} words, the first: {', '.join(term for _, term in rows[:10])}")


if __name__ == "__main__":
    main(sys.argv[1:])
