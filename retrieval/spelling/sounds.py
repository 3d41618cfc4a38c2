"""How a term sounds, roughly: spellings that transliteration makes of one name fall together.

Two forms of a term, the second coarser: `sound` undoes what differs between the romanisations of
a name (Sha'abi and Shaabi, Mueller and Müller, Tchaikovsky and Chaikovskii); `skeleton` also lets
o pass for u, a for e or i, g for k, and z for s (Suleimani and Soleimani, Gaddafi and Kadhafi).
Neither is a phonetic code such as Soundex, which takes far more words for one another. Only
Latin letters change; terms in other scripts pass as they are.

`term_mask` packs the letters of a term's sound into 64 bits: terms that are few edits apart
differ in few bits, so that most of a vocabulary is ruled out by counting bits.
"""

from __future__ import annotations

import re
from operator import itemgetter
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

# What one sound is written as. Digits stand for sounds that have no letter of their own: terms
# with digits are never respelled, so they are free.
_CH, _SH = "4", "6"
_SPELLINGS = {
    "tsch": _CH,
    "tch": _CH,
    "ch": _CH,
    "sch": _SH,
    "sh": _SH,
    "kh": "h",
    "gh": "g",
    "dh": "d",
    "th": "t",
    "ph": "f",
    "zh": "j",
    "dj": "j",
    "ck": "k",
    "c": "k",
    "q": "k",
    "x": "ks",
    "ts": "z",
    "tz": "z",
    "w": "v",
    "ae": "a",
    "oe": "o",
    "ue": "u",
    "ou": "u",
    "oo": "u",
    "ee": "i",
    "ie": "i",
    "ai": "ei",
    "ay": "ei",
    "ey": "ei",
    "y": "i",
}
_SPELLING = re.compile("|".join(sorted(_SPELLINGS, key=len, reverse=True)))
_DOUBLED = re.compile(r"(.)\1+")
_FIRST = itemgetter(1)  # of a match: its group, at half the cost of a template
_COARSER = str.maketrans("eiugz" + _CH, "aaoks" + _SH)
_SPOKEN = 2  # letters before a final h, which is silent after them (Abdullah)
_SILENT = re.compile(rf"(?<=.{{{_SPOKEN}}})h$", re.MULTILINE)
_BITS = 32  # a sound's first use sets one of the lower bits, any further use the bit above it
_NAMED = {sound: bit for bit, sound in enumerate("abcdefghijklmnopqrstuvwxyz" + _CH + _SH)}
_BIT_OF = np.array([_NAMED.get(chr(code), code % _BITS) for code in range(128)])


def sound(term: str) -> str:
    """``term`` with each sound written in one way.

    >>> sound("tchaikovsky") == sound("chaikovskii")
    True
    >>> sound("ain") == sound("ein") == sound("ayn")
    True
    """
    heard = _DOUBLED.sub(_FIRST, _SPELLING.sub(_spelt, term))
    return heard[:-1] if heard[_SPOKEN:].endswith("h") else heard


def _spelt(found: re.Match[str]) -> str:
    return _SPELLINGS[found[0]]


def skeleton(heard: str) -> str:
    """A `sound` with the letters made alike that names are written with by turns; as long as it.

    >>> skeleton(sound("gaddafi")) == skeleton(sound("kadhafi"))
    True
    """
    return heard.translate(_COARSER)


def term_mask(term: str) -> int:
    """64 bits that tell which sounds a term has, and which of them more than once.

    One edit of a sound changes at most two bits. Part of what the index stores: raise
    `retrieval.analysis.ANALYZER_VERSION` when it changes.

    >>> (term_mask("suleimani") ^ term_mask("soleimani")).bit_count()
    2
    """
    mask = 0
    for letter in sound(term):
        bit = 1 << _NAMED.get(letter, ord(letter) % _BITS)
        mask |= bit << _BITS if mask & bit else bit
    return mask


def term_masks(terms: Sequence[str]) -> NDArray[np.uint64]:
    """The `term_mask` of each term, for many at once: at a quarter of the cost.

    No term may hold a line break.

    >>> term_masks(["suleimani", "sun"]).tolist() == [term_mask("suleimani"), term_mask("sun")]
    True
    """
    heard = _DOUBLED.sub(_FIRST, _SPELLING.sub(_spelt, "\n".join(terms)))
    text = _SILENT.sub("", heard).encode("utf-32-le", "surrogatepass")
    letters = np.frombuffer(text, "<u4").astype(np.int64)
    bits = np.where(letters < len(_BIT_OF), _BIT_OF.take(letters, mode="clip"), letters % _BITS)
    ends = letters == ord("\n")
    places = (np.cumsum(ends) * _BITS + bits)[~ends]
    uses = np.bincount(places, minlength=len(terms) * _BITS).reshape(-1, _BITS)
    packed = [np.packbits(uses > n, axis=1, bitorder="little").view("<u4") for n in (0, 1)]
    once, more = (found.ravel().astype(np.uint64) for found in packed)
    masks: NDArray[np.uint64] = more << np.uint64(_BITS) | once
    return masks
