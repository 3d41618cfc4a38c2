"""The page and the JSON object for how an answer or a search came about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.json_output import span_object
from bot.layout import INDENT, Block, Group, Look, Part, lines
from bot.wording import explanation as say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bot.layout import Page
    from retrieval.explanation import (
        Addend,
        Explanation,
        PassageFound,
        QuestionRead,
        SentenceWeighed,
        Sureness,
    )
    from retrieval.index import TermScore
    from retrieval.model import Quote

PASSAGES_SHOWN = 5  # of up to twenty
ADDENDS_SHOWN = 5  # of some thirty features of a sentence
SLIGHT = 0.005  # log odds that are shown as nothing


def explanation_page(explanation: Explanation | None) -> Page:
    """How an answer came about, step by step."""
    if explanation is None:
        return (lines(say.NOTHING_SEARCHED, look=Look.NOTE),)
    groups = (
        _question(explanation.question),
        _passages(explanation.passages),
        _sentences(explanation.sentences),
        _sureness(explanation.sureness) if explanation.sureness else (),
        _compared(explanation),
        _times(explanation),
    )
    return tuple(Group(tuple(blocks)) for group in groups if (blocks := tuple(group)))


def with_terms(page: Page, found: Sequence[PassageFound]) -> Page:
    """A search's page with what each term adds under each passage."""
    passages = tuple(
        Group((*group.blocks, *_terms(explained.terms)))
        for group, explained in zip(page, found, strict=False)  # notes may follow the passages
        if isinstance(group, Group)
    )
    return (*passages, *page[len(passages) :])


def explanation_object(explanation: Explanation | None) -> dict[str, Any] | None:
    """The same for a program, with every passage and every feature."""
    if explanation is None:
        return None
    read = explanation.question
    return {
        "read_as": read.text,
        "asks_for": str(read.asks_for),
        "languages": list(read.languages),
        "words": [
            {
                "word": word.word,
                "weight": word.weight,
                "passages": word.passages,
                "terms": list(word.terms),
                "also": [{"term": term, "factor": factor} for term, factor in word.also],
                "name": word.is_name,
                "number": word.is_number,
                "asked_for": word.is_focus,
            }
            for word in read.words
        ],
        "left_out": list(read.left_out),
        "passages": [
            {
                "rank": rank,
                "id": explained.found.id,
                "score": explained.found.score,
                "document": explained.found.passage.document.path,
                **span_object(explained.found.passage.span),
                "terms": terms_object(explained.terms),
            }
            for rank, explained in enumerate(explanation.passages, start=1)
        ],
        "sentences": [
            {
                **_quote(weighed.sentence),
                "passage_rank": weighed.rank,
                "score": weighed.score,
                "quoted": weighed.is_quoted,
                "features": list(map(_addend, weighed.features)),
            }
            for weighed in explanation.sentences
        ],
        "confidence": _sureness_object(explanation.sureness) if explanation.sureness else None,
        "compared": [{**_quote(quote.quote), "side": side} for quote, side in explanation.compared],
        "together": explanation.together,
        "stages_ms": {str(stage): round(s * 1000, 3) for stage, s in explanation.seconds},
    }


def terms_object(terms: Sequence[TermScore]) -> list[dict[str, Any]]:
    """What each term adds to a passage's score."""
    return [
        {"term": t.term, "frequency": t.frequency, "idf": t.idf, "score": t.score} for t in terms
    ]


def _question(read: QuestionRead) -> Iterator[Block]:
    yield _heading(say.QUESTION)
    yield from _indented((read.text, say.asks_for(read), say.left_out(read)))
    yield from _indented((say.WORDS,) if read.words else (), look=Look.AROUND)
    yield from _indented(map(say.word, read.words))


def _passages(passages: Sequence[PassageFound]) -> Iterator[Block]:
    yield _heading(say.PASSAGES)
    if not passages:
        yield from _indented((say.NO_PASSAGE,))
    for rank, explained in enumerate(passages[:PASSAGES_SHOWN], start=1):
        yield from _indented((say.passage(rank, explained),), look=Look.SOURCE)
        yield from _terms(explained.terms)
    yield from _indented((say.more_passages(len(passages[PASSAGES_SHOWN:])),))


def _terms(terms: Sequence[TermScore]) -> Iterator[Block]:
    yield from _indented(say.term(term) for term in terms if term.frequency)
    yield from _indented((say.lacking([term.term for term in terms if not term.frequency]),))


def _sentences(sentences: Sequence[SentenceWeighed]) -> Iterator[Block]:
    if sentences:
        yield _heading(say.SENTENCES)
    for rank, weighed in enumerate(sentences, start=1):
        yield from _indented((say.sentence(rank, weighed),), look=Look.SOURCE)
        yield from _indented((say.excerpt(weighed.sentence),), look=Look.AROUND)
        yield from _addends(weighed.features, ADDENDS_SHOWN)


def _sureness(sure: Sureness) -> Iterator[Block]:
    yield _heading(say.confidence(sure))
    yield from _indented((say.threshold(sure), say.excerpt(sure.quote.quote)))
    yield from _addends(sure.signals, sum(abs(s.added) >= SLIGHT for s in sure.signals))
    yield from _indented((say.bias(sure.bias), say.log_odds(sure)))


def _addends(parts: Sequence[Addend], shown: int) -> Iterator[Block]:
    rest = parts[shown:]
    yield from _indented(map(say.addend, parts[:shown]))
    yield from _indented((say.others(sum(part.added for part in rest), len(rest)),))


def _compared(explanation: Explanation) -> Iterator[Block]:
    if explanation.compared:
        yield _heading(say.COMPARED)
    if explanation.together:
        yield from _indented((say.together(explanation.together),))
    for quote, side in explanation.compared:
        yield from _indented((say.side(quote, side),), look=Look.SOURCE)
        yield from _indented((say.excerpt(quote.quote),), look=Look.AROUND)


def _times(explanation: Explanation) -> Iterator[Block]:
    yield _heading(say.times(explanation.seconds))
    yield from _indented(say.stage(stage, seconds) for stage, seconds in explanation.seconds)


def _heading(text: str) -> Block:
    return Block((Part(text, Look.HEADING),))


def _indented(texts: Iterable[str], look: Look = Look.PLAIN) -> tuple[Block, ...]:
    return lines(*texts, look=look, indent=INDENT).blocks


def _sureness_object(sure: Sureness) -> dict[str, Any]:
    return {
        **_quote(sure.quote.quote),
        "confidence": sure.quote.confidence,
        "threshold": sure.threshold,
        "max_wrong": sure.max_wrong,
        "log_odds": sure.log_odds,
        "bias": sure.bias,
        "signals": list(map(_addend, sure.signals)),
    }


def _addend(part: Addend) -> dict[str, Any]:
    return {
        "name": part.name,
        "meaning": part.meaning,
        "value": part.value,
        "added": part.added,
    }


def _quote(quote: Quote) -> dict[str, Any]:
    return {"text": quote.text, "document": quote.document.path, **span_object(quote.span)}
