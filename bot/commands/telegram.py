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
    from bot.telegram import run, state_path
    from bot.wiring import with_uploads
    from bot.wording.live import news
    from retrieval.watching import watch

    settings = common.read_settings()
    state_path(settings)  # a missing token is said before any long work
    # What owners send is answered from with --docs, too.
    folders = with_uploads(settings, common.given_folders() or settings.documents)
    engine, _ = common.load_engine(settings, folders)
    common.point_out_emptiness(engine)
    with watch(engine, lambda heard: click.echo(news(heard), err=True)):
        return run(settings, engine)
