"""Details that have a form of their own: a price, an age, a telephone number.

"What does it cost?" is answered by a sum of money or not at all, so a sentence without one hardly
answers, however many of the question's words it holds. These are those of the finer classes of Li
& Roth ("Learning Question Classifiers", 2002) that a pattern can tell, asked and told in English.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from retrieval.answering.asking import from_asking_word
from retrieval.answering.detail_forms import FORMS, Detail
from retrieval.answering.loose_forms import LOOSE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from retrieval.answering.detail_forms import Form

_ALL = {**FORMS, **LOOSE}


def asked_detail(text: str, language: str = "english") -> Detail | None:
    """The detail that a question asks for; None for anything else, and in other languages.

    >>> asked_detail("How old is the caretaker?"), asked_detail("What does a spare filter cost?")
    (<Detail.AGE: 'age'>, <Detail.MONEY: 'money'>)
    >>> asked_detail("How did the cost of living change?") is None
    True
    """
    return _asked(text, FORMS) if language == "english" else None


def asked_loose_detail(text: str, language: str = "english") -> Detail | None:
    """The same for a time, a count or a duration, which many sentences tell by chance.

    >>> asked_loose_detail("When does the ferry leave?"), asked_loose_detail("Who left?")
    (<Detail.TIME: 'time'>, None)
    """
    return _asked(text, LOOSE) if language == "english" else None


def _asked(text: str, forms: Mapping[Detail, Form]) -> Detail | None:
    asked = from_asking_word(text)
    return next((detail for detail, form in forms.items() if form.asked.match(asked)), None)


def tells(text: str, detail: Detail, question: str = "") -> bool:
    """Whether anything in ``text`` has the form of ``detail``, and is no name in ``question``.

    >>> tells("It costs 6.50 euros.", Detail.MONEY), tells("It weighs 2.5 kg.", Detail.MONEY)
    (True, False)
    """
    form = _ALL[detail]
    found = form.told.finditer(text)
    return any(not form.new or not _stands_in(match[0], question) for match in found)


def _stands_in(words: str, text: str) -> bool:
    return re.search(rf"\b{re.escape(words)}\b", text, re.IGNORECASE) is not None


def asking_words(detail: Detail | None) -> frozenset[str]:
    """Words that only ask for a detail, and seldom stand where it is told.

    >>> "colour" in asking_words(Detail.COLOUR)
    True
    """
    return FORMS[detail].asking if detail else frozenset()
