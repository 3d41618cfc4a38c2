"""How far one spelling is from another, in edits, and how far is too far.

What the ear can't tell apart costs little, a vowel that transliteration swaps a little more, a
slip of the pen most. What a person may have meant depends on what was typed: a word that the
index lacks bends further than a name that it holds, a long word further than a short one.
"""

from __future__ import annotations

from math import inf

from rapidfuzz.distance import OSA, Hamming

from retrieval.spelling.sounds import skeleton, sound

_SAME_SOUND = 0.1
_ALIKE = 0.4
_SWAP = 0.5
_SLIP = 0.6
_START = 0.3  # more where the first letter changes, which people seldom get wrong
_VOWELS = frozenset("aeiouy")
_FIRST_VOWELS = ({"e", "i"}, {"o", "u"})  # Erbil and Irbil, Omar and Umar; Allen isn't Ellen
BRIEF = 6  # letters from which a slip in a name may make an ordinary word of it
SHORT = 3  # letters of a word that bends only in its vowels, and only to the same sound


def slip(typed: str, meant: str) -> float:
    """What it costs that one edit made ``typed`` of ``meant``.

    >>> slip("misslie", "missile"), slip("parlament", "parliament"), slip("kiled", "killed")
    (0.5, 0.6, 0.1)
    """
    if sound(typed) == sound(meant):
        return _SAME_SOUND
    cost = _SWAP if sorted(typed) == sorted(meant) else _SLIP
    return cost + (_START if typed[0] != meant[0] else 0.0)


def farthest_slip(typed: str, meant: str, *, name: bool) -> float:
    """The most that a slip may cost: a short word is soon another.

    A letter that is left out of a short word is as likely as two that are swapped; where a name
    may be meant, it is another name.
    """
    letters = len(typed)
    if letters < 6:
        lost = letters == 4 and len(meant) > letters and not name
        return _SWAP if letters < 5 and not lost else _SLIP
    return _SLIP + _START if letters < 9 else 2 * _SLIP


def romanised(one: str, other: str) -> float:
    """What it costs to take two terms for spellings of one name; infinite where they aren't.

    >>> romanised("tchaikovski", "chaikovskii"), romanised("suleimani", "soleimani")
    (0.1, 0.5)
    >>> romanised("erbil", "irbil"), romanised("iran", "iraq"), romanised("ellen", "allen")
    (0.5, inf, inf)
    """
    heard, other_heard = sound(one), sound(other)
    if heard == other_heard:
        return _SAME_SOUND
    firsts = {heard[0], other_heard[0]}
    another_vowel_first = len(firsts) > 1 and heard[0] in _VOWELS and firsts not in _FIRST_VOWELS
    if another_vowel_first or skeleton(heard) != skeleton(other_heard):
        return inf
    return _SAME_SOUND + _ALIKE * Hamming.distance(heard, other_heard)


def misspelt(one: str, other: str) -> float:
    """What it costs that several slips lie between two terms; infinite with another start."""
    return _SLIP * OSA.distance(one, other) if one[0] == other[0] else inf


def same_short_name(one: str, other: str) -> bool:
    """Whether two short words differ in how one sound of vowels is written: Ain, Ein, Ayn."""
    consonants, others = ([c for c in word if c not in _VOWELS] for word in (one, other))
    return len(one) == len(other) and consonants == others and sound(one) == sound(other)


def farthest_name(letters: int, *, seen: bool) -> float:
    """The most that romanisations may cost; less where the index holds the word itself."""
    return _SAME_SOUND + _ALIKE * most_sounds(letters, seen=seen)


def most_sounds(letters: int, *, seen: bool) -> int:
    """In how many sounds romanisations of a name may differ at that cost."""
    alike = (letters >= 6) * letters // 4 if seen else letters // 3
    return min(alike, 2) if letters > 4 else 0
