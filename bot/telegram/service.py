"""The life of the bot: started, connected, answering, stopped."""

from __future__ import annotations

import asyncio
import logging
import os
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING, Any

import click
from telegram.error import InvalidToken
from telegram.ext import ApplicationBuilder

from bot.telegram import terminal_wording
from bot.telegram.access import Access
from bot.telegram.bot_token import state_path, token_of
from bot.telegram.buttons import Keyboards, Signer
from bot.telegram.courier import Courier, Limiter
from bot.telegram.desk import Desk
from bot.telegram.giving_up import GivingUp
from bot.telegram.inbox import Inbox
from bot.telegram.introduction import introduction
from bot.telegram.menus import show_commands
from bot.telegram.pace import Limit, Pace
from bot.telegram.polling import Troubles, insist, poll
from bot.telegram.records import Conversation, Records
from bot.telegram.redaction import Redaction, set_up_logging
from bot.telegram.routes import ALLOWED_UPDATES, add_handlers
from bot.telegram.state import State
from bot.telegram.stopping import stop_signal, unless
from bot.telegram.updates import PerChat
from bot.telegram.uploads import Uploads
from bot.telegram.webhook import Webhook
from bot.wiring import uploads_folder
from retrieval.errors import SettingError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from telegram import Update
    from telegram.ext import Application

    from bot.settings import Settings
    from retrieval.engine import Engine

    App = Application[Any, Any, Any, Any, Any, Any]

log = logging.getLogger(__name__)

STOP_SECONDS = 5.0  # what is being answered gets that long, then waits for the next start
TIDY_SECONDS = 6 * 3600.0
WORKERS = 8  # questions that are worked on at once


def run(settings: Settings, engine: Engine) -> int:
    """Run the bot until SIGTERM or Ctrl-C; gives the exit code.

    Raises:
        SettingError: there is no token or a wrong one, or the state file can't be used.
    """
    token = token_of(settings)
    set_up_logging(settings.log_level, Redaction(token), quiet=not settings.log_questions)
    service = _Service(settings, engine, token, State(state_path(settings)))
    try:
        asyncio.run(service.run())
    except InvalidToken:
        # Its own message, and those it is chained to, hold the token.
        raise SettingError(terminal_wording.REJECTED) from None
    except SettingError:
        raise
    except Exception:
        log.critical("the bot ended", exc_info=True)
        _say(terminal_wording.BROKEN)
        return 2
    if service.left_work:
        # A thread can't be ended, and Python would wait for it.
        os._exit(0)
    return 0


class _Service:
    def __init__(self, settings: Settings, engine: Engine, token: str, state: State) -> None:
        self._settings = settings
        self._engine = engine
        self._state = state
        self._inbox = Inbox(state)
        self._processor = PerChat(self._inbox, self._give_up)
        self._app = _application(settings.telegram_api_url, token, self._processor)
        self._troubles = Troubles(_say)
        self._access = Access(state, settings.allowed_users)
        self._pace = Pace(state)
        self._records = Records(state, log_questions=settings.log_questions)
        self._giving_up: GivingUp | None = None
        self.left_work = False  # at the stop
        self._workers = ThreadPoolExecutor(WORKERS, thread_name_prefix="answering")

    async def run(self) -> None:
        """Live from start to stop."""
        stop = stop_signal()
        try:
            if await unless(stop, insist(self._app.initialize, self._troubles)):
                for line in introduction(self._app.bot.bot, self._access):
                    _say(line)
                await self._answer_until(stop)
        finally:
            await self._app.shutdown()
            self._workers.shutdown(wait=False, cancel_futures=True)
            self._state.close()
            _say(terminal_wording.STOPPED_EARLY if self.left_work else terminal_wording.STOPPED)

    async def _answer_until(self, stop: asyncio.Event) -> None:
        desk = self._desk()
        self._giving_up = GivingUp(desk)
        add_handlers(self._app, desk)
        await self._app.start()
        beside = (self._tidy(), show_commands(self._app.bot))
        background = [asyncio.create_task(work) for work in beside]
        try:
            for update in self._inbox.left_over(self._app.bot):
                await self._app.update_queue.put(update)
            await unless(stop, self._listen())
        finally:
            self._processor.close()
            for task in background:
                task.cancel()
            await self._finish()

    async def _listen(self) -> None:
        """Receive updates, for ever."""
        bot, url = self._app.bot, self._settings.webhook_url
        if not url:
            await insist(bot.delete_webhook, self._troubles)
            await poll(bot, self._receive, ALLOWED_UPDATES, self._troubles)
            return
        webhook = Webhook(bot, self._receive, url, self._state.secret("webhook"))
        webhook.start(self._settings.webhook_listen)
        try:
            await insist(partial(webhook.register, ALLOWED_UPDATES), self._troubles)
            _say(terminal_wording.listens(url, self._settings.webhook_listen))
            await asyncio.Event().wait()
        finally:
            await webhook.stop()

    async def _receive(self, updates: Sequence[Update]) -> None:
        for update in self._inbox.receive(updates):
            await self._app.update_queue.put(update)

    async def _finish(self) -> None:
        if self._processor.active:
            _say(terminal_wording.STOPPING)
        try:
            await asyncio.wait_for(self._app.stop(), STOP_SECONDS)
        except TimeoutError:
            self.left_work = True
            self._inbox.excuse()

    async def _give_up(self, update: Update) -> None:
        assert self._giving_up  # there are no updates before it
        await self._giving_up(update)

    async def _tidy(self) -> None:
        while True:
            self._inbox.clear_old()
            self._records.clear_old()
            self._pace.clear_old()
            await asyncio.sleep(TIDY_SECONDS)

    def _desk(self) -> Desk:
        settings = self._settings
        signer = Signer(self._state.secret("buttons"))
        return Desk(
            me=self._app.bot.bot,
            engine=self._engine,
            workers=self._workers,
            access=self._access,
            pace=self._pace,
            person_limit=Limit(settings.questions_per_minute),
            chat_limit=Limit(settings.chat_questions_per_minute),
            records=self._records,
            conversation=Conversation(),
            courier=Courier(self._app.bot),
            signer=signer,
            keyboards=Keyboards(signer),
            uploads=self._uploads(),
        )

    def _uploads(self) -> Uploads | None:
        folder = uploads_folder(self._settings)
        if folder is None:
            return None
        uploads = Uploads(self._state, folder)
        uploads.clear_drafts()
        return uploads


def _application(api_url: str, token: str, processor: PerChat) -> App:
    api = api_url.rstrip("/")
    return (
        ApplicationBuilder()
        .token(token)
        .base_url(f"{api}/bot")
        .base_file_url(f"{api}/file/bot")
        .updater(None)
        .job_queue(None)
        .rate_limiter(Limiter(max_retries=5))
        .concurrent_updates(processor)
        .connect_timeout(10)
        .read_timeout(20)
        .write_timeout(20)
        .pool_timeout(60)
        .build()
    )


def _say(line: str) -> None:
    click.echo(line, err=True)
