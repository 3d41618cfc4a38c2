"""The command line: which commands there are, and how every one of them ends."""

from __future__ import annotations

import difflib
import errno
import gc
import importlib
import os
import sys
from typing import Any

import click

from bot.commands.common import documents_option
from retrieval.errors import QuotebotError

# In the order of --help. A module is imported when its command is asked for, not before.
COMMANDS = (
    "console",
    "ask",
    "search",
    "telegram",
    "feedback",
    "index",
    "verify",
    "replay",
    "evaluate",
    "completion",
)
INTERRUPTED = 130  # 128 + SIGINT, as shells count
BROKEN_PIPE = 141  # 128 + SIGPIPE
# Objects made before Python looks for garbage (700 by itself), and how often it looks further.
_COLLECT_AFTER = (20_000, 20, 20)
# Of writing to standard output: files that we open have a name, and the index tells of its own.
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO})


class LazyGroup(click.Group):
    """A group whose commands are modules of `bot.commands`."""

    def invoke(self, ctx: click.Context) -> Any:
        """As click does, but a reader that has gone away is no error."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            _give_stdout_up()
            return BROKEN_PIPE
        return result

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names in the order in which a newcomer meets them."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command called ``cmd_name``, imported now."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        command = importlib.import_module(f"bot.commands.{cmd_name}").command
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does, but an unknown command gets a suggestion."""
        name = args[0]
        if name in COMMANDS or name.startswith("-"):
            return super().resolve_command(ctx, args)
        close = difflib.get_close_matches(name, COMMANDS, n=1)
        hint = f"Did you mean {close[0]!r}?" if close else f'To ask: quotebot ask "{name}"'
        raise click.UsageError(f"There is no command {name!r}. {hint}", ctx)


@click.group(
    cls=LazyGroup,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="""\b
Examples:
  quotebot                                     chat with the documents in seeds/
  quotebot --docs ~/handbook                   chat with a folder of your own
  quotebot ask "Who signed the letter?"        one answer, then back to the shell
  quotebot ask --json "Who signed it?" | jq .  the same for a program
  quotebot ask --help                          what a command can do

Exit codes: 0 answered, 1 no answer found, 2 an error.""",
)
@documents_option
@click.version_option(package_name="quotebot", prog_name="quotebot", message="%(prog)s %(version)s")
@click.pass_context
def cli(ctx: click.Context) -> None:
    """Answer questions by quoting documents word for word, with a citation anyone can check.

    Without a command: the console.
    """
    if ctx.invoked_subcommand is None:
        console = LazyGroup.get_command(cli, ctx, "console")
        assert console is not None
        ctx.exit(ctx.invoke(console))


def collect_seldom() -> None:
    """Look for garbage less often: read passages are kept, and looking through them takes long.

    At Python's own pace one answer in twenty waited 4 ms for it, one in a hundred 20.
    """
    gc.set_threshold(*_COLLECT_AFTER)


def main() -> None:
    """Run the command line and leave with its exit code."""
    collect_seldom()
    _open_closed_streams()
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]  # any locale
    sys.exit(_run())


def _open_closed_streams() -> None:
    """Put /dev/null where a shell closed a standard stream (``>&-``).

    Otherwise the next file that is opened would take its number, and be written to.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: PTH123, SIM115


def _run() -> int:
    try:
        code = cli.main(prog_name="quotebot", standalone_mode=False)
    except click.Abort:
        return INTERRUPTED
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except QuotebotError as error:
        click.echo(f"quotebot: {error}", err=True)
        return error.exit_code
    except OSError as error:
        if error.errno not in _FULL or error.filename is not None:
            raise
        _give_stdout_up()
        reason = error.strerror or "unknown error"
        click.echo(f"quotebot: Standard output can't be written ({reason}).", err=True)
        return QuotebotError.exit_code
    return code if isinstance(code, int) else 0


def _give_stdout_up() -> None:
    # Python flushes stdout once more on its way out, which would complain.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
