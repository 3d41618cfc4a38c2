"""Words of like meaning: "purchased" and "buyer" for "bought", "taxi" for "car".

They come from WordNet (Fellbaum 1998) and, for everyday words that its counts miss, from families
written by hand: data/related_english.txt, made by `retrieval/training/related.py`. Other languages
than English have none. Synonyms, among which are derived words, stand for a word of the question as
far as `KIN_FACTOR` says, `SYNONYM_FACTOR` where it stands nowhere. Other related words are not
looked for: they only speak for a sentence that lacks the word (Yih et al. 2013).
"""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from retrieval.analysis import Analyzer

FILE = "related_english.txt"
SYNONYM_FACTOR = 0.8  # of a word's weight, where a synonym stands in its place
_MOST = 3  # synonyms of one word


def related(term: str, language: str) -> frozenset[str]:
    """The index terms of like meaning, synonyms and others.

    >>> sorted(related("buy", "english") & {"purchas", "buyer", "river"})
    ['buyer', 'purchas']
    >>> related("buy", "german")
    frozenset()
    """
    found = _table().get(term) if language == "english" else None
    return frozenset(found.replace("|", "").split()) if found else frozenset()


def synonyms(term: str, language: str) -> list[str]:
    """The index terms that mostly mean the same, or are derived from it, the closest first.

    >>> synonyms("automobil", "english")
    ['auto', 'motorcar', 'car', 'automot']
    """
    found = _table().get(term, "") if language == "english" else ""
    return found.partition("|")[0].split()


def synonyms_of_unseen(
    question: str, analyzer: Analyzer, frequency: Callable[[str], int], known: Collection[str]
) -> dict[str, tuple[tuple[str, float], ...]]:
    """What stands in the documents for words of ``question`` that stand nowhere, with factors.

    Args:
        question: as typed; a capital past the first word tells a name, which has no synonyms;
            nor has a compound.
        analyzer: of the documents' language.
        frequency: in how many passages a term stands.
        known: terms that are looked for as something else already.
    """
    found: dict[str, tuple[tuple[str, float], ...]] = {}
    for position, surface in enumerate(analyzer.surfaces(question)):
        terms = analyzer.terms(surface)
        if len(terms) > 1 or (position and surface[0].isupper()):
            continue
        for term in terms:
            if term not in known and (others := synonyms(term, analyzer.language)):
                held = [] if frequency(term) else [o for o in others if frequency(o)]
                if held:
                    found[term] = tuple((other, SYNONYM_FACTOR) for other in held[:_MOST])
    return found


@cache
def _table() -> Mapping[str, str]:
    text = (resources.files("retrieval") / "data" / FILE).read_text(encoding="utf-8")
    rows = (line.partition(" ") for line in text.splitlines() if not line.startswith("#"))
    return {term: others for term, _, others in rows}
