"""The features by which sentences are ranked: each a small function of one candidate.

A feature's name is its function's; its docstring says what it measures. All lie about in 0..1, so
that weights compare. The weights are in data/ranker.json, what each is worth in NOTES.md.

Each group names its source. In general: Surdeanu, Ciaramita & Zaragoza 2011, "Learning to Rank
Answers to Non-Factoid Questions from Web Collections"; Wang & Manning 2010 and Yih et al. 2013 on
choosing answer sentences by lexical features.
"""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING

from retrieval.answering.details import tells

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from retrieval.answering.candidates import Candidate, Hits
    from retrieval.answering.facts import SentenceFacts

    Feature = Callable[[Candidate], float]

# --- coverage: how much of the question the sentence and its surroundings hold -------------------
# Idf-weighted word overlap: Yih et al. 2013.


def coverage(c: Candidate) -> float:
    """Share of the question's idf weight in the sentence."""
    return c.hits.weight / c.question.total


def squared_coverage(c: Candidate) -> float:
    """The same with squared weights, so that rare words count for more."""
    terms = c.question.terms
    held = sum([terms[n].weight ** 2 * f for n, f in c.hits.factors.items()])
    return held / c.question.squared_total


def count_coverage(c: Candidate) -> float:
    """Share of the question's words in the sentence, all weighing the same."""
    return len(c.hits.factors) / (len(c.question.terms) or 1)


def passage_coverage(c: Candidate) -> float:
    """Share of the question's idf weight in the whole passage and its title."""
    return c.pooled.hits.weight / c.question.total


def names_missing(c: Candidate) -> float:
    """Share of the question's names that the whole passage and its title lack."""
    return _missing(c, c.question.names)


def numbers_missing(c: Candidate) -> float:
    """Share of the question's numbers that the whole passage and its title lack."""
    return _missing(c, c.question.numbers)


def _missing(c: Candidate, wanted: Collection[int]) -> float:
    have = c.pooled.hits.factors
    return sum([n not in have for n in wanted]) / len(wanted) if wanted else 0.0


def last_term(c: Candidate) -> float:
    """Whether the question's last word is in the sentence: often its verb or its object."""
    return float(len(c.question.terms) - 1 in c.hits.factors)


# --- carry-over: what is said nearby need not be said again --------------------------------------
# Local context: Fernández, Losada & Azzopardi 2011; titles as fields: Robertson et al. 2004.


def carried_from_before(c: Candidate) -> float:
    """Missing weight that the sentence before holds."""
    return _carried(c, c.before)


def carried_from_after(c: Candidate) -> float:
    """Missing weight that the sentence after holds."""
    return _carried(c, c.after)


def carried_from_title(c: Candidate) -> float:
    """Missing weight that the title of the section or document holds."""
    return _carried(c, c.pooled.title)


def carried_from_earlier(c: Candidate) -> float:
    """Missing weight that any earlier sentence of the passage holds."""
    terms, have = c.question.terms, c.hits.factors
    earlier = c.pooled.earlier[c.index]
    return sum([terms[n].weight for n in earlier if n not in have]) / c.question.total


def carried_from_label(c: Candidate) -> float:
    """Missing weight that the label holds under which the sentence stands ("**Error E4.**")."""
    return _carried(c, _label_hits(c))


def _label_hits(c: Candidate) -> Hits | None:
    number = c.pooled.facts.labels.over[c.index]
    return None if number is None else c.pooled.sentence_hits[number]


def counted_in_context(c: Candidate) -> float:
    """Share of the question's words in the sentence, its title, its label or what "he" is."""
    held = set(c.hits.factors)
    held.update(c.pooled.title.factors)
    if label := _label_hits(c):
        held.update(label.factors)
    if c.before and leans(c.facts):
        held.update(c.before.factors)
    return len(held) / (len(c.question.terms) or 1)


def answers_heading(c: Candidate) -> float:
    """Share of the question's weight in the heading, for the first sentence below it."""
    return c.pooled.heading.weight / c.question.total if _opens(c) else 0.0


def _opens(c: Candidate) -> bool:
    return c.index == c.pooled.facts.opens


def heading_coverage(c: Candidate) -> float:
    """Share of the question's weight in the last heading above it."""
    return c.pooled.heading.weight / c.question.total


def starts_with_pronoun(c: Candidate) -> float:
    """Whether the sentence leans on the one before (he, she, it, they, this, ...)."""
    return float(leans(c.facts))


def leans(sentence: SentenceFacts) -> bool:
    """Whether a sentence begins with a pronoun, which the one before it explains."""
    words = sentence.words
    return bool(words) and words[0].lower in _PRONOUNS


_PRONOUNS = frozenset(("he", "she", "it", "they", "this", "these", "those", "his", "her", "its",
                       "their"))  # fmt: skip


def _carried(c: Candidate, source: Hits | None) -> float:
    if source is None:
        return 0.0
    terms, have = c.question.terms, c.hits.factors
    missing = sum([terms[n].weight * f for n, f in source.factors.items() if n not in have])
    return missing / c.question.total


