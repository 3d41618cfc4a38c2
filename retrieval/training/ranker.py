"""Trains the ranker's weights: ``python -m retrieval.training.ranker FILE... [--ablate]``.

Each FILE is in SQuAD's format. The articles of the part "train" teach, those of "test" are
reported; so do and are the small folders of `folders`, whose questions weigh more, since they are
asked as people ask. The loss is the listwise softmax (Cao et al. 2007): the log of the share that
the sentences at a labelled answer have in the pool.
"""

from __future__ import annotations

import json
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import minimize

from retrieval.answering.features import GENERAL
from retrieval.answering.ranker import Ranker
from retrieval.answering.typed_features import TYPED
from retrieval.training.corpus import FOLDS, Corpus
from retrieval.training.folders import folder_corpora

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from retrieval.training.corpus import Pool

    Matrix = NDArray[np.float64]
    Flags = NDArray[np.bool_]

L2 = 0.5
FOLDER_WEIGHT = 3.0  # of a question about a small folder, beside 1 of the others
OUT = Path(__file__).parents[1] / "data" / "ranker.json"
NAMES = [f.__name__ for f in (*GENERAL, *(f for features in TYPED.values() for f in features))]
_COLUMN = {name: number for number, name in enumerate(NAMES)}


@dataclass(frozen=True, slots=True)
class Example:
    """A question's pool in numbers: a row a candidate, a column a feature."""

    part: str
    fold: int
    features: Matrix
    gold: Flags
    holds: Flags
    weight: float = 1.0


def example(pool: Pool, weight: float = 1.0) -> Example:
    """The pool as a matrix; features of other answer types are 0."""
    rows = np.zeros((len(pool.candidates), len(NAMES)))
    wanted = (*GENERAL, *TYPED.get(pool.question.asks_for, ()))
    for row, candidate in zip(rows, pool.candidates, strict=True):
        for feature in wanted:
            row[_COLUMN[feature.__name__]] = feature(candidate)
    gold, holds = np.array(pool.gold, bool), np.array(pool.holds, bool)
    return Example(pool.asked.part, pool.asked.fold, rows, gold, holds, weight)


def folder_examples(part: str, scratch: Path) -> list[Example]:
    """The answerable questions of a part's small folders."""
    return [
        example(corpus.pool(asked), FOLDER_WEIGHT)
        for corpus in folder_corpora(part, scratch)
        for asked in corpus.asked
        if asked.gold
    ]


def fit(examples: Sequence[Example], columns: Sequence[int]) -> Matrix:
    """The weights of ``columns`` that minimise the loss with an L2 penalty."""
    taught = [e for e in examples if e.gold.any()]
    features = np.vstack([e.features[:, columns] for e in taught])
    gold = np.concatenate([e.gold for e in taught])
    sizes = [len(e.gold) for e in taught]
    starts = np.cumsum([0, *sizes[:-1]])
    question = np.repeat(np.arange(len(taught)), sizes)
    weight = np.array([e.weight for e in taught])

    def loss(weights: Matrix) -> tuple[float, Matrix]:
        scores = features @ weights
        odds = np.exp(scores - np.maximum.reduceat(scores, starts)[question])
        total = np.add.reduceat(odds, starts)
        right = np.add.reduceat(odds * gold, starts)
        wanted = odds * gold / right[question]
        slope = features.T @ (weight[question] * (odds / total[question] - wanted))
        value = weight @ np.log(total / right) + L2 * weights @ weights
        return value / weight.sum(), (slope + 2 * L2 * weights) / weight.sum()

    start = np.zeros(len(columns))
    found: Matrix = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 500}).x
    return found


def named(weights: Matrix) -> dict[str, float]:
    """The weights of all features by name, as `Ranker` takes them and the file holds them."""
    return {name: round(float(weight), 4) for name, weight in zip(NAMES, weights, strict=True)}


def cross_fitted(examples: Sequence[Example]) -> list[Ranker]:
    """For each fold a ranker that the articles of the part "train" in the other folds teach."""
    taught = [e for e in examples if e.part == "train"]
    folds = ([e for e in taught if e.fold != fold] for fold in range(FOLDS))
    return [Ranker(named(fit(others, range(len(NAMES))))) for others in folds]


def hit_rates(
    examples: Sequence[Example], weights: Matrix, columns: Sequence[int]
) -> tuple[float, float]:
    """Share of questions whose best sentence is the labelled one, and holds a gold answer."""
    gold = holds = 0
    for e in examples:
        if len(e.gold):
            best = int(np.argmax(e.features[:, columns] @ weights))
            gold, holds = gold + bool(e.gold[best]), holds + bool(e.holds[best])
    return gold / len(examples), holds / len(examples)


def ablate(train: Sequence[Example], test: Sequence[Example]) -> None:
    """Print what is lost on ``test`` when each feature is left out."""
    for left_out in range(len(NAMES)):
        columns = [n for n in range(len(NAMES)) if n != left_out]
        rates = hit_rates(test, fit(train, columns), columns)
        print(f"without {NAMES[left_out]:24} gold {rates[0]:.4f}  holds {rates[1]:.4f}", flush=True)


def main(arguments: Sequence[str]) -> None:
    """Read the files, fit, report, and write the weights into the package."""
    files = [Path(name) for name in arguments if not name.startswith("-")]
    train: list[Example] = []
    test: dict[str, list[Example]] = {}
    with tempfile.TemporaryDirectory() as scratch:
        for file in files:
            corpus = Corpus(file, Path(scratch))
            examples = [example(corpus.pool(asked)) for asked in corpus.asked]
            train += (e for e in examples if e.part == "train")
            test[file.stem] = [e for e in examples if e.part == "test"]
        train += folder_examples("train", Path(scratch))
        test["folders"] = folder_examples("test", Path(scratch))
    columns = range(len(NAMES))
    weights = fit(train, columns)
    for name, examples in test.items():
        gold, holds = hit_rates(examples, weights, columns)
        print(f"{name}: {len(examples)} questions, gold {gold:.4f}, holds {holds:.4f}")
    OUT.write_text(json.dumps({"weights": named(weights)}, indent=1) + "\n", encoding="utf-8")
    if "--ablate" in arguments:
        ablate(train, [e for examples in test.values() for e in examples])


if __name__ == "__main__":
    main(sys.argv[1:])
