"""What an answer looks like as a Telegram message.

The answering sentence stands out inside its passage in a block quotation, then come the source
and the citation. Everything from documents passes `delivery.shown`, so that what is sent is what
Telegram stores; a quote that this changes goes along as a file.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from telegram.constants import MessageEntityType as Kind

from bot.telegram import upload_wording, wording
from bot.telegram.delivery import survives
from bot.telegram.styled import Styled, bold, cited, code, foreign, joined, plain, said, silenced
from bot.wording import answers as say
from bot.wording import verification as checked
from retrieval.citations import cite
from retrieval.model import Abstention, Answer, Span
from retrieval.verification import Kind as ChangeKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from retrieval.documents import SkippedFile
    from retrieval.engine import Source
    from retrieval.model import Document, ScoredPassage, ScoredQuote, Section
    from retrieval.verification import Change, Verification

FOLDED = 600  # code points from which on a quotation is shown folded
FIRST_LINES = 150  # code points that a folded quotation shows for certain


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes along: its name and bytes."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One reply: its text, the files that go along, and the quotes that it is about."""

    text: Styled
    files: tuple[Attachment, ...] = ()
    quotes: tuple[ScoredQuote, ...] = ()


def words(text: str) -> Outgoing:
    """A reply in fixed words, whose commands can be tapped."""
    return Outgoing(plain(text))


def reported(text: str) -> Outgoing:
    """A reply with names of documents or people in it, which must not become links."""
    return Outgoing(foreign(text))


def welcome(examples: Sequence[str], greeting: str = "") -> Outgoing:
    """The first words in a chat, with questions that the documents answer."""
    lines = [f"• {example}" for example in examples]
    shown = "\n".join([wording.FOR_EXAMPLE, *lines]) if lines else ""
    return Outgoing(joined([plain(greeting), plain(wording.HELP), foreign(shown)], "\n\n"))


def composed(result: Answer | Abstention) -> Outgoing:
    """The reply to a question."""
    match result:
        case Answer():
            return _answer(result)
        case Abstention():
            return _abstention(result)


def surroundings(scored: ScoredQuote, around: Span) -> Outgoing:
    """A quote with what stands around it."""
    parts = [plain(wording.CONTEXT_OF), _sourced(scored, _passage(scored, around))]
    return _with_files(parts, (scored,))


def listed_sources(known: Sequence[Source], skipped: Sequence[SkippedFile]) -> Outgoing:
    """The documents and what was left out, up to a bearable number of each."""
    most = wording.LISTED_SOURCES
    lines = [
        *(code(one.path) + plain(wording.source_facts(one)) for one in known[:most]),
        *(code(one.path) + foreign(wording.left_out(one.reason)) for one in skipped[:most]),
    ]
    if rest := len(known) + len(skipped) - len(lines):
        lines.append(plain(wording.and_more(rest)))
    return Outgoing(joined(lines or [plain(wording.NO_SOURCES)], "\n"))


def added(done: str, document: Document, source: Source, examples: Sequence[str]) -> Outgoing:
    """A document that was taken in: what was found in it, and a question that it answers."""
    dates = sorted(section.date for section in document.sections if section.date)
    first, last = (dates[0], dates[-1]) if dates else (None, None)
    name = plain(done) + code(source.path) + plain(upload_wording.found_in(source, first, last))
    asked = [foreign(f"{wording.FOR_EXAMPLE} {example}") for example in examples]
    return Outgoing(joined([name, *asked], "\n\n"))


def ranked(found: Sequence[ScoredPassage]) -> Outgoing:
    """The passages that a search found, best first."""
    parts = [
        joined(
            [
                bold(f"{rank}."),
                _block(said(scored.passage.text)),
                _source(scored.passage.section, scored.passage.document.path),
            ],
            "\n",
        )
        for rank, scored in enumerate(found, start=1)
    ]
    return Outgoing(joined(parts, "\n\n"))


def offered(scored: ScoredQuote) -> Styled:
    """One quote for a chat that the bot isn't in."""
    intact = survives(scored.quote.text)
    note = Styled() if intact else plain(wording.ALTERED_INLINE)
    return joined([_sourced(scored, _answering(scored)), note], "\n\n")


