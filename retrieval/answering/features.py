"""The features by which sentences are ranked: each a small function of one candidate.

A feature's name is its function's; its docstring says what it measures and where the idea comes
from. All lie about in 0..1, so that weights compare. `FEATURES` fixes their order; the weights
are in data/ranker.json.

Sources: Surdeanu, Ciaramita & Zaragoza 2011 (learning to rank answers to non-factoid questions);
Wang & Manning 2010 and Yih et al. 2013 (answer sentence selection with lexical features); Metzler
& Croft 2005 (order and proximity); Li & Roth 2002 (question classes); Lv & Zhai 2009 (positional
language models).
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from retrieval.answering.cues import Cue
from retrieval.answering.question import AnswerType

if TYPE_CHECKING:
    from collections.abc import Callable

    from retrieval.answering.candidates import Candidate, Hits

    Feature = Callable[[Candidate], float]

# --- coverage: how much of the question's weight the sentence and its surroundings hold ---------


def coverage(c: Candidate) -> float:
    """Share of the question's idf weight in the sentence (idf overlap)."""
    return c.hits.weight / c.question.total


def full_coverage(c: Candidate) -> float:
    """Whether nothing of the question is missing."""
    return float(len(c.hits.factors) == len(c.question.terms))


def passage_coverage(c: Candidate) -> float:
    """Share of the question's idf weight in the whole passage and its title."""
    return c.pooled.hits.weight / c.question.total


def count_coverage(c: Candidate) -> float:
    """Share of the question's words in the sentence, all weighing the same."""
    return len(c.hits.factors) / (len(c.question.terms) or 1)


def rarest_term(c: Candidate) -> float:
    """Whether the question's rarest word that the index holds is in the sentence."""
    terms = c.question.terms
    known = [n for n, term in enumerate(terms) if term.passages]
    if not known:
        return 0.0
    return float(max(known, key=lambda n: terms[n].weight) in c.hits.factors)


def names_covered(c: Candidate) -> float:
    """Share of the question's names in the sentence."""
    names = c.question.names
    return sum(n in c.hits.factors for n in names) / len(names) if names else 0.0


def focus_covered(c: Candidate) -> float:
    """Whether the sentence holds the word after which/what/how many."""
    return float(c.question.focus is not None and c.question.focus in c.hits.factors)


def last_term(c: Candidate) -> float:
    """Whether the question's last word is in the sentence: often its verb or its object."""
    last = len(c.question.terms) - 1
    return float(last >= 0 and last in c.hits.factors)


# --- carry-over: what is said nearby need not be said again --------------------------------------


def _carried(c: Candidate, source: Hits | None) -> float:
    """Share of the question's weight that ``source`` holds and the sentence doesn't."""
    if source is None:
        return 0.0
    terms, have = c.question.terms, c.hits.factors
    return (
        sum(terms[n].weight * f for n, f in source.factors.items() if n not in have)
        / c.question.total
    )


def carried_from_before(c: Candidate) -> float:
    """Missing weight that the sentence before holds."""
    return _carried(c, c.before)


def carried_from_after(c: Candidate) -> float:
    """Missing weight that the sentence after holds."""
    return _carried(c, c.after)


def carried_from_earlier(c: Candidate) -> float:
    """Missing weight that any earlier sentence of the passage holds."""
    terms, have, total = c.question.terms, c.hits.factors, 0.0
    earlier: set[int] = set()
    for hits in c.pooled.sentence_hits[: c.index]:
        earlier.update(hits.factors)
    for number in earlier:
        if number not in have:
            total += terms[number].weight
    return total / c.question.total


def carried_from_title(c: Candidate) -> float:
    """Missing weight that the title of the section or document holds."""
    return _carried(c, c.pooled.title)


def title_coverage(c: Candidate) -> float:
    """Share of the question's weight in the title."""
    return c.pooled.title.weight / c.question.total


def starts_with_pronoun(c: Candidate) -> float:
    """Whether the sentence leans on the one before (He, She, It, They, This, ...)."""
    return float(bool(c.facts.surfaces) and c.facts.surfaces[0] in _PRONOUNS)


_PRONOUNS = frozenset("He She It They This These Those His Her Its Their".split())  # noqa: SIM905

# --- retrieval: what BM25 thought of the passage -------------------------------------------------


def passage_score(c: Candidate) -> float:
    """The passage's BM25 score over the best one's."""
    return c.pooled.score / c.top_score if c.top_score else 0.0


def passage_first(c: Candidate) -> float:
    """Whether the passage ranks first."""
    return float(c.pooled.rank == 0)


def passage_rank(c: Candidate) -> float:
    """The passage's rank, as a reciprocal."""
    return 1 / (1 + c.pooled.rank)


