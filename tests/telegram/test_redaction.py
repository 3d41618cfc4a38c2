from __future__ import annotations

import io
import logging
import traceback

import pytest

from bot.telegram.redaction import Redaction, redact

TOKEN = "123456:AA-secret_part"


@pytest.fixture
def log() -> tuple[logging.Logger, io.StringIO]:
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    redact([handler], Redaction(TOKEN))
    logger = logging.Logger("test")  # noqa: LOG001 - out of reach of pytest's own handlers
    logger.addHandler(handler)
    return logger, written


@pytest.mark.parametrize("form", [TOKEN, "123456%3AAA-secret_part", "AA-secret_part"])
def test_no_form_of_the_token_is_logged(log: tuple[logging.Logger, io.StringIO], form: str) -> None:
    logger, written = log
    logger.error("message %s", f"https://x/bot{form}/getMe", stack_info=True)
    assert "secret" not in written.getvalue().replace('"secret_part', "")
    assert "[token]" in written.getvalue()


def fail() -> None:
    try:
        raise ValueError(TOKEN)  # noqa: TRY301 - the inner of two on purpose
    except ValueError as error:
        raise RuntimeError("outer") from error


def test_tracebacks_are_cleaned_with_their_causes(
    log: tuple[logging.Logger, io.StringIO],
) -> None:
    logger, written = log
    with pytest.raises(RuntimeError) as failure:
        fail()
    assert TOKEN in "".join(traceback.format_exception(failure.value))
    logger.error("failed", exc_info=failure.value)
    assert "RuntimeError: outer" in written.getvalue()
    assert TOKEN not in written.getvalue()
