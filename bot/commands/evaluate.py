"""`quotebot evaluate`: score labelled questions."""

from __future__ import annotations

import tempfile
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.commands import common
from retrieval.errors import DocumentError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.evaluation import Report
    from retrieval.labelled import Article, LabelledQuestion
    from retrieval.model import Abstention, Answer


@click.command(
    "evaluate",
    epilog="""\b
Examples:
  quotebot evaluate dev-v1.1.json                       a SQuAD file, asked of its own articles
  quotebot evaluate --held-out --json train-v2.0.json
  quotebot evaluate --failures questions.jsonl          asked of the documents folder
  quotebot evaluate --docs ~/handbook --unanswerable dev-v1.1.json

A line of questions.jsonl:
  {"question": "Who signed the letter?", "gold": ["Sili"]}""",
)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--limit", type=click.IntRange(1), metavar="N", help="Ask N of them, evenly spread.")
@click.option("--held-out", is_flag=True, help="Ask only of the articles kept out of training.")
@click.option("--unanswerable", is_flag=True, help="Count every question as one without an answer.")
@click.option("--failures", is_flag=True, help="List the questions that weren't answered right.")
@common.min_confidence_option
@common.documents_option
def command(
    file: Path,
    *,
    as_json: bool,
    failures: bool,
    limit: int | None,
    held_out: bool,
    unanswerable: bool,
    min_confidence: float | None,
) -> int:
    """Ask the labelled questions of FILE and score the answers.

    FILE is SQuAD 1.1 or 2.0 JSON, whose articles are the documents unless --docs names others,
    or JSON Lines, asked of the documents folder. A quote is right if it holds a gold answer.
    """
    from bot.json_output import dumps
    from bot.wording import evaluation as say
    from retrieval.labelled import read_labelled

    labelled = read_labelled(file)
    if held_out and not labelled.articles:
        raise click.UsageError("--held-out goes with SQuAD files only: others have no articles.")
    questions = spread(labelled.part("test") if held_out else labelled.questions, limit)
    if not questions:
        raise DocumentError(say.no_questions(str(file)))
    if unanswerable:
        questions = [replace(question, gold=()) for question in questions]
    own = () if common.given_folders() else labelled.articles
    report = _report(questions, own, min_confidence)
    if as_json:
        click.echo(dumps(say.report_object(report)))
    else:
        click.echo("\n".join(say.report_lines(report)))
        if failures:
            click.echo("\n".join(say.failure_lines(report)))
    return 0


def spread(questions: Sequence[LabelledQuestion], limit: int | None) -> list[LabelledQuestion]:
    """At most ``limit`` of the questions, taken at even distances."""
    count = min(limit or len(questions), len(questions))
    return [questions[number * len(questions) // count] for number in range(count)]


def _report(
    questions: Sequence[LabelledQuestion],
    articles: tuple[Article, ...],
    min_confidence: float | None,
) -> Report:
    from bot.progress import progress_bar
    from bot.wiring import documents_folders
    from bot.wording import evaluation as say
    from retrieval.evaluation import QuoteCheck, evaluate
    from retrieval.labelled import write_articles

    settings = common.read_settings()
    folders = documents_folders(settings, common.given_folders())
    with ExitStack() as stack:
        if articles:
            room = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="quotebot-")))
            documents, index = room / "documents", room / "index"
            documents.mkdir()
            write_articles(articles, documents)
            settings = settings.model_copy(update={"index_dir": index})
            folders = (documents,)
        engine, _ = common.load_engine(settings, folders, keep_given=False)

        def ask(question: str) -> Answer | Abstention:
            return engine.answer(question, min_confidence=min_confidence)

        with progress_bar(say.ASKING) as progress:
            return evaluate(questions, ask, QuoteCheck(folders), progress)
