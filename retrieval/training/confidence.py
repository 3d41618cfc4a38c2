"""Fits confidence and its thresholds: ``python -m retrieval.training.confidence FILE FILE``.

Two files in SQuAD's format about different things. Questions are asked of their own file's
articles, of those without the right one, of the other file's, of their own article alone and of
another article alone, some of them misspelt: half of the weight is on questions with an answer.
The questions of `folders`, asked in everyday words and often about what documents nearly say, teach
beside them; how often people ask so isn't known, so thresholds and calibration are told without.

The part "train" teaches, with rankers that didn't learn from the article that a question is about;
"test" is reported. Run it after `retrieval.training.ranker` and `retrieval.training.absence`.
"""

from __future__ import annotations

import json
import sys
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import minimize

from retrieval.answering.ranker import trained_ranker
from retrieval.answering.signals import SIGNALS
from retrieval.answering.spans import quote_at, sentence_scores
from retrieval.calibration import Judged, calibration
from retrieval.evaluation import holds_gold
from retrieval.labelled import PARTS
from retrieval.training.corpus import Corpus
from retrieval.training.folders import folder_corpora
from retrieval.training.misspelling import misspelt
from retrieval.training.ranker import cross_fitted, example, folder_examples

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from retrieval.answering.ranker import Ranker
    from retrieval.training.corpus import Asked

    Vector = NDArray[np.float64]

OUT = Path(__file__).parents[1] / "data" / "confidence.json"
L2 = 0.1
FOLDER_WEIGHT = 0.1  # the weight of the small folders, beside all others' 1
CAUTION = 1.5  # how much more a trial teaches where nothing answers: a false answer costs trust
RATES = (0.02, 0.03, 0.04, 0.05, 0.06, 0.08, 0.1, 0.12, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5)


@dataclass(frozen=True, slots=True)
class Trial:
    """A question asked: the signals of its best quote (None: nothing found), and if it is right."""

    signals: Vector | None
    right: bool


@dataclass(frozen=True, slots=True)
class Setting:
    """Trials of one kind, and the share of all questions that they stand for.

    ``answered`` says that what was asked of holds an answer.
    """

    name: str
    weight: float
    taught: Sequence[Trial]
    tested: Sequence[Trial]
    answered: bool = True


def attempt(
    corpus: Corpus, asked: Asked, ranker: Ranker, *, own: bool, without: bool = False
) -> Trial:
    """Ask a question of a corpus; in another's, or without its document, no quote is right."""
    pool = corpus.pool(asked, asked.path if without else None)
    ranked = ranker.rank(pool.candidates)
    if not ranked:
        return Trial(None, right=False)
    span, evidence = quote_at(ranked, 0, sentence_scores(ranked))
    quote = span.cut(evidence.candidate.pooled.facts.passage.document.text)
    right = own and not without and holds_gold(quote, asked.gold)
    return Trial(np.array([signal(evidence) for signal in SIGNALS]), right)


