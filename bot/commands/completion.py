"""`quotebot completion`: the script that lets a shell complete commands and options."""

from __future__ import annotations

import click


@click.command(
    "completion",
    epilog="""\b
Examples:
  quotebot completion bash >> ~/.bashrc
  quotebot completion zsh >> ~/.zshrc
  quotebot completion fish > ~/.config/fish/completions/quotebot.fish""",
)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def command(shell: str) -> int:
    """Print what your SHELL's start-up file needs to complete quotebot's commands and options."""
    from click.shell_completion import get_completion_class

    maker = get_completion_class(shell)
    assert maker is not None
    root = click.get_current_context().find_root().command
    click.echo(maker(root, {}, "quotebot", "_QUOTEBOT_COMPLETE").source())
    return 0
