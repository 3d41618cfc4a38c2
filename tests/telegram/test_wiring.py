"""The real bot over the real engine, with questions that any ranking answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.telegram.fake.text import covered

if TYPE_CHECKING:
    from pathlib import Path

    from tests.telegram.conftest import Office
    from tests.telegram.fake import CallbackQuery, Message

LETTER = "Who signed the harbour letter?"
MINUTES = (
    b"# Election\n\nBertha Mason chaired the orchard committee on 4 June 2021.\n\n"
    b"# Fence\n\nThe orchard fence was painted green.\n"
)


def send(
    office: Office, data: bytes, name: str, caption: str = "", count: int = 1
) -> list[Message]:
    """An owner's document and the replies to it."""
    olga = office.olga
    return office.answers(olga.sends_document(olga.private, data, name, caption=caption), count)


def removed(office: Office, name: str) -> CallbackQuery:
    """An owner's tap on the button that removes a document, once it has been dealt with."""
    sources = office.ask(office.olga, "/sources")
    tap = office.olga.taps(sources, f"Remove {name}")
    office.telegram.wait_for(lambda: tap.answer)
    return tap


def folder(office: Office) -> Path:
    return office.bot.folder / "sent"


def test_a_question_is_answered_from_the_documents(real_office: Office) -> None:
    anna = real_office.guest("Anna")
    answer = real_office.ask(anna, LETTER)
    (bold,) = covered(answer.text, "bold")
    assert bold == "The harbour letter was signed by Mira Okafor on 3 May 2019."
    citation = anna.copies(answer, "Copy citation")
    assert real_office.ask(anna, f"/verify {citation}").text.text.startswith("Unchanged")
    moved = real_office.ask(anna, f"/verify {citation.replace('letter.txt', 'gone.txt')}")
    assert moved.text.text.startswith("Moved")
    assert citation in covered(moved.text, "code")


def test_a_quote_can_not_call_anybody_or_offer_a_command(real_office: Office) -> None:
    answer = real_office.ask(real_office.olga, "Where do I write for a lost umbrella?")
    assert "@lost_property" in answer.text.text
    assert not covered(answer.text, "mention")
    assert not covered(answer.text, "bot_command")


def test_a_document_that_an_owner_sends_is_answered_from_until_it_is_removed(
    real_office: Office,
) -> None:
    office, anna = real_office, real_office.guest("Anna")
    question = "Who chaired the orchard committee?"
    confirmed, answer = send(office, MINUTES, "../minutes 1.md", question, count=2)
    assert confirmed.text.text.startswith("Added sent/minutes 1.md: 2 sections, 2 passages")
    assert "Who chaired the orchard committee" in confirmed.text.text
    assert 'Read as: Who chaired the orchard committee? in "sent/minutes 1.md"' in answer.text.text
    assert covered(answer.text, "bold")[0].startswith("Bertha Mason chaired")
    assert "Bertha Mason" in office.ask(anna, question).text.text
    assert not office.ask(anna, "/sources").buttons
    alert = removed(office, "minutes 1.md").answer
    assert alert
    assert "Removed" in alert["text"]
    assert list(folder(office).iterdir()) == []
    assert "Bertha Mason" not in office.ask(anna, question).text.text


def test_an_album_is_taken_in_file_by_file(real_office: Office) -> None:
    olga = real_office.olga
    sent = [
        olga.sends_document(olga.private, b"Page %d tells of quinces." % page, f"page {page}.txt")
        for page in range(3)
    ]
    for page, message in enumerate(sent):
        (confirmed,) = real_office.answers(message)
        assert confirmed.text.text.startswith(f"Added sent/page {page}.txt: 1 section")
    for page in range(3):
        removed(real_office, f"page {page}.txt")


def test_what_claims_to_be_small_and_is_not_is_not_kept(real_office: Office) -> None:
    olga = real_office.olga
    data = b"long " * 4_100_000
    sent = olga.sends_document(olga.private, data, "long.txt", size=5)
    assert "larger than 20 MB" in real_office.answers(sent)[0].text.text
    assert not folder(real_office).joinpath("long.txt").exists()


def test_a_question_beside_a_document_is_asked_of_it_whatever_stands_around(
    real_office: Office,
) -> None:
    caption = "Hi! Who chaired the orchard committee? Thanks!"
    for name in ("one.md", "two.md"):
        *_, answer = send(real_office, MINUTES, name, caption, count=2)
        assert f"sent/{name}" in answer.text.text
        assert "Bertha Mason" in answer.text.text
        assert "differ" not in answer.text.text
    for name in ("one.md", "two.md"):
        removed(real_office, name)


def test_several_questions_are_answered_by_messages_of_their_own(real_office: Office) -> None:
    anna = real_office.guest("Anna")
    asked = anna.sends(anna.private, f"{LETTER} And who chaired the zeppelin committee? Thanks!")
    first, second = real_office.answers(asked, 2)
    assert "Mira Okafor" in first.text.text
    assert second.text.text.startswith("Read as: And who chaired the zeppelin committee?")


def test_a_file_of_the_operators_is_neither_replaced_nor_removed(real_office: Office) -> None:
    own = folder(real_office) / "own.txt"
    own.write_text("The operator wrote this about walnuts.")
    (refused,) = send(real_office, b"Another text.", "own.txt")
    assert "didn't come by message" in refused.text.text
    assert own.read_text() == "The operator wrote this about walnuts."
    real_office.telegram.wait_for(
        lambda: "walnuts" in real_office.ask(real_office.olga, "walnuts operator").text.text
    )
    assert not real_office.ask(real_office.olga, "/sources").buttons
    own.unlink()


def test_only_an_owner_gives_documents_and_only_in_private(real_office: Office) -> None:
    office, anna = real_office, real_office.guest("Anna")
    (refused,) = office.answers(anna.sends_document(anna.private, MINUTES, "minutes.md"))
    assert "Only an owner" in refused.text.text
    group = office.telegram.supergroup("Team", office.olga, anna)
    office.olga.adds_bot(group, admin=True)
    me = f"@{office.telegram.world.bot.username}"
    unmeant = office.olga.sends_document(group, MINUTES, "minutes.md")
    meant = office.olga.sends_document(group, MINUTES, "minutes.md", caption=f"{me} take this")
    assert "private chat" in office.answers(meant)[0].text.text
    assert not group.replies_to(unmeant)
    assert not folder(office).joinpath("minutes.md").exists()


def test_a_button_that_removes_works_for_owners_only(real_office: Office) -> None:
    office, anna = real_office, real_office.guest("Anna")
    send(office, b"Medlars are eaten late.", "medlars.txt")
    (real,) = [b["callback_data"] for b in office.ask(office.olga, "/sources").buttons]
    list_for_anna = office.ask(anna, "/sources")
    stolen = anna.taps(list_for_anna, data=real)
    office.telegram.wait_for(lambda: stolen.answer)
    assert stolen.answer
    assert "isn't one of mine" in stolen.answer["text"]
    assert folder(office).joinpath("medlars.txt").exists()
    removed(office, "medlars.txt")
