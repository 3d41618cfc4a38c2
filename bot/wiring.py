"""The composition root: settings in, a ready engine out. Nothing else builds what it uses."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from retrieval.engine import Engine

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from bot.settings import Settings

_DIGITS = 12  # of the SHA-256 that tells one set of folders from another


def build_engine(
    settings: Settings, folders: Sequence[Path] = (), *, keep_given: bool = True
) -> Engine:
    """An engine over ``folders``, or over the settings' documents where none are given.

    ``keep_given`` is as for `Engine`; questions that nobody asked aren't remembered.

    Raises:
        SettingError: a setting's value can't be used.
    """
    chosen = tuple(folders) or settings.documents
    return Engine(
        chosen,
        index_folder(settings.index_dir, chosen),
        encoding=settings.token_encoding,
        passage_tokens=settings.passage_tokens,
        language=settings.language,
        max_wrong=settings.max_wrong,
        keep_given=keep_given,
    )


def answer_settings(settings: Settings) -> dict[str, str | int | float]:
    """The settings that shape answers, by name."""
    return {
        "token_encoding": settings.token_encoding,
        "passage_tokens": settings.passage_tokens,
        "language": settings.language,
        "max_wrong": settings.max_wrong,
    }


def index_folder(index_dir: Path, folders: Sequence[Path]) -> Path:
    """Where the index of ``folders`` is kept: below ``index_dir``, a place of its own for each set.

    So ``--docs`` for one call never takes the place of the index of every day.
    """
    resolved = [folder.expanduser().resolve() for folder in folders]
    name = re.sub(r"[^\w.-]", "_", resolved[0].name)[:40]
    digest = hashlib.sha256("\0".join(map(str, resolved)).encode(errors="surrogateescape"))
    return index_dir.expanduser() / f"{name}-{digest.hexdigest()[:_DIGITS]}"
