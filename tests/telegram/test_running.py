"""The life of the process: starts, failures of token and network, stops and kills."""

from __future__ import annotations

import signal
import socket
import sqlite3
import sys
import time
from contextlib import closing
from typing import TYPE_CHECKING

import httpx
import pytest
from pydantic import SecretStr

from bot.settings import Settings
from bot.telegram import state_path
from bot.telegram.feedback import report
from bot.telegram.inbox import MOST_TRIES
from retrieval.errors import SettingError
from tests.telegram.conftest import DOCUMENTS, SCRIPTED_COMMAND, owner_code
from tests.telegram.fake import FakeTelegram, Fault, FaultPlan
from tests.telegram.fake.process import BotProcess

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.telegram.fake import User

QUESTION = "How many days of leave do I have?"
OPEN = {"DOCUMENTS": str(DOCUMENTS), "ALLOWED_USERS": "*", "LOG_LEVEL": "debug"}
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")


@pytest.fixture
def fake() -> Iterator[FakeTelegram]:
    with FakeTelegram() as telegram:
        yield telegram


@pytest.fixture
def bot(fake: FakeTelegram, tmp_path: Path) -> Iterator[BotProcess]:
    with BotProcess(fake, tmp_path, dict(OPEN), SCRIPTED_COMMAND) as process:
        yield process
        assert fake.token not in process.log
        assert fake.token.partition(":")[2] not in process.log


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port: int = listening.getsockname()[1]
        return port


def answered(fake: FakeTelegram, person: User, question: str = QUESTION) -> None:
    asked = person.sends(person.private, question)
    fake.wait_for(lambda: person.private.replies_to(asked))


def test_nobody_is_answered_until_somebody_opens_the_owner_link(
    fake: FakeTelegram, tmp_path: Path
) -> None:
    closed = OPEN | {"ALLOWED_USERS": ""}
    with BotProcess(fake, tmp_path, closed, SCRIPTED_COMMAND) as bot:
        bot.until_polling()
        assert "answers nobody yet" in bot.log
        olga, mallory = fake.person("Olga"), fake.person("Mallory")
        answered(fake, olga)
        assert "private bot" in olga.private.from_bot[-1].text.text
        olga.starts(owner_code(bot))
        fake.wait_for(lambda: "own this bot" in olga.private.from_bot[-1].text.text)
        mallory.starts(owner_code(bot))
        fake.wait_for(lambda: mallory.private.from_bot)
        assert "used already" in mallory.private.from_bot[-1].text.text
        sent = olga.sends_document(olga.private, b"text", "notes.txt")
        (refusal,) = fake.wait_for(lambda: olga.private.replies_to(sent))
        assert "set UPLOADS to a folder" in refusal.text.text
        bot.stop()
        bot.start().until_polling()
        assert bot.log.count("?start=") == 1
        answered(fake, olga)
        assert "25 days" in olga.private.from_bot[-1].text.text


@pytest.mark.parametrize("wrong", ["no token at all", "", "abc", "123:", "12345678:short"])
def test_what_is_no_token_is_refused_before_any_work(wrong: str) -> None:
    settings = Settings.model_construct(telegram_bot_token=SecretStr(wrong))
    with pytest.raises(SettingError, match=r"TELEGRAM_BOT_TOKEN.*@BotFather") as refused:
        state_path(settings)
    assert not wrong or wrong not in str(refused.value)


def test_a_wrong_token_ends_it_with_one_clear_line(fake: FakeTelegram, tmp_path: Path) -> None:
    wrong = "123456789:wrong_token_that_is_shaped_as_one"
    with BotProcess(fake, tmp_path, OPEN | {"TELEGRAM_BOT_TOKEN": wrong}) as bot:
        assert bot.running
        assert bot.running.wait(40) == 2
        (line,) = [line for line in bot.log.splitlines() if "TELEGRAM_BOT_TOKEN" in line]
        assert "@BotFather" in line
        assert "Traceback" not in bot.log
        assert wrong not in bot.log


def test_a_revoked_token_ends_it_too(fake: FakeTelegram, tmp_path: Path) -> None:
    with BotProcess(fake, tmp_path, dict(OPEN)) as bot:
        bot.until_polling()
        fake.world.token = "123456789:another"
        fake.person("Anna").starts()
        assert bot.running
        assert bot.running.wait(40) == 2
        assert "Copy TELEGRAM_BOT_TOKEN" in bot.log


