"""`quotebot replay`: ask again what a receipt holds."""

from __future__ import annotations

import json
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import click

from bot.commands import common

if TYPE_CHECKING:
    from bot.settings import Settings
    from retrieval.engine import Engine
    from retrieval.receipts import Receipt

SAME, ANOTHER = 0, 1


@click.command(
    "replay",
    epilog="""\b
Examples:
  quotebot ask --json --receipt "Who signed the letter?" > answer.json
  quotebot replay answer.json
  quotebot replay answer.json | cmp - answer.json      the same bytes

Exit codes: 0 the same answer, 1 another one, 2 FILE holds no receipt, or another error.""",
)
@click.argument("file", type=click.File("rb", lazy=True))
@common.documents_option
def command(file: BinaryIO) -> int:
    """Ask again what FILE holds, an answer a line, as ask --json --receipt printed it.

    Prints the answer of today, with the receipt and the milliseconds of then, so that equal answers
    are equal bytes. Where it is another one, says what changed. The settings are those of then.
    """
    codes = [_replay(line) for line in file if line.strip()]
    if not codes:
        from bot.wording import replay as say
        from retrieval.receipts import ReceiptError

        raise ReceiptError(say.EMPTY)
    return max(codes)


def _replay(line: bytes) -> int:
    from bot.json_output import dumps, result_object
    from bot.wiring import answer_settings
    from bot.wording import replay as say
    from retrieval.receipts import answer_again, write_receipt

    then, receipt = _read(line)
    settings = _settings_of(receipt)
    with ExitStack() as stack:
        engine = _engine(settings, stack)
        result = answer_again(engine, receipt.asked)
        now = write_receipt(engine, answer_settings(settings), receipt.asked, result)
        today = {source.path: source.sha256 for source in engine.sources()}
        shown = result_object(result, 0.0)
    shown |= {"elapsed_ms": then.get("elapsed_ms"), "receipt": then["receipt"]}
    click.echo(dumps(shown))
    for change in say.changes(receipt, now, today, same=shown == then):
        click.echo(change, err=True)
    return SAME if shown == then else ANOTHER


def _read(line: bytes) -> tuple[dict[str, Any], Receipt]:
    from retrieval.receipts import Receipt, ReceiptError

    try:
        found = json.loads(line)
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise ReceiptError("A line of the file is not a JSON object.")
    return found, Receipt.from_object(found.get("receipt"))


def _settings_of(receipt: Receipt) -> Settings:
    """The settings of today with those of then that shape answers."""
    from pydantic import ValidationError

    from bot.settings import Settings
    from bot.wiring import answer_settings
    from retrieval.receipts import ReceiptError

    names = answer_settings(common.read_settings())
    try:
        chosen: dict[str, Any] = {name: receipt.settings[name] for name in names}
        return Settings(**chosen)
    except (KeyError, TypeError, ValidationError) as error:
        raise ReceiptError("The receipt's settings can't be used.") from error


def _engine(settings: Settings, stack: ExitStack) -> Engine:
    """An engine with the settings of then, beside today's index where they differ."""
    from bot.wiring import answer_settings, documents_folders

    folders = documents_folders(settings, common.given_folders())
    if answer_settings(settings) != answer_settings(common.read_settings()):
        room = stack.enter_context(tempfile.TemporaryDirectory(prefix="quotebot-"))
        settings = settings.model_copy(update={"index_dir": Path(room)})
    return common.load_engine(settings, folders, keep_given=False)[0]
