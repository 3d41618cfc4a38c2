"""What is said with and in place of a quote, in the console and on Telegram alike."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from retrieval.model import Why
from retrieval.scope import lies_in

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from retrieval.model import (
        Abstention,
        Answer,
        Passage,
        Respelling,
        Scope,
        ScoredQuote,
        Section,
        TermCount,
        UnknownName,
    )

NEAREST = "The nearest passage, which is not an answer:"
SOURCES_DIFFER = "Sources differ:"
NOTHING_FOUND = "No passage holds a word of that."
LEFT_OUT = "[…]"
SMALL_TALK = {
    Why.GREETING: "Hello! Ask me something: I answer by quoting the documents word for word.",
    Why.THANKS: "You are welcome.",
    Why.ABOUT_THE_BOT: (
        "I am Quotebot. I look for the sentence of the documents that answers a question and quote "
        "it word for word, with its source. I write no answers of my own. "
        "In a chat, /help tells more."
    ),
}
LISTED_TERMS = 6  # facts about more words than these would bury the message
UNSURE = "no sentence is likely enough to answer."


def plural(count: int, noun: str) -> str:
    """A number and its noun.

    >>> plural(1, "passage"), plural(2, "passage")
    ('1 passage', '2 passages')
    """
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def listed(words: Sequence[str]) -> str:
    """Words as a sentence lists them.

    >>> listed(["a", "b", "c"])
    'a, b and c'
    """
    *most, last = words
    return f"{', '.join(most)} and {last}" if most else last


def day(date: dt.date) -> str:
    """A date that no reader can take for another one.

    >>> import datetime as dt
    >>> day(dt.date(2020, 1, 9))
    '9 January 2020'
    """
    return f"{date.day} {date:%B %Y}"


def source(passage: Passage) -> str:
    """Where a passage stands: section, date, page and document."""
    return place(passage.section, passage.document.path)


def place(section: Section, document: str) -> str:
    """A section as a source names it."""
    parts = [
        section.title,
        day(section.date) if section.date else "",
        f"page {section.page}" if section.page else "",
        document,
    ]
    return " · ".join(" ".join(part.split()) for part in parts if part)


def confidence(scored: ScoredQuote) -> str:
    """How likely the quote is to answer.

    Never "100%": nothing here is that sure.
    """
    return f"confidence {min(scored.confidence, 0.99):.0%}"


def ranked(rank: int, score: float) -> str:
    """A passage's place among those that a search found."""
    return f"{rank}. score {score:.3f}"


def understood(question: str) -> str:
    """How a follow-up was read."""
    return f"Read as: {question}"


def beyond(answer: Answer) -> str:
    """That the part of the documents that a question names doesn't answer it, if it doesn't."""
    first, wanted = answer.quotes[0].passage, answer.wanted
    if wanted is None or lies_in(wanted, first.document.path, first.section):
        return ""
    return f"Nothing in {part(wanted)} answers that; all documents were asked."


def part(scope: Scope) -> str:
    """A part of the documents.

    >>> from retrieval.model import Scope
    >>> part(Scope(paths=("a.pdf",)))
    'a.pdf'
    >>> import datetime as dt
    >>> part(Scope(since=dt.date(2020, 1, 9), tags=("Iraq",)))
    'what is from 9 January 2020 on and tagged Iraq'
    """
    facts, where = _facts_of(scope), " or ".join(scope.paths)
    if not facts:
        return where
    return f"what is {listed(facts)}{f' in {where}' if where else ''}"


def _facts_of(scope: Scope) -> list[str]:
    facts = []
    if scope.since and scope.since == scope.until:
        facts.append(f"of {day(scope.since)}")
    elif scope.since and scope.until:
        facts.append(f"from {day(scope.since)} to {day(scope.until)}")
    elif scope.since:
        facts.append(f"from {day(scope.since)} on")
    elif scope.until:
        facts.append(f"until {day(scope.until)}")
    if scope.tags:
        facts.append(f"tagged {listed(scope.tags)}")
    return facts


def agreeing(count: int) -> str:
    """How many sources say the same as the quote."""
    return f"{plural(count, 'other section')} {'says' if count == 1 else 'say'} the same."


def respelling(words: Respelling) -> str:
    """That a word was looked for in the documents' spelling."""
    return f"‘{words.asked}’ was looked for as ‘{words.found}’ too, as the documents have it."


def differing(scored: ScoredQuote) -> str:
    """The parts of a quote in which it differs from another source; empty where there are none."""
    text = scored.quote.document.text
    parts = [f"‘{' '.join(span.cut(text).split())}’" for span in scored.differing]
    return f"Differs in: {', '.join(parts)}" if parts else ""


def no_answer(abstention: Abstention) -> str:
    """Why there is no answer, in facts of the index."""
    match abstention.why:
        case Why.NO_DOCUMENTS:
            return "There are no documents to answer from: the folder holds no readable file."
        case Why.NO_QUESTION:
            return "There is no question in that. Ask for something that the documents say."
        case Why.GREETING | Why.THANKS | Why.ABOUT_THE_BOT:
            return SMALL_TALK[abstention.why]
        case Why.NOTHING_IN_SCOPE:
            return nothing_in_scope(abstention)
        case Why.UNKNOWN_WORDS | Why.NOT_CONFIDENT:
            respelled = {respelling.asked.casefold() for respelling in abstention.respellings}
            terms = [
                t for t in abstention.terms if t.passages or t.word.casefold() not in respelled
            ]
            facts = _facts(terms) or (UNSURE if respelled else "")
            opening = "No answer found: " if facts else "No answer found."
            return f"{opening}{facts}"
        case _:
            assert_never(abstention.why)


def nothing_in_scope(abstention: Abstention) -> str:
    """That the part of the documents that was asked is empty, and which name may be wrong."""
    if abstention.unknown:
        return " ".join(map(_unknown, abstention.unknown))
    assert abstention.wanted
    facts, where = _facts_of(abstention.wanted), " or ".join(abstention.wanted.paths)
    told = [listed(facts) if facts else "", f"in {where}" if where else ""]
    return f"No section is {' '.join(filter(None, told))}."


def _unknown(name: UnknownName) -> str:
    told = (
        f"No section is tagged ‘{name.name}’."
        if name.is_tag
        else f"There is no document or folder ‘{name.name}’."
    )
    return f"{told} The nearest is ‘{name.nearest}’." if name.nearest else told


def _facts(terms: Sequence[TermCount]) -> str:
    missing = [f"‘{term.word}’" for term in terms if not term.passages][:LISTED_TERMS]
    found = [term for term in terms if term.passages][:LISTED_TERMS]
    facts = []
    if missing:
        verb = "occurs" if len(missing) == 1 else "occur"
        facts.append(f"{listed(missing)} {verb} nowhere in the documents")
    if found:
        first, *others = [
            (f"‘{term.word}’", f"in {plural(term.passages, 'passage')}") for term in found
        ]
        counts = [" occurs ".join(first), *map(" ".join, others)]
        facts.append(listed(counts))
        if not missing:
            facts.append(f"but {UNSURE}".rstrip("."))
    return f"{'; '.join(facts)}." if facts else ""
