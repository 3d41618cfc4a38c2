"""Answers from hostile documents as messages, judged by Telegram's own parser (tdjson)."""

from __future__ import annotations

import datetime as dt

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.telegram.answers import FOLDED, Outgoing, composed, offered, ranked, surroundings
from bot.telegram.courier import MOST_MESSAGES, in_messages
from bot.telegram.delivery import survives
from bot.telegram.splitting import units
from bot.telegram.styled import Styled, plain
from retrieval.model import (
    Abstention,
    Answer,
    Document,
    Passage,
    Quote,
    ScoredPassage,
    ScoredQuote,
    Section,
    Span,
    TermCount,
    Why,
)
from tests.telegram.fake.text import covered, incoming, losses
from tests.telegram.oracle import Entity, FormattedText, auto_links, stored

# Telegram's parser takes its time to load, and a busy machine to run it.
UNHURRIED = settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
HOSTILE = st.sampled_from(
    [
        *"\t\r\n\0\x1b\u2028\u202e\u2066\u030a\u0333\u200f😀éa. ",
        "**bold** __x__ `code` <b>tag</b> [a](b)",
        "@admin",
        "/remove_1",
        "see http://x.org/?a=b",
        "README.md",
        "🏴‍☠️ e\u0301",
        "One. Two! ",
        "\r\n\r\n",
    ]
)
WORDS = st.lists(HOSTILE | st.text(max_size=8), min_size=1, max_size=25).map("".join)
VISIBLE = WORDS.map(lambda text: f"{text}a")


@st.composite
def scored_quotes(draw: st.DrawFn) -> ScoredQuote:
    before, quote, after, title = draw(WORDS), draw(VISIBLE), draw(WORDS), draw(WORDS)
    text = before + quote + after
    section = Section(Span(0, len(text)), title, draw(st.none() | st.dates()), (), 3)
    path = draw(VISIBLE)
    document = Document(path, text, (section,), "ab" * 32)
    span = Span(len(before), len(before) + len(quote))
    passage = Passage(document, section, (Span(0, len(text)),))
    middle = draw(st.integers(0, len(quote)))
    differing = (Span(span.start, span.start + middle),) if middle else ()
    return ScoredQuote(Quote(document, span), passage, 1.0, 0.5, differing)


def results() -> st.SearchStrategy[Answer | Abstention]:
    answers = st.builds(
        Answer,
        WORDS,
        st.lists(scored_quotes(), min_size=1, max_size=3).map(tuple),
        sources_differ=st.booleans(),
        agreeing=st.integers(0, 2),
        understood=st.none() | WORDS,
    )
    terms = st.lists(st.builds(TermCount, WORDS, st.integers(0, 2)), max_size=3).map(tuple)
    silences = st.builds(
        Abstention,
        WORDS,
        st.sampled_from([Why.NOT_CONFIDENT, Why.UNKNOWN_WORDS]),
        terms,
        st.none() | scored_quotes(),
        understood=st.none() | WORDS,
    )
    return answers | silences


def sent(outgoing: Outgoing) -> list[FormattedText]:
    parts, _ = in_messages(outgoing)
    return [FormattedText(part.text, entities(part)) for part in parts]


def entities(part: Styled) -> tuple[Entity, ...]:
    return tuple(Entity(e.offset, e.length, str(e.type)) for e in part.entities())


@UNHURRIED
@given(results())
def test_telegram_stores_what_is_sent_and_refuses_nothing(result: Answer | Abstention) -> None:
    for message in sent(composed(result)):
        kept = stored(message.text, message.entities)
        assert kept.text == message.text
        assert kept.styles() == message.styles()
        assert losses(message.entities) == ""
        incoming(message.text, entities=[entity.json() for entity in message.entities])


@UNHURRIED
@given(results())
def test_nothing_is_linked_outside_a_quotation_and_nothing_in_it_acts(
    result: Answer | Abstention,
) -> None:
    for message in sent(composed(result)):
        quotations = [e for e in message.entities if "blockquote" in e.type]
        for link in auto_links(message.text, message.entities):
            quoted = any(quotation.contains(link) for quotation in quotations)
            assert quoted or link.type in {"phone_number", "bank_card"}
            assert link.type not in {"mention", "bot_command"}


