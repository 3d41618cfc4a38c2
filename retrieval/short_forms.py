"""Names that a question gives in full and the documents abbreviate, and the reverse.

Documents say "severe acute respiratory syndrome (SARS)" once and "SARS" ever after; asked for the
words in full, hardly a passage would hold them. Initials that the index holds are taken for an
abbreviation where a passage tells so (Schwartz & Hearst 2003, see `answering.abbreviations`).
What nobody explains (US, CEO) stands in data/abbreviations_english.txt, and is read both ways.
"""

from __future__ import annotations

import operator
import re
from functools import cache
from importlib import resources
from itertools import compress
from typing import TYPE_CHECKING, NamedTuple

from retrieval.answering.abbreviations import spells_out
from retrieval.index.vocabulary import encode_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from retrieval.analysis import Analyzer
    from retrieval.index import Index

SHORT_FORM_FACTOR = 0.9  # of a word's weight, where its name stands abbreviated
_LONG_FORM_FACTOR = 0.6  # of an abbreviation's weight, where one word of its name stands
_LETTERS = range(3, 7)  # of an abbreviation; two letters stand for many things
_LONGEST = 8  # words of a name, small ones included
_INSIDE = frozenset(("of", "and", "for", "the", "to", "on", "in"))  # small words in names
_PARTED = re.compile(r"[^\w\s'’.-]")
_TWICE = 2  # passages: where one alone holds an abbreviation, it holds the name too
_MOST_TRIES = 3  # of the initials that the index holds, as a rule as another word
_LOOKED_AT = 3  # passages, for one that tells


class ShortForm(NamedTuple):
    """A name as it stands in a question, its index terms, and that of its abbreviation."""

    name: str
    terms: tuple[str, ...]
    short: str


def short_forms(question: str, analyzer: Analyzer, index: Index) -> list[ShortForm]:
    """The names in ``question`` that the documents abbreviate, in order and apart."""
    held = [
        (start, end, initials, term)
        for start, end, initials in _initials(question, analyzer)
        for term in analyzer.terms(initials)[:1]  # characters of an unspaced script may give none
        if _is_held(term, index)
    ]
    held.sort(key=lambda each: -len(each[2]))  # the longer, the less by chance
    found: dict[tuple[int, int], ShortForm] = {}
    for start, end, initials, term in held[:_MOST_TRIES]:
        if any(start < other_end and other < end for other, other_end in found):
            continue
        name = question[start:end]
        form = ShortForm(name, tuple(analyzer.query_terms(name)), term)
        if name.casefold() in _known_names() or _is_told(form, initials, index):
            found[start, end] = form
    return [form for _, form in sorted(found.items())]


def long_forms(
    question: str, analyzer: Analyzer, index: Index
) -> dict[str, list[tuple[str, float]]]:
    """For the terms of well-known abbreviations in ``question`` a word of each one's name.

    That is the word in the fewest passages, with the share of the weight that it counts.
    """
    found: dict[str, list[tuple[str, float]]] = {}
    if analyzer.language != "english":  # "un" is a word elsewhere
        return found
    for surface in analyzer.surfaces(question):
        letters = surface.replace(".", "")
        name = _known().get(letters) or _known().get(letters.lower())
        if name and (term := next(iter(analyzer.terms(surface)), "")):
            counts = {word: index.document_frequency(word) for word in analyzer.query_terms(name)}
            held = [word for word, passages in counts.items() if passages]
            if held:
                found[term] = [(min(held, key=counts.__getitem__), _LONG_FORM_FACTOR)]
    return found


def _initials(question: str, analyzer: Analyzer) -> Iterator[tuple[int, int, str]]:
    """Where names may stand in ``question``, the longer first, and their initials.

    Those of small words are left out (FBI) or not (DOD).
    """
    places = analyzer.places(question)
    words = [question[start:end] for start, end in places]
    letters = ["".join(part[:1] for part in word.split("-")).upper() for word in words]
    telling = [bool(analyzer.terms(word)) for word in words]
    inside = [word.lower() in _INSIDE for word in words]
    for first in range(len(words)):
        for end in range(min(len(words), first + _LONGEST), first + 1, -1):
            start, stop = places[first][0], places[end - 1][1]
            named = slice(first, end)
            if all(map(operator.or_, telling[named], inside[named])) and not (
                inside[first] or inside[end - 1] or _PARTED.search(question, start, stop)
            ):
                of_all = "".join(letters[named])
                of_some = "".join(compress(letters[named], telling[named]))
                if known := _known_names().get(question[start:stop].casefold()):
                    yield start, stop, known.upper()
                    continue
                for initials in {of_some: 0, of_all: 0}:
                    if len(initials) in _LETTERS and initials.isalpha():
                        yield start, stop, initials


def _is_held(term: str, index: Index) -> bool:
    """Whether a term stands in some passages; most initials stand nowhere, which costs little."""
    name = encode_text(term)
    known = any(vocabulary.number(name) is not None for vocabulary in index.vocabularies)
    return known and index.document_frequency(term) >= _TWICE


def _is_told(form: ShortForm, initials: str, index: Index) -> bool:
    """Whether a passage holds the name in full beside its abbreviation.

    One word in three may be another: "Islamic Revolution Guards Corps" is the Revolutionary one.
    """
    terms = (form.short, *form.terms)
    passages = [hit.id for hit in index.search(terms, _LOOKED_AT)]
    for passage, (short, *words) in zip(passages, index.explain(passages, terms), strict=True):
        missing = sum(not word.frequency for word in words)
        alike = short.frequency and missing <= len(words) // 3
        if alike and spells_out(index.passage(passage).text, initials):
            return True
    return False


@cache
def _known() -> dict[str, str]:
    """Well-known abbreviations, with what they stand for."""
    file = resources.files("retrieval") / "data" / "abbreviations_english.txt"
    lines = file.read_text(encoding="utf-8").splitlines()
    pairs = (line.partition(" ") for line in lines if not line.startswith("#"))
    return {short: name for short, _, name in pairs}


@cache
def _known_names() -> dict[str, str]:
    """The abbreviations of well-known names, by the names in lower case."""
    return {name.casefold(): short for short, name in reversed(_known().items())}
