"""How an answer came about, in words for `--explain`; each line fits 80 columns where it can."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.wording.answers import LEFT_OUT, listed, plural, source
from retrieval.answering import HEARD, AnswerType
from retrieval.trace import Stage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.explanation import Addend, PassageFound, QuestionRead, SentenceWeighed, Sureness
    from retrieval.explanation import WordRead as Word
    from retrieval.index import TermScore
    from retrieval.model import Quote, ScoredQuote

QUESTION = "How the question was read"
WORDS = "weight  passages  word → index terms"
PASSAGES = "Passages found"
SENTENCES = "Sentences weighed"
COMPARED = "Compared for differing claims"
NOTHING_SEARCHED = "Nothing was searched for."
NO_PASSAGE = "No passage holds a word of it."
LONGEST_EXCERPT = 70  # code points
_HALF = re.compile(r"[,:;(]|\.$")  # where a sentence may be left off
_KINDS = {
    AnswerType.PERSON: "a person",
    AnswerType.TIME: "a time",
    AnswerType.PLACE: "a place",
    AnswerType.COUNT: "a number",
    AnswerType.AMOUNT: "an amount",
    AnswerType.DURATION: "a duration",
    AnswerType.REASON: "a reason",
    AnswerType.MANNER: "a manner",
    AnswerType.DEFINITION: "a definition",
    AnswerType.CONDITION: "what happens then",
    AnswerType.WHETHER: "whether something is so",
    AnswerType.THING: "a thing",
    AnswerType.OTHER: "something that its words don't tell",
}
_NO_LANGUAGE = "none"
_STAGES = {
    Stage.UNDERSTAND: "telling small talk and follow-ups",
    Stage.RESPELL: "looking for other spellings",
    Stage.READ: "reading the question",
    Stage.SEARCH: "searching",
    Stage.PASSAGES: "reading the passages",
    Stage.RANK: "ranking their sentences",
    Stage.COMPOSE: "judging and comparing",
}


def asks_for(read: QuestionRead) -> str:
    """The kind of thing that a question asks for, and the languages it may be in."""
    languages = [name.capitalize() for name in read.languages if name != _NO_LANGUAGE]
    told = listed(languages) if languages else "none that is told by its words"
    return f"It asks for {_KINDS[read.asks_for]}. Language: {told}."


def left_out(read: QuestionRead) -> str:
    """The words that count for nothing; empty where there are none."""
    return f"Left out: {', '.join(read.left_out)}" if read.left_out else ""


def word(read: Word) -> str:
    """A word's weight, its passages, what it is and what it is looked for as."""
    terms = ", ".join((*read.terms, *(f"{term} × {share:.2f}" for term, share in read.also)))
    told = [
        name
        for name, holds in (
            ("name", read.is_name),
            ("number", read.is_number),
            ("asked for", read.is_focus),
        )
        if holds
    ]
    notes = f" ({', '.join(told)})" if told else ""
    return f"{read.weight:6.2f}  {read.passages:8,}  {read.word} → {terms}{notes}"


def passage(rank: int, explained: PassageFound) -> str:
    """A passage's rank and score."""
    return f"{rank}. score {explained.found.score:.3f} · {source(explained.found.passage)}"


def term(scored: TermScore) -> str:
    """What a term adds to a passage's score: BM25's idf times how much its frequency tells."""
    times = plural(scored.frequency, "time")
    return f"{scored.score:+7.3f}  {scored.term} ({times}, idf {scored.idf:.2f})"


def lacking(terms: Sequence[str]) -> str:
    """The terms that a passage lacks; empty where there are none."""
    return f"         lacks {', '.join(terms)}" if terms else ""


def more_passages(count: int) -> str:
    """How many passages aren't listed; empty where all are."""
    return f"and {plural(count, 'passage')} more, which --json lists" if count else ""


def sentence(rank: int, weighed: SentenceWeighed) -> str:
    """A sentence's rank and score, and its passage."""
    quoted = " · quoted" if weighed.is_quoted else ""
    return f"{rank}. score {weighed.score:.2f} · passage {weighed.rank}{quoted}"


def excerpt(quote: Quote) -> str:
    """How a quote begins."""
    words = " ".join(quote.text[: 2 * LONGEST_EXCERPT].split())
    if len(words) <= LONGEST_EXCERPT:
        return words
    return f"{words[:LONGEST_EXCERPT].rpartition(' ')[0] or words[:LONGEST_EXCERPT]} {LEFT_OUT}"


def addend(part: Addend) -> str:
    """What a feature or signal adds, its name and value, and half a sentence on what it is."""
    return f"{part.added:+7.2f}  {part.name} {part.value:.2f}: {_HALF.split(part.meaning)[0]}"


def bias(value: float) -> str:
    """The part of the log odds that is the same for every quote."""
    return f"{value:+7.2f}  before anything is known"


def others(added: float, count: int) -> str:
    """What all that isn't listed adds; empty where all is."""
    return f"{added:+7.2f}  {plural(count, 'other')}" if count else ""


def confidence(sure: Sureness) -> str:
    """How sure the best quote is, and the threshold."""
    return f"Confidence {sure.quote.confidence:.3f}, and {sure.threshold:.3f} is needed"


def threshold(sure: Sureness) -> str:
    """Where the threshold comes from."""
    if sure.max_wrong is None:
        return "The threshold is as --min-confidence gives it."
    return (
        f"The threshold is the one at which {sure.max_wrong:.0%} of the answers given to "
        "labelled questions were wrong (MAX_WRONG)."
    )


def log_odds(sure: Sureness) -> str:
    """The sum of all signals."""
    return f"{sure.log_odds:+7.2f}  in all: log odds, which make {sure.quote.confidence:.3f}"


def side(quote: ScoredQuote, number: int | None) -> str:
    """Which side a compared quote takes."""
    told = "claims nothing that compares" if number is None else f"side {number + 1}"
    return f"{told} · {source(quote.passage)}"


def together(chance: float) -> str:
    """How sure the sections that answer are together."""
    return (
        f"The sections that answer reach {chance:.3f} together (unsure alone, {HEARD:.3f} will do)"
    )


def times(seconds: tuple[tuple[Stage, float], ...]) -> str:
    """What the whole way took."""
    return f"Time: {sum(took for _, took in seconds) * 1000:.2f} ms"


def stage(name: Stage, seconds: float) -> str:
    """What a stage took."""
    return f"{seconds * 1000:7.2f} ms  {_STAGES[name]}"