def test_a_mark_between_an_at_sign_and_its_name_does_not_wake_the_name() -> None:
    text = "@admins decide."
    section = Section(Span(0, len(text)), "Who", None, (), None)
    document = Document("rules.txt", text, (section,), "ab" * 32)
    whole = Span(0, len(text))
    passage = Passage(document, section, (whole,))
    scored = ScoredQuote(Quote(document, whole), passage, 1.0, 0.5, (Span(0, 1),))
    (message,) = sent(composed(Answer("?", (scored,))))
    kinds = {link.type for link in auto_links(message.text, message.entities)}
    assert "mention" not in kinds


@UNHURRIED
@given(st.lists(scored_quotes(), min_size=1, max_size=3).map(tuple))
def test_each_quote_that_can_not_survive_goes_along_exactly(
    quotes: tuple[ScoredQuote, ...],
) -> None:
    outgoing = composed(Answer("?", quotes))
    texts = [scored.quote.text for scored in quotes]
    lost = [text.encode() for text in texts if not survives(text)]
    assert [file.data for file in outgoing.files] == lost
    assert ("can't show this quote" in outgoing.text.text) == bool(lost)


@UNHURRIED
@given(scored_quotes())
def test_a_quote_that_survives_stands_in_the_message_as_it_is(scored: ScoredQuote) -> None:
    text = scored.quote.text.strip(" \n")
    if survives(scored.quote.text):
        for outgoing in (composed(Answer("?", (scored,))), Outgoing(offered(scored))):
            assert text in outgoing.text.text


@UNHURRIED
@given(scored_quotes())
def test_searches_and_surroundings_are_stored_as_sent_too(scored: ScoredQuote) -> None:
    passage = ScoredPassage(0, scored.passage, 1.0)
    for outgoing in (ranked([passage]), surroundings(scored, scored.passage.span)):
        for message in sent(outgoing):
            assert stored(message.text, message.entities).text == message.text


def quote_in(text: str, quote: str) -> ScoredQuote:
    section = Section(Span(0, len(text)), "Title", dt.date(2024, 5, 6))
    document = Document("a.txt", text, (section,), "ab" * 32)
    start = text.index(quote)
    passage = Passage(document, section, (Span(0, len(text)),))
    return ScoredQuote(Quote(document, Span(start, start + len(quote))), passage, 1.0, 0.9)


def shown(scored: ScoredQuote) -> FormattedText:
    (message,) = sent(composed(Answer("?", (scored,))))
    return message


def test_a_long_passage_is_folded() -> None:
    message = shown(quote_in("It is here. " + "And more. " * (FOLDED // 8), "It is here."))
    assert covered(message, "bold") == ["It is here."]
    assert len(covered(message, "expandable_blockquote")) == 1
    assert not covered(message, "blockquote")


def test_a_quote_that_folding_would_hide_stands_before_the_folded_passage() -> None:
    message = shown(quote_in("Not yet. " * 80 + "It is here. " + "Gone. " * 10, "It is here."))
    assert covered(message, "blockquote") == ["It is here."]
    (folded,) = covered(message, "expandable_blockquote")
    assert "Not yet. It is here. Gone." in folded


def test_what_needs_too_many_messages_goes_out_as_a_file() -> None:
    long = "All of this. " * 3000
    parts, (file,) = in_messages(Outgoing(plain(long)))
    assert [part.text for part in parts] == [
        "This is too long for messages. The file below has all of it."
    ]
    assert file.data == long.encode()


def test_what_is_long_goes_out_in_parts() -> None:
    parts, files = in_messages(Outgoing(plain("All of this. " * 600)))
    assert 1 < len(parts) <= MOST_MESSAGES
    assert not files
    assert all(units(part.text) <= 4096 for part in parts)
