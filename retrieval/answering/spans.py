"""How much is quoted: the sentence that leads, and a neighbour that is worth its words.

A label ("**Error E4.**", "You need:") answers nothing alone, so it takes in what it stands over.
"""

from __future__ import annotations

import math
from itertools import accumulate, takewhile
from typing import TYPE_CHECKING

from retrieval.answering.features import leans
from retrieval.answering.labels import is_item
from retrieval.answering.signals import Evidence, held_somehow
from retrieval.model import Span

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from retrieval.answering.candidates import Candidate
    from retrieval.answering.facts import SentenceFacts
    from retrieval.answering.ranker import Ranked

    Place = tuple[str, Span]  # a document's path, a sentence's span

WORTH = 0.0025  # the chance to answer that each word of a neighbour must bring
LEANING = 2.0  # how much likelier two sentences answer together where the later leans on the other
LISTED = 60  # words of a list that are quoted along with the line above it
ANTECEDENT = 0.06  # what the one before is worth then besides: it may say who "he" is


def sentence_scores(ranked: Sequence[Ranked]) -> dict[Place, float]:
    """The score of each sentence, as `quote_at` takes them."""
    return {_place(r.candidate, r.candidate.facts): r.score for r in ranked}


def quote_at(
    ranked: Sequence[Ranked],
    place: int,
    scores: Mapping[Place, float],
    taken: Collection[Place] = (),
) -> tuple[Span, Evidence]:
    """The quote that the candidate at ``place`` of a ranking leads, and what speaks for it.

    Sentences that are ``taken`` by a better quote aren't quoted along.

    The softmax over the ranking from there on tells the chance of each sentence: as if the one at
    ``place`` were the best, so that two sources that both answer don't count against each other.
    """
    best = ranked[place]
    share = 1 / sum([math.exp(r.score - best.score) for r in ranked[place:]])
    own = best.candidate.facts
    held = held_somehow(best.candidate)
    free = takewhile(lambda f: _place(best.candidate, f) not in taken, _labelled(best.candidate))
    below = list(free)
    if below:
        brought = sum(_chance(best, share, facts, scores) for facts in below)
        span = Span(own.span.start, below[-1].span.end)
    else:
        gains = _gains(best, share, scores, taken)
        gain, brought, neighbour = max(gains, default=(0.0, 0.0, own.span))
        if gain <= 0:
            return own.span, Evidence(best.candidate, own.text, best.score, share, held)
        span = Span(min(own.span.start, neighbour.start), max(own.span.end, neighbour.end))
    quote = span.cut(best.candidate.pooled.facts.passage.document.text)
    return span, Evidence(best.candidate, quote, best.score, min(1.0, share + brought), held)


def _labelled(candidate: Candidate) -> list[SentenceFacts]:
    """What a label stands over: the list below a colon, as far as it is short, or one sentence."""
    facts, index = candidate.pooled.facts, candidate.index
    if index not in facts.labels.numbers:
        return []
    below = takewhile(
        lambda n: facts.labels.over[n] == index, range(index + 1, len(facts.sentences))
    )
    numbers = list(below)
    told = [n for n in numbers if n not in facts.labels.markup]
    if not told:
        return []
    if not is_item(facts.sentences[told[0]].text):
        return [facts.sentences[n] for n in numbers if n <= told[0]]
    lengths = accumulate(len(facts.sentences[n].words) for n in numbers)
    return [
        facts.sentences[n]
        for n, words in zip(numbers, lengths, strict=True)
        if words <= LISTED or n <= told[0]
    ]


def _gains(
    best: Ranked, share: float, scores: Mapping[Place, float], taken: Collection[Place]
) -> Iterator[tuple[float, float, Span]]:
    """For each neighbour what it brings beyond its words' worth, its chance, and its span."""
    candidate = best.candidate
    sentences = candidate.pooled.facts.sentences
    for number in (candidate.index - 1, candidate.index + 1):
        if not 0 <= number < len(sentences):
            continue
        facts = sentences[number]
        if _place(candidate, facts) in taken or number in candidate.pooled.facts.labels.markup:
            continue
        if number > candidate.index and number in candidate.pooled.facts.labels.numbers:
            continue  # it stands over what comes next
        leaning = leans(sentences[max(number, candidate.index)])
        chance = _chance(best, share, facts, scores)
        worth = chance * LEANING if leaning else chance
        if leaning and number < candidate.index:
            worth += ANTECEDENT
        yield worth - WORTH * len(facts.words), chance, facts.span


def _chance(
    best: Ranked, share: float, facts: SentenceFacts, scores: Mapping[Place, float]
) -> float:
    """The chance of another sentence of the best one's passage."""
    score = scores.get(_place(best.candidate, facts), -math.inf)  # no word of the question is near
    return share * math.exp(min(0.0, score - best.score))


def sentences_in(candidate: Candidate, span: Span) -> set[Place]:
    """The sentences of a quote that a candidate leads."""
    within = (facts for facts in candidate.pooled.facts.sentences if span.overlaps(facts.span))
    return {_place(candidate, facts) for facts in within}


def _place(candidate: Candidate, facts: SentenceFacts) -> Place:
    return candidate.pooled.facts.passage.document.path, facts.span
