"""Updates by webhook: a small server that Telegram, or a proxy before it, sends them to."""

from __future__ import annotations

import hashlib
import hmac
import json
import logging
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from telegram import Bot, Update
from tornado.httpserver import HTTPServer
from tornado.web import Application, RequestHandler

from retrieval.errors import SettingError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.telegram.polling import Receive

LARGEST_UPDATE = 1 << 20  # bytes
HEALTH = "/health"
_HEADER = "X-Telegram-Bot-Api-Secret-Token"


class Webhook:
    """Listens for updates; stop it to stop hearing.

    Args:
        bot: whose updates these are.
        receive: what is done with them.
        url: where Telegram sends them.
        key: of this bot alone; what Telegram has to show is made from it.
    """

    def __init__(self, bot: Bot, receive: Receive, url: str, key: bytes) -> None:
        self._bot = bot
        self._url = url
        # Always the same for this key, and of the characters that Telegram allows.
        self._secret = hmac.new(key, b"secret token", hashlib.sha256).hexdigest()
        shared = {"bot": bot, "receive": receive, "secret": self._secret}
        path = urlsplit(url).path or "/"
        app = Application(
            [(HEALTH, _Health), (path, _Incoming, shared)], log_function=lambda _: None
        )
        self._server = HTTPServer(app, max_buffer_size=LARGEST_UPDATE)

    def start(self, address: str) -> None:
        """Listen on host:port.

        Raises:
            SettingError: something else listens there, or the address isn't ours.
        """
        host, _, port = address.rpartition(":")
        # tornado logs every bad request as a warning, which anybody can cause.
        logging.getLogger("tornado").setLevel(logging.ERROR)
        try:
            self._server.listen(int(port), host.strip("[]"))
        except OSError as error:
            raise SettingError(f"WEBHOOK_LISTEN can't be listened on: {error}.") from None

    async def register(self, allowed: Sequence[str]) -> None:
        """Tell Telegram to send updates of the ``allowed`` kinds here."""
        await self._bot.set_webhook(self._url, secret_token=self._secret, allowed_updates=allowed)

    async def stop(self) -> None:
        """Listen no more, and finish what was begun."""
        self._server.stop()
        await self._server.close_all_connections()


class _Health(RequestHandler):
    def get(self) -> None:
        """Say that the process is alive."""
        self.write({"ok": True})


class _Incoming(RequestHandler):
    def initialize(self, bot: Bot, receive: Receive, secret: str) -> None:
        self._bot, self._receive, self._secret = bot, receive, secret

    async def post(self) -> None:
        """Take an update in; Telegram repeats it unless it hears that this went well."""
        given = self.request.headers.get(_HEADER, "")
        if not hmac.compare_digest(given.encode(), self._secret.encode()):
            self.set_status(403)
            return
        try:
            update = Update.de_json(json.loads(self.request.body), self._bot)
        except (ValueError, TypeError, KeyError, AttributeError):
            self.set_status(400)
            return
        await self._receive([update])
