"""What `quotebot evaluate` reports, as a table and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.visible import visible

if TYPE_CHECKING:
    from retrieval.calibration import Bin, Calibration
    from retrieval.evaluation import Asked, Report, Share

ASKING = "Asking"
_WIDTH = 44
_TENTH = 0.1


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
        *_calibration_lines(report.calibration),
    ]


def failure_lines(report: Report) -> list[str]:
    """The questions that were not answered right, each with what was quoted or nearest."""
    return [line for asked in report.failures for line in ("", *_failure(asked))]


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
        "calibration": _calibration_object(report.calibration),
        "failures": [_failure_object(asked) for asked in report.failures],
    }


def _calibration_lines(found: Calibration) -> list[str]:
    if not found.bins:
        return []
    area = "" if found.area is None else f"; area under the curve {found.area:.3f}"
    return [
        "",
        "confidence of the best quote  questions    mean   right   95% interval",
        *map(_bin_row, found.bins),
        f"expected calibration error {found.error:.3f}{area}",
    ]


def _bin_row(one: Bin) -> str:
    low, high = one.interval
    told = f"{one.low:.0%} to {one.low + _TENTH:.0%}"
    numbers = f"{one.weight:9,.0f}  {one.mean:6.1%}  {one.right:6.1%}  {low:6.1%}–{high:6.1%}"
    return f"{told:>28}  {numbers}"


def _failure(asked: Asked) -> list[str]:
    quote, question = asked.best, visible(" ".join(asked.labelled.question.split()))
    if quote is None:
        return [f"silent       {question}"]
    outcome = "wrong " if asked.quotes else "silent"
    words = visible(" ".join(quote.quote.text.split()))
    nearest = "" if asked.quotes else " (nearest, right)" if asked.holds else " (nearest)"
    return [
        f"{outcome} {quote.confidence:4.0%}  {question}",
        f"             {words}{nearest}",
    ]


def _calibration_object(found: Calibration) -> dict[str, Any]:
    return {
        "bins": [
            {
                "from": one.low,
                "to": round(one.low + _TENTH, 1),
                "questions": round(one.weight),
                "mean": one.mean,
                "right": one.right,
                "interval": list(one.interval),
            }
            for one in found.bins
        ],
        "error": found.error,
        "area": found.area,
    }


def _failure_object(asked: Asked) -> dict[str, Any]:
    quote = asked.best
    return {
        "question": asked.labelled.question,
        "gold": list(asked.labelled.gold),
        "answered": bool(asked.quotes),
        "confidence": quote.confidence if quote else None,
        "text": quote.quote.text if quote else None,
        "document": quote.quote.document.path if quote else None,
        "holds_gold": asked.holds,
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
