"""`quotebot ask`: one answer, or one a line."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from bot.commands import common
from retrieval.errors import QuestionError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from bot.conversation import Conversation, Options, Turn
    from bot.settings import Settings
    from retrieval.engine import Engine
    from retrieval.receipts import Receipt

    Show = Callable[[Turn], None]
    WriteReceipt = Callable[[Turn], Receipt]

ANSWERED, ABSTAINED = 0, 1
FROM_STDIN = ("-",)


@click.command(
    "ask",
    epilog="""\b
Examples:
  quotebot ask "Who signed the letter?"
  quotebot ask --docs ~/handbook --top 3 "How much leave do I have?"
  quotebot ask --from 2020-01-01 --tag Iraq "How many soldiers are in Iraq?"
  quotebot ask --min-confidence 0 "Who wrote it?"      the best there is, however unsure
  quotebot ask --explain "Who wrote it?"               and how that came about
  quotebot ask --json - < questions.txt                a question a line, an object a line
  quotebot ask --json --receipt "Who wrote it?"        with what quotebot replay needs""",
)
@click.argument("question", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object for each question.")
@click.option(
    "--explain",
    is_flag=True,
    help="Show after the answer how it came about: words, passages, scores, confidence, times.",
)
@click.option(
    "--receipt",
    is_flag=True,
    help="With --json: add all that quotebot replay needs to give the same answer again.",
)
@common.top_option
@common.min_confidence_option
@common.scope_options
@common.documents_option
def command(
    question: tuple[str, ...], *, as_json: bool, explain: bool, receipt: bool, **options: Any
) -> int:
    """Answer a question with a quote.

    With - for the QUESTION, questions are read from standard input, one a line, and each may
    refer to the one before it ("and when?"). Changes of the documents meanwhile are taken in.
    """
    from bot.conversation import Conversation

    if receipt and not as_json:
        raise click.UsageError("--receipt goes with --json.")
    chosen = replace(common.as_options(**options), explain=explain)
    settings = common.read_settings()
    engine, refreshed = common.load_engine(settings)
    common.point_out_emptiness(engine)
    if refreshed.skipped and (refreshed.added or refreshed.changed):
        from bot.wording import command_line as say

        click.echo(say.skipped_hint(len(refreshed.skipped)), err=True)
    conversation = Conversation(engine, chosen)
    write = _receipt_writer(engine, settings, chosen) if receipt else None
    show = _json_shower(write, explain=explain) if as_json else _text_shower(explain=explain)
    if question == FROM_STDIN:
        from bot.wording.live import news
        from retrieval.watching import watch

        with watch(engine, lambda heard: click.echo(news(heard), err=True)):
            return _answer_lines(conversation, show, as_json=as_json)
    return _answer(conversation, " ".join(question), show, as_json=as_json)


def exit_code(turn: Turn) -> int:
    """What a turn means to a shell."""
    from retrieval.model import Answer

    return ANSWERED if isinstance(turn.result, Answer) else ABSTAINED


def _answer(conversation: Conversation, message: str, show: Show, *, as_json: bool) -> int:
    """Answer a message: one object for a program, for a person each of its questions."""
    code = ANSWERED
    for turn in [conversation.ask(message)] if as_json else conversation.hear(message):
        show(turn)
        code = max(code, exit_code(turn))
    return code


def _answer_lines(conversation: Conversation, show: Show, *, as_json: bool) -> int:
    """Answer every line of stdin; the exit code is that of the last one."""
    from bot.lines import read_questions

    code = ABSTAINED
    lines: Iterable[str | QuestionError] = read_questions(sys.stdin.buffer)
    for line in lines:
        if line == "" and not as_json:
            continue  # a program gets an object for every line, a person no word about empty ones
        try:
            if isinstance(line, QuestionError):
                raise line
            code = _answer(conversation, line, show, as_json=as_json)
        except QuestionError as error:
            _show_error("" if isinstance(line, QuestionError) else line, error, as_json=as_json)
            code = error.exit_code
    return code


def _text_shower(*, explain: bool) -> Show:
    from bot.layout import result_page
    from bot.screens import screen_for

    screen = screen_for(sys.stdout)

    def show(turn: Turn) -> None:
        screen.show(result_page(turn.result))
        if explain:
            from bot.explanation_pages import explanation_page

            screen.show(explanation_page(turn.explanation))

    return show


def _receipt_writer(engine: Engine, settings: Settings, chosen: Options) -> WriteReceipt:
    from bot.wiring import answer_settings
    from retrieval.receipts import Asked, write_receipt

    def write(turn: Turn) -> Receipt:
        asked = Asked(
            turn.result.question, turn.previous, chosen.top, chosen.min_confidence, chosen.scope
        )
        return write_receipt(engine, answer_settings(settings), asked, turn.result)

    return write


def _json_shower(write: WriteReceipt | None, *, explain: bool) -> Show:
    from bot.json_output import dumps, result_object

    def show(turn: Turn) -> None:
        shown = result_object(turn.result, turn.elapsed_ms)
        if explain:
            from bot.explanation_pages import explanation_object

            shown["explanation"] = explanation_object(turn.explanation)
        if write:
            shown["receipt"] = write(turn).as_object()
        click.echo(dumps(shown))

    return show


def _show_error(line: str, error: QuestionError, *, as_json: bool) -> None:
    if not as_json:
        click.echo(f"quotebot: {error}", err=True)
        return
    from bot.json_output import dumps, error_object

    click.echo(dumps(error_object(line, str(error))))