class Settings:
    """Asks the questions of two files in every setting; see `all`.

    A question is asked with a ranker that didn't learn from its article or folder. The one in the
    package learnt from the part "train" of the first file and of the folders.
    """

    def __init__(self, files: Sequence[Path], scratch: Path) -> None:
        self._file, self._scratch = files[0], scratch
        self._first, self._second = (Corpus(file, scratch) for file in files)
        taught = self._first.part("train")
        examples = [example(self._first.pool(asked)) for asked in taught]
        self._rankers = cross_fitted([*examples, *folder_examples("train", scratch)])

    def all(self) -> list[Setting]:
        """Every setting, with weights that make half of all questions answerable."""
        first, second = self._first, self._second
        one, two = ([file.part(part) for part in PARTS] for file in (first, second))
        quarter, half = ([asked[::step] for asked in one] for step in (4, 2))
        slips = [list(_misspelt(asked)) for asked in quarter]
        alone = [Corpus.alone(self._file, self._scratch, part) for part in PARTS]
        return [
            self._setting("first", 0.26, [self._own(first, asked) for asked in one]),
            self._setting("first misspelt", 0.06, [self._own(first, asked) for asked in slips]),
            self._setting("second", 0.04, [self._own(second, asked) for asked in two]),
            self._setting("first without article", 0.03, [self._lacking(q) for q in quarter]),
            self._setting("first in second", 0.19, [self._off(second, asked) for asked in half]),
            self._setting("misspelt in second", 0.04, [self._off(second, q) for q in slips]),
            self._setting("second in first", 0.17, [self._off(first, asked) for asked in two]),
            self._setting("article alone", 0.13, [self._own_all(part) for part in alone]),
            self._setting("other in article", 0.08, [self._off_all(part) for part in alone]),
        ]

    def folders(self) -> Setting:
        """The small folders, each asked its own questions."""
        parts = [folder_corpora(part, self._scratch) for part in PARTS]
        trials = [[t for corpus in part for t in self._own(corpus, corpus.asked)] for part in parts]
        return self._setting("folders", FOLDER_WEIGHT, trials)

    @staticmethod
    def _setting(name: str, weight: float, trials: Sequence[list[Trial]]) -> Setting:
        taught, tested = trials
        print(f"{name}: {len(taught)} taught, {len(tested)} tested", flush=True)
        return Setting(name, weight, taught, tested, any(trial.right for trial in taught))

    def _ranker(self, asked: Asked) -> Ranker:
        return self._rankers[asked.fold] if asked.part == "train" else trained_ranker()

    def _own(self, corpus: Corpus, asked: Iterable[Asked]) -> list[Trial]:
        return [attempt(corpus, a, self._ranker(a), own=True) for a in asked]

    def _lacking(self, asked: Iterable[Asked]) -> list[Trial]:
        return [attempt(self._first, a, self._ranker(a), own=True, without=True) for a in asked]

    def _off(self, corpus: Corpus, asked: Iterable[Asked]) -> list[Trial]:
        return [attempt(corpus, a, self._ranker(a), own=False) for a in asked]

    def _own_all(self, corpora: Sequence[Corpus]) -> list[Trial]:
        return [trial for corpus in corpora for trial in self._own(corpus, corpus.asked[::2])]

    def _off_all(self, corpora: Sequence[Corpus]) -> list[Trial]:
        """Each article asked some questions about each of the others."""
        return [
            trial
            for corpus in corpora
            for other in corpora
            if other is not corpus
            for trial in self._off(corpus, other.asked[:: len(corpora) * 4])
        ]


def _misspelt(asked: Iterable[Asked]) -> Iterator[Asked]:
    for one in asked:
        if text := misspelt(one.text):
            yield replace(one, text=text)


def fit(signals: NDArray[np.float64], right: Vector, weights: Vector) -> Vector:
    """Logistic regression with an L2 penalty; the first of the result is the bias."""
    rows = np.hstack([np.ones((len(signals), 1)), signals])
    penalised = np.r_[0.0, np.ones(signals.shape[1])]

    def loss(b: Vector) -> tuple[float, Vector]:
        odds = rows @ b
        value = (weights * (np.logaddexp(0, odds) - right * odds)).sum()
        slope = rows.T @ (weights * (1 / (1 + np.exp(-odds)) - right))
        return value + L2 * (penalised * b * b).sum(), slope + 2 * L2 * penalised * b

    found: Vector = minimize(
        loss, np.zeros(rows.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 1000}
    ).x
    return found


def recalibrated(
    coefficients: Vector, signals: NDArray[np.float64], right: Vector, weights: Vector
) -> Vector:
    """The same order of trials with probabilities that fit these (Platt 1999)."""
    odds = coefficients[0] + signals @ coefficients[1:]
    bias, scale = fit(odds[:, None], right, weights)
    found: Vector = coefficients * scale
    found[0] += bias
    return found


