"""Receipts: all that is needed to ask a question again and get the same answer, byte for byte.

An answer follows from the question, how it was asked, the settings, the program and the documents.
A receipt holds the first three whole and the others by version and digest, so that a replay either
gives the same bytes or can say what changed.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import asdict, dataclass
from functools import cache
from importlib import metadata, resources
from typing import TYPE_CHECKING, Any

from retrieval.citations import cite
from retrieval.errors import QuotebotError
from retrieval.model import EVERYWHERE, Abstention, Answer, Scope

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.resources.abc import Traversable

    from retrieval.engine import Engine

FORMAT = 1


class ReceiptError(QuotebotError):
    """What was given isn't a receipt; the message says what is."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and how it was asked; see `Engine.answer`."""

    question: str
    previous: str | None = None
    top: int = 1
    min_confidence: float | None = None
    scope: Scope = EVERYWHERE


@dataclass(frozen=True, slots=True)
class Receipt:
    """See above.

    ``settings`` are those that shape answers, by name. ``program`` is the version and ``data``
    the digest of the files that were learnt or trained. ``corpus`` is the digest of all documents'
    paths and digests, ``documents`` their number, and ``used`` the SHA-256 by path of those that
    the answer quotes.
    """

    asked: Asked
    settings: dict[str, str | int | float]
    program: str
    data: str
    documents: int
    corpus: str
    used: dict[str, str]
    citations: tuple[str, ...]

    def as_object(self) -> dict[str, Any]:
        """The receipt as JSON can hold it."""
        found = asdict(self)
        scope = self.asked.scope
        found["asked"]["scope"] = {
            "since": scope.since and scope.since.isoformat(),
            "until": scope.until and scope.until.isoformat(),
            "tags": list(scope.tags),
            "paths": list(scope.paths),
        }
        return {"format": FORMAT, **found, "citations": list(self.citations)}

    @classmethod
    def from_object(cls, found: Any) -> Receipt:
        """The opposite of `as_object`.

        Raises:
            ReceiptError: it isn't one, or one of a later version of the program.
        """
        try:
            if found["format"] != FORMAT:
                raise ReceiptError("The receipt was made by a later version of quotebot.")
            fields = {name: found[name] for name in cls.__slots__}
            asked = dict(found["asked"])
            asked["scope"] = _scope(asked["scope"])
            return cls(**fields | {"asked": Asked(**asked), "citations": tuple(found["citations"])})
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise ReceiptError(
                "That holds no receipt. One is made by: quotebot ask --json --receipt QUESTION"
            ) from error


def write_receipt(
    engine: Engine,
    settings: dict[str, str | int | float],
    asked: Asked,
    result: Answer | Abstention,
) -> Receipt:
    """The receipt of an answer that ``engine``, made with ``settings``, just gave."""
    match result:
        case Answer(quotes=quotes):
            given = [scored.quote for scored in quotes]
        case Abstention(nearest=nearest):
            given = [nearest.quote] if nearest else []
    sources = engine.sources()
    corpus = hashlib.sha256("\n".join(f"{s.sha256} {s.path}" for s in sources).encode())
    return Receipt(
        asked,
        settings,
        metadata.version("quotebot"),
        _data_digest(),
        len(sources),
        corpus.hexdigest(),
        {quote.document.path: quote.document.sha256 for quote in given},
        tuple(str(cite(quote)) for quote in given),
    )


def answer_again(engine: Engine, asked: Asked) -> Answer | Abstention:
    """Ask the question of a receipt once more."""
    return engine.answer(
        asked.question,
        top=asked.top,
        previous=asked.previous,
        scope=asked.scope,
        min_confidence=asked.min_confidence,
    )


def _scope(found: dict[str, Any]) -> Scope:
    since, until = (
        dt.date.fromisoformat(found[name]) if found[name] else None for name in ("since", "until")
    )
    return Scope(since, until, tuple(found["tags"]), tuple(found["paths"]))


@cache
def _data_digest() -> str:
    digest = hashlib.sha256()
    for file in _files(resources.files("retrieval") / "data"):
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def _files(folder: Traversable) -> Iterator[Traversable]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            yield from _files(entry)
        else:
            yield entry
