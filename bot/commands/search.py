"""`quotebot search`: the ranked passages that answers are taken from."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Any

import click

from bot.commands import common

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.layout import Page
    from retrieval.explanation import PassageFound


@click.command(
    "search",
    epilog="""\b
Examples:
  quotebot search missiles Erbil
  quotebot search --top 3 --json "letter of the general"
  quotebot search --explain missiles Erbil             what each term adds to each score""",
)
@click.argument("query", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option(
    "--explain", is_flag=True, help="Show under each passage what each term adds to its score."
)
@click.option(
    "--top", type=click.IntRange(1, 1000), default=10, metavar="N", help="Show up to N (10)."
)
@common.scope_options
@common.documents_option
def command(query: tuple[str, ...], *, as_json: bool, explain: bool, top: int, **scope: Any) -> int:
    """Show the passages with the highest BM25 scores for QUERY, best first."""
    from bot.conversation import checked
    from bot.json_output import search_object
    from bot.layout import search_page

    chosen = common.as_scope(**scope)
    engine, _ = common.load_engine(common.read_settings())
    words = checked(" ".join(query))
    start = time.perf_counter()
    explained: Sequence[PassageFound] | None = None
    if explain:
        explained = engine.explain_search(words, top=top, scope=chosen)
        found = tuple(one.found for one in explained)
    else:
        found = engine.search(words, top=top, scope=chosen)
    silence = None if found else engine.silence(words, chosen)
    respellings = engine.respellings(words, found)
    elapsed_ms = (time.perf_counter() - start) * 1000
    if as_json:
        _show_json(search_object(words, found, elapsed_ms, respellings, silence), explained)
    else:
        _show_text(search_page(found, respellings, silence), explained)
    return 0 if found else 1


def _show_text(page: Page, explained: Sequence[PassageFound] | None) -> None:
    from bot.screens import screen_for

    if explained:
        from bot.explanation_pages import with_terms

        page = with_terms(page, explained)
    screen_for(sys.stdout).show(page)


def _show_json(shown: dict[str, Any], explained: Sequence[PassageFound] | None) -> None:
    from bot.json_output import dumps

    if explained:
        from bot.explanation_pages import terms_object

        for passage, one in zip(shown["passages"], explained, strict=True):
            passage["terms"] = terms_object(one.terms)
    click.echo(dumps(shown))
