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


def _any(words: str) -> str:
    return f"(?:{'|'.join(words.split())})"


def _counted(units: str) -> str:
    """A number, up to three words such as "million" or "and a half", and one of ``units``."""
    return rf"{_NUMBER}(?:{_FURTHER}){{0,3}}[ -]?{_any(units)}(?!\w)"


_BE = r"(?:['’]s| is| are| was| were)"
_IS_THE = rf"what{_BE}(?: the| an?| its| their| his| her| our| your)?(?: [\w'’-]+){{0,2}} "
_DOES = f"what {_any('do does did can could will would')} .* "
_HOW_MUCH = f"how much {_any('do does did can could will would is are was were has have')} .*"
_NUMBER = (
    r"(?<![\w.,])(?:\d[\d.,]*|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
    r"|\w+teen|\w+ty(?:-\w+)?|half|several|dozens?|hundreds?|thousands?|millions?|billions?)"
)
_FURTHER = "[ -](?:and|or|to|an?|the|of|half|hundred|thousand|million|billion|cubic|square)"
_LENGTHS = (
    "mm cm m km (?:milli|centi|kilo)?met(?:re|er)s? feet foot ft inch(?:es)? miles? yards? nm"
    " leagues? fathoms? light-years? stor(?:ey|y|ie)s? floors? minutes? hours?"
)
_FORMS: Mapping[Detail, _Form] = {
    Detail.AGE: _form(
        rf"how old|{_IS_THE}ages?|(?:what|which) age",
        r"\b(?:age[ds]?|born|birthday|turn(?:s|ed) \w+ty)\b|\byears?[ -]old\b"
        r"|\b(?:\d+|\w+teen|\w+ty(?:-\w+)?)[ -](?:year|month|week|day)s?\b"
        r"|\b(?:founded|built|established|since|dat(?:es?|ed|ing))\b.{0,40}\d{3}",
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
        "how (?:far(?! back)|tall|deep|wide|thick|high)"
        f"|{_IS_THE}{_any('height width depth distance altitude elevation radius diameter')}",
        _counted(_LENGTHS),
        asking="far tall deep wide thick high height width depth distance altitude elevation",
    ),
    Detail.EXTENT: _form(
        f"how long{_BE}",
        _counted(f"{_LENGTHS} seconds? days? weeks? months? years? decades? pages? words?"),
        asking="long",
    ),
    Detail.WEIGHT: _form(
        rf"how heavy|(?:{_DOES}|{_HOW_MUCH})weigh|{_IS_THE}(?:weight|mass)",
        _counted("mg g kg t lbs? pounds? ounces? oz (?:kilo)?grams? kilos? tons? tonnes?"),
        asking="heavy weigh weight mass",
    ),
    Detail.SPEED: _form(
        f"how fast|{_IS_THE}(?:speed|velocity)",
        _counted("mph km/h kmh kph knots? kn m/s [mg]bps")
        + r"|\b(?:miles|(?:kilo)?met(?:re|er)s|feet|km|m) (?:an?|per) (?:hour|second|minute)\b",
        asking="fast speed velocity",
    ),
    Detail.TEMPERATURE: _form(
        rf"how (?:hot|cold|warm)|{_IS_THE}temperatures?|(?:what|which) (?:\w+ )?temperatures?",
        r"°|\bdegrees?\b|\d ?[CFK]\b|\bcelsius\b|\bfahrenheit\b",
        asking="hot cold warm temperature temperatures",
    ),
    Detail.SHARE: _form(
        f"(?:what |{_IS_THE}){_any('percent percentage proportion fraction')}",
        r"%|per ?cent|\b(?:half|thirds?|quarters?|fifths?|tenths?|majority|most|all|none)\b"
        r"|\b\w+ (?:in|out of) (?:\d|\w+ty|ten|five|four|three)",
        asking="percent percentage proportion fraction",
    ),
    Detail.MONEY: _form(
        f"how (?:expensive|cheap)|how much money|{_DOES}costs?"
        f"|{_HOW_MUCH}{_any('cost pay paid earn earned spend spent charge charged sold bought')}"
        f"|{_IS_THE}{_any('price fee fine salary wage income revenue budget rent fare deposit')}s?"
        f"|(?:the )?{_any('price cost fee rent fare')} (?:of|for)",
        r"[$€£¥]|\bfree\b|\bcosts? \d|"
        + _counted(
            "dollars? euros? pounds? cents? pence p francs? yen crowns? marks? rupees? pesos?"
            " shillings? ro?ubles? guilders? florins? ducats? usd eur gbp million billion"
        ),
        asking="price prices cost costs expensive cheap money",
    ),
    Detail.COLOUR: _form(
        rf"(?:what|which){_BE}?(?: the)? colou?rs?",
        r"\b(?:black|white|gr[ae]y|red|orange|yellow|green|blue|purple|violet|pink|brown|gold"
        r"|silver|beige|cream|crimson|scarlet|turquoise|olive|transparent|colou?rless|bronze)",
        asking="colour colours color colors",
    ),
    Detail.TELEPHONE: _form(
        r"(?:what|which)(?:['’]s)?(?: [\w'’]+)* (?:tele)?phone number"
        rf"|(?:what|which) number {_any('do can should must')} (?:i|we|you)",
        r"\d(?:[\d ()/+-]*\d){2}",
        asking="phone telephone number",
    ),
    Detail.MAIL: _form(
        r"(?:what|which)(?:['’]s)?(?: [\w'’-]+)* e-?mail",
        "@",
        asking="e-mail email mail address",
    ),
    Detail.ADDRESS: _form(
        f"(?:{_IS_THE}|(?:what|which) )add?ress",
        r"\b(?:street|road|lane|avenue|square|alley|boulevard|terrace|crescent|quay|postcode)\b"
        r"|\b(?:at|in) \d+[a-z]? \w",
        asking="address adress",
    ),
}
