"""Where the chat's lines come from: a keyboard (prompt_toolkit), or a pipe."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from bot.chat import ABSTAINED
from bot.lines import read_questions
from bot.wording import console as say
from retrieval.errors import QuestionError

if TYPE_CHECKING:
    from pathlib import Path

    from prompt_toolkit import PromptSession
    from prompt_toolkit.completion import WordCompleter

    from bot.chat import Chat


def run_piped(chat: Chat, stream: BinaryIO) -> int:
    """Answer every line of ``stream``; the exit code is that of the last one."""
    code = ABSTAINED
    for line in read_questions(stream):
        if isinstance(line, QuestionError):
            chat.note(str(line))
            code = line.exit_code
        elif line.strip():
            code = chat.respond(line)
        if chat.finished:
            break
    return code


def run_interactive(chat: Chat, history: Path) -> int:
    """Chat until the person leaves.

    Ctrl-C clears the line, cancels an answer that is being looked for, and leaves when pressed
    twice with nothing typed between; Ctrl-D leaves.
    """
    chat.welcome()
    session = _session(history)
    interrupted = False
    while not chat.finished:
        try:
            line = session.prompt(say.PROMPT)
        except KeyboardInterrupt:
            if interrupted and not session.default_buffer.text:
                break
            interrupted = True
            chat.note(say.INTERRUPTED)
            continue
        except EOFError:
            break
        interrupted = False
        if line.strip():
            _respond(chat, line)
    return 0


def _respond(chat: Chat, line: str) -> None:
    try:
        chat.respond(line)
    except KeyboardInterrupt:
        chat.note(say.CANCELLED)


def slash_completer() -> WordCompleter:
    """Completes the chat's commands at the start of a line, and nothing else."""
    from prompt_toolkit.completion import WordCompleter

    return WordCompleter(list(say.COMMANDS), sentence=True)


def _session(history: Path) -> PromptSession[str]:
    from prompt_toolkit import PromptSession

    from bot.history import KeptHistory

    return PromptSession(history=KeptHistory(history), completer=slash_completer())
