"""Spellings that may have been meant: the words one slip away, and a name's other vowels.

Whole words are respelled, not terms: stemming goes wrong on a misspelt word or a name ("kiled"
gives "kile", "testnig" itself, "Mohammed" "moham"), so its term may be far from the one that is
meant. As in Norvig's spelling corrector (norvig.com/spell-correct.html), every spelling that is
near is made, and those whose terms the index holds are kept.
"""

from __future__ import annotations

from itertools import combinations, product

_VOWELS = {"a": "ei", "e": "ai", "i": "ae", "o": "u", "u": "o"}
_BLOCK = 64  # code points: the letters of one alphabet stand in one or two such blocks


def mended(word: str) -> set[str]:
    """The words one edit from ``word``, which is in lower case.

    An edit puts in, leaves out or replaces one letter, or swaps two neighbours; new letters are
    of the word's own alphabet.

    >>> {"missile", "missie", "misslier"} <= mended("misslie")
    True
    """
    letters = _alphabet(word)
    halves = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    found = {head + letter + tail for head, tail in halves for letter in letters}
    found |= {head + letter + tail[1:] for head, tail in halves[:-1] for letter in letters}
    found |= {head + tail[1:] for head, tail in halves[:-1]}
    found |= {head + tail[1] + tail[0] + tail[2:] for head, tail in halves[:-2]}
    return found - {word}


def revowelled(name: str) -> set[str]:
    """``name``, which is in lower case, with one or two vowels as transliteration swaps them.

    >>> "muhammad" in revowelled("mohammed")
    True
    """
    places = [place for place, letter in enumerate(name) if place and letter in _VOWELS]
    found = set()
    for pair in combinations(places, min(2, len(places))):
        for vowels in product(*(name[place] + _VOWELS[name[place]] for place in pair)):
            letters = list(name)
            for place, vowel in zip(pair, vowels, strict=True):
                letters[place] = vowel
            found.add("".join(letters))
    return found - {name}


def _alphabet(word: str) -> list[str]:
    blocks = {ord(letter) // _BLOCK for letter in word}
    points = (
        point for block in sorted(blocks) for point in range(block * _BLOCK, (block + 1) * _BLOCK)
    )
    return [letter for letter in map(chr, points) if letter.islower() or _caseless(letter)]


def _caseless(letter: str) -> bool:
    return letter.isalpha() and letter.upper() == letter.lower()
