"""The fake Bot API against Telegram's documented rules, spoken to as any client would."""

from __future__ import annotations

import asyncio
import json
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import TYPE_CHECKING, Any

import httpx
import pytest
import telegram as ptb
from telegram.request import HTTPXRequest

from tests.telegram.fake import FakeTelegram, Fault, FaultPlan, Flood, Message, User
from tests.telegram.fake.process import BotProcess
from tests.telegram.oracle import Entity, FormattedText

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

Json = dict[str, Any]
QUOTE = {"type": "blockquote", "offset": 0, "length": 5}
BOLD = {"type": "bold", "offset": 0, "length": 5}


@pytest.fixture
def fake() -> Iterator[FakeTelegram]:
    with FakeTelegram() as server:
        yield server


@pytest.fixture
def anna(fake: FakeTelegram) -> User:
    user = fake.person("Anna", "anna")
    user.starts()
    return user


def client() -> httpx.Client:
    """A client of a call or two, which leaves no connection open."""
    # Without certificates, whose loading would take longer than all the requests.
    return httpx.Client(verify=False, trust_env=False, timeout=20)


def ask(fake: FakeTelegram, method: str, token: str = "", **fields: Any) -> Json:
    url = f"{fake.url}/bot{token or fake.token}/{method}"
    with client() as http:
        answer: Json = http.post(url, json=fields).json()
    return answer


def result(fake: FakeTelegram, method: str, **fields: Any) -> Any:
    answer = ask(fake, method, **fields)
    assert answer["ok"], answer
    return answer["result"]


def refusal(fake: FakeTelegram, method: str, **fields: Any) -> str:
    answer = ask(fake, method, **fields)
    assert not answer["ok"], answer
    description: str = answer["description"]
    return description


def updates(fake: FakeTelegram, **fields: Any) -> list[Json]:
    got: list[Json] = result(fake, "getUpdates", **fields)
    return got


def send(fake: FakeTelegram, user: User, text: str, **fields: Any) -> Message:
    sent = result(fake, "sendMessage", chat_id=user.id, text=text, **fields)
    return user.private.by_id[sent["message_id"]]


def test_a_wrong_token_is_unauthorized_and_a_malformed_one_not_found(fake: FakeTelegram) -> None:
    assert ask(fake, "getMe", token="1:wrong")["error_code"] == 401
    assert ask(fake, "getMe", token="nonsense")["error_code"] == 404
    assert ask(fake, "sendRocket")["description"] == "Not Found: method not found"


def test_updates_come_again_until_an_offset_confirms_them(fake: FakeTelegram, anna: User) -> None:
    anna.sends(anna.private, "hello")
    first, second = updates(fake)
    assert [first, second] == updates(fake)
    assert updates(fake, offset=second["update_id"]) == [second]
    assert updates(fake, offset=-1, limit=1) == [second]


def test_a_long_poll_returns_as_soon_as_something_comes(fake: FakeTelegram, anna: User) -> None:
    updates(fake, offset=10**9)
    threading.Timer(0.2, lambda: anna.sends(anna.private, "late")).start()
    started = time.monotonic()
    assert updates(fake, timeout=10)[0]["message"]["text"] == "late"
    assert time.monotonic() - started < 3


def test_the_same_short_poll_repeated_at_once_is_made_to_wait(fake: FakeTelegram) -> None:
    updates(fake, offset=5)
    started = time.monotonic()
    updates(fake, offset=5)
    assert time.monotonic() - started > 2.5


def test_allowed_updates_are_remembered_until_said_otherwise(
    fake: FakeTelegram, anna: User
) -> None:
    updates(fake, offset=10**9, allowed_updates=["callback_query"])
    anna.sends(anna.private, "unseen")
    updates(fake, offset=10**9 + 1)
    anna.sends(anna.private, "unseen too")
    updates(fake, offset=10**9 + 2, allowed_updates=[])
    anna.sends(anna.private, "seen")
    assert seen_texts(fake) == ["seen"]


