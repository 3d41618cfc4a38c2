"""Which update goes to which handler."""

from __future__ import annotations

import logging
import secrets
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from telegram import Message, Update
from telegram.error import Forbidden, TelegramError
from telegram.ext import (
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    InlineQueryHandler,
    MessageHandler,
    TypeHandler,
    filters,
)

from bot.telegram import wording
from bot.telegram.commands import Commands
from bot.telegram.courier import Address
from bot.telegram.documents import Documents
from bot.telegram.gate import Gate
from bot.telegram.inline import Inline
from bot.telegram.owners import INVITATION, Owners
from bot.telegram.presses import Presses
from bot.telegram.questions import Questions

if TYPE_CHECKING:
    from telegram.ext import Application, BaseHandler

    from bot.telegram.desk import Desk

log = logging.getLogger(__name__)

ALLOWED_UPDATES = (
    Update.MESSAGE,
    Update.EDITED_MESSAGE,
    Update.CALLBACK_QUERY,
    Update.INLINE_QUERY,
    Update.MY_CHAT_MEMBER,
)
_NEW = filters.UpdateType.MESSAGE
_EDITED = filters.UpdateType.EDITED_MESSAGE
_FILES = (
    filters.PHOTO | filters.VIDEO | filters.AUDIO | filters.VOICE | filters.VIDEO_NOTE
    | filters.ANIMATION | filters.Sticker.ALL | filters.LOCATION | filters.CONTACT | filters.POLL
)  # fmt: skip


def add_handlers(app: Application[Any, Any, Any, Any, Any, Any], desk: Desk) -> None:
    """Wire the handlers of a bot."""
    questions = Questions(desk)
    documents = Documents(desk, questions)
    app.add_handler(TypeHandler(Update, Gate(desk).check), group=-1)
    app.add_handlers(
        [
            *_commands(desk, questions),
            MessageHandler(_NEW & filters.Document.ALL & ~filters.ANIMATION, documents.received),
            MessageHandler(_NEW & _FILES, questions.not_text),
            MessageHandler(filters.TEXT & ~filters.COMMAND, questions.heard),
            CallbackQueryHandler(Presses(desk, questions, documents).pressed),
            InlineQueryHandler(Inline(desk).queried),
        ]
    )
    app.add_error_handler(_Incidents(desk).happened)


def _commands(desk: Desk, questions: Questions) -> list[BaseHandler[Any, Any, Any]]:
    commands, owners = Commands(desk, questions), Owners(desk)
    invited = filters.ChatType.PRIVATE & filters.Regex(rf"^/start {INVITATION}")
    handlers: dict[str, Any] = {
        "start": commands.start,
        "help": commands.help,
        "search": commands.search,
        "more": commands.more,
        "sources": commands.sources,
        "verify": commands.verify,
        "privacy": commands.privacy,
        "forget": commands.forget,
        "invite": owners.invite,
        "users": owners.users,
        "remove": owners.remove,
        "allow": owners.allow,
    }
    return [
        ChatMemberHandler(owners.membership, ChatMemberHandler.MY_CHAT_MEMBER),
        MessageHandler(_NEW & invited, owners.redeem),
        # Only a question is answered anew when it is edited.
        CommandHandler("ask", questions.asked, _NEW | _EDITED),
        *(CommandHandler(name, handler, _NEW) for name, handler in handlers.items()),
        MessageHandler(_NEW & filters.COMMAND, commands.unknown),
    ]


class _Incidents:
    """Unexpected errors: a number for the person, the traceback for the log."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def happened(self, update: object, context: Any) -> None:
        """Log an error under a number and tell that number, but nothing else."""
        if isinstance(context.error, Forbidden):
            log.info("a message could not be delivered: %s", context.error)
            return
        number = secrets.token_hex(4)
        log.error("incident %s", number, exc_info=context.error)
        message = update.effective_message if isinstance(update, Update) else None
        if isinstance(message, Message):  # not one that can't be seen any more
            with suppress(TelegramError):
                await self._desk.courier.say(Address.of(message), wording.incident(number))
