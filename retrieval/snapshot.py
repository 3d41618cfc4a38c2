"""A snapshot: one open index and what is learnt from it, dropped whole when the index changes."""

from __future__ import annotations

from collections import Counter
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

import numpy as np

from retrieval.analysis import NO_LANGUAGE, question_languages
from retrieval.answering import (
    Words,
    idf,
    is_compound,
    other_readings,
    passage_facts,
    read_question,
    synonyms_of_unseen,
)
from retrieval.index import TermScore
from retrieval.scope import lies_in
from retrieval.short_forms import SHORT_FORM_FACTOR, long_forms, short_forms
from retrieval.spelling import respell, with_asking_words_mended, with_joined_words_parted
from retrieval.trace import Stage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from retrieval.analysis import Analyzer
    from retrieval.answering import PassageFacts, Question
    from retrieval.answering.composer import Retrieved
    from retrieval.index import Index
    from retrieval.indexing import Indexer
    from retrieval.model import Scope
    from retrieval.trace import Trace

POOL = 20  # passages whose sentences compete at most; the trial's best
ALWAYS_READ = 8  # of them, whatever their scores
WORTH_READING = 0.35  # of the best passage's score: what has less is not read
_CACHED_PASSAGES = 1024


class Snapshot:
    """Reads questions and retrieves passages; safe to use from several threads."""

    def __init__(self, indexer: Indexer) -> None:
        self.version = indexer.version()
        self.index: Index = indexer.open()
        self._indexer = indexer
        records = tuple(self.index.documents())
        languages = Counter(record.language for record in records)
        self._main = max(languages, key=lambda name: languages[name], default=NO_LANGUAGE)
        self._languages = languages.keys()
        self._language_of = {
            record.path: record.language
            for record in records
            if len(languages) > 1 and record.language != self._main
        }
        self._left_out: frozenset[str] = frozenset()
        self._words = {name: Words(indexer.analyzer(name)) for name in languages}
        self.facts = lru_cache(_CACHED_PASSAGES)(self._facts)

    def analyzer_for(self, question: str) -> Analyzer:
        """The analyzer of the language that a question is likeliest in."""
        return self._analyzers(question)[0]

    def read(self, question: str, trace: Trace | None = None) -> Question:
        """The question as this index sees it, with other spellings, short forms and languages."""
        first, *others = self._analyzers(question)
        index = self.index
        if trace:
            trace.analyzers = (first, *others)
            trace.lap(Stage.READ)
        question = with_joined_words_parted(question, first, index.document_frequency)
        question = with_asking_words_mended(question, first, index.document_frequency)
        respellings = respell(question, first, index.vocabularies, index.document_frequency)
        synonyms = synonyms_of_unseen(question, first, index.document_frequency, respellings)
        if trace:
            trace.lap(Stage.RESPELL)
        readings = other_readings(question, first, others) if others else {}
        for term, words in long_forms(question, first, index).items():
            readings.setdefault(term, []).extend(words)
        short = short_forms(question, first, index)
        for form in short:
            for term in form.terms:
                readings.setdefault(term, []).append((form.short, SHORT_FORM_FACTOR))
        read = read_question(
            question,
            first,
            len(index),
            index.document_frequency,
            replacements=respellings | synonyms,
            readings=readings,
            short_forms={form.short: form.name for form in short},
        )
        if trace:
            trace.question = read
            trace.lap(Stage.READ)
        return read

    def retrieve(self, question: Question, scope: Scope, trace: Trace | None = None) -> Retrieved:
        """The passages to choose from, best first."""
        hits = self.search(question.search_terms, POOL, scope)
        if question.has_variants:
            hits = self._fairly_scored(question, hits)
        hits = worth_reading(hits)
        if trace:
            trace.lap(Stage.SEARCH)
        retrieved = [(number, score, self.facts(number)) for number, score in hits]
        if trace:
            trace.retrieved = retrieved
            trace.lap(Stage.PASSAGES)
        return retrieved

    def term_scores(
        self, question: Question, numbers: Sequence[int]
    ) -> list[tuple[TermScore, ...]]:
        """What each term that a retrieved passage holds adds to its score, passage by passage."""
        told = self.index.explain(numbers, question.search_terms)
        held = (tuple(term for term in terms if term.score) for terms in told)
        return [_fair(question, terms) if question.has_variants else terms for terms in held]

    def search(self, terms: Sequence[str], top: int, scope: Scope) -> list[tuple[int, float]]:
        """Ids and scores of the best passages in ``scope``."""
        within = None
        if scope:
            within = self.index.passages_where(lambda path, section: lies_in(scope, path, section))
        if self._left_out:
            others = self.index.passages_except(self._left_out)
            within = others if within is None else within & others
        return list(self.index.search(terms, top, within=within))

    @cached_property
    def paths(self) -> tuple[str, ...]:
        """Those of all documents, in order."""
        return tuple(record.path for record in self.index.documents())

    def leave_out(self, path: str) -> None:
        """Find the document at ``path`` no more: its file has changed."""
        self._left_out |= {path}

    def _fairly_scored(
        self, question: Question, hits: Sequence[tuple[int, float]]
    ) -> list[tuple[int, float]]:
        """Hits with each word counted once, and a respelling for less than the word itself.

        BM25 alone would prefer the rarer spelling to the one that was asked for. A compound that
        stands there whole counts beside its parts, as in BM25: "fetch-timeout" is rare where
        "fetch" and "timeout" aren't.
        """
        numbers = [number for number, _ in hits]
        weights = self.index.weights(numbers, question.search_terms)
        total = np.zeros(len(numbers))
        best: dict[int, NDArray[np.float64]] = {}  # by word of the question
        for row, (term, matched) in zip(weights, question.matches.items(), strict=True):
            if is_compound(matched):
                total += row * idf(len(self.index), self.index.document_frequency(term))
            for word, factor in matched:
                scores = row * (question.terms[word].weight * factor)
                best[word] = np.maximum(best[word], scores) if word in best else scores
        total = sum(best.values(), start=total)
        return sorted(zip(numbers, total.tolist(), strict=True), key=lambda hit: -hit[1])

    def _analyzers(self, question: str) -> list[Analyzer]:
        names = [self._main]
        if len(self._languages) > 1:
            names = [*question_languages(question, self._languages)] or names
        return [self._indexer.analyzer(name) for name in names]

    def _facts(self, number: int) -> PassageFacts:
        passage = self.index.passage(number)
        language = self._language_of.get(passage.document.path, self._main)
        return passage_facts(passage, self._words[language])


def worth_reading(hits: Sequence[tuple[int, float]]) -> list[tuple[int, float]]:
    """The first of the hits, best first, and those whose scores come near enough to the best."""
    return [
        hit
        for rank, hit in enumerate(hits)
        if rank < ALWAYS_READ or hit[1] >= WORTH_READING * hits[0][1]
    ]


def _fair(question: Question, terms: Sequence[TermScore]) -> tuple[TermScore, ...]:
    """For each word of the question its best term, with the word's weight in place of its idf.

    Compounds that stand there whole come first.
    """
    best: dict[int, TermScore] = {}
    for term in terms:
        for word, factor in question.matches[term.term]:
            weight = question.terms[word].weight * factor
            score = term.score / term.idf * weight
            if word not in best or score > best[word].score:
                best[word] = TermScore(term.term, term.frequency, weight, score)
    whole = (term for term in terms if is_compound(question.matches[term.term]))
    return (*whole, *best.values())
