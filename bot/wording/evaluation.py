"""What `quotebot evaluate` reports, as a table and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from retrieval.evaluation import Report, Share

ASKING = "Asking"
_WIDTH = 44


def report_lines(report: Report) -> list[str]:
    """The report as a table, a line a row."""
    return [
        f"{'':{_WIDTH}}  share   95% interval    of",
        _row("answerable, answered right by the first quote", report.right),
        _row("answerable, answered wrong", report.wrong),
        _row("answerable, met with silence", report.silent),
        _row("unanswerable, met with silence", report.kept_silent),
        _row("wrong among the answers given", report.wrong_of_given),
        _row("false quotes", report.false_quotes),
        "",
        f"{report.words:.1f} words in a first quote on average",
        f"{report.p50_ms:.1f} ms a question (p50), {report.p95_ms:.1f} ms (p95)",
    ]


def report_object(report: Report) -> dict[str, Any]:
    """The report for a program."""
    shares = {
        "right": report.right,
        "wrong": report.wrong,
        "silent": report.silent,
        "kept_silent": report.kept_silent,
        "wrong_of_given": report.wrong_of_given,
        "false_quotes": report.false_quotes,
    }
    return {
        **{name: _share_object(share) for name, share in shares.items()},
        "mean_words": report.words,
        "p50_ms": report.p50_ms,
        "p95_ms": report.p95_ms,
    }


def no_questions(path: str) -> str:
    """That a file of questions holds none."""
    return f"{path} holds no questions."


def _row(name: str, share: Share) -> str:
    if not share.total:
        return f"{name:{_WIDTH}}  -"
    low, high = share.interval
    numbers = f"{share.value:6.1%}  {low:6.1%}–{high:6.1%}"
    return f"{name:{_WIDTH}}  {numbers}  {share.hits:,} of {share.total:,}"


def _share_object(share: Share) -> dict[str, Any]:
    return {
        "hits": share.hits,
        "total": share.total,
        "share": share.value if share.total else None,
        "interval": list(share.interval),
    }
