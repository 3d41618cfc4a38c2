"""Times, counts and durations: forms so loose that many sentences have them by chance.

That one is told says little, and the ranker looks for it more closely; but "when" is hardly ever
answered where no word of time stands at all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.answering.detail_forms import MONTHS, Detail, any_of, form

if TYPE_CHECKING:
    from collections.abc import Mapping

    from retrieval.answering.detail_forms import Form

_NUMBERS = any_of(
    "no none zero one two three four five six seven eight nine ten eleven twelve \\w+teen twent\\w+"
    " thirt\\w+ forty fifty sixty seventy eighty ninety hundreds? thousands? millions? billions?"
    " dozens?"
)
_UNITS = any_of(
    "seconds? minutes? hours? days? nights? weeks? months? years? decades? centur(?:y|ies)"
)
_COUNTED_UNITS = any_of("years months weeks days hours minutes")
_HOW_MANY = any_of(
    "single twice pair couple both half quarter thirds? several few most majority unlimited nobody"
)
_NAMED_TIMES = any_of(
    "spring summer autumn winter easter christmas noon midnight mornings? evenings? afternoons?"
    " tonight tomorrow dawn dusk sunrise sunset daily weekly weekends? monthly yearly annual(?:ly)?"
    " quarterly hourly season term era age period time wars? reign"
    " (?:mon|tues|wednes|thurs|fri|satur|sun|week|birth|holi|to|yester)days?"
)
_RELATIVE_TIMES = any_of(
    "ago now nowadays recently later earlier early late soon immediately at[ ]once always never"
    " since until till during after before while when(?:ever)? once as[ ]soon[ ]as upon prior"
)
_DATED = r"\b[12]\d{3}s?\b|\bin \d{3}\b|\d (?:ad|bce?|ce)\b|\d(?:st|nd|rd|th)\b"
_CLOCK = rf"\d[:.]\d\d|\d ?[ap]\.?m\b|\b(?:at|by|from) {_NUMBERS}\b"
_LASTING = any_of(
    "until till forever permanent(?:ly)? lifetime life unlimited indefinitely overnight always"
    " while since during throughout brief(?:ly)? short(?:ly)? season"
)

LOOSE: Mapping[Detail, Form] = {
    Detail.TIME: form(
        "when",
        rf"{_DATED}|{_CLOCK}|\b(?:{any_of(MONTHS)}|{_UNITS}|{_NAMED_TIMES}|{_RELATIVE_TIMES})\b",
    ),
    Detail.COUNT: form(
        rf"how many(?! (?:times|{_COUNTED_UNITS})\b)", rf"\d|\b(?:{_NUMBERS}|{_HOW_MANY})\b"
    ),
    Detail.DURATION: form(
        rf"how long(?! (?:ago|since)\b)|how many {_COUNTED_UNITS}",
        rf"\d|\b(?:{_UNITS}|{_LASTING})\b",
    ),
}
