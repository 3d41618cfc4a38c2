"""Pools of candidates from a question and a few texts, each one passage of a document."""

from __future__ import annotations

from collections import Counter
from types import MappingProxyType
from typing import TYPE_CHECKING

from retrieval.analysis import Analyzer
from retrieval.answering import Words, passage_facts, pool_candidates, read_question
from retrieval.index import passage_terms
from retrieval.model import Document, Passage, Section, Span
from retrieval.sentences import split_sentences

if TYPE_CHECKING:
    from collections.abc import Mapping

    from retrieval.answering import Candidate, Question
    from retrieval.answering.composer import Retrieved

ENGLISH = Analyzer("english")
WORDS = Words(ENGLISH)


def asked(
    question: str, *, replacements: Mapping[str, list[tuple[str, float]]] = MappingProxyType({})
) -> Question:
    """The question, each of whose words stands in three of a hundred passages."""
    return read_question(question, ENGLISH, 100, lambda _: 3, replacements=replacements)


def passage(text: str, path: str = "a.txt", title: str = "") -> Passage:
    span = Span(0, len(text))
    section = Section(span, title)
    document = Document(path, text, (section,), "0" * 64)
    return Passage(document, section, split_sentences(text, span))


def retrieved(*texts: str, title: str = "") -> Retrieved:
    """The texts as passages, with scores 10, 9, 8 and so on."""
    found = [passage(text, f"{number}.txt", title) for number, text in enumerate(texts)]
    return [(n, 10.0 - n, passage_facts(each, WORDS)) for n, each in enumerate(found)]


def read(question: str, passages: Retrieved) -> Question:
    """The question as an index of these passages reads it."""
    counts = Counter(
        term for _, _, facts in passages for term in set(passage_terms(facts.passage, ENGLISH))
    )
    return read_question(question, ENGLISH, len(passages), lambda term: counts[term])


def pool(question: str, *texts: str, title: str = "") -> list[Candidate]:
    """The candidates of the texts."""
    passages = retrieved(*texts, title=title)
    return pool_candidates(read(question, passages), passages)