def test_a_second_poller_ends_the_first_with_a_conflict(fake: FakeTelegram, anna: User) -> None:
    answers: list[Json] = []
    waiting = threading.Thread(
        target=lambda: answers.append(ask(fake, "getUpdates", offset=10**9, timeout=20))
    )
    waiting.start()
    fake.wait_for(lambda: fake.world.inbox.polls == 1)
    threading.Timer(0.2, lambda: anna.sends(anna.private, "x")).start()
    assert updates(fake, offset=10**8, timeout=10)
    waiting.join()
    assert answers[0]["error_code"] == 409
    assert "terminated by other getUpdates request" in answers[0]["description"]


def test_polling_under_a_webhook_conflicts(fake: FakeTelegram) -> None:
    assert result(fake, "setWebhook", url="https://bot.example/hook")
    assert "webhook is active" in refusal(fake, "getUpdates")
    assert ask(fake, "setWebhook", url="https://bot.example/hook")["parameters"] == {
        "retry_after": 1
    }


@pytest.mark.parametrize(
    ("url", "words"),
    [("http://bot.example", "An HTTPS URL must be provided"), ("https://b.example:81", "ports")],
)
def test_a_webhook_needs_https_on_a_known_port(fake: FakeTelegram, url: str, words: str) -> None:
    assert words in refusal(fake, "setWebhook", url=url)