def verified(found: Verification) -> Outgoing:
    """What became of a citation, and what stands there now."""
    quote = found.quote
    if quote is None:
        given = cited(found.given or "").quoted(expandable=False) if found.given else Styled()
        heading = plain(checked.QUOTED) if given else Styled()
        return Outgoing(joined([foreign(checked.verdict(found)), heading, given], "\n\n"))
    section, path = found.section, quote.document.path
    words = [_changed(change) for change in found.difference] or [said(quote.text)]
    place = _source(section, path) if section else code(path)
    block = joined([_block(sum(words, Styled())), place, code(str(found.current))], "\n")
    intact = survives(quote.text)
    note = Styled() if intact else plain(wording.ALTERED)
    files = () if intact else (Attachment(wording.QUOTE_FILE, quote.text.encode()),)
    return Outgoing(joined([foreign(checked.verdict(found)), block, note], "\n\n"), files)


def _changed(change: Change) -> Styled:
    match change.kind:
        case ChangeKind.SAME:
            return said(change.text)
        case ChangeKind.REMOVED:
            return said(change.text).marked(Kind.STRIKETHROUGH)
        case ChangeKind.ADDED:
            return said(change.text).marked(Kind.BOLD)


def citation_of(scored: ScoredQuote) -> str:
    """The citation token of a quote."""
    return str(cite(scored.quote))


def _answer(answer: Answer) -> Outgoing:
    parts = [
        _understood(answer.understood),
        bold(say.SOURCES_DIFFER) if answer.sources_differ else Styled(),
        *(_sourced(scored, _answering(scored)) for scored in answer.quotes),
        foreign(say.agreeing(answer.agreeing)) if answer.agreeing else Styled(),
        *(foreign(say.respelling(one)) for one in answer.respellings),
    ]
    return _with_files(parts, answer.quotes)


def _abstention(abstention: Abstention) -> Outgoing:
    nearest = abstention.nearest
    parts = [
        _understood(abstention.understood),
        foreign(say.no_answer(abstention)),
        plain(say.NEAREST) if nearest else Styled(),
        _sourced(nearest, _block(said(nearest.quote.text))) if nearest else Styled(),
        *(foreign(say.respelling(one)) for one in abstention.respellings),
    ]
    return _with_files(parts, (nearest,) if nearest else ())


def _understood(question: str | None) -> Styled:
    line = " ".join((question or "").split())
    return plain(wording.UNDERSTOOD) + foreign(line) if line else Styled()


def _with_files(parts: Iterable[Styled], quotes: tuple[ScoredQuote, ...]) -> Outgoing:
    altered = [scored.quote.text for scored in quotes if not survives(scored.quote.text)]
    note = plain(wording.ALTERED) if altered else Styled()
    files = tuple(Attachment(wording.QUOTE_FILE, text.encode()) for text in altered)
    return Outgoing(joined([*parts, note], "\n\n"), files, quotes)


def _sourced(scored: ScoredQuote, quotation: Styled) -> Styled:
    source = _source(scored.passage.section, scored.passage.document.path)
    return joined([quotation, source, code(citation_of(scored))], "\n")


def _source(section: Section, path: str) -> Styled:
    name = " ".join(path.split())
    return foreign(say.place(section, path).removesuffix(name)) + code(name)


def _answering(scored: ScoredQuote) -> Styled:
    """A quote in its passage; where folding would hide it, it stands alone before that."""
    passage, quote = scored.passage.span, scored.quote.span
    around = passage if quote in passage else quote
    hidden = len(around) > FOLDED and quote.end - around.start > FIRST_LINES
    if hidden and len(quote) <= FOLDED:
        return joined([_block(_emphasised(scored)), _passage(scored, around)], "\n\n")
    return _passage(scored, around)


def _passage(scored: ScoredQuote, around: Span) -> Styled:
    text, quote = scored.quote.document.text, scored.quote.span
    before = said(Span(min(around.start, quote.start), quote.start).cut(text))
    after = said(Span(quote.end, max(around.end, quote.end)).cut(text))
    return _block(before + _emphasised(scored) + after)


def _emphasised(scored: ScoredQuote) -> Styled:
    """The quote in bold, and underlined where another source differs."""
    text, at, whole = scored.quote.document.text, scored.quote.span.start, Styled()
    for span in sorted(scored.differing):
        start = max(span.start, at)
        if start < (end := min(span.end, scored.quote.span.end)):
            whole = whole + said(text[at:start]) + said(text[start:end]).marked(Kind.UNDERLINE)
            at = end
    return (whole + said(text[at : scored.quote.span.end])).stripped().marked(Kind.BOLD)


def _block(text: Styled) -> Styled:
    text = silenced(text.stripped())
    return text.quoted(expandable=len(text.text) > FOLDED) if text else text
