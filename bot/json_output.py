"""Answers as JSON: every key that a program can rely on; keys may be added, never changed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from bot.wording import answers as say
from retrieval.citations import cite
from retrieval.model import Abstention, Answer, ScoredPassage, Why

if TYPE_CHECKING:
    from retrieval.model import Passage, Respelling, Scope, ScoredQuote, Section, Span


def dumps(value: dict[str, Any]) -> str:
    r"""One line of JSON in ASCII.

    ASCII, so that it survives every locale, and so that no character of a document steers the
    terminal on which a person reads it.

    >>> dumps({"text": "é\n"})
    '{"text": "\\u00e9\\n"}'
    """
    return json.dumps(value)


def result_object(result: Answer | Abstention, elapsed_ms: float) -> dict[str, Any]:
    """What a question brought; every start and end counts code points of the document's text."""
    common = {
        "question": result.question,
        "understood": result.understood,
        "respellings": _respelling_objects(result.respellings),
        "elapsed_ms": round(elapsed_ms, 3),
    }
    match result:
        case Answer():
            return common | {
                "answered": True,
                "sources_differ": result.sources_differ,
                "agreeing": result.agreeing,
                "wanted": _scope_object(result.wanted) if result.wanted else None,
                "quotes": [_quote_object(scored) for scored in result.quotes],
                "reason": None,
            }
        case Abstention():
            return common | {
                "answered": False,
                "sources_differ": False,
                "agreeing": 0,
                "wanted": _scope_object(result.wanted) if result.wanted else None,
                "quotes": [],
                "reason": say.no_answer(result),
                "why": str(result.why),
                "terms": [{"word": t.word, "passages": t.passages} for t in result.terms],
                "nearest": _quote_object(result.nearest) if result.nearest else None,
            }


def error_object(question: str, message: str) -> dict[str, Any]:
    """A question that could not be taken: the keys of an abstention, and ``why`` is "error"."""
    abstention = Abstention(question, Why.NO_QUESTION)
    return result_object(abstention, 0.0) | {"reason": message, "why": "error"}


def search_object(
    query: str,
    passages: tuple[ScoredPassage, ...],
    elapsed_ms: float,
    respellings: tuple[Respelling, ...] = (),
    silence: Abstention | None = None,
) -> dict[str, Any]:
    """The ranked passages of a search; ``silence`` says why there are none."""
    return {
        "query": query,
        "reason": say.no_answer(silence) if silence else None,
        "respellings": _respelling_objects(respellings),
        "passages": [
            {
                "rank": rank,
                "id": found.id,
                "score": found.score,
                "text": found.passage.text,
                "document": found.passage.document.path,
                **span_object(found.passage.span),
                "section": _section_object(found.passage.section),
            }
            for rank, found in enumerate(passages, start=1)
        ],
        "elapsed_ms": round(elapsed_ms, 3),
    }


def _respelling_objects(respellings: tuple[Respelling, ...]) -> list[dict[str, str]]:
    return [{"asked": r.asked, "found": r.found} for r in respellings]


def _quote_object(scored: ScoredQuote) -> dict[str, Any]:
    passage: Passage = scored.passage
    return {
        "text": scored.quote.text,
        "document": scored.quote.document.path,
        **span_object(scored.quote.span),
        "section": _section_object(passage.section),
        "passage": span_object(passage.span),
        "score": scored.score,
        "confidence": scored.confidence,
        "citation": str(cite(scored.quote)),
        "differing": [span_object(span) for span in scored.differing],
    }


def _section_object(section: Section) -> dict[str, Any]:
    return {
        "title": section.title,
        "date": section.date.isoformat() if section.date else None,
        "tags": list(section.tags),
        "page": section.page,
    }


def _scope_object(scope: Scope) -> dict[str, Any]:
    return {
        "since": scope.since.isoformat() if scope.since else None,
        "until": scope.until.isoformat() if scope.until else None,
        "tags": list(scope.tags),
        "paths": list(scope.paths),
    }


def span_object(span: Span) -> dict[str, int]:
    """A span, which counts code points of its document's text."""
    return {"start": span.start, "end": span.end}
