"""`quotebot feedback`: what people on Telegram found unhelpful or got no answer to."""

from __future__ import annotations

import click

from bot.commands import common


@click.command("feedback")
def command() -> int:
    """List what people marked as unhelpful on Telegram, and what got no answer.

    The words of questions are kept only while LOG_QUESTIONS is true; otherwise this counts.
    """
    from bot.telegram.feedback import report

    for line in report(common.read_settings()):
        click.echo(line)
    return 0
