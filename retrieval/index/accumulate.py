"""Adding up scores: `scores[passages] += idf * weights[codes]`.

SciPy's product of a sparse matrix does it several times as fast as NumPy. `scipy.sparse` takes
half a second to import, and all that is needed from it is one compiled function, so that one file
is loaded by itself. It is private to SciPy: it is tried on a small example first, and where it is
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

    Numbers = NDArray[np.int32]
    Values = NDArray[np.float64]
    Accumulate = Callable[[int, Numbers, Numbers, Values, Values, Values], None]


def add_with_numpy(  # noqa: PLR0917 - called as SciPy's function is
    count: int, passages: Numbers, codes: Numbers, idf: Values, weights: Values, scores: Values
) -> None:
    """Add to ``scores``, in place, each posting's idf times its weight.

    Args:
        count: how many postings; the next three may be longer.
        passages: of each posting; no check is made that ``scores`` has them.
        codes: of each posting; no check is made that ``weights`` has them.
        idf: of each posting's term.
        weights: one a code.
        scores: one a passage.
    """
    np.add.at(scores, passages[:count], idf[:count] * weights[codes[:count]])


def accumulator() -> Accumulate:
    """The fastest function here that does what `add_with_numpy` does."""
    try:
        add: Accumulate = _load_sparsetools().coo_matvec
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


def _adds_right(add: Accumulate) -> bool:
    """Whether ``add`` rounds each product before it is added, too."""
    found, expected = np.zeros((2, 64))
    passages = np.tile(np.arange(64, dtype=np.int32)[::-1], 2)
    codes, weights = np.arange(128, dtype=np.int32), 1 / np.arange(3, 131)
    idf = np.repeat([1 / 10, 1 / 11], 64)
    add(128, passages, codes, idf, weights, found)
    add_with_numpy(128, passages, codes, idf, weights, expected)
    return np.array_equal(found, expected)
