"""Words that count or tell the same thing in reports, as English index terms.

A sentence says "troops were killed" where the question says "soldiers died". Only families that
are near to interchangeable when counted are here, as English index terms; other words stand for
themselves alone, and so do all words of other languages.
"""

from __future__ import annotations

from retrieval.analysis import irregular_english

DEATHS = frozenset(
    ("assassin", "casualti", "dead", "death", "die", "fatal", "kill", "lost", "murder", "perish",
     "slain", "toll", "victim")
)  # fmt: skip
INJURIES = frozenset("hurt injur injuri wound".split())  # noqa: SIM905
# Who did one of these to a letter or a book is whose letter or book it is.
AUTHORING = frozenset("author compos draft issu publish send sign write".split())  # noqa: SIM905
KIN_FACTOR = 0.5  # what a kin word in a sentence is worth beside the word that was asked for
_THINGS = """
personnel servicemen serviceman soldier troop
inhabit peopl person popul resid
ship vessel
car vehicl
hous home
heavi weigh weight
tall high height
deep depth
wide width
fast speed
expens cost price
"""
_DEEDS = """
fire hit launch strike target
arrest detain
"""
# Forms of one verb that are words of their own, too; no kin in ranking.
_FORMS = """
leav left
rise rose
"""


def _families(lines: str) -> dict[str, frozenset[str]]:
    families = (frozenset(line.split()) for line in lines.splitlines())
    return {term: family for family in families for term in family}


_DEED_KIN = _families(_DEEDS)
_FORM_KIN = _families(_FORMS)
_KIN = (
    dict.fromkeys(DEATHS, DEATHS)
    | dict.fromkeys(INJURIES, INJURIES)
    | _families(_THINGS)
    | _DEED_KIN
)


def kin(term: str) -> frozenset[str]:
    """``term`` and those that may stand for it.

    >>> sorted(kin("soldier") & {"soldier", "troop", "civilian"})
    ['soldier', 'troop']
    """
    return _KIN.get(term, frozenset((term,)))


def verb_forms(term: str) -> frozenset[str]:
    """``term`` and the other forms of the same verb.

    >>> sorted(verb_forms("left"))
    ['leav', 'left']
    """
    return _FORM_KIN.get(term, frozenset((term,)))


def is_deed(word: str, terms: tuple[str, ...]) -> bool:
    """Whether ``word``, in lower case, looks like a verb that tells what happened.

    >>> is_deed("opened", ("open",)), is_deed("wrote", ("wrote",)), is_deed("duke", ("duke",))
    (True, True, False)
    """
    return bool(terms) and (
        word.endswith("ed") or terms[0] in _DEED_KIN or word in irregular_english()
    )
