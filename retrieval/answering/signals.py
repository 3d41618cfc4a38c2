"""What speaks for a quote and against it: the signals that confidence is made of.

A signal's name is its function's; its docstring says what it measures. No raw BM25 score is among
them: those don't compare across questions.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from retrieval.answering import features, typed_features
from retrieval.answering.absence import evidence
from retrieval.answering.answer_types import AnswerType
from retrieval.answering.candidates import merge
from retrieval.answering.details import tells

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from retrieval.answering.candidates import Candidate
    from retrieval.answering.features import Feature
    from retrieval.answering.question import Question

    Signal = Callable[["Evidence"], float]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What confidence is judged by: a candidate, its quote, its score, the quote's share of all.

    ``held`` are the question terms that its sentence holds, or what stands around it, each by how
    much; see `held_somehow`.
    """

    candidate: Candidate
    quote: str
    score: float
    share: float
    held: Mapping[int, float]


def held_nearby(candidate: Candidate) -> dict[int, float]:
    """The question terms in the sentence, the one before it and the title, each by how much."""
    held = dict(candidate.hits.factors)
    for near in (candidate.pooled.title, candidate.before):
        if near:
            merge(held, near.factors)
    return held


def held_somehow(candidate: Candidate) -> dict[int, float]:
    """`held_nearby`, with words whose inflection or like in meaning the sentence itself holds."""
    otherwise = (*features.softly_held(candidate), *features.held_by_meaning(candidate))
    return held_nearby(candidate) | dict.fromkeys(otherwise, 1.0)


def information(e: Evidence) -> float:
    """How much of the question the passage holds, a fifth for each word as rare as can be."""
    c = e.candidate
    return min(c.pooled.hits.weight / c.question.rarest / _WORDS, 2.0)


def rarest_held(e: Evidence) -> float:
    """The question's rarest word in sentence or title, 1 for one that stands in one passage."""
    c = e.candidate
    held = (*c.hits.factors.items(), *c.pooled.title.factors.items())
    rarest = max([c.question.weights[n] * factor for n, factor in held], default=0.0)
    return rarest / c.question.rarest


def heading_asked(e: Evidence) -> float:
    """How far the question and the last heading above are the same words, as in a list of them."""
    c = e.candidate
    heading = c.pooled.facts.heading
    asked = sum([term in c.question.matches for term in heading]) / (len(heading) or 1)
    return min(asked, c.pooled.heading.weight / c.question.total)


def words_tell(e: Evidence) -> float:
    """Weight of evidence of words held nearby and lacked: "kind" may be, "bridge" hardly."""
    return _tell(e, _plain(e.candidate.question))


def names_tell(e: Evidence) -> float:
    """The same of names and numbers, which what answers seldom lacks."""
    return _tell(e, e.candidate.question.names | e.candidate.question.numbers)


def _tell(e: Evidence, wanted: Collection[int]) -> float:
    """What some of the question's words tell, each as far as what stands for it counts."""
    absences, told = e.candidate.question.absences, 0.0
    for n in wanted:
        share = e.held.get(n, 0.0)
        told += share * evidence(absences[n], held=True)
        told += (1 - share) * evidence(absences[n], held=False)
    return max(-2.0, min(2.0, told / _TOLD))


def _plain(question: Question) -> list[int]:
    """The words of the question that are no names and no numbers."""
    named = question.names | question.numbers
    return [n for n in range(len(question.terms)) if n not in named]


def plain_words_lacked(e: Evidence) -> float:
    """1 where of the question's other words, but those that answers often lack, none is nearby."""
    question = e.candidate.question
    wanted = [n for n in _plain(question) if question.absences[n] < _OFTEN]
    return float(bool(wanted) and all(e.held.get(n, 0.0) < _HALF for n in wanted))


def unseen(e: Evidence) -> float:
    """Share of the question's weight in words that stand nowhere in the documents."""
    question = e.candidate.question
    return sum(t.weight for t in question.terms if not t.known) / question.total


def names_missing(e: Evidence) -> float:
    """Share of the question's names that the passage and its title lack."""
    return features.names_missing(e.candidate)


