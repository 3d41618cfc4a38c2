"""`quotebot index`: build or refresh the index and say what it holds."""

from __future__ import annotations

import click

from bot.commands import common


@click.command(
    "index",
    epilog="""\b
Examples:
  quotebot index
  quotebot index --docs ~/handbook --docs ~/minutes""",
)
@common.documents_option
def command() -> int:
    """Build or refresh the index, and say what it holds and what was left out.

    Every other command does this by itself; do it ahead of time where there is much to read.
    """
    from bot.wiring import documents_folders, index_folder
    from bot.wording import command_line as say

    settings = common.read_settings()
    engine, refreshed = common.load_engine(settings)
    folder = index_folder(settings.index_dir, documents_folders(settings, common.given_folders()))
    for line in say.index_report(folder, refreshed, engine.sources(), engine.passages()):
        click.echo(line)
    if skipped := engine.skipped():
        click.echo(say.left_out(len(skipped)))
        for line in say.skipped_files(skipped):
            click.echo(line)
    for line in say.lost_citations([str(given.citation) for given in engine.lost()]):
        click.echo(line)
    return 0
