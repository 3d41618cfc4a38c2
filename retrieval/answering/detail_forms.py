"""The forms of details: how questions for each begin, and what is found where it is told."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from retrieval.answering.peoples import COUNTRY

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
    YEAR = "year"
    CENTURY = "century"
    MONTH = "month"
    WEEKDAY = "weekday"
    COUNTRY = "country"
    LANGUAGE = "language"
    TIME = "time"
    COUNT = "count"
    DURATION = "duration"


@dataclass(frozen=True, slots=True)
class Form:
    """How questions for a detail begin, what is found in what tells it, and words only to ask.

    ``new`` says that what the question itself holds doesn't count: names.
    """

    asked: re.Pattern[str]
    told: re.Pattern[str]
    asking: frozenset[str]
    new: bool


def form(asked: str, told: str, *, asking: str = "", new: bool = False) -> Form:
    """A form from patterns of how questions begin and what tells it, and words only to ask."""
    return Form(
        re.compile(rf"(?:{asked})(?!\w)", re.IGNORECASE),
        re.compile(told, re.IGNORECASE),
        frozenset(asking.split()),
        new,
    )


def _noun(nouns: str) -> str:
    """Asked for by a noun: "what is the weight of", but neither "weight room" nor "weight"."""
    before = rf"what{_BE}(?: the| an?| its| their| his| her| our| your| my)(?: [\w'’-]+){{0,2}}"
    return rf"{before} {any_of(nouns)}(?=\W*$| (?:{_AFTER})\b)"


def _which(nouns: str) -> str:
    """Asked for by a noun, "which country", "what other countries", or as `_noun` has it.

    Neither by another ("which programming language") nor by a longer one ("which nation state").
    """
    which = rf"(?:what|which)(?: {any_of(_WHICH)})? {any_of(nouns)}(?!['’-]| {any_of(_LONGER)}\b)"
    return f"{which}|{_noun(nouns)}"


def any_of(words: str) -> str:
    """A pattern of any of some words, or patterns, with spaces between."""
    return f"(?:{'|'.join(words.split())})"


def _counted(units: str) -> str:
    """A number, up to three words such as "million" or "and a half", and one of ``units``."""
    return rf"{_NUMBER}(?:{_FURTHER}){{0,3}}[ -]?{any_of(units)}(?![\w-])"


_WHICH = (
    "other same two three four first second third last main major official native national foreign"
    " international african american asian european arab exact academic calendar fiscal financial"
    " neighbou?ring spoken whole"
)
_LONGER = (
    "music singer club house code codes state states group groups book books school schools course"
    " courses model models version versions setting settings pack old end in[ ]a do[ ]you"
)
_BE = r"(?:['’]s| is| are| was| were)"
_ITS = "(?: the| an?| its| their| his| her| our| your| my)?"
_AFTER = "of|for|in|on|at|to|per|between|do|does|did|is|are|was|were|can|must|should"
_DOES = f"what {any_of('do does did can could will would')} .* "
_HOW_MUCH = f"how much {any_of('do does did can could will would is are was were has have')} .*"
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
MONTHS = (
    "january february march april may june july august september october november december jan feb"
    " aug sept oct nov dec"
)
_LANGUAGES = (
    r"\b(?-i:English|French|German|Italian|Spanish|Portuguese|Latin|Greek|Hebrew|Arabic|Persian"
    r"|Farsi|Turkish|Kurdish|Russian|Ukrainian|Polish|Czech|Slovak|Hungarian|Romanian|Bulgarian"
    r"|Serbian|Croatian|Dutch|Flemish|Danish|Swedish|Norwegian|Finnish|Icelandic|Estonian|Latvian"
    r"|Lithuanian|Irish|Gaelic|Welsh|Breton|Basque|Catalan|Galician|Albanian|Armenian|Georgian"
    r"|Hindi|Urdu|Bengali|Punjabi|Tamil|Telugu|Marathi|Sanskrit|Nepali|Sinhala|Chinese|Mandarin"
    r"|Cantonese|Japanese|Korean|Vietnamese|Thai|Khmer|Malay|Indonesian|Tagalog|Swahili|Zulu"
    r"|Afrikaans|Amharic|Somali|Yiddish|Esperanto|Aramaic|Mongolian|Tibetan|Burmese|Lao|Slavonic"
    r"|Quechua|Guaran[ií]|Hausa|Yoruba|Igbo|Maltese|Sorbian|Luxembourgish|Kazakh|Uzbek|Azeri"
    r"|[A-Z][\w-]+ languages?)\b"
)
FORMS: Mapping[Detail, Form] = {
    Detail.AGE: form(
        rf"how old|{_noun('ages?')}|(?:what|which) age",
        r"\b(?:age[ds]?|born|birthday|turn(?:s|ed) \w+ty|centur(?:y|ies))\b|\byears?[ -]old\b"
        r"|\b(?:over|under)[ -]?\d|\d (?:and|or) (?:over|older|under|younger)\b"
        r"|\b(?:\d+|\w+teen|\w+ty(?:-\w+)?)[ -](?:year|month|week|day)s?\b"
        r"|\b1\d\d\d\b|\b20\d\d\b|\bsince\b.{0,40}\d{3}",
        asking="old age ages",
    ),
    Detail.FREQUENCY: form(
        "how (?:often|frequently|regularly)",
        r"\b(?:every|each|times?|once|twice|daily|weekly|monthly|quarterly|yearly|annual(?:ly)?"
        r"|hourly|nightly|always|never|rarely|seldom|often|frequently|occasionally|regularly|per"
        r"|an? (?:hour|day|night|week|month|year)|(?:mon|tues|wednes|thurs|fri|satur|sun)days)\b",
        asking="often frequently regularly",
    ),
    Detail.LENGTH: form(
        "how (?:tall|deep|wide|thick)"
        rf"|how high(?!{_BE}{_ITS}(?: [\w-]+)? {_LEVELS})"
        f"|{_noun('height width depth altitude elevation radius diameter')}",
        _counted(_LENGTHS),
        asking="tall deep wide thick high height width depth altitude elevation",
    ),
    Detail.DISTANCE: form(
        f"how far(?! back| in advance| ahead)|{_noun('distance')}",
        _counted(f"{_LENGTHS} minutes? hours?"),
        asking="far distance",
    ),
    Detail.EXTENT: form(
        f"how long{_BE}",
        _counted(f"{_LENGTHS} {_TIMES} pages? lines? words? letters? characters? digits?")
        + r"|\b(?:until|till|from .{1,30} to|between .{1,30} and|for life|forever|unlimited)\b",
        asking="long",
    ),
    Detail.WEIGHT: form(
        rf"how heavy(?!{_BE}{_ITS} (?:loss|casualt|fight|damage|traffic))"
        f"|(?:{_DOES}|{_HOW_MUCH})weigh|{_noun('weight mass')}",
        _counted("mg g kg t lbs? pounds? ounces? oz (?:kilo)?grams? kilos? tons? tonnes?"),
        asking="heavy weigh weight mass",
    ),
    Detail.SPEED: form(
        f"how fast|{_noun('speed velocity')}",
        _counted(f"mph km/h kmh kph knots? kn m/s [mg]bps {_TIMES}")
        + r"|\b(?:miles|(?:kilo)?met(?:re|er)s|feet|km|m) (?:an?|per) (?:hour|second|minute)\b",
        asking="fast speed velocity",
    ),
    Detail.TEMPERATURE: form(
        rf"how (?:hot|cold|warm)|{_noun('temperatures?')}|(?:what|which) (?:\w+ )?temperatures?",
        r"°|\bdegrees?\b|\d ?[CFK]\b|\bcelsius\b|\bfahrenheit\b",
        asking="hot cold warm temperature temperatures",
    ),
    Detail.SHARE: form(
        f"what {_SHARES}|{_noun(_SHARES)}",
        r"%|per ?cent|\b(?:half|thirds?|quarters?|fifths?|tenths?|majority|most|all|none)\b"
        r"|\b\w+ (?:in|out of) (?:\d|\w+ty|ten|five|four|three)",
        asking="percent percentage proportion fraction",
    ),
    Detail.MONEY: form(
        rf"how (?:expensive|cheap)|how much money|{_DOES}cost(?=\W*$| (?:{_AFTER})\b)"
        f"|{_HOW_MUCH}{any_of('cost pay paid earn earned spend spent charge charged sold bought')}"
        rf"|{_noun(_SUMS)}|how high{_BE}{_ITS}(?: [\w-]+)? {_SUMS}"
        f"|(?:the )?{any_of('price cost fee rent fare')} (?:of|for)",
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
    Detail.COLOUR: form(
        rf"(?:what|which){_BE}?(?: the)? colou?rs?",
        r"\b(?:black|white|gr[ae]y|red|orange|yellow|green|blue|purple|violet|pink|brown|gold"
        r"|silver|beige|cream|crimson|scarlet|turquoise|olive|transparent|colou?rless|bronze)(?:ish|en)?\b",
        asking="colour colours color colors",
    ),
    Detail.TELEPHONE: form(
        r"(?:what|which)(?:['’]s)?(?: [\w'’]+)* (?:tele)?phone number"
        rf"|(?:what|which) number {any_of('do can should must')} (?:i|we|you)",
        r"\d(?:[ ()/+-]*\d){4}|\b(?:ring|call|dial|phone|telephone|on) \d{3}",
        asking="phone telephone number",
    ),
    Detail.MAIL: form(
        rf"what{_BE}(?: [\w'’-]+)* e-?mail(?: add?ress)?(?=\W*$| (?:{_AFTER})\b)",
        "@",
        asking="e-mail email mail address",
    ),
    Detail.ADDRESS: form(
        rf"{_noun('add?ress')}|(?:what|which) add?ress(?=\W*$| (?:{_AFTER})\b)",
        r"\b(?:street|road|lane|avenue|square|alley|boulevard|terrace|crescent|quay|postcode)\b"
        r"|\bat \d{1,3}[a-z]? [a-z]|\b(?:rue|via|calle|plaza|piazza|platz) \w"
        r"|stra(?:ß|ss)e\b|\b\w+(?:weg|gasse|allee|platz) \d",
        asking="address adress",
    ),
    Detail.YEAR: form(
        _which("years?"),
        r"\b[12]\d{3}s?\b|\bin \d{3}\b|\b\d+ (?:bce?|ad|ce)\b"
        r"|\b(?:\w+st|\w+nd|\w+rd|\w+th|final) years?\b",
        asking="year years",
    ),
    Detail.CENTURY: form(
        _which("century centuries decades?"),
        r"\bcentur(?:y|ies)\b|\d0['’]?s\b|\b\w+ties\b|\b[12]\d{3}\b",
        asking="century decade",
    ),
    Detail.MONTH: form(_which("months?"), rf"\b{any_of(MONTHS)}\b", asking="month"),
    Detail.WEEKDAY: form(
        rf"{_which('weekdays?')}|(?:what|which) days? of the week",
        r"\b(?:mon|tues|wednes|thurs|fri|satur|sun|week)days?\b|\bdaily\b|\bevery day\b",
        asking="day days week weekday",
    ),
    Detail.COUNTRY: form(
        _which("country countries nations?"),
        COUNTRY,
        asking="country countries nation nations",
        new=True,
    ),
    Detail.LANGUAGE: form(_which("languages?"), _LANGUAGES, asking="language languages", new=True),
}
