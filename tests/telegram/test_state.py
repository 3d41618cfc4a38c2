from __future__ import annotations

import stat
import sys
from typing import TYPE_CHECKING

import pytest
from telegram import Bot, Update

from bot.telegram.access import Access, Role
from bot.telegram.inbox import MOST_TRIES, Inbox
from bot.telegram.pace import Limit, Pace
from bot.telegram.records import Asked, Conversation, Records, Reply, Sent
from bot.telegram.state import State
from retrieval.errors import SettingError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BOT = Bot("1:a")
REPLY = Reply((Sent(5, "d"),), (6,))


@pytest.fixture
def state(tmp_path: Path) -> Iterator[State]:
    opened = State(tmp_path / "state.sqlite3")
    yield opened
    opened.close()


def update(number: int, text: str = "a question") -> Update:
    chat = {"id": 5, "type": "private", "first_name": "Anna"}
    message = {"message_id": 1, "date": 0, "chat": chat, "text": text}
    return Update.de_json({"update_id": number, "message": message}, BOT)


def test_nobody_is_let_in_by_default(state: State) -> None:
    access = Access(state, frozenset())
    assert not access.may_ask(1)
    assert not access.owns(1)
    assert not access.has_owner()


def test_allowed_users_may_ask_and_own_nothing(state: State) -> None:
    access = Access(state, frozenset({7}))
    assert access.may_ask(7)
    assert not access.may_ask(8)
    assert not access.owns(7)
    assert Access(state, "*").may_ask(8)


def test_a_code_lets_one_person_in_once(state: State) -> None:
    access = Access(state, frozenset())
    code = access.new_code(Role.GUEST)
    assert access.redeem(code, 1, "Anna") is Role.GUEST
    assert access.redeem(code, 2, "Ben") is None
    assert access.may_ask(1)
    assert not access.may_ask(2)


def test_a_new_owner_link_ends_the_one_before(state: State) -> None:
    access = Access(state, frozenset())
    old, new = access.new_code(Role.OWNER), access.new_code(Role.OWNER)
    assert access.redeem(old, 1, "Anna") is None
    assert access.redeem(new, 1, "Anna") is Role.OWNER
    assert access.has_owner()


def test_an_invitation_is_not_used_up_by_those_who_are_in(state: State) -> None:
    access = Access(state, frozenset())
    access.redeem(access.new_code(Role.OWNER), 1, "Anna")
    access.redeem(access.new_code(Role.GUEST), 2, "Ben")
    invitation = access.new_code(Role.GUEST)
    assert access.redeem(invitation, 1, "Anna") is Role.OWNER
    assert access.redeem(invitation, 2, "Ben") is Role.GUEST
    assert access.redeem(invitation, 3, "Carla") is Role.GUEST


def test_codes_are_not_kept_in_clear(state: State) -> None:
    code = Access(state, frozenset()).new_code(Role.OWNER)
    dump = "\n".join(state.db.iterdump())
    assert code not in dump


def test_guests_can_be_removed_and_owners_can_not(state: State) -> None:
    access = Access(state, frozenset())
    access.redeem(access.new_code(Role.OWNER), 1, "Anna")
    access.redeem(access.new_code(Role.GUEST), 2, "Ben")
    assert access.remove(2)
    assert not access.may_ask(2)
    assert not access.remove(1)


def test_rights_and_groups_outlive_a_restart(tmp_path: Path) -> None:
    state = State(tmp_path / "s")
    access = Access(state, frozenset())
    access.redeem(access.new_code(Role.OWNER), 1, "Anna")
    access.allow_group(-5, "Team")
    access.move_group(-5, -1005)
    key = state.secret("buttons")
    state.close()
    again = State(tmp_path / "s")
    access = Access(again, frozenset())
    assert access.owns(1)
    assert access.allows_group(-1005)
    assert not access.allows_group(-5)
    assert again.secret("buttons") == key
    again.close()


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX permissions")
def test_the_state_is_for_its_owners_eyes_only(tmp_path: Path) -> None:
    State(tmp_path / "s").close()
    assert stat.S_IMODE((tmp_path / "s").stat().st_mode) == 0o600


@pytest.mark.parametrize("content", ["not a database, but long enough to look", None])
def test_a_state_that_can_not_be_used_is_named(tmp_path: Path, content: str | None) -> None:
    path = tmp_path / "state.sqlite3"
    path.mkdir() if content is None else path.write_text(content * 50)
    with pytest.raises(SettingError, match=r"state\.sqlite3.*INDEX_DIR"):
        State(path)