def shared_pairs(e: Evidence) -> float:
    """Share of the question's neighbouring words that are neighbours in the sentence."""
    return features.shared_pairs(e.candidate)


def adjacent_terms(e: Evidence) -> float:
    """Share of neighbouring question terms that stand near each other, in order."""
    return features.adjacent_terms(e.candidate)


def novelty(e: Evidence) -> float:
    """Words past those of the question: a long sentence holds anything by chance."""
    return features.novelty(e.candidate)


def soft_matches(e: Evidence) -> float:
    """Missing weight that other inflections in the sentence may make up for."""
    return features.soft_matches(e.candidate)


def ranking_score(e: Evidence) -> float:
    """What the ranker's features add up to, in units of twenty."""
    return e.score / _SCORE


def definition_found(e: Evidence) -> float:
    """Whether a sentence about what is asked to be defined defines it, or says who that is."""
    c = e.candidate
    if c.question.asks_for is not AnswerType.DEFINITION:
        return 0.0
    return max(typed_features.defined(c), typed_features.introduced(c))


def spelt_out(e: Evidence) -> float:
    """Whether it spells out the abbreviation that is asked to be defined."""
    if e.candidate.question.asks_for is not AnswerType.DEFINITION:
        return 0.0
    return typed_features.spelt_out(e.candidate)


def share(e: Evidence) -> float:
    """The share of the softmax over the pool that the quote's sentences have.

    What spells out the abbreviation that is asked about has no rivals.
    """
    return 1.0 if spelt_out(e) else e.share


def terms(e: Evidence) -> float:
    """The number of the question's words, logarithmic: with one or two, all is coincidence."""
    return math.log1p(len(e.candidate.question.terms)) / math.log(11)


def detail_missing(e: Evidence) -> float:
    """1 where a price, an age, a time or the like is asked for and the quote holds none."""
    question = e.candidate.question
    asked = filter(None, (question.detail, question.loose_detail))
    return float(any(not tells(e.quote, detail, question.text) for detail in asked))


def _kind(kind: AnswerType, what: str, held: Feature) -> tuple[Signal, Signal]:
    """Two signals of a kind of thing: it is asked for and there, it is asked for and not there."""

    def told(e: Evidence) -> float:
        return float(e.candidate.question.asks_for is kind and held(e.candidate) > 0)

    def missing(e: Evidence) -> float:
        return float(e.candidate.question.asks_for is kind and held(e.candidate) <= 0)

    for signal, where in ((told, "there is one"), (missing, "there is none")):
        signal.__name__ = f"{kind}_{signal.__name__}"
        signal.__doc__ = f"1 where {what} is asked for and {where}."
    return told, missing


def _count_told(c: Candidate) -> float:
    """A number, and one of what is counted where that is named."""
    named = c.question.focus is not None
    return typed_features.count_of_focus(c) if named else typed_features.count_told(c)


_WORDS = 5
_TOLD = 6
_SCORE = 20
_OFTEN = 0.3  # the chance that what answers lacks a word, from which on that tells little
_HALF = 0.5  # what a word of like meaning counts
_KINDS = (
    _kind(AnswerType.PERSON, "somebody", typed_features.person_named),
    _kind(AnswerType.TIME, "a time", typed_features.time_told),
    _kind(AnswerType.PLACE, "a place", typed_features.place_named),
    _kind(AnswerType.COUNT, "a number", _count_told),
    _kind(AnswerType.AMOUNT, "an amount", typed_features.amount_new),
    _kind(AnswerType.DURATION, "a duration", typed_features.duration_told),
    _kind(AnswerType.REASON, "a reason", typed_features.reason_told),
    _kind(AnswerType.WHETHER, "whether something is so or may be", typed_features.rule_told),
)
SIGNALS: tuple[Signal, ...] = (
    information,
    rarest_held,
    heading_asked,
    words_tell,
    names_tell,
    plain_words_lacked,
    unseen,
    names_missing,
    shared_pairs,
    adjacent_terms,
    soft_matches,
    novelty,
    *(signal for pair in _KINDS for signal in pair),
    detail_missing,
    definition_found,
    spelt_out,
    ranking_score,
    share,
    terms,
)
