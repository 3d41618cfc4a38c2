"""Adding up scores: `scores[passages] += idf * weights`, for many terms at once.

SciPy's sparse matrix product does it four times as fast as NumPy. `scipy.sparse` takes half a
second to import, and all that is needed from it is one compiled function, so that one file is
loaded by itself. It is private to SciPy: it is tried on a small example first, and where it is
missing, has changed, or rounds otherwise than NumPy (a compiler may fuse a product with a sum),
NumPy does the work.
"""

from __future__ import annotations

from importlib.machinery import EXTENSION_SUFFIXES, ExtensionFileLoader
from importlib.util import find_spec, module_from_spec, spec_from_loader
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Accumulate = Callable[
        [NDArray[np.float64], NDArray[np.int32], NDArray[np.int32], Any, Any], None
    ]


def add_with_numpy(
    scores: NDArray[np.float64],
    ends: NDArray[np.int32],
    passages: NDArray[np.int32],
    weights: NDArray[np.float64],
    idf: NDArray[np.float64],
) -> None:
    """Add to ``scores``, in place, each posting's weight times its term's idf.

    Args:
        scores: one a passage.
        ends: zero, then where each term's postings end.
        passages: of each posting.
        weights: of each posting.
        idf: one a term.
    """
    np.add.at(scores, passages, np.repeat(idf, np.diff(ends)) * weights)


def accumulator() -> Accumulate:
    """The fastest function here that does what `add_with_numpy` does."""
    try:
        csc_matvec = _load_sparsetools().csc_matvec
        add = _adder(csc_matvec)
        return add if _adds_right(add) else add_with_numpy
    except (ImportError, AttributeError, TypeError, ValueError, OSError):
        return add_with_numpy


def _load_sparsetools() -> Any:
    scipy = find_spec("scipy")
    folders = scipy.submodule_search_locations if scipy else None
    for suffix in EXTENSION_SUFFIXES:
        for folder in folders or ():
            path = Path(folder, "sparse", f"_sparsetools{suffix}")
            if path.exists():
                return _load(path)
    raise ImportError("SciPy's _sparsetools")


def _load(path: Path) -> Any:
    loader = ExtensionFileLoader("_sparsetools", str(path))
    spec = spec_from_loader("_sparsetools", loader)
    if spec is None:
        raise ImportError(str(path))
    module = module_from_spec(spec)
    loader.exec_module(module)
    return module


def _adder(csc_matvec: Callable[..., None]) -> Accumulate:
    def add(
        scores: NDArray[np.float64],
        ends: NDArray[np.int32],
        passages: NDArray[np.int32],
        weights: NDArray[np.float64],
        idf: NDArray[np.float64],
    ) -> None:
        csc_matvec(len(scores), len(idf), ends, passages, weights, idf, scores)

    return add


def _adds_right(add: Accumulate) -> bool:
    """Whether ``add`` rounds each product before it is added, too."""
    found, expected = np.zeros((2, 64))
    ends = np.array([0, 64, 128], np.int32)
    passages = np.tile(np.arange(64, dtype=np.int32)[::-1], 2)
    weights, idf = 1 / np.arange(3, 131), np.array([1 / 10, 1 / 11])
    add(found, ends, passages, weights, idf)
    add_with_numpy(expected, ends, passages, weights, idf)
    return np.array_equal(found, expected)