def test_a_newer_state_is_left_alone(tmp_path: Path) -> None:
    state = State(tmp_path / "s")
    state.db.execute("PRAGMA user_version = 99")
    state.close()
    with pytest.raises(SettingError, match="newer"):
        State(tmp_path / "s")


def test_an_update_is_taken_once(state: State) -> None:
    inbox = Inbox(state)
    assert [new.update_id for new in inbox.receive([update(1), update(2)])] == [1, 2]
    inbox.done(1)
    assert [new.update_id for new in inbox.receive([update(1), update(2), update(3)])] == [3]


def test_what_was_not_done_is_left_over_for_the_next_start(state: State) -> None:
    inbox = Inbox(state)
    inbox.receive([update(1), update(2, "the second")])
    inbox.done(1)
    (left,) = inbox.left_over(BOT)
    assert left.message
    assert left.message.text == "the second"


def test_the_words_of_an_update_go_when_it_is_done(state: State) -> None:
    inbox = Inbox(state)
    inbox.receive([update(1, "a secret")])
    inbox.done(1)
    assert "a secret" not in "\n".join(state.db.iterdump())


def test_an_update_is_given_up_after_so_many_tries(state: State) -> None:
    Inbox(state).receive([update(1)])
    tries = []
    for _ in range(MOST_TRIES + 1):
        inbox = Inbox(state)
        (one,) = inbox.left_over(BOT)
        tries.append(inbox.begin(one.update_id))
    assert tries == [True] * MOST_TRIES + [False]


def test_an_update_that_was_never_begun_is_never_given_up(state: State) -> None:
    Inbox(state).receive([update(1)])
    for _ in range(3 * MOST_TRIES):
        inbox = Inbox(state)
        assert inbox.left_over(BOT)
        assert not inbox.was_tried(1)
    assert inbox.begin(1)


def test_a_stop_that_leaves_work_is_not_held_against_it(state: State) -> None:
    Inbox(state).receive([update(1)])
    for _ in range(3 * MOST_TRIES):
        inbox = Inbox(state)
        inbox.left_over(BOT)
        assert inbox.begin(1)
        assert not inbox.was_tried(1)
        inbox.excuse()


def test_the_pace_holds_and_is_said_once(state: State) -> None:
    now = [0.0]
    pace = Pace(state, lambda: now[0])
    limits = {"person 1": Limit(2)}
    assert [pace.take(limits) for _ in range(2)] == [None, None]
    first, second = pace.take(limits), pace.take(limits)
    assert first
    assert second
    assert (first.first, second.first) == (True, False)
    assert first.wait_seconds == pytest.approx(30)
    now[0] = 30.0
    assert pace.take(limits) is None
    again = pace.take(limits)
    assert again
    assert again.first


def test_a_refused_question_costs_nothing(state: State) -> None:
    pace = Pace(state, lambda: 0.0)
    pace.take({"chat 1": Limit(1)})
    both = {"person 1": Limit(1), "chat 1": Limit(1)}
    assert pace.take(both)
    assert pace.take({"person 1": Limit(1)}) is None


def test_no_limit_is_no_limit(state: State) -> None:
    pace = Pace(state, lambda: 0.0)
    assert not any(pace.take({"person 1": Limit(0)}) for _ in range(100))


def test_questions_are_kept_only_where_the_setting_says_so(state: State) -> None:
    for log, kept in ((False, 0), (True, 2)):
        records = Records(state, log_questions=log)
        records.came_to(1, 2, 3, "not confident", "why is the sky green?")
        records.mark(1, 2, 3, "why is the sky green?", helpful=False)
        assert "\n".join(state.db.iterdump()).count("the sky green") == kept


def test_everything_about_a_person_can_be_forgotten(state: State) -> None:
    records = Records(state, log_questions=True)
    for user in (3, 4):
        records.replied(user, 1, user, REPLY)
        records.came_to(user, 1, user, "answered", "mine")
        records.mark(user, 1, user, "mine", helpful=True)
    assert records.forget(3) == 3
    assert records.reply(3, 1) is None
    assert records.reply(4, 1) == REPLY


def test_a_conversation_remembers_the_latest() -> None:
    conversation = Conversation(most=2)
    first, second = Asked("one", 1, 1), Asked("two", 2, 1)
    conversation.remember(5, 7, (10,), first)
    conversation.remember(5, 7, (20,), second)
    assert conversation.last(5, 7) == second
    assert conversation.answered_by(5, 20) == second
    assert conversation.answered_by(5, 10) is None
    conversation.forget(7)
    assert conversation.last(5, 7) is None
