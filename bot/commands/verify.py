"""`quotebot verify`: check citations against the files as they are today."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from bot.commands import common

if TYPE_CHECKING:
    from retrieval.engine import Engine
    from retrieval.verification import Verification

HOLD, SOME_DONT, ERROR = 0, 1, 2


@click.command(
    "verify",
    epilog="""\b
Examples:
  quotebot verify 'notes.txt@3f2a9c1b:1024-1180~5d41402a'
  quotebot verify --docs ~/handbook --json CITATION | jq .standing

Exit codes: 0 every citation holds (unchanged or moved), 1 one doesn't (altered or gone),
2 something isn't a citation, or another error.""",
)
@click.argument("citation", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object for each citation.")
@common.documents_option
def command(citation: tuple[str, ...], *, as_json: bool) -> int:
    """Check whether what a CITATION quotes still stands in its document.

    It is unchanged, moved (also into another document), altered or gone. Of words that were
    quoted from this index, the differences are shown word by word.
    """
    engine, _ = common.load_engine(common.read_settings())
    return max(_checked(engine, token, as_json=as_json) for token in citation)


def _checked(engine: Engine, token: str, *, as_json: bool) -> int:
    from retrieval.errors import CitationError

    try:
        found = engine.verify(token)
    except CitationError as error:
        _refuse(token, str(error), as_json=as_json)
        return ERROR
    _show(found, as_json=as_json)
    return HOLD if found.holds else SOME_DONT


def _refuse(token: str, message: str, *, as_json: bool) -> None:
    from bot.json_output import dumps
    from bot.verification_pages import no_citation_object

    if as_json:
        click.echo(dumps(no_citation_object(token, message)))
    else:
        click.echo(f"quotebot: {message}", err=True)


def _show(found: Verification, *, as_json: bool) -> None:
    from bot.json_output import dumps
    from bot.screens import screen_for
    from bot.verification_pages import verification_object, verification_page

    if as_json:
        click.echo(dumps(verification_object(found)))
    else:
        screen_for(sys.stdout).show(verification_page(found))