def document_share(c: Candidate) -> float:
    """The share of the pool's scores that the passage's document has."""
    return c.pooled.document_score


# --- order and proximity -------------------------------------------------------------------------


def adjacent_pairs(c: Candidate) -> float:
    """Share of neighbouring question words that are neighbours, in order, in the sentence."""
    pairs = len(c.question.terms) - 1
    if pairs <= 0 or not c.places:
        return 0.0
    found = {
        one
        for (at, one), (then, other) in zip(c.places, c.places[1:], strict=False)
        if other == one + 1 and then - at <= _NEAR
    }
    return len(found) / pairs


_NEAR = 3  # words, since stop words stand between


def longest_run(c: Candidate) -> float:
    """The longest run of question words in the question's order, over their number."""
    best = run = 0
    previous = None
    for at, number in c.places:
        follows = previous is not None and number == previous[1] + 1 and at - previous[0] <= _NEAR
        run = run + 1 if follows else 1
        best = max(best, run)
        previous = (at, number)
    return best / (len(c.question.terms) or 1)


def density(c: Candidate) -> float:
    """How close together the matched words stand: their number over the words they span."""
    if len(c.places) <= 1:
        return 0.0
    return len(c.hits.factors) / (c.places[-1][0] - c.places[0][0] + 1)


# --- position and length -------------------------------------------------------------------------


def length(c: Candidate) -> float:
    """Words of the sentence, logarithmic; 1 at 60."""
    return math.log1p(c.facts.words) / math.log(61)


def short(c: Candidate) -> float:
    """Whether it has fewer than six words: a heading, a caption, an exclamation."""
    return float(c.facts.words < 6)


def long(c: Candidate) -> float:
    """Whether it has more than forty words."""
    return float(c.facts.words > 40)


def first_in_passage(c: Candidate) -> float:
    """Whether it opens its passage."""
    return float(c.index == 0)


def position(c: Candidate) -> float:
    """Its place in the passage, from 0 to 1."""
    return c.index / len(c.pooled.sentence_hits)


def is_question(c: Candidate) -> float:
    """Whether it asks instead of telling."""
    return float(c.facts.text.rstrip("\"'”’)] ").endswith(("?", "？", "؟")))


def unfinished(c: Candidate) -> float:
    """Whether it ends without a mark: a heading or an item of a list."""
    return float(c.facts.text[-1:].isalnum())


# --- the kind of thing asked for -----------------------------------------------------------------


def _has(c: Candidate, cue: Cue) -> float:
    return float(bool(c.facts.cues & cue))


def _new_names(c: Candidate) -> int:
    """Capitalised words past the first that the question doesn't hold."""
    matches, terms = c.question.matches, c.facts.terms
    return sum(bool(terms[i]) and terms[i][0] not in matches for i in c.facts.names)


def _new_numbers(c: Candidate) -> int:
    """Numbers in digits that the question doesn't hold."""
    matches = c.question.matches
    return sum(
        bool(group) and group[0] not in matches
        for surface, group in zip(c.facts.surfaces, c.facts.terms, strict=True)
        if surface[0].isdigit()
    )


def _when(kind: AnswerType, c: Candidate, value: float) -> float:
    return value if c.question.asks_for is kind else 0.0


def person_named(c: Candidate) -> float:
    """Who → a name that the question doesn't hold."""
    return _when(AnswerType.PERSON, c, float(_new_names(c) > 0))


def person_named_twice(c: Candidate) -> float:
    """Who → two words of a name that the question doesn't hold."""
    return _when(AnswerType.PERSON, c, float(_new_names(c) > 1))


def time_told(c: Candidate) -> float:
    """When → a year, month, day or other word of the calendar."""
    return _when(AnswerType.TIME, c, float(bool(c.facts.cues & (Cue.YEAR | Cue.CALENDAR))))


def year_told(c: Candidate) -> float:
    """When → a year."""
    return _when(AnswerType.TIME, c, _has(c, Cue.YEAR))


def place_named(c: Candidate) -> float:
    """Where → a new name after a preposition of place."""
    return _when(AnswerType.PLACE, c, float(bool(_PLACE.search(c.facts.text))))


_PLACE = re.compile(r"\b(?:in|at|from|to|near|of|on|into|between|across)\s+(?:the\s+)?[A-Z]")


def place_described(c: Candidate) -> float:
    """Where → a word of places (city, north, located)."""
    return _when(AnswerType.PLACE, c, _has(c, Cue.PLACE))


def count_told(c: Candidate) -> float:
    """How many → a number, in digits or words."""
    return _when(AnswerType.COUNT, c, float(bool(c.facts.cues & (Cue.NUMBER | Cue.QUANTITY))))


