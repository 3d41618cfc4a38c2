"""English words: the stems of forms and spellings that no stemmer joins.

"wrote" counts as "write", British spellings as American ones, numbers in words as their digits
(`retrieval.analysis.numbers`): what is asked in one form is found in the other, as the same word.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from retrieval.analysis.numbers import number_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Stem = Callable[[str], str]

_OUR = re.compile(
    "(arb|ard|arm|behavi|cand|clam|col|demean|enam|endeav|fav|ferv|flav|glam|harb|hon|hum|lab"
    "|neighb|od|parl|ranc|rig|rum|savi|sav|splend|succ|tum|val|vap|vig)our"
)
_ISE = re.compile(r"(\w{4,}|ion|iod)is(e[sdr]?|ers?|ing|able|ations?|ational)")
_YSE = re.compile(r"(\w{2,}[ao]l)ys(e[dr]?|ers?|ing)")
# How words begin that have an s in both spellings: promise, otherwise.
_ALWAYS_S = (
    *(
        "advert",
        "chand",
        "chast",
        "circumc",
        "conc",
        "epr",
        "franch",
        "gu",
        "improv",
        "la",
        "mpr",
        "nr",
    ),
    *("parad", "po", "ppr", "pract", "prec", "prem", "prom", "quo", "ra", "rpr", "sp", "superv"),
    *("surm", "telev", "to", "treat", "w", "xerc", "xpert"),
)


def english_stemmer(stem: Stem) -> Stem:
    """``stem``, for folded English words, with irregular forms and British spellings joined.

    >>> from Stemmer import Stemmer
    >>> joined = english_stemmer(Stemmer("english").stemWord)
    >>> [joined(word) for word in ("wrote", "colours", "organised", "centre", "promised")]
    ['write', 'color', 'organiz', 'center', 'promis']
    """
    spellings = {stem(british): stem(american) for british, american in _listed("spellings")}
    forms = irregular_english() | number_words()

    def joined(word: str) -> str:
        found = stem(_american(forms.get(word, word)))
        return spellings.get(found, found)

    return joined


@cache
def irregular_english() -> dict[str, str]:
    """From a form of an English verb that no stemmer joins to its base form.

    >>> irregular_english()["wrote"]
    'write'
    """
    return {form: base for base, *forms in _listed("irregular") for form in forms}


def _american(word: str) -> str:
    """A word in -our, -ise or -yse as Americans spell it."""
    if "our" in word:
        word = _OUR.sub(r"\1or", word)
    if "is" in word and (match := _ISE.fullmatch(word)) and not match[1].endswith(_ALWAYS_S):
        return f"{match[1]}iz{match[2]}"
    if "ys" in word and (match := _YSE.fullmatch(word)):
        return f"{match[1]}yz{match[2]}"
    return word


def _listed(name: str) -> Iterator[list[str]]:
    """The lines of words of a data file."""
    file = resources.files("retrieval") / "data" / f"{name}_english.txt"
    for line in file.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split()
