"""English follow-ups: which questions lean on the last one, and how the two are read together.

Where the two don't make one sentence, they stand side by side as people would say them: "Who
signed the letter — when?". What is searched for then (`as_asked`) leaves out the last question's
own question word. The cases, by what the question lacks:

- all but the question word ("and when?", "how many of them?", "which countries?"): the rest of
  the last question follows it, if it can;
- what a pronoun stands for ("when did he die?"): the name, where the last question has one that
  can only be meant, else both questions side by side;
- a subject ("who died?"): both side by side;
- the question itself ("what about Erbil?"): see `places`.
"""

from __future__ import annotations

import re

from retrieval.answering.followups.places import in_its_place
from retrieval.answering.followups.pronouns import anaphor, antecedent, is_possessive
from retrieval.answering.followups.text import (
    ADVERBIAL,
    APART,
    AUX,
    PREPOSITIONS,
    WH,
    QuestionText,
    bare,
    is_verb,
    word_set,
)

_MODIFIERS = word_set(
    "many much long old often far exactly else not so come precisely of them these those it that "
    "one ones ago then there this big large high deep fast soon likely"
)
_LEAD = re.compile(
    r"^\W*(?:(?:and|but|so|or|also|then|ok|okay|well|yes|no)\b[\s,]*)+", re.IGNORECASE
)
_ABOUT = re.compile(r"^\W*(?:what|how)\s+about\b\s*", re.IGNORECASE)
_CHOICE = re.compile(
    r"\W*(?:(?:in|at|on|from|by|to|for)\s+)?(?:how many|what|which|whose)\s", re.IGNORECASE
)
_CIRCUMSTANCE = word_set("when where why how")
_BEFORE_VERB = word_set("who what whom")
_PAST_AUX = word_set("did didn't was wasn't were weren't had hadn't")
_PRESENT_AUX = word_set("am is are do does isn't aren't don't doesn't")
_PRESENT = word_set("happens happen die survive work")  # verbs that are told by being listed
_OF_THEM = re.compile(r"\s+of\s+(?:them|these|those|it)$", re.IGNORECASE)
_LONGEST_PHRASE = 6  # words that can take the place of others without "what about"
_SHORTEST_QUESTION = 5  # words that say enough with one word of content


def read_english(text: str, previous: str, quote: str | None = None) -> str | None:
    """See `read_follow_up`, for two questions in English."""
    lead = _LEAD.match(text)
    rest = QuestionText.read(text[lead.end() if lead else 0 :].strip())
    shown = QuestionText.read(previous.strip())
    about = _ABOUT.match(rest.text)
    if about:
        return in_its_place(rest.text[about.end() :], shown)
    if not rest.words:
        return None
    if not (WH | AUX).intersection(rest.words):
        leans = lead or rest.words[0] in PREPOSITIONS
        short = len(rest.words) <= _LONGEST_PHRASE
        return in_its_place(rest.text, shown) if leans and short else None
    last = QuestionText.read(as_asked(shown.text))
    if _is_question_word_alone(rest):
        whole = _question_word_first(rest, last)
        return whole if _is_sentence(rest, last) else _side_by_side(rest, shown.text)
    n = anaphor(rest)
    if n is not None:
        return _resolved(rest, n, last, quote) or _side_by_side(rest, shown.text)
    leans = _says_too_little(rest) and (lead or not _changes_to_the_past(rest, shown))
    return _side_by_side(rest, shown.text) if leans else None


def as_asked(shown: str) -> str:
    """What is searched for where two questions are shown side by side; else the text itself.

    >>> as_asked("Who signed the letter — when?")
    'when signed the letter?'
    """
    first, apart, then = shown.rpartition(APART)
    rest = QuestionText.read(then)
    if not apart or not (WH | AUX).intersection(rest.words):
        return shown
    last = QuestionText.read(as_asked(f"{first}?"))
    if _is_question_word_alone(rest):
        return _question_word_first(rest, last)
    return f"{bare(rest.text)}{APART}{last.after_question_word()}"


