from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.answering.respellings import used_respellings
from retrieval.model import Quote, Respelling, ScoredQuote
from tests.answering.made import ENGLISH, asked, passage

if TYPE_CHECKING:
    from collections.abc import Mapping

RESPELT = {"suleymani": [("soleimani", 0.8)], "kile": [("kill", 0.9)]}


def used(
    question: str, *texts: str, respelt: Mapping[str, list[tuple[str, float]]] = RESPELT
) -> tuple[Respelling, ...]:
    passages = [passage(text) for text in texts]
    quotes = [ScoredQuote(Quote(p.document, p.span), p, 1.0, 0.5) for p in passages]
    return used_respellings(asked(question, replacements=respelt), quotes, ENGLISH)


def test_a_word_is_shown_as_the_quote_spells_it() -> None:
    assert used("Who was Suleymani?", "General Soleimani fell.") == (
        Respelling("Suleymani", "Soleimani"),
    )


def test_of_several_words_of_one_stem_the_nearest_is_shown() -> None:
    found = used("Who was Suleymani?", "SOLEIMANI fell.", "Soleimani fell.")
    assert found == (Respelling("Suleymani", "Soleimani"),)
    found = used("Who kiled it?", "A killing: it was killed.")
    assert found == (Respelling("kiled", "killed"),)


def test_a_word_that_is_quoted_as_it_was_asked_needs_no_remark() -> None:
    assert used("Who was Suleymani?", "Suleymani is also Soleimani.") == ()
    assert used("Who was Suleymani?", "He fell.") == ()


def test_two_words_are_shown_in_the_order_of_the_quote() -> None:
    found = used("Who kiled Suleymani?", "Soleimani was killed.")
    assert found == (Respelling("Suleymani", "Soleimani"), Respelling("kiled", "killed"))


def test_a_word_of_the_same_kin_is_no_other_spelling() -> None:
    assert used("Who died there?", "Two were killed there.", respelt={}) == ()
    respelt = {"suleymani": RESPELT["suleymani"]}
    assert used("Who died with Suleymani?", "Suleymani was killed.", respelt=respelt) == ()


def test_nothing_respelt_is_nothing_to_show() -> None:
    text = passage("The war began.")
    quote = ScoredQuote(Quote(text.document, text.span), text, 1.0, 0.5)
    assert used_respellings(asked("When did the war begin?"), [quote], ENGLISH) == ()
