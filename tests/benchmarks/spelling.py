"""What respelling a question costs, on made-up vocabularies of several sizes.

    python -m tests.benchmarks.spelling

Prints milliseconds of processor time a question (the best of nine runs), and as a peer one plain
pass over the masks, which is the least that a search without an index can cost.
"""

from __future__ import annotations

import random
import time
from typing import TYPE_CHECKING

import numpy as np

from retrieval.analysis import Analyzer
from retrieval.spelling import respell
from tests.spelling.vocabularies import vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.spelling.vocabularies import FakeVocabulary

SIZES = (2_000, 100_000, 1_000_000)
ONSETS = (
    "k",
    "l",
    "m",
    "s",
    "t",
    "b",
    "d",
    "pr",
    "st",
    "v",
    "r",
    "sh",
    "g",
    "n",
    "f",
    "h",
    "ch",
    "p",
)
NUCLEI = ("a", "e", "i", "o", "u", "ei", "oo", "ia", "an", "er", "in", "on", "ul", "es")
QUESTIONS = {
    "plain words, all held": "how many soldiers were sent to the border",
    "a name that is held": "what did Kaleminski say",
    "a name that is not": "who is Suleimani",
    "one slip": "when was the parlament opened",
    "two slips and a name": "how many misslies hitt the base of Ein al-Asad",
}
HELD = ("soldiers", "sent", "border", "Kaleminski", "parliament", "missiles", "hit", "Soleimani")


def made_up(size: int, analyzer: Analyzer) -> FakeVocabulary:
    """So many terms of syllables, with the words of the questions among them."""
    chance = random.Random(size)
    terms = {term: 3 for word in HELD for term in analyzer.terms(word)}
    while len(terms) < size:
        syllables = chance.randint(2, 5)
        letters = (chance.choice(ONSETS) + chance.choice(NUCLEI) for _ in range(syllables))
        terms["".join(letters)] = 1
    return vocabulary(terms)


def milliseconds(call: Callable[[], object], runs: int = 5) -> float:
    """The best of some runs."""
    best = float("inf")
    for _ in range(runs):
        start = time.process_time()
        call()
        best = min(best, time.process_time() - start)
    return best * 1000


def main() -> None:
    """Print one line a size and question."""
    analyzer = Analyzer("english")
    respell("warm up Suleimani", analyzer, [])
    for size in SIZES:
        held = made_up(size, analyzer)
        passing = milliseconds(lambda held=held: np.bitwise_count(held.masks ^ np.uint64(1)))  # type: ignore[misc]
        print(f"{size:>9,} terms; one pass over the masks {passing:.2f} ms")
        for name, question in QUESTIONS.items():
            cost = milliseconds(lambda q=question, v=held: respell(q, analyzer, [v]), 9)  # type: ignore[misc]
            print(f"{'':>9} {name:<24} {cost:7.2f} ms {cost / passing:6.1f} passes")


if __name__ == "__main__":
    main()
