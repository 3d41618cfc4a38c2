"""`quotebot verify`: check citations against the files as they are today."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from bot.commands import common

if TYPE_CHECKING:
    from retrieval.verification import Verification

HOLD, SOME_DONT = 0, 1


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
    from retrieval.citations import Citation

    for token in citation:
        Citation.parse(token)  # all of them, before a long answer to the first
    engine, _ = common.load_engine(common.read_settings())
    found = [_shown(engine.verify(token), as_json=as_json) for token in citation]
    return HOLD if all(each.holds for each in found) else SOME_DONT


def _shown(found: Verification, *, as_json: bool) -> Verification:
    from bot.json_output import dumps
    from bot.screens import screen_for
    from bot.verification_pages import verification_object, verification_page

    if as_json:
        click.echo(dumps(verification_object(found)))
    else:
        screen_for(sys.stdout).show(verification_page(found))
    return found