def count_new(c: Candidate) -> float:
    """How many → a number in digits that the question doesn't hold."""
    return _when(AnswerType.COUNT, c, float(_new_numbers(c) > 0))


def count_of_focus(c: Candidate) -> float:
    """How many X → a number just before X."""
    if c.question.asks_for is not AnswerType.COUNT or c.question.focus is None:
        return 0.0
    surfaces = c.facts.surfaces
    for at, number in c.places:
        if number == c.question.focus and any(
            s[0].isdigit() or s.casefold() in _COUNTING for s in surfaces[max(0, at - 4) : at]
        ):
            return 1.0
    return 0.0


_COUNTING = frozenset(
    "one two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty "  # noqa: SIM905
    "hundred hundreds thousand thousands million millions billion dozen dozens several no".split()
)


def amount_told(c: Candidate) -> float:
    """How much, how far → a number with a unit, a percentage or money."""
    text = c.facts.text
    told = bool(c.facts.cues & (Cue.NUMBER | Cue.QUANTITY)) and (
        bool(c.facts.cues & Cue.MEASURE) or any(sign in text for sign in "%$€£¥°")
    )
    return _when(AnswerType.AMOUNT, c, float(told))


def amount_number(c: Candidate) -> float:
    """How much, how far → a number that the question doesn't hold."""
    return _when(AnswerType.AMOUNT, c, float(_new_numbers(c) > 0))


def duration_told(c: Candidate) -> float:
    """How long → a number and a word of duration."""
    told = c.facts.cues & Cue.DURATION and c.facts.cues & (Cue.NUMBER | Cue.QUANTITY)
    return _when(AnswerType.DURATION, c, float(bool(told)))


def reason_told(c: Candidate) -> float:
    """Why → because, due, since, to …"""
    return _when(AnswerType.REASON, c, _has(c, Cue.CAUSE))


def manner_told(c: Candidate) -> float:
    """How → by, using, through …"""
    return _when(AnswerType.MANNER, c, _has(c, Cue.MANNER))


def defined(c: Candidate) -> float:
    """What is X → X early in the sentence, followed by is, are, (…), called …"""
    if c.question.asks_for is not AnswerType.DEFINITION or not c.places:
        return 0.0
    early = c.places[0][0] <= 2
    tells = bool(c.facts.cues & Cue.NAMING) or bool(_DEFINES.search(c.facts.text))
    return float(early and tells)


_DEFINES = re.compile(r"\b(?:is|are|was|were)\s+(?:an?|the|one)\b|\([A-Z]")


def thing_named(c: Candidate) -> float:
    """What, which → a name that the question doesn't hold."""
    return _when(AnswerType.THING, c, float(_new_names(c) > 0))


def new_name(c: Candidate) -> float:
    """A name that the question doesn't hold, whatever it asks."""
    return float(_new_names(c) > 0)


def new_number(c: Candidate) -> float:
    """A number that the question doesn't hold, whatever it asks."""
    return float(_new_numbers(c) > 0)


def novelty(c: Candidate) -> float:
    """Words past those of the question, logarithmic: a sentence that only repeats it is no answer."""
    content = sum(bool(group) for group in c.facts.terms)
    return math.log1p(max(content - len(c.places), 0)) / math.log(31)


# --- spelling ------------------------------------------------------------------------------------


def soft_matches(c: Candidate) -> float:
    """Missing weight whose first four letters begin a word of the sentence (other inflections)."""
    missing = [n for n in range(len(c.question.terms)) if n not in c.hits.factors]
    if not missing:
        return 0.0
    stems = {term[:_STEM] for term in c.facts.vocabulary if len(term) > _STEM - 1}
    keys = c.question.prefixes
    return sum(c.question.terms[n].weight for n in missing if keys[n] in stems) / c.question.total


_STEM = 4  # letters

FEATURES: tuple[Feature, ...] = (
    coverage,
    full_coverage,
    passage_coverage,
    count_coverage,
    rarest_term,
    names_covered,
    focus_covered,
    last_term,
    carried_from_before,
    carried_from_after,
    carried_from_earlier,
    carried_from_title,
    title_coverage,
    starts_with_pronoun,
    passage_score,
    passage_first,
    passage_rank,
    document_share,
    adjacent_pairs,
    longest_run,
    density,
    length,
    short,
    long,
    first_in_passage,
    position,
    is_question,
    unfinished,
    person_named,
    person_named_twice,
    time_told,
    year_told,
    place_named,
    place_described,
    count_told,
    count_new,
    count_of_focus,
    amount_told,
    amount_number,
    duration_told,
    reason_told,
    manner_told,
    defined,
    thing_named,
    new_name,
    new_number,
    novelty,
    soft_matches,
)
