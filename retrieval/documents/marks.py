"""What a line around a post says: a date, who posted it, its categories and tags, comments.

Words of a dozen languages, as blog programs print them. A line is a mark only when *all* of it
is made of such phrases, so that a sentence that mentions a date or a comment is none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from retrieval.documents.dates import find_date

if TYPE_CHECKING:
    import datetime as dt

LONGEST = 240  # code points; a longer line is prose


class Mark(StrEnum):
    """A kind of phrase in a post's header or trailer."""

    DATE = "date"
    BESIDE = "beside the date"
    POSTED = "posted"
    BYLINE = "byline"
    LABELS = "labels"
    COMMENTS = "comments"
    LINKS = "links"


@dataclass(frozen=True, slots=True)
class MarkedLine:
    """The phrases of one line: their kinds, and what they say."""

    kinds: frozenset[Mark]
    date: dt.date | None = None
    tags: tuple[str, ...] = ()


_POSTED = (
    r"posted(?: on)?|published(?: on)?|date|published|veröffentlicht(?: am)?|erstellt am|am|"
    r"publié(?: le)?|posté le|le|publicado(?: el| em)?|el|pubblicato(?: il)?|geplaatst(?: op)?|op|"
    r"опубликовано|opublikowano|publicerad(?: den)?|publisert|on"
)
_SAYS_POSTED = re.compile(r"(?:post|publi|pubbl|veröff|geplaatst|опубл|opubl)", re.IGNORECASE)
_BY = (
    r"(?:posted|written|published|submitted) by|authors?|veröffentlicht von|geschrieben von|"
    r"autor(?:in)?|publié par|posté par|auteur|publicado por|escrito por|pubblicato da|scritto da|"
    r"autore|geplaatst door|skrevet av|автор"
)
_BARE_BY = r"by|von|par|por|da|di|door|av|przez"
_IN = (
    r"filed (?:under|in)|posted in|categor(?:y|ies)|tags?|tagged(?: with| as)?|labels?|topics?|"
    r"kategorien?|schlagw(?:ort|örter)|abgelegt unter|veröffentlicht (?:in|unter)|catégories?|"
    r"étiquettes?|mots-clés|classé dans|publié dans|categorías?|etiquetas?|publicado en|"
    r"categorias?|categori[ae]|etichette|categorieën|рубрик[аи]|метки|kategori[ae]|tagi"
)
_SOME = r"(?:\d+|no|one|kein|keine|aucun|sin|ningún|nenhum|nessun|geen|нет)"
_COMMENT = (
    r"(?:comments?|responses?|repl(?:y|ies)|thoughts? on .{1,120}|kommentare?|commentaires?|"
    r"comentarios?|comentários?|comment[io]|reacties?|комментари\w+|komentarz\w*|kommentarer?)"
)
_COMMENTS = re.compile(
    rf"{_SOME}\s+{_COMMENT}|{_COMMENT}\s*[:(]\s*\d+\)?|comments?|"
    r"(?:leave|add|post|write) (?:a |your )?(?:comment|reply)|"
    r"comments? (?:are )?(?:off|closed).{0,80}|kommentare deaktiviert.{0,80}|"
    r"kommentar hinterlassen|(?:hinterlasse|schreibe?) .{0,12}kommentar|"
    r"(?:laisser|laissez|ajouter) un commentaire|(?:deja|dejar|escribe) un comentario|"
    r"deix[ae]r? um comentário|lascia un commento|(?:geef|plaats) een reactie|"
    r"оставить комментарий|dodaj komentarz|lämna en kommentar",
    re.IGNORECASE,
)
_LINKS = re.compile(
    r"perma(?:nent )?link|bookmark the permalink|trackbacks?(?: url)?|edit|reblog|print|e-?mail|"
    r"share(?: this| on \w+)?:?|(?:re)?tweet|like this:?|loading|related|more|"
    r"(?:read|see) more(?: .{1,80})?|continue reading(?: .{1,120})?|"
    r"facebook|twitter|linkedin|reddit|whatsapp|pinterest|telegram|"
    r"weiterlesen|teilen(?: mit)?:?|drucken|lire la suite|partager:?|leer más|compartir:?|"
    r"leggi tutto|condividi:?|lees meer|delen:?|leia mais|compartilhar:?|"
    r"читать далее|поделиться:?|czytaj dalej",
    re.IGNORECASE,
)
_NAME = r"(?:\w\.\s?){0,3}[^\s.!?:;|][^.!?:;|]{0,50}(?:\b\w\.[^.!?:;|]{0,40}){0,2}"
_BYLINE = re.compile(rf"(?:{_BY})\s*:?\s+{_NAME}", re.IGNORECASE)
_BARE_BYLINE = re.compile(rf"(?:{_BARE_BY})\s+(?P<name>{_NAME})", re.IGNORECASE)
_LABELLED = re.compile(rf"(?P<label>{_IN})\s*:?\s+(?P<list>[^.!?]{{1,200}})", re.IGNORECASE)
# As WordPress prints it; the date is cut out before.
_ENTRY = re.compile(
    r"this (?:entry|post) was (?:posted|filed)(?: (?:in|under) (?P<list>.{1,120}?))?"
    r"(?:,? and tagged(?: with)? (?P<tags>.{1,120}?))?(?: on)?(?: by (?P<name>.{1,40}?))?",
    re.IGNORECASE,
)
_LEAD = re.compile(
    rf"(?:(?:{_POSTED})\s*:?\s*)?(?:[^\W\d_]{{2,12}}[.,]{{1,2}}\s*)?(?:(?:le|on|the|den|el)\s+)?",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"[\s,]*(?:(?:at|um|à|a las|alle|om|kl\.?|в)\s+)?\d{1,2}[:.h]\d\d(?::\d\d)?"
    r"\s*(?:[ap]\.?m\.?|uhr)?(?:\s*\(?(?:[A-Z]{2,4}|[+-]\d\d:?\d\d)\)?)?",
    re.IGNORECASE,
)
# A bar stands free: |this| is a link or a variable.
_BAR = re.compile(r"(?:^|\s+)[|•·│](?:\s+|$)")
_CUTS = re.compile(rf"{_BAR.pattern}|\s+(?://|[—–-])\s+")
_LIST_CUTS = re.compile(rf"{_BAR.pattern}|\s*[,;]\s*|\s+and\s+(?=\S+$)")
_HASHTAGS = re.compile(r"#\w+(?:[\s,]+#\w+)*")
_DECORATION = "*_#>~`[](){}«»‹›→←…. \t\r\ufeff"


