"""What several commands share: their options, and a loaded engine."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from bot.conversation import Options
    from bot.settings import Settings
    from retrieval.engine import Engine
    from retrieval.model import Scope
    from retrieval.refreshed import Refreshed

    Command = Callable[..., Any]

_FOLDERS = "bot.folders"  # click's name for what the --docs before and after the command gave


def documents_option(command: Command) -> Command:
    """Add ``--docs``, which counts before the command's name and after it."""
    return click.option(
        "--docs",
        metavar="PATH",
        multiple=True,
        type=click.Path(path_type=Path),
        callback=_add_folders,
        expose_value=False,
        help="Answer from this folder or file instead of DOCUMENTS; may be repeated.",
    )(command)


def min_confidence_option(command: Command) -> Command:
    """Add ``--min-confidence``."""
    return click.option(
        "--min-confidence",
        type=click.FloatRange(0, 1),
        metavar="X",
        help="Answer from this confidence up, 0 to 1, instead of the calibrated one; "
        "0 always quotes the best there is.",
    )(command)


class _Day(click.DateTime):
    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """As click does, but shows what a day looks like."""
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter:
            self.fail(f"{value!r} is not a day; one looks like 2020-12-31.", param, ctx)


def scope_options(command: Command) -> Command:
    """Add the options that leave out parts of the documents, given as one ``scope``."""
    date: Any = {"type": _Day(["%Y-%m-%d"]), "metavar": "YYYY-MM-DD"}
    options = (
        click.option("--from", "since", **date, help="Only sections of this day or later."),
        click.option("--to", "until", **date, help="Only sections of this day or earlier."),
        click.option("--tag", "tags", multiple=True, help="Only sections with this tag."),
        click.option(
            "--in", "paths", multiple=True, metavar="PATH", help="Only this document or folder."
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


def as_scope(
    since: dt.datetime | None, until: dt.datetime | None, tags: tuple[str, ...], paths: Any
) -> Scope:
    """The scope that the options of `scope_options` describe."""
    from retrieval.model import Scope

    if since and until and since > until:
        raise click.UsageError("--from is later than --to.")
    return Scope(since and since.date(), until and until.date(), tags, tuple(paths))


def top_option(command: Command) -> Command:
    """Add ``--top`` for the number of quotes."""
    return click.option(
        "--top",
        type=click.IntRange(1, 20),
        default=1,
        metavar="N",
        help="Give up to N quotes.",
    )(command)


def as_options(top: int, min_confidence: float | None, **scope: Any) -> Options:
    """How the given options say that questions are answered."""
    from bot.conversation import Options

    return Options(top, min_confidence, as_scope(**scope))


def read_settings() -> Settings:
    """The settings; lines of `.env` that look wrong are pointed out on stderr."""
    from bot.settings import junk_lines, load_settings, misspelt_settings
    from bot.wording import command_line as say

    for number in junk_lines():
        click.echo(say.junk(number), err=True)
    for key, name in misspelt_settings().items():
        click.echo(say.misspelt(key, name), err=True)
    return load_settings()


def load_engine(
    settings: Settings, folders: tuple[Path, ...] | None = None, *, keep_given: bool = True
) -> tuple[Engine, Refreshed]:
    """An engine over ``folders``, brought up to date, and what changed.

    By default over what ``--docs`` names, else the settings; ``keep_given`` is as for `Engine`.
    """
    from bot.progress import progress_bar
    from bot.wiring import build_engine
    from bot.wording import command_line as say

    chosen = given_folders() if folders is None else folders
    engine = build_engine(settings, chosen, keep_given=keep_given)
    try:
        with progress_bar() as progress:
            refreshed = engine.refresh(progress)
    except KeyboardInterrupt as error:
        click.echo(say.INDEXING_STOPPED, err=True)
        raise click.Abort from error
    if refreshed.rebuilt_because:
        click.echo(say.rebuilt(refreshed.rebuilt_because), err=True)
    if refreshed.lost:
        click.echo(say.lost_hint(len(refreshed.lost)), err=True)
    return engine, refreshed


def point_out_emptiness(engine: Engine) -> None:
    """Where no document could be read, say so on stderr, with what was left out and why."""
    from bot.wording import command_line as say

    if not engine.sources():
        for line in say.nothing_readable(engine.folders, engine.skipped()):
            click.echo(line, err=True)


def given_folders() -> tuple[Path, ...]:
    """What ``--docs`` named, before and after the command."""
    return tuple(click.get_current_context().meta.get(_FOLDERS, ()))


def _add_folders(ctx: click.Context, param: click.Parameter, value: tuple[Path, ...]) -> None:
    del param
    try:
        ctx.meta.setdefault(_FOLDERS, []).extend(path.expanduser() for path in value)
    except RuntimeError as error:
        raise click.BadParameter(f"{error}") from error
