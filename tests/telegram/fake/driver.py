"""The test's handle on the fake: make people and chats, wait, look at every request."""

from __future__ import annotations

import itertools
import time
from typing import TYPE_CHECKING, TypeVar

from tests.telegram.fake.people import User
from tests.telegram.fake.server import Call, Server
from tests.telegram.fake.world import Chat, Person, World

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType
    from typing import Self

    from tests.telegram.fake.faults import FaultPlan
    from tests.telegram.fake.flood import Flood

Found = TypeVar("Found")
TOKEN = "123456789:AAfakeTokenOfTheProvingGround_0123456"


class FakeTelegram:
    """One bot's Telegram, served at `url` while the context is open."""

    def __init__(
        self,
        *,
        token: str = TOKEN,
        username: str = "quote_test_bot",
        privacy: bool = True,
        flood: Flood | None = None,
        faults: FaultPlan | None = None,
        port: int = 0,
    ) -> None:
        bot = Person(int(token.split(":", maxsplit=1)[0]), "Quotebot", username, is_bot=True)
        self.world = World(bot, token, privacy=privacy, flood=flood, people={bot.id: bot})
        self.server = Server(self.world, port=port)
        if faults:
            self.server.faults = faults
        self._ids = itertools.count(1001)

    def __enter__(self) -> Self:
        self.server.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.server.stop()

    @property
    def url(self) -> str:
        """For TELEGRAM_API_URL."""
        return f"http://127.0.0.1:{self.server.port}"

    @property
    def token(self) -> str:
        return self.world.token

    @property
    def faults(self) -> FaultPlan:
        return self.server.faults

    @property
    def calls(self) -> list[Call]:
        """Every request so far, oldest first."""
        return list(self.server.calls)

    @property
    def refused(self) -> list[Call]:
        """Requests that were the bot's mistake: neither an injected fault nor only too early."""
        return [call for call in self.calls if call.refused and call.refused.code != 429]

    @property
    def flooded(self) -> list[Call]:
        """Requests that the flood rule put off."""
        return [call for call in self.calls if call.refused and call.refused.code == 429]

    def called(self, method: str) -> list[Call]:
        return [call for call in self.calls if call.method.lower() == method.lower()]

    def person(self, first_name: str, username: str = "") -> User:
        person = Person(next(self._ids), first_name, username)
        self.world.people[person.id] = person
        return User(self.world, person)

    def group(self, title: str, *users: User) -> Chat:
        """A basic group without the bot: somebody `adds_bot` to it. The first user owns it."""
        return self._chat(Chat(-next(self._ids), "group", title), users)

    def supergroup(self, title: str, *users: User, topics: bool = False) -> Chat:
        number = -1_000_000_000_000 - next(self._ids)
        return self._chat(Chat(number, "supergroup", title, is_forum=topics), users)

    def upgrades(self, group: Chat) -> Chat:
        """Turn a group into a supergroup; the old id answers with `migrate_to_chat_id`."""
        with self.world.changed:
            users = [User(self.world, self.world.people[i]) for i in group.members]
            new = self.supergroup(group.title, *users)
            new.members = dict(group.members)
            group.migrated_to = new.id
            moved = users[0]._post(group, content={"migrate_to_chat_id": new.id})
            users[0]._post(new, content={"migrate_from_chat_id": moved.chat.id})
        return new

    def wait_for(self, what: Callable[[], Found], timeout: float = 40.0) -> Found:
        """The first true value of ``what``, asked again at every change; seconds to wait.

        The long patience is for machines that run other tests besides.
        """
        deadline = time.monotonic() + timeout
        with self.world.changed:
            while not (found := what()):
                left = deadline - time.monotonic()
                if left <= 0:
                    last = [(call.method, call.refused) for call in self.calls[-8:]]
                    raise AssertionError(f"nothing within {timeout} s; last requests: {last}")
                self.world.changed.wait(min(left, 0.1))
            return found

    def quiet_for(self, seconds: float, timeout: float = 40.0) -> None:
        """Wait until the bot has taken every update and then said nothing for a while."""
        inbox = self.world.inbox

        def silent() -> bool:
            spoken = [call.at for call in self.calls if call.method.lower() != "getupdates"]
            return not inbox.pending and time.monotonic() - max(spoken, default=0.0) > seconds

        started = time.monotonic()
        self.wait_for(lambda: time.monotonic() - started > seconds and silent(), timeout)

    def _chat(self, chat: Chat, users: tuple[User, ...]) -> Chat:
        chat.members = {user.id: "member" for user in users}
        if users:
            chat.members[users[0].id] = "creator"
        self.world.chats[chat.id] = chat
        return chat