def read_marks(line: str, *, day_first: bool | None = None) -> MarkedLine | None:
    """What ``line`` says about a post, or None where any part of it is something else.

    >>> read_marks("January 9, 2020 by Jane Doe | 3 Comments").date.isoformat()
    '2020-01-09'
    >>> read_marks("Filed under: Oil, Iraq").tags
    ('Oil', 'Iraq')
    >>> read_marks("On January 9, 2020 the base was hit.") is None
    True
    """
    line = line.strip(" \t\r\ufeff")
    if not line or len(line) > LONGEST:
        return None
    if _HASHTAGS.fullmatch(line):
        return MarkedLine(frozenset({Mark.LABELS}), tags=tuple(line.replace(",", " ").split()))
    found = find_date(line, day_first=day_first)
    if found is None:
        return _joined([_undated(part) for part in _CUTS.split(line) if part])
    return _dated(line[: found.start], line[found.end :], found.date)


def read_list(line: str) -> tuple[str, ...]:
    """The entries of an unlabelled list of categories and tags, or () where it isn't one.

    >>> read_list("War Crimes | Iraq, Russia, United States |")
    ('War Crimes', 'Iraq', 'Russia', 'United States')
    """
    if len(line) > LONGEST or not _BAR.search(line):
        return ()
    return _entries(line) if all(len(entry) <= 50 for entry in _entries(line)) else ()


def _dated(before: str, after: str, date: dt.date | None) -> MarkedLine | None:
    after = after.lstrip("*_)]").rstrip(_DECORATION)
    time = _TIME.match(after)
    after = after[time.end() if time else 0 :]
    marks: list[MarkedLine | None] = [MarkedLine(frozenset({Mark.DATE}), date)]
    *earlier, lead = _CUTS.split(before)
    if _SAYS_POSTED.match(lead):
        marks.append(MarkedLine(frozenset({Mark.POSTED})))
    lead = lead.lstrip(_DECORATION)
    if not _LEAD.fullmatch(lead):
        # "Posted by Jane on" and "This entry was posted in News on" end with the date's lead.
        marks.append(_undated(re.sub(r"[\s,]+(?:on|am|le|el|op|il)?\s*$", "", lead)))
    abutting, *later = _CUTS.split(after)
    if abutting.strip(_DECORATION + ","):
        marks.append(_undated(abutting))
    marks.extend(_undated(part) or _beside(part) for part in earlier if part)
    # A dash is also how a diary goes on after its date.
    kinds = [Mark.BESIDE] if _BAR.search(after) else []
    marks.extend(_undated(part) or _beside(part, *kinds) for part in later if part)
    return _joined(marks)


def _undated(part: str) -> MarkedLine | None:
    stopped = part.rstrip().endswith(".")
    part = part.strip(_DECORATION + ",")
    if _COMMENTS.fullmatch(part):
        return MarkedLine(frozenset({Mark.COMMENTS}))
    if _LINKS.fullmatch(part):
        return MarkedLine(frozenset({Mark.LINKS}))
    if labelled := _LABELLED.fullmatch(part):
        return MarkedLine(frozenset({Mark.LABELS}), tags=_entries(labelled["list"]))
    if not stopped and _is_byline(part):
        return MarkedLine(frozenset({Mark.BYLINE}))
    if entry := _ENTRY.fullmatch(part):
        tags = _entries(f"{entry['list'] or ''}, {entry['tags'] or ''}")
        return MarkedLine(frozenset({Mark.POSTED, Mark.LABELS}), tags=tags)
    return None


def _is_byline(part: str) -> bool:
    if bare := _BARE_BYLINE.fullmatch(part):
        # "by" begins a wrapped line of prose as well: a name ends in a capitalised word.
        words = bare["name"].split()
        return len(words) == 1 or (len(words) <= 6 and not words[-1][0].islower())
    return len(part.split()) <= 8 and _BYLINE.fullmatch(part) is not None


def _beside(part: str, *kinds: Mark) -> MarkedLine | None:
    # A short piece without a stop, set off from a date, is an author or a category.
    short = len(part) <= 40 and len(part.split()) <= 5 and not re.search(r"[.!?:;]", part)
    return MarkedLine(frozenset(kinds)) if short else None


def _joined(marks: list[MarkedLine | None]) -> MarkedLine | None:
    known = [mark for mark in marks if mark]
    if not known or len(known) < len(marks):
        return None
    return MarkedLine(
        frozenset().union(*(mark.kinds for mark in known)),
        next((mark.date for mark in known if mark.date), None),
        tuple(dict.fromkeys(tag for mark in known for tag in mark.tags)),
    )


def _entries(text: str) -> tuple[str, ...]:
    entries = (entry.strip(_DECORATION) for entry in _LIST_CUTS.split(text))
    return tuple(dict.fromkeys(entry for entry in entries if entry))