def _is_question_word_alone(rest: QuestionText) -> bool:
    """Whether there is a question word and no verb: "since when?", "which Iraqi cities?"."""
    if AUX.intersection(rest.words) or not WH.intersection(rest.words):
        return False
    others = [n for n, word in enumerate(rest.words) if word not in WH | _MODIFIERS | PREPOSITIONS]
    nouns = not any(is_verb(rest.words[n]) or rest.is_empty(n) for n in others)
    return not others or (len(others) <= 2 and nouns and _CHOICE.match(rest.text) is not None)


def _question_word_first(rest: QuestionText, last: QuestionText) -> str:
    """The new question word and what the last one stood before."""
    noun = bool(rest.content()) and rest.words[-1] not in ADVERBIAL
    following = last.after_question_word(with_noun=noun)
    if following == last.text and last.words and last.words[0] in AUX:
        following = following[:1].lower() + following[1:]
    return f"{_OF_THEM.sub('', bare(rest.text))} {following}"


def _is_sentence(rest: QuestionText, last: QuestionText) -> bool:
    """Whether a question word can stand before what followed the last question's.

    Any can before "did Turkey send", but before "signed the letter" only what may have signed it.
    """
    noun = bool(rest.content()) and rest.words[-1] not in ADVERBIAL
    following = QuestionText.read(last.after_question_word(with_noun=noun))
    if not following.words or AUX.intersection((last.words[0], following.words[0])):
        return not _lacks_its_subject(following)
    counts = {"many", "much"}.intersection(rest.words)
    if not counts and ADVERBIAL.union(_CIRCUMSTANCE).intersection(rest.words):
        return False
    return noun or last.words[0] in _BEFORE_VERB or "who" not in rest.words


def _lacks_its_subject(following: QuestionText) -> bool:
    """Whether what was asked for did or met the deed: "was killed", after "who"."""
    words = following.words
    return len(words) > 1 and words[0] in AUX and is_verb(words[1])


def _resolved(rest: QuestionText, n: int, last: QuestionText, quote: str | None) -> str | None:
    """The pronoun at ``n`` replaced by what it stands for, where only one thing can be meant."""
    found = antecedent(rest, n, last, quote)
    if found is None:
        return None
    if is_possessive(rest, n):
        return f"{bare(rest.text)}{APART}{found}?"
    return f"{rest.text[: rest.starts[n]]}{found}{rest.text[rest.ends[n] :]}"


def _says_too_little(rest: QuestionText) -> bool:
    """Whether a question names next to nothing: "who died?" does, "what is drought?" doesn't."""
    content = rest.content()
    if len(content) != 1:
        return not content
    name = rest.is_name(content[0]) or any(char.isdigit() for char in rest.words[content[0]])
    return not name and is_verb(rest.words[content[0]]) and len(rest.words) < _SHORTEST_QUESTION


def _changes_to_the_past(rest: QuestionText, shown: QuestionText) -> bool:
    """Whether "who was killed?" follows what is asked of the present: "how many are there?"."""
    is_present = not _PRESENT_AUX.isdisjoint(shown.words) and not _is_past(shown)
    return is_present and bool(rest.content()) and _is_past(rest)


def _is_past(question: QuestionText) -> bool:
    past = (word in _PAST_AUX or is_verb(word) for word in question.words if word not in _PRESENT)
    return any(past)


def _side_by_side(rest: QuestionText, shown: str) -> str:
    """Both questions; of those before, a question word alone gives way, and the first one stays."""
    parts = shown.split(APART)
    if len(parts) > 1 and _is_question_word_alone(QuestionText.read(parts[-1])):
        parts.pop()
    kept = [bare(part) for part in (parts[0], *parts[1:][-1:])]
    return f"{APART.join((*kept, bare(rest.text)))}?"