def gathered(
    found: Sequence[Setting], *, taught: bool, caution: float = 1.0
) -> tuple[NDArray[np.float64], Vector, Vector]:
    """Signals, rightness and weights of all settings; each has its share of a total of 4,000.

    Settings that hold no answer count ``caution`` times as much.
    """
    signals, right, weights = [], [], []
    for setting in found:
        trials = setting.taught if taught else setting.tested
        for trial in trials:
            if trial.signals is not None:
                signals.append(trial.signals)
                right.append(float(trial.right))
                share = setting.weight if setting.answered else setting.weight * caution
                weights.append(4000 * share / len(trials))
    return np.array(signals), np.array(right), np.array(weights)


def predict(coefficients: Vector, signals: NDArray[np.float64]) -> Vector:
    """The probabilities of rows of signals."""
    odds: Vector = coefficients[0] + signals @ coefficients[1:]
    return 1 / (1 + np.exp(-odds))


def thresholds(p: Vector, right: Vector, weights: Vector) -> list[tuple[float, float]]:
    """For each rate the least confidence from which on that share of given answers is wrong."""
    order = np.argsort(-p)
    given = np.cumsum(weights[order])
    wrong = np.cumsum((weights * (1 - right))[order]) / given
    rows = []
    for rate in RATES:
        fitting = np.flatnonzero(wrong <= rate)
        if len(fitting):
            rows.append((rate, round(float(p[order][fitting[-1]]), 4)))
    return rows


def report(found: Sequence[Setting], coefficients: Vector, threshold: float) -> None:
    """Print what tested trials give at a threshold."""
    for setting in found:
        rows = [t for t in setting.tested if t.signals is not None]
        p = predict(coefficients, np.array([t.signals for t in rows]))
        right = np.array([t.right for t in rows])
        given = p >= threshold
        wrong = (given & ~right).sum() / max(given.sum(), 1)
        answered = given.sum() / len(setting.tested)
        print(f"{setting.name:28} answered {answered:.3f}  wrong of given {wrong:.3f}")


def report_calibration(found: Sequence[Setting], coefficients: Vector) -> None:
    """Print how often tested trials are right that are told to be, and the log loss of that."""
    signals, right, weights = gathered(found, taught=False)
    p = predict(coefficients, signals)
    told = calibration(map(Judged, p.tolist(), (right > 0).tolist(), weights.tolist()))
    for one in told.bins:
        share = one.weight / weights.sum()
        print(
            f"{one.low:.1f}: {share:.3f} of questions, told {one.mean:.2f}, right {one.right:.2f}"
        )
    loss = -np.average(np.log(np.where(right, p, 1 - p)), weights=weights)
    area = "" if told.area is None else f", area under the curve {told.area:.4f}"
    print(f"expected calibration error {told.error:.4f}, log loss {loss:.4f}{area}")


def main(arguments: Sequence[str]) -> None:
    """Ask, fit, report, and write the model into the package."""
    with tempfile.TemporaryDirectory() as scratch:
        settings = Settings([Path(name) for name in arguments], Path(scratch))
        labelled, folders = settings.all(), settings.folders()
    coefficients = fit(*gathered([*labelled, folders], taught=True, caution=CAUTION))
    signals, right, weights = gathered(labelled, taught=True)
    coefficients = recalibrated(coefficients, signals, right, weights)
    table = thresholds(predict(coefficients, signals), right, weights)
    report([*labelled, folders], coefficients, dict(table)[0.1])
    report_calibration(labelled, coefficients)
    names = [signal.__name__ for signal in SIGNALS]
    rounded = dict(zip(names, (round(float(c), 4) for c in coefficients[1:]), strict=True))
    model = {"bias": round(float(coefficients[0]), 4), "weights": rounded, "thresholds": table}
    OUT.write_text(json.dumps(model, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
