"""What a question asks to be defined, and how a sentence defines it.

Definitions have few shapes: "X is a …", "X, the …", "… called X", "the historian X" (Hearst 1992;
Joho & Sanderson 2000).
"""

from __future__ import annotations

import re

_BE = r"(?:'s|’s|\s+is|\s+are|\s+was|\s+were)"
_CALLED = (
    r"(?:(?:an?|the|any)\s+)?"
    r"(?:(?:term|word|phrase|acronym|abbreviation|initials|letters|name|expression),?\s+)?"
)
_THING = r"(?!(?:it|this|that|these|those|there|for|from|in|on|being|an?|the|what)\b)"
_WORD = r"[\w'’.&/-]+"
_NAME = rf"(?-i:[A-Z]){_WORD}"
_NO_LINK = r"(?!(?:of|for|in|on|at|to|from|with|by|about|and|or)\b)"
_PARTICLE = r"(?:al|el|as|ash|an|ad|bin|ibn|de|van|von|da)[-\s]"
# Each has what is to be defined as its group. After "who" that is a name, not "the owner".
_ASKED = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        (
            rf"\bwhat{_BE}\s+{_CALLED}{_THING}({_WORD}(?:\s+{_NO_LINK}{_WORD})?(?:\s+{_NAME}){{0,3}})"
            r"(?<!called)(?<!considered)(?<!like)(?<!made)(?<!about)(?<!for)\s*\??\s*$"
        ),
        rf"^\W*who{_BE}\s+((?:{_PARTICLE})?{_NAME}(?:\s+{_WORD}){{0,4}}?)\s*\??\s*$",
        (
            rf"\bwhat\s+(?:does|do|did)\s+{_CALLED}{_THING}((?:\S+\s+){{1,5}}?)"
            r"(?:(?:acronym|abbreviation)\s+)?(?:stand\s+for|mean|refer\s+to|signify)\b"
        ),
        (
            rf"(?:^\W*(?:please\s+)?define|\bwhat{_BE}\s+(?:the\s+)?(?:definition\s+of"
            rf"|meaning\s+of|meant\s+by))\s+{_CALLED}(\S+(?:\s+\S+){{0,4}}?)\s*\??\s*$"
        ),
        rf"\bhow{_BE}\s+{_CALLED}{_THING}((?:\S+\s+){{1,4}}?)defined\b",
    )
)
# What they ask with, which tells nothing of the thing itself.
ASKING = frozenset(
    ("abbreviation", "acronym", "define", "defined", "definition", "expression", "initials",
     "letters", "mean", "meaning", "means", "meant", "name", "phrase", "refer", "signify", "stand",
     "stands", "term", "word")
)  # fmt: skip
_MARKS = " \"'“”‘’«»?,"

_GAP = r"^[\"”’»]?(?:\s*\([^)]*\),?)?\s*"  # a bracket may stand between a thing and its verb
_SAYS_WHAT = re.compile(
    rf"""{_GAP}(?:
        (?:is|are|was|were)\s+(?:\w+ly\s+|also\s+|often\s+)?
            (?:an?|the|one|any|some|defined|called|known|short)\b
        | (?:stands?|stood)\s+for\b | means?\b | meant\b | refers?\s+to\b | denotes?\b
    )""",
    re.VERBOSE,
)
# "X is brown" may define it, "X is sold", "X is in Rome" hardly.
_IS = re.compile(
    rf"""{_GAP}(?:is|are|was|were)\s+
        (?!\w+(?:ed|ing|ly)\b|(?:not|in|on|at|to|of|by|for|from|with|also|very|so|as|being)\b)\w""",
    re.VERBOSE,
)
_BESIDE = re.compile(
    r"""^[\"”’»]?\s*(?:
        ,\s*(?:an?|the|or|which\s+(?:is|are|was|were)|who\s+(?:is|was)|also|formerly)\s
        | ,\s*[a-z]\w+\s+(?:of|at|for|in)\s
        | \((?:[\"“'‘]|literally|meaning|from\s+the|i\.e\.|or\s)
    )""",
    re.VERBOSE,
)
_REACH = 150  # code points on either side of what is defined
_BEGINS = re.compile(
    r"(?:^|[.:;,—–(“\"]|\b(?:that|and|but|while|because|as))\s*(?:(?:an?|the|any)\s+)?[“\"‘']?$",
    re.IGNORECASE,
)
_NAMES_IT = re.compile(
    r"\b(?:called|named|termed|dubbed|known\s+as|so-called|said\s+to\s+be|i\.e\.)"
    r"\s+(?:an?\s+|the\s+)?[“\"‘']?$",
    re.IGNORECASE,
)
# "the instrument maker X", "Commander Brig. Gen. X": nouns of those who do something.
_ROLE = re.compile(
    r"""(?<![\w-])
        (?!(?:after|under|over|ever|never|other|another|former|latter|later|earlier|rather|whether
            |however|together|either|neither|percent|for|or|nor)\s)
        [\w-]*(?:
            [a-z](?:er|or|ist|ian|ant|ent) | man | woman | scholar | chief | head | king | queen
            | general | secretary | coach | prince | pope | judge | colonel | captain
        )
        \s+(?:(?-i:[A-Z])[\w.'’-]*\s+){0,4}$""",
    re.IGNORECASE | re.VERBOSE,
)


def asked_to_define(text: str) -> str | None:
    """What ``text`` asks to be defined, or None where it asks for something else.

    >>> asked_to_define("What does PMU stand for?"), asked_to_define("Who was Ada Lovelace?")
    ('PMU', 'Ada Lovelace')
    >>> asked_to_define("Who is the owner?")
    """
    for pattern in _ASKED:
        found = pattern.search(text)
        if found and (subject := found[1].strip(_MARKS)):
            return subject
    return None


def defines(before: str, after: str) -> float:
    """How plainly a sentence defines what stands between ``before`` and ``after``: 1, 0.5 or 0.

    >>> defines("The ", " is an umbrella group."), defines("He met with the ", ".")
    (1.0, 0.0)
    """
    before, after = before[-_REACH:], after[:_REACH]
    if _NAMES_IT.search(before) or _BESIDE.search(after):
        return 1.0
    if not _BEGINS.search(before):
        return 0.0
    return 1.0 if _SAYS_WHAT.search(after) else 0.5 * bool(_IS.search(after))


def tells_role(before: str) -> bool:
    """Whether what stands before a name says who that is.

    >>> tells_role("invented by the Belgian instrument maker "), tells_role("They killed ")
    (True, False)
    """
    return bool(_ROLE.search(before[-_REACH:]))
