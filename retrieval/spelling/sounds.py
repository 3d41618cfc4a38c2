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
_BITS = 32  # a sound's first use sets one of the lower bits, any further use the bit above it


class _BitOf(dict[str, int]):
    """The bit of a sound's first use."""

    def __missing__(self, letter: str) -> int:
        bit = self[letter] = 1 << ord(letter) % _BITS
        return bit


_BIT_OF = _BitOf(
    {letter: 1 << bit for bit, letter in enumerate("abcdefghijklmnopqrstuvwxyz" + _CH + _SH)}
)


def sound(term: str) -> str:
    """``term`` with each sound written in one way.

    >>> sound("tchaikovsky") == sound("chaikovskii")
    True
    >>> sound("ain") == sound("ein") == sound("ayn")
    True
    """
    heard = _DOUBLED.sub(_FIRST, _SPELLING.sub(lambda found: _SPELLINGS[found[0]], term))
    return heard[:-1] if heard[_SPOKEN:].endswith("h") else heard


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
    once = more = 0
    for letter in sound(term):
        bit = _BIT_OF[letter]
        more |= once & bit
        once |= bit
    return more << _BITS | once