def test_without_a_network_it_waits_and_goes_on_when_there_is_one(tmp_path: Path) -> None:
    port = free_port()
    fake = FakeTelegram(port=port)
    fake.server.port = port
    with BotProcess(fake, tmp_path, dict(OPEN), SCRIPTED_COMMAND) as bot:
        while "can't be reached; trying" not in bot.log:
            time.sleep(0.05)
            assert bot.running
            assert bot.running.poll() is None
        with fake:
            bot.until_polling()
            answered(fake, fake.person("Anna"))
            assert "reachable again" in bot.log
            assert bot.log.count("can't be reached; trying") == 1


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT], ids=["SIGTERM", "Ctrl-C"])
def test_it_finishes_what_it_is_answering(
    fake: FakeTelegram, bot: BotProcess, how: signal.Signals
) -> None:
    bot.until_polling()
    fake.faults.inject("sendMessage", Fault.BAD_GATEWAY)
    anna = fake.person("Anna")
    asked = anna.sends(anna.private, QUESTION)
    fake.wait_for(lambda: fake.called("sendMessage"))
    assert bot.stop(how) < 5
    assert len(anna.private.replies_to(asked)) == 1
    assert bot.running
    assert bot.running.returncode == 0
    assert "answers everybody" in bot.log


def test_a_slow_question_delays_neither_other_chats_nor_the_stop(
    fake: FakeTelegram, tmp_path: Path
) -> None:
    with BotProcess(fake, tmp_path, dict(OPEN), SCRIPTED_COMMAND) as bot:
        bot.until_polling()
        slow, quick = fake.person("Slow"), fake.person("Quick")
        waiting = [slow.sends(slow.private, text) for text in ("sleep", "hello")]
        answered(fake, quick, "hello")
        assert not slow.private.from_bot
        assert bot.stop() < 9
        assert "answered at the next start" in bot.log
        assert not any(slow.private.replies_to(message) for message in waiting)
        (state,) = (tmp_path / "index").glob("telegram-*.sqlite3")
        with closing(sqlite3.connect(state)) as database:
            left = database.execute("SELECT count(*) FROM inbox WHERE raw IS NOT NULL")
            assert left.fetchone() == (2,)


def test_nothing_is_lost_or_answered_twice_by_flood_and_broken_gateways(
    tmp_path: Path,
) -> None:
    shares = {Fault.FLOOD: 0.05, Fault.BAD_GATEWAY: 0.15, Fault.DROPPED_BEFORE: 0.15}
    with (
        FakeTelegram(faults=FaultPlan(shares, seed=1)) as fake,
        BotProcess(fake, tmp_path, dict(OPEN), SCRIPTED_COMMAND) as bot,
    ):
        bot.until_polling()
        people = [fake.person(f"Person {number}") for number in range(5)]
        asked = [person.sends(person.private, QUESTION) for person in people for _ in range(3)]
        fake.wait_for(lambda: all(each.chat.replies_to(each) for each in asked), 40)
        fake.quiet_for(0.5)
        assert all(len(each.chat.replies_to(each)) == 1 for each in asked)
        assert not fake.refused


def test_a_kill_loses_no_question(fake: FakeTelegram, bot: BotProcess) -> None:
    bot.until_polling()
    # Nothing can be sent before the kill, so all depends on what was written down.
    fake.faults.inject("sendMessage", *[Fault.DROPPED_BEFORE] * 50)
    anna, ben = fake.person("Anna"), fake.person("Ben")
    asked = [each.sends(each.private, QUESTION) for each in (anna, ben, anna)]
    fake.wait_for(lambda: not fake.world.inbox.pending and len(fake.called("sendMessage")) >= 2)
    bot.kill()
    fake.faults.injected.clear()
    bot.start().until_polling()
    fake.wait_for(lambda: all(each.chat.replies_to(each) for each in asked))
    fake.quiet_for(0.3)
    assert all(len(each.chat.replies_to(each)) == 1 for each in asked)


