"""People talking to `quotebot telegram` over HTTP, on a strict fake of Telegram.

The answers come from a script; `test_wiring.py` has the real engine.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx
import pytest

from tests.cli.scripted import STEERING
from tests.telegram.fake.text import covered

if TYPE_CHECKING:
    from tests.telegram.conftest import Office
    from tests.telegram.fake import CallbackQuery, Message, User

LEAVE = "How many days of leave do I have?"
HOTEL = "What may a hotle cost?"
STEERS = "What steers?"


@pytest.fixture
def anna(office: Office) -> User:
    return office.guest("Anna")


def told(office: Office, tap: CallbackQuery) -> str:
    """What a tap was answered with."""
    office.telegram.wait_for(lambda: tap.answer)
    assert tap.answer
    return str(tap.answer["text"] or "")


def test_the_answering_sentence_stands_out_in_its_passage_over_its_citation(
    office: Office, anna: User
) -> None:
    answer = office.ask(anna, LEAVE)
    (bold,) = covered(answer.text, "bold")
    (quotation,) = covered(answer.text, "blockquote")
    assert bold == "Full-time staff have 25 days of annual leave a year."
    assert bold in quotation
    assert len(quotation) > len(bold)
    name, citation = covered(answer.text, "code")
    assert name == "handbook.md"
    assert citation.startswith("handbook.md@")
    assert anna.copies(answer, "Copy citation") == citation


def test_it_says_who_it_is_and_whom_it_answers(office: Office) -> None:
    assert "@quote_test_bot" in office.bot.log
    assert "answers nobody yet" in office.bot.log
    assert "privacy mode" in office.bot.log
    office.telegram.wait_for(lambda: len(office.telegram.called("setMyCommands")) >= 2)


def test_another_poller_is_named_and_outlived(office: Office) -> None:
    before = office.bot.log.count("reachable again")
    fake = office.telegram
    httpx.post(f"{fake.url}/bot{fake.token}/getUpdates", json={"timeout": 0}, timeout=20)
    fake.wait_for(lambda: "Another program is fetching" in office.bot.log)
    assert "25 days" in office.ask(office.olga, LEAVE).text.text
    assert office.bot.log.count("reachable again") == before + 1


def test_it_types_while_it_works(office: Office, anna: User) -> None:
    office.ask(anna, LEAVE)
    assert "typing" in [action for _, action, _ in anna.private.actions]


def test_a_stranger_hears_one_refusal_and_nothing_else(office: Office) -> None:
    mallory = office.telegram.person("Mallory")
    first = mallory.sends(mallory.private, LEAVE)
    (refusal,) = office.answers(first)
    assert "private bot" in refusal.text.text
    second = mallory.sends(mallory.private, LEAVE)
    office.telegram.quiet_for(0.3)
    assert not second.chat.replies_to(second)


def test_an_invitation_works_once(office: Office) -> None:
    (invitation,) = office.answers(office.olga.sends(office.olga.private, "/invite"))
    code = invitation.text.text.partition("start=")[2]
    first, second = office.telegram.person("First"), office.telegram.person("Second")
    office.answers(first.starts(code))
    (refused,) = office.answers(second.starts(code))
    assert "used already" in refused.text.text
    assert "120 euros" in office.ask(first, HOTEL).text.text


def test_a_removed_guest_loses_the_buttons_too(office: Office, anna: User) -> None:
    answer = office.ask(anna, LEAVE)
    office.ask(office.olga, f"/remove {anna.id}")
    assert "no right" in told(office, anna.taps(answer, "More context"))
    assert len(anna.private.from_bot) == 2


@pytest.mark.parametrize("command", ["/invite", "/users", "/remove 1", "/allow"])
def test_a_guest_can_not_let_others_in(office: Office, anna: User, command: str) -> None:
    assert "Only an owner" in office.ask(anna, command).text.text


def test_more_context_and_the_next_quote_come_as_replies_to_the_question(
    office: Office, anna: User
) -> None:
    question = anna.sends(anna.private, LEAVE)
    (answer,) = office.answers(question)
    anna.taps(answer, "More context")
    context = office.answers(question, 2)[-1]
    assert "team lead" in context.text.text
    anna.taps(answer, "Next quote")
    following = office.answers(question, 3)[-1]
    assert covered(following.text, "bold") != covered(answer.text, "bold")
    assert not context.buttons
    assert following.buttons


def test_after_the_last_quote_it_says_so(office: Office, anna: User) -> None:
    answer = office.ask(anna, LEAVE)
    taps = 0
    while True:
        seen = len(anna.private.from_bot)
        tap = anna.taps(answer, "Next quote")
        if said := told(office, tap):
            break
        assert (taps := taps + 1) < 10
        answer = anna.private.from_bot[-1]
        assert len(anna.private.from_bot) == seen + 1
    assert "no other quote" in said


def test_forged_and_carried_over_buttons_are_refused(office: Office, anna: User) -> None:
    answer, other = office.ask(anna, LEAVE), office.ask(anna, HOTEL)
    (real,) = [b["callback_data"] for b in answer.buttons if b["text"] == "Next quote"]
    before = len(anna.private.from_bot)
    for data in (real.replace("n1", "n2"), "n1." + "A" * 20, "x", "c0"):
        assert "isn't one of mine" in told(office, anna.taps(answer, data=data))
    assert "isn't one of mine" in told(office, anna.taps(other, data=real))
    assert len(anna.private.from_bot) == before


def test_a_button_whose_question_is_gone_says_so(office: Office, anna: User) -> None:
    question = anna.sends(anna.private, LEAVE)
    (answer,) = office.answers(question)
    anna.deletes(question)
    assert "can't see the question" in told(office, anna.taps(answer, "Next quote"))


def test_marks_are_counted(office: Office, anna: User) -> None:
    answer = office.ask(anna, LEAVE)
    assert "noted" in told(office, anna.taps(answer, "👎 Not helpful"))


def test_an_edited_question_is_answered_by_editing_the_answer(office: Office, anna: User) -> None:
    question = anna.sends(anna.private, LEAVE)
    (answer,) = office.answers(question)
    anna.edits(question, HOTEL)
    office.telegram.wait_for(lambda: "120 euros" in answer.text.text)
    anna.edits(question, HOTEL)
    office.telegram.quiet_for(0.2)
    assert anna.private.replies_to(question) == [answer]
    assert answer.buttons


def test_a_question_that_was_too_long_is_answered_once_it_is_shorter(
    office: Office, anna: User
) -> None:
    question = anna.sends(anna.private, "why " * 300)
    (refusal,) = office.answers(question)
    assert "1,000 characters" in refusal.text.text
    anna.edits(question, HOTEL)
    office.telegram.wait_for(lambda: "120 euros" in refusal.text.text)


def test_a_quote_that_telegram_would_alter_comes_byte_for_byte_too(
    office: Office, anna: User
) -> None:
    question = anna.sends(anna.private, STEERS)
    text, file = office.answers(question, 2)
    assert "can't show this quote exactly" in text.text.text
    assert file.file
    assert file.file.data == STEERING.encode()
    anna.edits(question, HOTEL)
    office.telegram.wait_for(lambda: "120 euros" in text.text.text and file.deleted)


def test_what_is_no_text_gets_one_polite_line(office: Office, anna: User) -> None:
    for sent in (
        anna.sends_photo(anna.private),
        anna.sends_sticker(anna.private),
        anna.sends_voice(anna.private),
    ):
        (line,) = office.answers(sent)
        assert "I read only text" in line.text.text


def test_a_person_who_blocked_the_bot_disturbs_nobody(office: Office, anna: User) -> None:
    before = office.bot.log.count("incident")
    with office.telegram.world.changed:
        anna.sends(anna.private, LEAVE)
        anna.blocks_bot()
    assert "25 days" in office.ask(office.olga, LEAVE).text.text
    assert office.bot.log.count("incident") == before


def test_it_speaks_in_an_owners_group_only_when_meant(office: Office, anna: User) -> None:
    group = office.telegram.supergroup("Team", office.olga, anna)
    office.olga.adds_bot(group, admin=True)  # an admin bot sees every message
    mention = f"@{office.telegram.world.bot.username}"
    unmeant = [
        anna.sends(group, LEAVE),
        anna.sends(group, f"x{mention}_else {LEAVE}"),
        anna.sends(group, f"/ask@another_bot {LEAVE}"),
        anna.sends_photo(group),
        anna.sends_photo(group, caption="look"),
    ]
    by_name = anna.sends(group, f"{mention} {LEAVE}")
    by_command = anna.sends(group, f"/ask {HOTEL}")
    assert "25 days" in office.answers(by_name)[0].text.text
    answer = office.answers(by_command)[0]
    assert "120 euros" in answer.text.text
    (line,) = office.answers(anna.sends_photo(group, caption=f"{mention} look"))
    assert "only text" in line.text.text
    reply = anna.sends(group, LEAVE, reply_to=answer)
    assert "25 days" in office.answers(reply)[0].text.text
    assert not any(group.replies_to(message) for message in unmeant)


def test_in_a_group_that_no_owner_allowed_it_says_nothing(office: Office, anna: User) -> None:
    group = office.telegram.group("Other", anna, office.olga)
    anna.adds_bot(group)
    (notice,) = office.telegram.wait_for(lambda: group.from_bot)
    assert "/allow" in notice.text.text
    silent = [anna.sends(group, f"/ask {LEAVE}"), anna.sends(group, "/allow")]
    office.answers(office.olga.sends(group, "/allow"))
    assert not any(group.replies_to(message) for message in silent)
    assert "25 days" in office.answers(anna.sends(group, f"/ask {LEAVE}"))[0].text.text
    office.olga.removes_bot(group)
    anna.adds_bot(group)
    office.telegram.wait_for(lambda: "/allow" in group.from_bot[-1].text.text)


def test_a_stranger_in_an_allowed_group_is_not_answered(office: Office) -> None:
    mallory = office.telegram.person("Mallory")
    group = office.telegram.group("Mixed", office.olga, mallory)
    office.olga.adds_bot(group)
    asked = mallory.sends(group, f"/ask {LEAVE}")
    office.answers(office.olga.sends(group, f"/ask {LEAVE}"))
    assert not group.replies_to(asked)


def test_a_group_that_became_a_supergroup_stays_allowed(office: Office, anna: User) -> None:
    group = office.telegram.group("Growing", office.olga, anna)
    office.olga.adds_bot(group)
    office.answers(anna.sends(group, f"/ask {LEAVE}"))
    grown = office.telegram.upgrades(group)
    assert "25 days" in office.answers(anna.sends(grown, f"/ask {LEAVE}"))[0].text.text


def test_in_a_forum_it_answers_in_the_same_topic(office: Office, anna: User) -> None:
    forum = office.telegram.supergroup("Forum", office.olga, anna, topics=True)
    office.olga.adds_bot(forum)
    topic = anna.opens_topic(forum, "Letters")
    unmeant = anna.sends(forum, "hello all", topic=topic)
    (answer,) = office.answers(anna.sends(forum, f"/ask {LEAVE}", topic=topic))
    assert answer.thread == topic
    assert not forum.replies_to(unmeant)


def test_inline_offers_quotes_for_nobody_else(office: Office, anna: User) -> None:
    query = anna.asks_inline(LEAVE)
    office.telegram.wait_for(lambda: query.answer)
    call = office.telegram.called("answerInlineQuery")[-1]
    assert (call.fields["cache_time"], call.fields["is_personal"]) == ("0", "true")
    group = office.telegram.group("Elsewhere", anna)
    sent = anna.chooses(query, 0, group)
    assert "25 days" in sent.text.text
    stranger = office.telegram.person("Mallory").asks_inline(LEAVE)
    office.telegram.wait_for(lambda: stranger.answer)
    assert stranger.results == []


def test_a_quote_sent_by_inline_mode_is_no_question(office: Office, anna: User) -> None:
    query = anna.asks_inline(LEAVE)
    office.telegram.wait_for(lambda: query.answer)
    sent = anna.chooses(query, 0, anna.private)
    office.telegram.quiet_for(0.2)
    assert not anna.private.replies_to(sent)


def test_a_link_to_a_citation_opens_the_quote(office: Office, anna: User) -> None:
    link = anna.copies(office.ask(anna, LEAVE), "Copy link")
    (opened,) = office.answers(anna.starts(link.partition("start=")[2]))
    assert opened.text.text.startswith("Unchanged")
    assert "25 days of annual leave" in opened.text.text
    mallory = office.telegram.person("Mallory")
    (refused,) = office.answers(mallory.starts(link.partition("start=")[2]))
    assert "25 days" not in refused.text.text


def test_too_many_questions_are_slowed_down_with_one_notice(office: Office, anna: User) -> None:
    asked: list[Message] = [anna.sends(anna.private, LEAVE) for _ in range(23)]
    office.answers(asked[20])
    office.telegram.quiet_for(0.3)
    counts = [len(anna.private.replies_to(message)) for message in asked]
    assert counts == [1] * 21 + [0, 0]
    assert "again in" in anna.private.replies_to(asked[20])[0].text.text


def test_more_gives_the_next_quote_of_the_last_question(office: Office, anna: User) -> None:
    assert "nothing to give more of" in office.ask(anna, "/more").text.text
    question = anna.sends(anna.private, LEAVE)
    office.answers(question)
    anna.sends(anna.private, "/more")
    assert len(office.answers(question, 2)) == 2