# --- retrieval: what BM25 thought of the passage -------------------------------------------------
# Robertson & Zaragoza 2009; the score of the passage as in Surdeanu et al. 2011.


def passage_score(c: Candidate) -> float:
    """The passage's BM25 score over the best one's."""
    return c.pooled.score / c.top_score if c.top_score else 0.0


def document_share(c: Candidate) -> float:
    """The share of the pool's scores that the passage's document has."""
    return c.pooled.document_share


# --- order and proximity -------------------------------------------------------------------------
# Metzler & Croft 2005, ordered and unordered windows.


def shared_pairs(c: Candidate) -> float:
    """Share of the question's neighbouring words, stop words included, that are neighbours."""
    return min(c.pairs / (c.question.neighbours or 1), 1.0)


def adjacent_terms(c: Candidate) -> float:
    """Share of neighbouring question terms that stand near each other, in order."""
    pairs = len(c.question.terms) - 1
    if pairs <= 0:
        return 0.0
    found = {
        one for (at, one), (then, other) in pairwise(c.places) if _follows(at, one, then, other)
    }
    return len(found) / pairs


def _follows(at: int, one: int, then: int, other: int) -> bool:
    return other == one + 1 and then - at <= _NEAR


_NEAR = 3  # words, since stop words stand between

# --- position and shape --------------------------------------------------------------------------
# Surdeanu et al. 2011; novelty: Carbonell & Goldstein 1998.


def length(c: Candidate) -> float:
    """Words of the sentence, logarithmic; 1 at 60."""
    return math.log1p(len(c.facts.words)) / math.log(61)


def short(c: Candidate) -> float:
    """Whether it has fewer than six words: a heading, a caption, an exclamation."""
    return float(len(c.facts.words) < 6)


def position(c: Candidate) -> float:
    """Its place in the passage, from 0 to 1."""
    return c.index / len(c.pooled.sentence_hits)


def is_question(c: Candidate) -> float:
    """Whether it asks instead of telling."""
    return float(c.facts.text.rstrip("\"'”’)] ").endswith(("?", "？", "؟")))


def label(c: Candidate) -> float:
    """Whether it only says what the next ones are about: "**Error E4.**", "You need:"."""
    return float(c.index in c.pooled.facts.labels.numbers)


def unfinished(c: Candidate) -> float:
    """Whether it ends without a mark: a heading or an item of a list."""
    return float(c.facts.text[-1:].isalnum())


def novelty(c: Candidate) -> float:
    """Words past those of the question, logarithmic: what only repeats it is no answer."""
    return math.log1p(max(c.facts.content - len(c.places), 0)) / math.log(31)


def new_name(c: Candidate) -> float:
    """Whether it holds a name that the question doesn't."""
    return float(c.new_names > 0)


# --- details: what has a form of its own ---------------------------------------------------------
# The finer classes of Li & Roth 2002.


def detail_told(c: Candidate) -> float:
    """Whether it holds a price where a price is asked for, a colour where a colour is."""
    detail = c.question.detail
    return float(detail is not None and tells(c.facts.text, detail, c.question.text))


# --- other words for the same ---------------------------------------------------------------------
# First letters: McNamee & Mayfield 2004; related words: WordNet, Fellbaum 1998.


def soft_matches(c: Candidate) -> float:
    """Missing weight whose first letters begin a word of the sentence: other inflections."""
    weights = c.question.weights
    return sum([weights[n] for n in softly_held(c)]) / c.question.total


def softly_held(c: Candidate) -> list[int]:
    """The question terms that the sentence lacks, but for another word with their first letters."""
    have, prefixes = c.hits.factors, c.question.prefixes
    missing = [n for n in range(len(prefixes)) if n not in have]
    held = c.facts.prefixes if missing else ()
    return [n for n in missing if prefixes[n] in held]


def related_words(c: Candidate) -> float:
    """Missing weight for which it holds a word of related meaning (WordNet, Fellbaum 1998)."""
    weights = c.question.weights
    return sum([weights[n] for n in held_by_meaning(c)]) / c.question.total


def held_by_meaning(c: Candidate) -> list[int]:
    """The question terms that the sentence lacks, in any form, but for a word of like meaning."""
    have, vocabulary = c.hits.factors, c.facts.vocabulary
    held = [
        n
        for n, others in enumerate(c.question.related)
        if n not in have and not vocabulary.isdisjoint(others)
    ]
    if not held:
        return held
    softly = softly_held(c)
    return [n for n in held if n not in softly]


GENERAL: tuple[Feature, ...] = (
    coverage,
    squared_coverage,
    count_coverage,
    passage_coverage,
    names_missing,
    numbers_missing,
    last_term,
    carried_from_before,
    carried_from_after,
    carried_from_title,
    carried_from_earlier,
    carried_from_label,
    counted_in_context,
    answers_heading,
    heading_coverage,
    starts_with_pronoun,
    passage_score,
    document_share,
    shared_pairs,
    adjacent_terms,
    length,
    short,
    position,
    is_question,
    label,
    unfinished,
    novelty,
    new_name,
    detail_told,
    soft_matches,
    related_words,
)
