"""`quotebot telegram`: the Telegram bot."""

from __future__ import annotations

import click

from bot.commands import common


@click.command(
    "telegram",
    epilog="""\b
Examples:
  quotebot telegram
  quotebot telegram --docs ~/handbook

It needs TELEGRAM_BOT_TOKEN in the environment or in .env, from @BotFather.""",
)
@common.documents_option
def command() -> int:
    """Answer on Telegram until Ctrl-C."""
    from bot.telegram import run

    settings = common.read_settings()
    engine, _ = common.load_engine(settings)
    return run(settings, engine)
