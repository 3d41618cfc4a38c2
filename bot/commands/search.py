"""`quotebot search`: the ranked passages that answers are taken from."""

from __future__ import annotations

import sys
import time
from typing import Any

import click

from bot.commands import common


@click.command(
    "search",
    epilog="""\b
Examples:
  quotebot search missiles Erbil
  quotebot search --top 3 --json "letter of the general" """,
)
@click.argument("query", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option(
    "--top", type=click.IntRange(1, 1000), default=10, metavar="N", help="Show up to N (10)."
)
@common.scope_options
@common.documents_option
def command(query: tuple[str, ...], *, as_json: bool, top: int, **scope: Any) -> int:
    """Show the passages with the highest BM25 scores for QUERY, best first."""
    from bot.conversation import checked
    from bot.json_output import dumps, search_object
    from bot.layout import search_page
    from bot.screens import screen_for

    chosen = common.as_scope(**scope)
    engine, _ = common.load_engine(common.read_settings())
    words = checked(" ".join(query))
    start = time.perf_counter()
    found = engine.search(words, top=top, scope=chosen)
    elapsed_ms = (time.perf_counter() - start) * 1000
    if as_json:
        click.echo(dumps(search_object(words, found, elapsed_ms)))
    else:
        screen_for(sys.stdout).show(search_page(found))
    return 0 if found else 1