def test_a_question_that_ends_the_process_each_time_is_given_up_with_a_notice(
    fake: FakeTelegram, tmp_path: Path
) -> None:
    with BotProcess(fake, tmp_path, dict(OPEN), SCRIPTED_COMMAND) as bot:
        bot.until_polling()
        anna, ben = fake.person("Anna"), fake.person("Ben")
        deadly = anna.sends(anna.private, "crash")
        other = ben.sends(ben.private, "hello")
        assert bot.running
        assert bot.running.wait(40) == 1
        (state,) = (tmp_path / "index").glob("telegram-*.sqlite3")
        with closing(sqlite3.connect(state)) as database, database:
            deaths = "UPDATE inbox SET starts = ? WHERE starts AND raw LIKE '%crash%'"
            assert database.execute(deaths, (MOST_TRIES,)).rowcount == 1
        bot.start()
        (notice,) = fake.wait_for(lambda: anna.private.replies_to(deadly))
        assert "other words" in notice.text.text
        fake.wait_for(lambda: ben.private.replies_to(other))
        assert len(ben.private.from_bot) == 1
        answered(fake, anna, "hello")


def test_buttons_edits_and_replies_work_after_a_restart(
    fake: FakeTelegram, bot: BotProcess
) -> None:
    bot.until_polling()
    anna = fake.person("Anna")
    answered(fake, anna)
    early = anna.private.from_bot[-1]
    question = anna.sends(anna.private, QUESTION)
    answer = fake.wait_for(lambda: anna.private.replies_to(question))[0]
    bot.stop()
    bot.start().until_polling()
    anna.taps(answer, "Next quote")
    fake.wait_for(lambda: len(anna.private.replies_to(question)) == 2)
    anna.edits(question, "What may a hotle cost?")
    fake.wait_for(lambda: "120 euros" in answer.text.text)
    reply = anna.sends(anna.private, "and who?", reply_to=early)
    (line,) = fake.wait_for(lambda: anna.private.replies_to(reply))
    assert "ask in full" in line.text.text


def test_a_webhook_checks_the_secret_drops_repetitions_and_tells_its_health(
    fake: FakeTelegram, tmp_path: Path
) -> None:
    port = free_port()
    inner = f"http://127.0.0.1:{port}"
    fake.server.delivery.proxy["https://bot.example"] = inner
    hook = {"WEBHOOK_URL": "https://bot.example/hook", "WEBHOOK_LISTEN": f"127.0.0.1:{port}"}
    with BotProcess(fake, tmp_path, OPEN | hook, SCRIPTED_COMMAND) as bot:
        fake.wait_for(lambda: fake.world.inbox.webhook.url, 30)
        anna = fake.person("Anna")
        answered(fake, anna)
        secret = fake.world.inbox.webhook.secret
        update = {"update_id": 999_999, "message": anna.sends(anna.private, QUESTION).json()}
        fake.quiet_for(0.3)
        before = len(anna.private.from_bot)
        header = {"X-Telegram-Bot-Api-Secret-Token": secret}
        codes = [
            httpx.post(f"{inner}/hook", json=update, headers=headers).status_code
            for headers in ({}, {"X-Telegram-Bot-Api-Secret-Token": "guess"}, header, header)
        ]
        assert codes == [403, 403, 200, 200]
        bad = [b"no json", b"[]", b'{"no": "update"}', b'"x"', b"\xff"]
        for body in bad:
            assert httpx.post(f"{inner}/hook", content=body, headers=header).status_code == 400
        fake.quiet_for(0.3)
        assert len(anna.private.from_bot) == before + 1
        assert httpx.get(f"{inner}/health").json() == {"ok": True}
        assert bot.stop() < 5
        assert secret not in bot.log
        assert fake.token not in bot.log


def test_feedback_lists_questions_only_where_they_are_kept(
    fake: FakeTelegram, tmp_path: Path
) -> None:
    settings = OPEN | {"LOG_QUESTIONS": "true"}
    with BotProcess(fake, tmp_path, settings, SCRIPTED_COMMAND) as bot:
        bot.until_polling()
        anna = fake.person("Anna")
        answered(fake, anna, "Where is the zeppelin hangar?")
        answered(fake, anna)
        anna.taps(anna.private.from_bot[-1], "👎 Not helpful")
        fake.wait_for(lambda: fake.called("answerCallbackQuery"))
        bot.stop()
    index, token = tmp_path / "index", SecretStr(fake.token)
    lines = report(Settings.model_construct(index_dir=index, telegram_bot_token=token))
    assert "1 question answered, 1 not; 0 marked as helpful, 1 as not" in lines[0]
    assert any("zeppelin" in line for line in lines)
    assert any(QUESTION in line for line in lines)
