"""What a word on its own says about the answers its sentence can hold: cheap, cached, by surface.

A cue is one bit. Bits of a sentence are the union of its words'.
"""

from __future__ import annotations

import re
from enum import IntFlag
from functools import lru_cache


class Cue(IntFlag):
    """Kinds of thing that a question can ask for, as seen in single words (Li & Roth 2002)."""

    NUMBER = 1
    YEAR = 2
    CALENDAR = 4
    QUANTITY = 8
    DURATION = 16
    MEASURE = 32
    CAUSE = 64
    MANNER = 128
    PLACE = 256
    SAYING = 512
    NAMING = 1024


_YEAR = re.compile(r"(?:1\d|20)\d\d(?:s|[-–/]\d{2,4})?")
# Words as they stand in English texts; elsewhere digits and capitals have to do.
_WORDS = {
    Cue.CALENDAR: "january february march april may june july august september october november "
    "december jan feb mar apr jun jul aug sep sept oct nov dec monday tuesday wednesday thursday "
    "friday saturday sunday yesterday today tomorrow spring summer autumn winter century centuries "
    "decade bc bce ad ce",
    Cue.QUANTITY: "one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty "
    "ninety hundred hundreds thousand thousands million millions billion billions trillion dozen "
    "dozens half third quarter twice single pair percent per cent zero several majority",
    Cue.DURATION: "second seconds minute minutes hour hours day days week weeks month months year "
    "years decade decades century centuries annual annually",
    Cue.MEASURE: "mm cm m km kg g mg ml l ft feet foot mile miles mph metre metres meter meters "
    "kilometre kilometres kilometer kilometers inch inches yard yards acre acres hectare hectares "
    "ton tons tonne tonnes pound pounds euro euros dollar dollars degree degrees celsius "
    "fahrenheit percent watts volts hz mb gb kb",
    Cue.CAUSE: "because since due cause caused causes causing reason reasons result resulted "
    "results therefore thus hence so led leads leading why order owing thanks purpose",
    Cue.MANNER: "by using through via means method methods process way ways use used uses",
    Cue.PLACE: "located situated near north south east west northern southern eastern western city "
    "town village country state region province coast island river capital area",
    Cue.SAYING: "said says say stated told claimed argued noted added wrote according announced "
    "declared stressed warned called described suggested pointed believes",
    Cue.NAMING: "called named known termed dubbed titled referred means meaning defined refers",
}
_CUES: dict[str, Cue] = {}
for _cue, _words in _WORDS.items():
    for _word in _words.split():
        _CUES[_word] = _CUES.get(_word, Cue(0)) | _cue


@lru_cache(maxsize=100_000)
def cues(surface: str) -> int:
    """The bits of one surface, as an int (adding enum flags is forty times slower).

    >>> Cue(cues("2003"))
    <Cue.NUMBER|YEAR: 3>
    """
    bits = int(_CUES.get(surface.casefold(), 0))
    if any(char.isdigit() for char in surface):
        bits |= Cue.NUMBER
        if _YEAR.fullmatch(surface):
            bits |= Cue.YEAR
    return int(bits)
