"""Details that have a form of their own: a price, an age, a telephone number.

"What does it cost?" is answered by a sum of money or not at all, so a sentence without one hardly
answers, however many of the question's words it holds. These are those of the finer classes of Li
& Roth ("Learning Question Classifiers", 2002) that a pattern can tell, asked and told in English.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from retrieval.answering.asking import from_asking_word

if TYPE_CHECKING:
    from collections.abc import Mapping


class Detail(StrEnum):
    """What is asked for, where its form can be told."""

    AGE = "age"
    FREQUENCY = "frequency"
    LENGTH = "length"
    DISTANCE = "distance"
    EXTENT = "extent"
    WEIGHT = "weight"
    SPEED = "speed"
    TEMPERATURE = "temperature"
    SHARE = "share"
    MONEY = "money"
    COLOUR = "colour"
    TELEPHONE = "telephone"
    MAIL = "mail"
    ADDRESS = "address"


def asked_detail(text: str, language: str = "english") -> Detail | None:
    """The detail that a question asks for; None for anything else, and in other languages.

    >>> asked_detail("How old is the caretaker?"), asked_detail("What does a spare filter cost?")
    (<Detail.AGE: 'age'>, <Detail.MONEY: 'money'>)
    >>> asked_detail("How did the cost of living change?") is None
    True
    """
    if language != "english":
        return None
    asked = from_asking_word(text)
    return next((detail for detail, form in _FORMS.items() if form.asked.match(asked)), None)


def tells(text: str, detail: Detail) -> bool:
    """Whether anything in ``text`` has the form of ``detail``.

    >>> tells("It costs 6.50 euros.", Detail.MONEY), tells("It weighs 2.5 kg.", Detail.MONEY)
    (True, False)
    """
    return _FORMS[detail].told.search(text) is not None


def asking_words(detail: Detail | None) -> frozenset[str]:
    """Words that only ask for a detail, and seldom stand where it is told.

    >>> "colour" in asking_words(Detail.COLOUR)
    True
    """
    return _FORMS[detail].asking if detail else frozenset()


@dataclass(frozen=True, slots=True)
class _Form:
    """How questions for a detail begin, what is found in what tells it, and words only to ask."""

    asked: re.Pattern[str]
    told: re.Pattern[str]
    asking: frozenset[str]


def _form(asked: str, told: str, *, asking: str) -> _Form:
    return _Form(
        re.compile(rf"(?:{asked})(?!\w)", re.IGNORECASE),
        re.compile(told, re.IGNORECASE),
        frozenset(asking.split()),
    )


def _noun(nouns: str) -> str:
    """Asked for by a noun: "what is the weight of", but neither "weight room" nor "weight"."""
    before = rf"what{_BE}(?: the| an?| its| their| his| her| our| your| my)(?: [\w'’-]+){{0,2}}"
    return rf"{before} {_any(nouns)}(?=\W*$| (?:{_AFTER})\b)"


def _any(words: str) -> str:
    return f"(?:{'|'.join(words.split())})"


def _counted(units: str) -> str:
    """A number, up to three words such as "million" or "and a half", and one of ``units``."""
    return rf"{_NUMBER}(?:{_FURTHER}){{0,3}}[ -]?{_any(units)}(?![\w-])"


_BE = r"(?:['’]s| is| are| was| were)"
_ITS = "(?: the| an?| its| their| his| her| our| your| my)?"
_AFTER = "of|for|in|on|at|to|per|between|do|does|did|is|are|was|were|can|must|should"
_DOES = f"what {_any('do does did can could will would')} .* "
_HOW_MUCH = f"how much {_any('do does did can could will would is are was were has have')} .*"
_SHARES = "(?:percent|percentage|proportion|fraction)"
_SUMS = "(?:price|cost|fee|fine|salary|wage|income|revenue|budget|rent|fare|deposit)s?"
_NUMBER = (
    r"(?<![\w.,])(?:\d[\d.,]*|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
    r"|\w+teen|\w+ty(?:-\w+)?|half|several|dozens?|hundreds?|thousands?|millions?|billions?)"
)
_FURTHER = "[ -](?:and|or|to|an?|the|of|half|hundred|thousand|million|billion|cubic|square)"
_LENGTHS = (
    "mm cm m km (?:milli|centi|kilo)?met(?:re|er)s? feet foot ft inch(?:es)? miles? yards? nm"
    " leagues? fathoms? light-years? stor(?:eys?|ies) floors?"
)
_TIMES = "seconds? minutes? hours? days? weeks? months? years? decades?"
_LEVELS = (  # which are high without being long
    "(?:price|cost|fee|fine|salar|wage|rent|fare|deposit|tax|rate|risk|chance|unemployment|inflation"
    "|interest|score|share|percentage|temperature|pressure|level|number|toll|demand|quality)"
)
_FORMS: Mapping[Detail, _Form] = {
    Detail.AGE: _form(
        rf"how old|{_noun('ages?')}|(?:what|which) age",
        r"\b(?:age[ds]?|born|birthday|turn(?:s|ed) \w+ty|centur(?:y|ies))\b|\byears?[ -]old\b"
        r"|\b(?:over|under)[ -]?\d|\d (?:and|or) (?:over|older|under|younger)\b"
        r"|\b(?:\d+|\w+teen|\w+ty(?:-\w+)?)[ -](?:year|month|week|day)s?\b"
        r"|\b1\d\d\d\b|\b20\d\d\b|\bsince\b.{0,40}\d{3}",
        asking="old age ages",
    ),
    Detail.FREQUENCY: _form(
        "how (?:often|frequently|regularly)",
        r"\b(?:every|each|times?|once|twice|daily|weekly|monthly|quarterly|yearly|annual(?:ly)?"
        r"|hourly|nightly|always|never|rarely|seldom|often|frequently|occasionally|regularly|per"
        r"|an? (?:hour|day|night|week|month|year)|(?:mon|tues|wednes|thurs|fri|satur|sun)days)\b",
        asking="often frequently regularly",
    ),
    Detail.LENGTH: _form(
        "how (?:tall|deep|wide|thick)"
        rf"|how high(?!{_BE}{_ITS}(?: [\w-]+)? {_LEVELS})"
        f"|{_noun('height width depth altitude elevation radius diameter')}",
        _counted(_LENGTHS),
        asking="tall deep wide thick high height width depth altitude elevation",
    ),
    Detail.DISTANCE: _form(
        f"how far(?! back| in advance| ahead)|{_noun('distance')}",
        _counted(f"{_LENGTHS} minutes? hours?"),
        asking="far distance",
    ),
    Detail.EXTENT: _form(
        f"how long{_BE}",
        _counted(f"{_LENGTHS} {_TIMES} pages? lines? words? letters? characters? digits?")
        + r"|\b(?:until|till|from .{1,30} to|between .{1,30} and|for life|forever|unlimited)\b",
        asking="long",
    ),
    Detail.WEIGHT: _form(
        rf"how heavy(?!{_BE}{_ITS} (?:loss|casualt|fight|damage|traffic))"
        f"|(?:{_DOES}|{_HOW_MUCH})weigh|{_noun('weight mass')}",
        _counted("mg g kg t lbs? pounds? ounces? oz (?:kilo)?grams? kilos? tons? tonnes?"),
        asking="heavy weigh weight mass",
    ),
    Detail.SPEED: _form(
        f"how fast|{_noun('speed velocity')}",
        _counted(f"mph km/h kmh kph knots? kn m/s [mg]bps {_TIMES}")
        + r"|\b(?:miles|(?:kilo)?met(?:re|er)s|feet|km|m) (?:an?|per) (?:hour|second|minute)\b",
        asking="fast speed velocity",
    ),
    Detail.TEMPERATURE: _form(
        rf"how (?:hot|cold|warm)|{_noun('temperatures?')}|(?:what|which) (?:\w+ )?temperatures?",
        r"°|\bdegrees?\b|\d ?[CFK]\b|\bcelsius\b|\bfahrenheit\b",
        asking="hot cold warm temperature temperatures",
    ),
    Detail.SHARE: _form(
        f"what {_SHARES}|{_noun(_SHARES)}",
        r"%|per ?cent|\b(?:half|thirds?|quarters?|fifths?|tenths?|majority|most|all|none)\b"
        r"|\b\w+ (?:in|out of) (?:\d|\w+ty|ten|five|four|three)",
        asking="percent percentage proportion fraction",
    ),
    Detail.MONEY: _form(
        rf"how (?:expensive|cheap)|how much money|{_DOES}cost(?=\W*$| (?:{_AFTER})\b)"
        f"|{_HOW_MUCH}{_any('cost pay paid earn earned spend spent charge charged sold bought')}"
        rf"|{_noun(_SUMS)}|how high{_BE}{_ITS}(?: [\w-]+)? {_SUMS}"
        f"|(?:the )?{_any('price cost fee rent fare')} (?:of|for)",
        r"[$€£¥₹₽₩₺₴₪฿₫₦¢]|\bfree\b|\d ?p\b(?!\.)|\b(?-i:[A-Z]{3}) ?\d"
        r"|\b(?:cost|costs|price|priced|pay|pays|paid|charge|charged|fee|rent|fare|fine|worth)"
        r" (?:\w+ ){0,3}\d|"
        + _counted(
            "dollars? euros? pounds? cents? pence francs? yen crowns? marks? rupees? pesos?"
            " shillings? ro?ubles? guilders? florins? ducats? krone[rn]? kronor kr chf yuan rupiah"
            " baht rand dinars? dirhams? zlotys? usd eur gbp"
        ),
        asking="price prices cost costs expensive cheap money",
    ),
    Detail.COLOUR: _form(
        rf"(?:what|which){_BE}?(?: the)? colou?rs?",
        r"\b(?:black|white|gr[ae]y|red|orange|yellow|green|blue|purple|violet|pink|brown|gold"
        r"|silver|beige|cream|crimson|scarlet|turquoise|olive|transparent|colou?rless|bronze)(?:ish|en)?\b",
        asking="colour colours color colors",
    ),
    Detail.TELEPHONE: _form(
        r"(?:what|which)(?:['’]s)?(?: [\w'’]+)* (?:tele)?phone number"
        rf"|(?:what|which) number {_any('do can should must')} (?:i|we|you)",
        r"\d(?:[ ()/+-]*\d){4}|\b(?:ring|call|dial|phone|telephone|on) \d{3}",
        asking="phone telephone number",
    ),
    Detail.MAIL: _form(
        rf"what{_BE}(?: [\w'’-]+)* e-?mail(?: add?ress)?(?=\W*$| (?:{_AFTER})\b)",
        "@",
        asking="e-mail email mail address",
    ),
    Detail.ADDRESS: _form(
        rf"{_noun('add?ress')}|(?:what|which) add?ress(?=\W*$| (?:{_AFTER})\b)",
        r"\b(?:street|road|lane|avenue|square|alley|boulevard|terrace|crescent|quay|postcode)\b"
        r"|\bat \d{1,3}[a-z]? [a-z]|\b(?:rue|via|calle|plaza|piazza|platz) \w"
        r"|stra(?:ß|ss)e\b|\b\w+(?:weg|gasse|allee|platz) \d",
        asking="address adress",
    ),
}
