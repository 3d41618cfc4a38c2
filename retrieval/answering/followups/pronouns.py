"""Pronouns of English questions: which mean something outside of their question, and what.

A pronoun may find its antecedent in its own question ("Why did Trump say he won?"); the rules for
that are a coarse reading of Hobbs, "Resolving Pronoun References" (Lingua 44, 1978).
"""

from __future__ import annotations

import re

from retrieval.answering.followups.text import (
    AUX,
    PREPOSITIONS,
    QuestionText,
    bare,
    is_verb,
    word_set,
)

PERSONAL = word_set("he she him her his")
DEMONSTRATIVE = word_set("this these those that")
_POSSESSIVE = word_set("his its their theirs hers himself herself itself themselves")
_SUBJECTS = word_set("he she they it")
_PARTICLES = word_set("out up down off first")
_ANAPHORS = PERSONAL | _POSSESSIVE | DEMONSTRATIVE | word_set("it they them there")
_SUBORDINATORS = word_set(
    "before after because that when while if whether since until as than although though where why "
    "how what who and or but which"
)
_NOW = word_set("year week month morning evening afternoon time century decade day summer winter")
_HAPPEN = word_set(
    "happen happened happening occur occurred start started begin began end ended work"
)
_EXPLETIVE = re.compile(
    r"\bit\s+(?:take|takes|took|cost|costs|true|possible|allowed|permitted|forbidden|required"
    r"|necessary|legal|illegal|safe|ok|okay|likely|clear|known|said|announced|reported)\b.*\b(?:to|that|for)\b|^\W*(?:is|was)\s+it\b.*\b(?:who|that)\b"
    r"|\bit\s+(?:called|named|mean|like)\s+(?:when|if)\b"
    r"|\bit\s+(?:mean|like)\s+to\s+(?:be|have|live|work)\b",
    re.IGNORECASE,
)
_BE = re.compile(r"^\W*(?:who|what|where)(?:\s+(?:is|are|was|were)|['’]s)\s+", re.IGNORECASE)
_LONGEST_SUBJECT = 6  # words


def anaphor(question: QuestionText) -> int | None:
    """The number of the first word that stands for something outside of its question.

    >>> anaphor(QuestionText.read("When did he die?"))
    2
    >>> anaphor(QuestionText.read("Why did Trump say he won?"))
    """
    if _EXPLETIVE.search(question.text):
        return None
    found = (n for n, word in enumerate(question.words) if word in _ANAPHORS)
    return next((n for n in found if _is_outside(question, n)), None)


def is_possessive(question: QuestionText, n: int) -> bool:
    """Whether the pronoun at ``n`` says whose: "her" does before a noun."""
    after = _word(question, n + 1)
    her = question.words[n] == "her" and bool(after) and after not in PREPOSITIONS
    return her or question.words[n] in _POSSESSIVE


def antecedent(question: QuestionText, n: int, last: QuestionText, quote: str | None) -> str | None:
    """The part of the last question that the pronoun at ``n`` can only mean, or None."""
    pronoun = question.words[n]
    if pronoun in DEMONSTRATIVE or (pronoun == "it" and _HAPPEN.intersection(question.words)):
        return None
    if pronoun == "there":
        return _place(last)
    subject = subject_defined(last)
    if subject:
        return subject
    asks_who = bool(last.words) and last.words[0] in {"who", "whose"}  # then it's likelier who
    return _person(last, quote) if pronoun in PERSONAL and not asks_who else None


def subject_defined(last: QuestionText) -> str | None:
    """What "Who is Nadia Murad?", "What was the Kyoto Protocol?" ask about.

    >>> subject_defined(QuestionText.read("What was the Kyoto Protocol?"))
    'the Kyoto Protocol'
    """
    be = _BE.match(last.text)
    if not be:
        return None
    subject = bare(last.text[be.end() :])
    part = QuestionText.read(subject)
    named = bool(part.words) and (part.is_name(0) or part.words[0] in {"the", "a", "an"})
    plain = len(part.words) <= _LONGEST_SUBJECT and not any(map(is_verb, part.words))
    return subject if plain and (named or len(part.words) == 1) else None


def _person(last: QuestionText, quote: str | None) -> str | None:
    """The only name that isn't a place's; of several, the only one that the answer has too."""
    names = [last.text[slice(*name)] for name in last.names() if not last.place_before(name)]
    if len(names) > 1 and quote:
        names = [name for name in names if name in quote]
    return names[0] if len(names) == 1 else None


def _place(last: QuestionText) -> str | None:
    """The only "in Erbil" of the last question."""
    places = [(start, end) for start, end in last.names() if last.place_before((start, end))]
    if len(places) != 1:
        return None
    return last.text[last.place_before(places[0]) : places[0][1]]


def _is_outside(question: QuestionText, n: int) -> bool:
    """Whether the word at ``n`` can't mean anything in its own question."""
    word, before, after = question.words[n], _word(question, n - 1), _word(question, n + 1)
    if word == "that":
        return not after or (before in AUX and not after.endswith("s"))
    if word == "there":
        return before not in AUX and after not in AUX
    if word in DEMONSTRATIVE:
        return after not in _NOW and after not in {"who", "of"}
    earlier = [k for k in question.content() if k < n]
    return not earlier or not _may_mean_earlier(question, n, earlier)


def _may_mean_earlier(question: QuestionText, n: int, earlier: list[int]) -> bool:
    """Whether the pronoun at ``n`` may stand for one of the ``earlier`` words of its question."""
    word, before, after = question.words[n], question.words[n - 1], _word(question, n + 1)
    if is_possessive(question, n) or {"and", "or"}.intersection(question.words[earlier[0] : n]):
        return True
    if earlier == [1] and question.words[0] in {"who", "what"} and word not in _SUBJECTS:
        return False  # "who led them?": the earlier word is the verb
    subject = bool(after) and after not in PREPOSITIONS | _PARTICLES
    own_clause = before in _SUBORDINATORS or before not in AUX | PREPOSITIONS
    return subject and own_clause


def _word(question: QuestionText, n: int) -> str:
    return question.words[n] if 0 <= n < len(question.words) else ""
