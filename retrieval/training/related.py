"""Makes data/related_english.txt: ``python -m retrieval.training.related FOLDER``.

FOLDER holds WordNet's database (Fellbaum 1998; Debian's package wordnet-base puts it into
/usr/share/wordnet). Words of one synset are synonyms, and so are here a word and what is derived
from it; words are related where one's synset is a kind of the other's. Both must mostly be meant
so: each sense of a word weighs as often as it was tagged in running text (SemCor). Words that never
were are left out, and so are nouns in -ee as derived words: an employee is not who employs, whose
stem is *employ*. Everyday words that were never tagged stand in everyday_meanings.txt, by hand.

After it run the trainings of ranker, absence and confidence anew.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cache
from itertools import combinations, permutations, product
from pathlib import Path
from typing import TYPE_CHECKING

from retrieval.analysis import Analyzer
from retrieval.answering.related import FILE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

OUT = Path(__file__).parents[1] / "data" / FILE
BY_HAND = Path(__file__).with_name("everyday_meanings.txt")
KINDS = {"noun": "n", "verb": "v", "adj": "a", "adv": "r"}  # files, and their letter in pointers
RELATED = 0.05  # the least chance that both words are meant so
SYNONYMS = 0.1  # the same for synonyms that are looked for
_KIND_OF, _DERIVED = {"@", "@i", "&"}, {"+", "\\"}  # symbols; & is "scorching" beside "hot"
_UNTAGGED = 0.5  # times that a sense which was never tagged counts as seen
_ANALYZER = Analyzer("english")
_HEAD = """# Words of like meaning, as English index terms: a term, its synonyms, the closest first,
# and after the bar what else is related to it. Written by `python -m retrieval.training.related`
# from WordNet 3.0, whose licence is in README.txt, and from training/everyday_meanings.txt.
"""

Key = tuple[str, str]  # of a synset: its kind's letter and its place in the file
Relations = dict[str, dict[str, float]]  # a term's others, with the chance that both are meant so


@dataclass(frozen=True, slots=True)
class Synset:
    """Words that mean the same, and what they point to: (symbol, synset, own word, its word).

    Words are counted from 1; 0 stands for all of them.
    """

    words: Sequence[str]
    pointers: Sequence[tuple[str, Key, int, int]]


def read_synset(kind: str, line: str) -> tuple[Key, Synset]:
    """One line of a data file (wndb(5WN)).

    >>> line = "01 02 v 02 buy 0 purchase 0 001 + 07 n 0202 00 | obtain by purchase"
    >>> read_synset("v", line)[1]
    Synset(words=['buy', 'purchase'], pointers=[('+', ('n', '07'), 2, 2)])
    """
    place, _, _, size, *rest = line.split("|", maxsplit=1)[0].split()
    words = int(size, base=16)
    names = [word.split("(", maxsplit=1)[0].lower() for word in rest[: 2 * words : 2]]
    count, fields = int(rest[2 * words]), rest[2 * words + 1 :]
    pointers = [
        (symbol, (of.replace("s", "a"), to), *divmod(int(ends, base=16), 256))
        for symbol, to, of, ends in (fields[4 * n : 4 * n + 4] for n in range(count))
    ]
    return (kind, place), Synset(names, pointers)


class WordNet:
    """WordNet's synsets in index terms, and how likely each term is meant as in each of its own.

    Terms are counted, and not words, since "soldiering" is seldom what *soldier* stands for.
    """

    def __init__(self, folder: Path) -> None:
        self._term = cache(_single_term)
        tagged = _tagged(folder / "cntlist.rev")
        times: dict[str, Counter[Key]] = defaultdict(Counter)
        for name, letter in KINDS.items():
            for line in _lines(folder / f"index.{name}"):
                word, _, size, *rest = line.split()
                for number, place in enumerate(rest[-int(size) :], 1):
                    times[self._term(word)][letter, place] += tagged.get((word, letter, number), 0)
        self._chances = {term: _chances(keys) if term else {} for term, keys in times.items()}
        self._synsets = dict(
            read_synset(letter, line)
            for name, letter in KINDS.items()
            for line in _lines(folder / f"data.{name}")
        )

    def relations(self) -> tuple[Relations, Relations]:
        """The synonyms of each term and all that is related to it, as close as they are."""
        synonyms: Relations = defaultdict(dict)
        related: Relations = defaultdict(dict)
        for key, synset in self._synsets.items():
            meant = [(word, key) for word in synset.words]
            for pair in combinations(meant, 2):
                self._note(synonyms, *pair)
            for symbol, to, own, its in synset.pointers:
                others = [(word, to) for word in self._synsets[to].words]
                if symbol in _KIND_OF:
                    for pair in product(meant, others):
                        self._note(related, *pair)
                elif symbol in _DERIVED and own:
                    pair = meant[own - 1], others[its - 1]
                    if not any(word.endswith("ee") and meaning[0] == "n" for word, meaning in pair):
                        self._note(synonyms, *pair)
        return synonyms, related

    def _note(self, into: Relations, one: tuple[str, Key], other: tuple[str, Key]) -> None:
        """Keep two words as each is meant, where both are meant so often enough."""
        first, second = self._term(one[0]), self._term(other[0])
        chance = self._chances[first].get(one[1], 0.0) * self._chances[second].get(other[1], 0.0)
        if chance >= RELATED and first != second:
            for term, to in ((first, second), (second, first)):
                into[term][to] = max(chance, into[term].get(to, 0.0))


def add_by_hand(lines: str, synonyms: Relations, related: Relations) -> None:
    r"""Add the families of ``lines``, where a section says which of the two they belong to.

    >>> same, like = {"bike": {"cycl": 0.5}}, {}
    >>> add_by_hand("[synonyms]\nbike bicycle\n[related]\nbuy sell\n", same, like)
    >>> same["bike"], like
    ({'cycl': 0.5, 'bicycl': 1.0}, {'buy': {'sell': 1.0}, 'sell': {'buy': 1.0}})
    """
    into = {"[synonyms]": synonyms, "[related]": related}
    relations = synonyms
    for line in lines.splitlines():
        relations = into.get(line, relations)
        words = () if line.startswith(("[", "#")) else line.split()
        for one, other in permutations(dict.fromkeys(filter(None, map(_single_term, words))), 2):
            relations.setdefault(one, {})[other] = 1.0


def _chances(times: Mapping[Key, int]) -> dict[Key, float]:
    """The chance of each synset; nothing for a term that was never tagged."""
    total = sum(times.values())
    if not total:
        return {}
    return {key: (n + _UNTAGGED) / (total + _UNTAGGED * len(times)) for key, n in times.items()}


def _single_term(word: str) -> str:
    """The index term of a plain word of three letters or more, else nothing; nor of a number."""
    terms = _ANALYZER.terms(word) if word.isalpha() and len(word) > 2 else []
    return terms[0] if len(terms) == 1 and terms[0].isalpha() else ""


def _lines(file: Path) -> Iterator[str]:
    with file.open(encoding="ascii", errors="replace") as lines:
        yield from (line for line in lines if not line.startswith("  "))  # the licence


def _tagged(file: Path) -> Mapping[tuple[str, str, int], int]:
    """How often each sense of a word was tagged: (word, kind, number) → times."""
    letters = dict(zip("12345", "nvara", strict=True))
    rows = (line.split() for line in _lines(file))
    keys = ((key.split("%"), number, times) for key, number, times in rows)
    return {(word, letters[rest[0]], int(n)): int(times) for (word, rest), n, times in keys}


def text(synonyms: Relations, related: Relations) -> str:
    """The text of the data file: synonyms, the closest first, and what else is related.

    >>> same = {"buy": {"purchas": 0.5, "get": 0.05, "acquir": 0.9}}
    >>> rows = text(same, {"buy": {"buyer": 0.3}, "pet": {"cat": 1}})
    >>> print(*rows.splitlines()[-2:], sep=chr(10))
    buy acquir purchas | buyer get
    pet | cat
    """
    lines = []
    for term in sorted({**synonyms, **related}):
        chances = synonyms.get(term, {})
        close = [other for other, chance in chances.items() if chance >= SYNONYMS]
        close.sort(key=lambda other: (-chances[other], other))
        others = {*chances, *related.get(term, ())}.difference(close)
        lines.append(" ".join((term, *close, "|", *sorted(others))))
    return _HEAD + "\n".join(lines) + "\n"


def main(arguments: Sequence[str]) -> None:
    """Read WordNet and write the table into the package."""
    synonyms, related = WordNet(Path(arguments[0])).relations()
    add_by_hand(BY_HAND.read_text(encoding="utf-8"), synonyms, related)
    rows = text(synonyms, related)
    OUT.write_text(rows, encoding="utf-8")
    print(f"{rows.count('|')} terms")


if __name__ == "__main__":
    main(sys.argv[1:])
