"""The real bot on a fake Telegram, once for a whole run; every test brings people of its own."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.telegram.fake import FakeTelegram
from tests.telegram.fake.process import COMMAND, BotProcess

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.telegram.fake import Message, User

DOCUMENTS = Path(__file__).parent / "documents"
SCRIPTED_COMMAND = (sys.executable, str(Path(__file__).parent / "scripted_bot.py"))
_OWNER_LINK = re.compile(r"https://t\.me/\w+\?start=(\S+)")


class Office:
    """A running bot with an owner, Olga."""

    def __init__(self, telegram: FakeTelegram, bot: BotProcess) -> None:
        self.telegram = telegram
        self.bot = bot
        self.olga = telegram.person("Olga", "olga")
        self.olga.starts(owner_code(bot))
        telegram.wait_for(lambda: self.olga.private.from_bot)

    def guest(self, name: str) -> User:
        """A new person, let in by an invitation of Olga's."""
        person = self.telegram.person(name)
        (invitation,) = self.answers(self.olga.sends(self.olga.private, "/invite"))
        link = _OWNER_LINK.search(invitation.text.text)
        assert link
        self.answers(person.starts(link[1]))
        return person

    def answers(self, message: Message, count: int = 1) -> list[Message]:
        """The replies to a message, as soon as there are so many."""
        chat = message.chat
        return self.telegram.wait_for(
            lambda: replies if len(replies := chat.replies_to(message)) >= count else []
        )

    def ask(self, person: User, question: str) -> Message:
        """The last message of the answer to a question in private."""
        return self.answers(person.sends(person.private, question))[-1]


def owner_code(bot: BotProcess) -> str:
    """The code of the owner link that the bot printed."""
    link = _OWNER_LINK.search(bot.log)
    assert link, bot.log
    return link[1]


@pytest.fixture(scope="session")
def real_office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """With the real engine, as people run it."""
    yield from _opened(tmp_path_factory.mktemp("bot"), COMMAND)


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """With answers from a script, for what doesn't hang on the art of answering."""
    yield from _opened(tmp_path_factory.mktemp("scripted"), SCRIPTED_COMMAND)


def _opened(folder: Path, command: tuple[str, ...]) -> Iterator[Office]:
    settings = {"DOCUMENTS": str(DOCUMENTS), "LOG_LEVEL": "debug", "UPLOADS": str(folder / "sent")}
    with FakeTelegram() as telegram, BotProcess(telegram, folder, settings, command) as bot:
        yield Office(telegram, bot.until_polling())
        # That somebody blocked it, or another program polls, it can't know beforehand.
        codes = {call.refused.code for call in telegram.refused if call.refused}
        assert codes <= {403, 409}
        bot.stop()
        assert telegram.token not in bot.log
