"""Documents that an owner sends: fetched, checked, stored, indexed, confirmed; and removed."""

from __future__ import annotations

import asyncio
import logging
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from telegram.error import BadRequest, TelegramError

from bot.telegram import upload_wording, wording
from bot.telegram.answers import Outgoing, added, reported
from bot.telegram.courier import Address, insisting
from bot.telegram.file_names import safe_name
from bot.telegram.reading import addressed, is_private
from retrieval.documents import list_files, read_document
from retrieval.documents.kinds import is_readable
from retrieval.errors import DocumentError, QuotebotError

if TYPE_CHECKING:
    import telegram
    from telegram import Bot, CallbackQuery, Message, Update

    from bot.telegram.buttons import Place
    from bot.telegram.desk import Desk
    from bot.telegram.questions import Questions
    from bot.telegram.uploads import Draft, Uploads
    from retrieval.engine import Source
    from retrieval.model import Document

log = logging.getLogger(__name__)

LARGEST = 20_000_000  # bytes that Telegram lets a bot fetch (core.telegram.org/bots/api#getfile)
INDEX_SECONDS = 30.0
_PAUSE = 0.2


class NotKeptError(QuotebotError):
    """A sent file that isn't kept; the message is what its sender reads."""


class Documents:
    """Takes in and removes the documents that owners send."""

    def __init__(self, desk: Desk, questions: Questions) -> None:
        self._desk = desk
        self._questions = questions

    async def received(self, update: Update, context: Any) -> None:
        """A file came: keep it, or say why not, then answer the question that came with it."""
        message = update.message
        assert message
        if refusal := self._refusal(message):
            await self._questions.decline(message, refusal)
            return
        try:
            async with self._desk.courier.typing(Address.of(message)):
                path, outgoing = await self._taken_in(message, context.bot)
        except NotKeptError as error:
            await self._deliver(message, reported(str(error)))
            return
        await self._deliver(message, outgoing)
        if path and message.caption:
            await self._questions.asked_about(message, path)

    async def remove(self, query: CallbackQuery, place: Place, number: int) -> str:
        """Remove an upload; what the press is answered with."""
        uploads = self._desk.uploads
        if uploads is None or not self._desk.access.owns(query.from_user.id):
            return wording.OWNERS_ONLY
        try:
            removed = uploads.remove(number)
        except OSError as error:
            log.warning("an upload can't be removed: %s", error)
            return upload_wording.not_removed(error)
        board = self._desk.keyboards.under_sources(place, uploads.all())
        with suppress(TelegramError):  # a button that is left over does no harm
            await query.edit_message_reply_markup(board)
        if removed is None:
            return upload_wording.UPLOAD_GONE
        with suppress(QuotebotError):  # the watcher, or the next question, sees to it
            await self._desk.think(self._desk.engine.refresh)
        return upload_wording.UPLOAD_REMOVED

    def _refusal(self, message: Message) -> str:
        """Why this person's files aren't taken here, if so."""
        assert message.from_user
        if not self._desk.access.owns(message.from_user.id):
            return upload_wording.OWNERS_SEND
        if not is_private(message):
            return wording.PRIVATE_ONLY if addressed(message, self._desk.me) else wording.NOT_TEXT
        return "" if self._desk.uploads else upload_wording.UPLOADS_OFF

    async def _taken_in(self, message: Message, bot: Bot) -> tuple[str, Outgoing]:
        """Keep a file; the path that it has among the documents, and the confirmation.

        Raises:
            NotKeptError: it isn't kept.
        """
        sent, sender, uploads = message.document, message.from_user, self._desk.uploads
        assert sent
        assert sender
        assert uploads
        name = safe_name(sent.file_name or "")
        if not is_readable(name):
            raise NotKeptError(upload_wording.unknown_kind(name))
        if uploads.is_foreign(name):
            raise NotKeptError(upload_wording.name_taken(name))
        data = await _fetched(sent, bot)
        draft, document = await self._checked(uploads, name, data)
        try:
            if not self._desk.access.owns(sender.id):
                raise NotKeptError(upload_wording.OWNERS_SEND)
            replaced = uploads.publish(draft)
        except OSError as error:
            raise _unstored(error) from error
        finally:
            draft.source.location.unlink(missing_ok=True)
        done = upload_wording.KNOWN if draft.known else upload_wording.kept(replaced=replaced)
        return await self._indexed(uploads, document, done)

    async def _checked(self, uploads: Uploads, name: str, data: bytes) -> tuple[Draft, Document]:
        """A draft of the file, and what it says.

        Raises:
            NotKeptError: it can't be written or read.
        """
        try:
            draft = await self._desk.think(uploads.draft, name, data)
        except OSError as error:
            raise _unstored(error) from error
        try:
            return draft, await self._desk.think(read_document, draft.source)
        except BaseException as error:
            draft.source.location.unlink(missing_ok=True)
            if isinstance(error, DocumentError):
                raise NotKeptError(upload_wording.not_kept(name, str(error))) from error
            raise

    async def _indexed(
        self, uploads: Uploads, document: Document, done: str
    ) -> tuple[str, Outgoing]:
        """Wait until the index holds a stored document; its path there, and the confirmation."""
        engine, until = self._desk.engine, time.monotonic() + INDEX_SECONDS
        location = uploads.folder / document.path
        while time.monotonic() < until:
            with suppress(QuotebotError):  # another process may be writing the index
                await self._desk.think(engine.refresh)
            source = await self._desk.think(self._source, location, document.sha256)
            if source:
                examples = await self._desk.think(engine.examples, 1, path=source.path)
                return source.path, added(done, document, source, examples)
            # The watcher passes a file over until it is sure that nobody writes to it any more.
            await asyncio.sleep(_PAUSE)
        return "", reported(upload_wording.indexed_later(document.path))

    def _source(self, location: Any, sha256: str) -> Source | None:
        """The document of a file as the index holds it, if it does."""
        engine = self._desk.engine
        paths = {f.path for f in list_files(engine.folders).files if f.location == location}
        found = (source for source in engine.sources() if source.path in paths)
        return next((source for source in found if source.sha256 == sha256), None)

    async def _deliver(self, message: Message, outgoing: Outgoing) -> None:
        await self._desk.courier.deliver(Address.of(message), outgoing)


async def _fetched(sent: telegram.Document, bot: Bot) -> bytes:
    """The bytes of a sent file; the size is checked before and after.

    Raises:
        NotKeptError: it is too large, or can't be fetched.
    """
    if (sent.file_size or 0) > LARGEST:
        raise NotKeptError(upload_wording.TOO_LARGE)
    try:
        file = await insisting(lambda: bot.get_file(sent.file_id))
        if (file.file_size or 0) > LARGEST:
            raise NotKeptError(upload_wording.TOO_LARGE)
        data = bytes(await insisting(file.download_as_bytearray))
    except BadRequest as error:
        large = "too big" in str(error)
        raise NotKeptError(
            upload_wording.TOO_LARGE if large else upload_wording.FETCH_FAILED
        ) from error
    except TelegramError as error:
        log.warning("a sent file can't be fetched: %s", error)
        raise NotKeptError(upload_wording.FETCH_FAILED) from error
    if len(data) > LARGEST:
        raise NotKeptError(upload_wording.TOO_LARGE)
    return data


def _unstored(error: OSError) -> NotKeptError:
    log.warning("an upload can't be stored: %s", error)
    return NotKeptError(upload_wording.unstored(error))