class Hook(BaseHTTPRequestHandler):
    """A bot's webhook that fails the first time."""

    taken: list[tuple[str | None, Json]]

    def do_POST(self) -> None:  # the library's spelling
        body = self.rfile.read(int(self.headers["Content-Length"]))
        secret = self.headers["X-Telegram-Bot-Api-Secret-Token"]
        type(self).taken.append((secret, json.loads(body)))
        self.send_response(500 if len(self.taken) == 1 else 200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def test_a_webhook_gets_the_secret_and_the_update_until_it_takes_it(
    fake: FakeTelegram, anna: User
) -> None:
    Hook.taken = []
    hook = HTTPServer(("127.0.0.1", 0), Hook)
    serving = threading.Thread(target=hook.serve_forever, kwargs={"poll_interval": 0.05})
    serving.start()
    fake.server.delivery.proxy["https://bot.example"] = f"http://127.0.0.1:{hook.server_port}"
    result(fake, "setWebhook", url="https://bot.example/hook", secret_token="s-1")
    anna.sends(anna.private, "second")
    fake.wait_for(lambda: not fake.world.inbox.pending)
    hook.shutdown()
    serving.join()
    hook.server_close()
    assert [secret for secret, _ in Hook.taken] == ["s-1"] * 3
    assert [update["message"]["text"] for _, update in Hook.taken] == ["/start"] * 2 + ["second"]
    assert "500" in result(fake, "getWebhookInfo")["last_error_message"]


REFUSED_TEXTS: dict[str, tuple[Json, str]] = {
    "empty": ({"text": ""}, "message text is empty"),
    "spaces": ({"text": " \n "}, "text must be non-empty"),
    "long": ({"text": "a" * 4097}, "message is too long"),
    "bytes": ({"text": "a" * 32769}, "text is too long"),
    "tag": (
        {"text": "<p>x</p>", "parse_mode": "HTML"},
        'can\'t parse entities: Unsupported start tag "p" at byte offset 0',
    ),
    "mode": ({"text": "x", "parse_mode": "RTF"}, "unsupported parse_mode"),
    "beyond": (
        {"text": "abc", "entities": [{"type": "bold", "offset": 1, "length": 9}]},
        "entity beginning at UTF-16 offset 1 ends after the end of the text at UTF-16 offset 10",
    ),
    "half": (
        {"text": "😀", "entities": [{"type": "bold", "offset": 1, "length": 1}]},
        "entity begins in a middle of a UTF-16 symbol at byte offset 4",
    ),
    "nested": (
        {"text": "abcdefgh", "entities": [QUOTE, QUOTE | {"length": 8}]},
        "Telegram would drop formatting in silence: blockquote with blockquote at 0 and 0",
    ),
    "code": (
        {"text": "abcdefgh", "entities": [BOLD, {"type": "code", "offset": 2, "length": 2}]},
        "Telegram would drop formatting in silence: bold with code at 0 and 2",
    ),
    "reply": (
        {"text": "x", "reply_parameters": {"message_id": 99}},
        "message to be replied not found",
    ),
    "thread": ({"text": "x", "message_thread_id": 7}, "message thread not found"),
    "parameter": (
        {"text": "x", "colour": "red"},
        "this fake's sendMessage knows no parameter ['colour']",
    ),
}


@pytest.mark.parametrize(("fields", "words"), REFUSED_TEXTS.values(), ids=REFUSED_TEXTS)
def test_a_message_is_refused_in_telegrams_words(
    fake: FakeTelegram, anna: User, fields: Json, words: str
) -> None:
    refused = refusal(fake, "sendMessage", chat_id=anna.id, **fields)
    assert refused.removeprefix("Bad Request: ").lower() == words.lower()
    assert [call.method for call in fake.refused] == ["sendMessage"]
    assert anna.private.from_bot == []


def test_length_counts_code_points_after_the_clean_up(fake: FakeTelegram, anna: User) -> None:
    assert send(fake, anna, "😀" * 4096 + " ").text.text == "😀" * 4096
    assert send(fake, anna, "\r" * 9 + "a" * 4096).text.text == "a" * 4096


def test_a_message_is_kept_as_telegram_keeps_it(fake: FakeTelegram, anna: User) -> None:
    kept = send(fake, anna, "a\tb\u2028c\r\nREADME.md ", entities=[BOLD | {"length": 4}])
    assert kept.text == FormattedText(
        "a bc\nREADME.md", (Entity(0, 3, "bold"), Entity(5, 9, "url"))
    )


BUTTONS: dict[str, tuple[Json, str]] = {
    "data": ({"text": "x", "callback_data": "é" * 33}, "BUTTON_DATA_INVALID"),
    "no data": ({"text": "x", "callback_data": ""}, "BUTTON_DATA_INVALID"),
    "copy": ({"text": "x", "copy_text": {"text": "c" * 257}}, "BUTTON_COPY_TEXT_INVALID"),
    "none": ({"text": "x"}, "text buttons are unallowed in the inline keyboard"),
    "two": ({"text": "x", "callback_data": "a", "url": "https://a.b"}, "exactly one known thing"),
    "url": ({"text": "x", "url": "nowhere"}, "BUTTON_URL_INVALID"),
}


@pytest.mark.parametrize(("button", "words"), BUTTONS.values(), ids=BUTTONS)
def test_a_button_is_refused(fake: FakeTelegram, anna: User, button: Json, words: str) -> None:
    markup = {"inline_keyboard": [[button]]}
    refused = refusal(fake, "sendMessage", chat_id=anna.id, text="x", reply_markup=markup)
    assert words in refused


def test_a_reply_may_quote_only_what_the_message_says(fake: FakeTelegram, anna: User) -> None:
    question = anna.sends(anna.private, "who wrote it?")
    reply = {"message_id": question.id, "quote": "wrote"}
    assert send(fake, anna, "she", reply_parameters=reply).quote == {
        "text": "wrote",
        "position": 4,
        "is_manual": True,
    }
    wrong = reply | {"quote": "Wrote"}
    refused = refusal(fake, "sendMessage", chat_id=anna.id, text="x", reply_parameters=wrong)
    assert refused == "Bad Request: QUOTE_TEXT_INVALID"


def test_edits_are_checked(fake: FakeTelegram, anna: User) -> None:
    kept = send(fake, anna, "one")
    here = {"chat_id": anna.id, "message_id": kept.id}
    assert "is not modified" in refusal(fake, "editMessageText", text="one ", **here)
    assert result(fake, "editMessageText", text="two", **here)["text"] == "two"
    assert kept.versions == [FormattedText("one")]
    missing = {"chat_id": anna.id, "message_id": 10**6}
    assert "message to edit not found" in refusal(fake, "editMessageText", text="x", **missing)
    question = {"chat_id": anna.id, "message_id": anna.private.messages[0].id}
    assert "can't be edited" in refusal(fake, "editMessageText", text="x", **question)
    assert result(fake, "deleteMessage", **here)
    assert "to delete not found" in refusal(fake, "deleteMessage", **here)


def test_who_can_not_be_written_to(fake: FakeTelegram, anna: User) -> None:
    stranger, group = fake.person("Ben"), fake.group("Team", anna)
    assert stranger.private.messages == []
    assert "chat not found" in refusal(fake, "sendMessage", chat_id=4, text="x")
    assert refusal(fake, "sendMessage", chat_id=stranger.id, text="x") == (
        "Forbidden: bot can't initiate conversation with a user"
    )
    anna.blocks_bot()
    assert "bot was blocked by the user" in refusal(fake, "sendMessage", chat_id=anna.id, text="x")
    anna.adds_bot(group)
    assert result(fake, "sendMessage", chat_id=group.id, text="x")
    anna.removes_bot(group)
    assert refusal(fake, "sendMessage", chat_id=group.id, text="x") == (
        "Forbidden: bot was kicked from the group chat"
    )


def test_an_upgraded_group_says_where_it_went(fake: FakeTelegram, anna: User) -> None:
    group = fake.group("Team", anna)
    anna.adds_bot(group)
    moved = fake.upgrades(group)
    answer = ask(fake, "sendMessage", chat_id=group.id, text="x")
    assert answer["parameters"] == {"migrate_to_chat_id": moved.id}
    assert result(fake, "sendMessage", chat_id=moved.id, text="x")


def test_a_tap_takes_one_answer_in_time(fake: FakeTelegram, anna: User) -> None:
    keyboard = {"inline_keyboard": [[{"text": "More", "callback_data": "m1"}]]}
    kept = send(fake, anna, "x", reply_markup=keyboard)
    tap, forged = anna.taps(kept, "More"), anna.taps(kept, data="forged")
    seen = [u["callback_query"]["data"] for u in updates(fake) if "callback_query" in u]
    assert seen == ["m1", "forged"]
    long = refusal(fake, "answerCallbackQuery", callback_query_id=tap.id, text="t" * 201)
    assert "MESSAGE_TOO_LONG" in long
    assert result(fake, "answerCallbackQuery", callback_query_id=tap.id, text="ok")
    assert tap.answer
    assert tap.answer["text"] == "ok"
    fake.world.callback_seconds = 0
    for late in (tap, forged):
        refused = refusal(fake, "answerCallbackQuery", callback_query_id=late.id)
        assert "query is too old and response timeout expired" in refused


def article(number: int, text: str = "quote") -> Json:
    content = {"message_text": text}
    return {
        "type": "article",
        "id": str(number),
        "title": "Title",
        "input_message_content": content,
    }


def test_inline_results_are_checked_and_cached_for_everybody_unless_personal(
    fake: FakeTelegram, anna: User
) -> None:
    ben, group = fake.person("Ben"), fake.group("Team", anna)
    query = anna.asks_inline("who")
    many = refusal(fake, "answerInlineQuery", inline_query_id=query.id, results=[article(1)] * 51)
    assert "too many inline query results specified" in many
    result(fake, "answerInlineQuery", inline_query_id=query.id, results=[article(1)])
    assert ben.asks_inline("who").results == query.results
    personal = {"is_personal": True, "cache_time": 0}
    other = anna.asks_inline("what")
    result(fake, "answerInlineQuery", inline_query_id=other.id, results=[article(2)], **personal)
    assert ben.asks_inline("what").answer is None
    assert ben.chooses(query, 0, group).via is fake.world.bot


def seen_texts(fake: FakeTelegram) -> list[str]:
    return [u["message"].get("text", "") for u in updates(fake) if "message" in u]


def test_privacy_mode_shows_only_what_is_meant_for_the_bot(fake: FakeTelegram, anna: User) -> None:
    group = fake.supergroup("Team", anna)
    anna.adds_bot(group)
    updates(fake, offset=10**9)
    said = result(fake, "sendMessage", chat_id=group.id, text="hi")
    answer = group.by_id[said["message_id"]]
    for text in ("chat", "/ask x", "/ask@other_bot x", "/ask@quote_test_bot y", "no /ask"):
        anna.sends(group, text)
    anna.sends(group, "so @Quote_Test_Bot, who?")
    anna.sends(group, "mail me at x@quote_test_bot.example")
    anna.sends(group, "and then?", reply_to=answer)
    assert seen_texts(fake) == [
        "/ask x",
        "/ask@quote_test_bot y",
        "so @Quote_Test_Bot, who?",
        "and then?",
    ]


@pytest.mark.parametrize("admin", [True, False])
def test_a_bot_without_privacy_or_with_rights_sees_everything(admin: bool) -> None:
    with FakeTelegram(privacy=admin) as fake:
        ben = fake.person("Ben")
        group = fake.group("Team", ben)
        ben.sends(group, "before")
        ben.adds_bot(group, admin=admin)
        ben.sends(group, "chat")
        assert seen_texts(fake) == ["", "chat"]


def test_a_topic_keeps_its_answers_and_pretends_a_reply(fake: FakeTelegram, anna: User) -> None:
    forum = fake.supergroup("Forum", anna, topics=True)
    anna.adds_bot(forum)
    topic = anna.opens_topic(forum, "Questions")
    question = anna.sends(forum, "/ask who?", topic=topic)
    message = updates(fake)[-1]["message"]
    assert message["is_topic_message"]
    assert message["reply_to_message"]["forum_topic_created"]["name"] == "Questions"
    reply = {"message_id": question.id}
    sent = result(fake, "sendMessage", chat_id=forum.id, text="x", reply_parameters=reply)
    assert sent["message_thread_id"] == topic


def test_a_reply_outside_forums_carries_a_thread_that_can_not_be_sent_to(
    fake: FakeTelegram, anna: User
) -> None:
    group = fake.supergroup("Team", anna)
    anna.adds_bot(group)
    first = anna.sends(group, "/ask who?")
    assert anna.sends(group, "/ask and?", reply_to=first).thread == first.id
    refused = refusal(fake, "sendMessage", chat_id=group.id, text="x", message_thread_id=first.id)
    assert refused == "Bad Request: message thread not found"


def test_commands_are_checked_and_kept_by_scope(fake: FakeTelegram) -> None:
    commands, groups = [{"command": "ask", "description": "Ask"}], {"type": "all_group_chats"}
    assert result(fake, "setMyCommands", commands=commands, scope=groups)
    assert result(fake, "getMyCommands", scope=groups) == commands
    assert result(fake, "getMyCommands") == []
    bad = [{"command": "Ask", "description": "Ask"}]
    assert "BOT_COMMAND_INVALID" in refusal(fake, "setMyCommands", commands=bad)
    assert "BotCommandScope" in refusal(fake, "getMyCommands", scope={"type": "moon"})


def test_a_document_goes_out_and_comes_back(fake: FakeTelegram, anna: User) -> None:
    url = f"{fake.url}/bot{fake.token}/sendDocument"
    files = {"document": ("quote.txt", b"a\tb", "text/plain")}
    with client() as http:
        sent = http.post(url, data={"chat_id": anna.id, "caption": "exact"}, files=files).json()
        file = result(fake, "getFile", file_id=sent["result"]["document"]["file_id"])
        path = f"{fake.url}/file/bot{fake.token}/{file['file_path']}"
        assert http.get(path).content == b"a\tb"
    assert anna.private.from_bot[0].text.text == "exact"
    huge = anna.sends_document(anna.private, b"x", size=(20 << 20) + 1)
    file_id = huge.content["document"]["file_id"]
    assert "file is too big" in refusal(fake, "getFile", file_id=file_id)


def test_faults_are_met_once_and_are_no_refusals(fake: FakeTelegram, anna: User) -> None:
    fake.faults.inject("sendMessage", *Fault)
    hit: Json = {"chat_id": anna.id, "text": "x"}
    assert ask(fake, "sendMessage", **hit)["parameters"] == {"retry_after": 1}
    assert ask(fake, "sendMessage", **hit)["error_code"] == 502
    for _ in range(2):
        with pytest.raises(httpx.RemoteProtocolError):
            ask(fake, "sendMessage", **hit)
    assert len(anna.private.from_bot) == 1
    assert fake.refused == []


def test_a_fault_plan_is_repeatable() -> None:
    one, other = FaultPlan.evenly(0.1, seed=7), FaultPlan.evenly(0.1, seed=7)
    drawn = [one.draw("sendMessage") for _ in range(2000)]
    assert drawn == [other.draw("sendMessage") for _ in range(2000)]
    assert 150 < sum(fault is not None for fault in drawn) < 250


def test_the_flood_rule_holds_each_chat_to_its_pace() -> None:
    with FakeTelegram(flood=Flood()) as strict:
        anna, ben = strict.person("Anna"), strict.person("Ben")
        for user in (anna, ben):
            user.starts()
            send(strict, user, "one")
        answer = ask(strict, "sendMessage", chat_id=anna.id, text="two")
        assert answer["description"] == "Too Many Requests: retry after 1"
        assert [call.fields["text"] for call in strict.flooded] == ["two"]
        assert strict.refused == []


def test_the_bots_process_gets_only_the_settings_it_is_given(
    fake: FakeTelegram, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ALLOWED_USERS", "from outside")
    code = "import os; print(os.environ.get('ALLOWED_USERS'), os.environ['TELEGRAM_API_URL'])"
    with BotProcess(fake, tmp_path, command=(sys.executable, "-c", code)) as bot:
        with pytest.raises(AssertionError, match="ended at once"):
            bot.until_polling()
        assert bot.log == f"None {fake.url}\n"


def unknown_fields(value: object) -> list[str]:
    """What python-telegram-bot, which speaks Bot API 10.0, doesn't know of an object."""
    if isinstance(value, list | tuple):
        return [name for item in value for name in unknown_fields(item)]
    if not isinstance(value, ptb.TelegramObject):
        return []
    inner = [getattr(value, name) for name in value._get_attrs_names(include_private=False)]
    return [*value.api_kwargs, *unknown_fields(inner)]


def test_python_telegram_bot_reads_every_object_and_knows_every_field(
    fake: FakeTelegram, anna: User
) -> None:
    group, forum = fake.group("Team", anna), fake.supergroup("Forum", anna, topics=True)
    anna.adds_bot(group, admin=True)
    anna.adds_bot(forum)
    topic = anna.opens_topic(forum, "Questions")
    anna.sends(forum, "/ask who?", topic=topic)
    for act in (anna.sends_photo, anna.sends_sticker, anna.sends_voice):
        act(anna.private)
    anna.sends_document(anna.private, b"x", caption="see a.com")
    anna.asks_inline("who")
    anna.edits(anna.sends(anna.private, "/ask"), "/ask again")
    anna.removes_bot(forum)

    async def read() -> list[object]:
        request = HTTPXRequest()
        bot = ptb.Bot(fake.token, f"{fake.url}/bot", f"{fake.url}/file/bot", request=request)
        async with bot:
            reply = ptb.ReplyParameters(anna.private.messages[0].id)
            button = ptb.InlineKeyboardButton("More", callback_data="m")
            sent = await bot.send_message(
                anna.id,
                "see README.md",
                entities=[ptb.MessageEntity("bold", 0, 3)],
                reply_parameters=reply,
                reply_markup=ptb.InlineKeyboardMarkup([[button]]),
            )
            anna.taps(anna.private.by_id[sent.message_id], "More")
            document = await bot.send_document(anna.id, b"exact", filename="quote.txt")
            assert document.document
            file = await bot.get_file(document.document.file_id)
            assert await file.download_as_bytearray() == b"exact"
            return [
                sent,
                document,
                await bot.get_updates(allowed_updates=[]),
                await bot.get_chat(group.id),
                await bot.get_chat_administrators(group.id),
                await bot.get_chat_member(group.id, fake.world.bot.id),
                await bot.get_chat_menu_button(),
                await bot.set_my_commands([("ask", "Ask")], ptb.BotCommandScopeChat(anna.id)),
                await bot.get_my_commands(),
                await bot.get_my_description(),
                await bot.get_webhook_info(),
                await bot.send_chat_action(anna.id, "typing"),
            ]

    assert unknown_fields(asyncio.run(read())) == []
    assert fake.refused == []
