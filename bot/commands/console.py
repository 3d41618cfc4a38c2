"""`quotebot console`: the chat, on a terminal or through a pipe."""

from __future__ import annotations

import sys
from typing import Any

import click

from bot.commands import common


@click.command(
    "console",
    epilog="""\b
Examples:
  quotebot console
  quotebot console --docs ~/handbook
  echo "Who signed the letter?" | quotebot console""",
)
@common.top_option
@common.min_confidence_option
@common.scope_options
@common.documents_option
def command(**options: Any) -> int:
    """Chat with the documents; this is what quotebot alone does too."""
    from bot.chat import Chat
    from bot.console import run_interactive, run_piped
    from bot.conversation import Conversation
    from bot.screens import screen_for
    from bot.wording.live import news
    from retrieval.watching import watch

    chosen = common.as_options(**options)
    settings = common.read_settings()
    engine, _ = common.load_engine(settings)
    common.point_out_emptiness(engine)
    chat = Chat(
        engine, Conversation(engine, chosen), screen_for(sys.stdout), screen_for(sys.stderr)
    )
    with watch(engine, lambda heard: chat.hear(news(heard))):
        if sys.stdin.isatty() and sys.stdout.isatty():
            return run_interactive(chat, settings.index_dir / "history")
        return run_piped(chat, sys.stdin.buffer)
