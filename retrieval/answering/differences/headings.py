"""Names above a quote: what the heading of its section and the name of its file say it is about."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from retrieval.answering.differences.claims import Named
from retrieval.answering.peoples import family
from retrieval.spelling.ordinary import is_ordinary

if TYPE_CHECKING:
    from retrieval.answering.differences.claims import Claim
    from retrieval.answering.differences.topics import Topic
    from retrieval.model import ScoredQuote

_LONGEST_HEADING = 3  # words of a title that only names something: "Berlin office"
_NAME_IN_PATH = re.compile(r"[^\W\d_]{3,}")


def heading_names(quote: ScoredQuote, claim: Claim, topic: Topic) -> frozenset[str]:
    """The names above a quote that neither the question nor the claim holds.

    Only what is a name everywhere: no ordinary word, and none that the text has in small letters.
    """
    document = quote.quote.document
    surfaces = _of_title(quote.passage.section.title, topic) + _of_path(document.path, topic)
    own = claim.words if isinstance(claim, Named) else ()
    return frozenset(
        family(term, topic.analyzer)
        for surface in surfaces
        for term in topic.analyzer.terms(surface)[:1]
        if term not in own
        and _is_new(surface, term, topic)
        and not _stands_in(document.text, surface.lower())
    )


def _stands_in(text: str, word: str) -> bool:
    """Whether a word stands in a text; looking for its letters first is 30 times faster."""
    return word in text and re.search(rf"\b{re.escape(word)}\b", text) is not None


def _is_new(surface: str, term: str, topic: Topic) -> bool:
    if topic.has_thing(term) or topic.has_name(term):
        return False
    return not is_ordinary(surface.lower(), term, topic.analyzer)


def _of_title(title: str, topic: Topic) -> list[str]:
    """The capitalised words of a short heading.

    One that stands under no other is the title of the whole file. That is read only where it names
    one of several such things: "Berlin office".
    """
    above, _, last = title.rpartition("› ")
    surfaces = topic.analyzer.surfaces(last)
    if len(surfaces) > _LONGEST_HEADING or not (above or _has_thing(surfaces, topic)):
        return []
    return [surface for surface in surfaces if surface[0].isupper()]


def _of_path(path: str, topic: Topic) -> list[str]:
    """The words of a path where the file is one of several such things: "offices/berlin.txt"."""
    parts = _NAME_IN_PATH.findall(str(PurePosixPath(path).with_suffix("")))
    return parts if _has_thing(parts, topic) else []


def _has_thing(surfaces: list[str], topic: Topic) -> bool:
    return any(topic.has_thing(*topic.analyzer.terms(surface)) for surface in surfaces)
