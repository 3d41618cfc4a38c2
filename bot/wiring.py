"""The composition root: settings in, a ready engine out. Nothing else builds what it uses."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import TYPE_CHECKING

from retrieval.engine import Engine
from retrieval.errors import SettingError

if TYPE_CHECKING:
    from collections.abc import Sequence

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
    chosen = documents_folders(settings, folders)
    return Engine(
        chosen,
        index_folder(settings.index_dir, chosen),
        encoding=settings.token_encoding,
        passage_tokens=settings.passage_tokens,
        language=settings.language,
        max_wrong=settings.max_wrong,
        keep_given=keep_given,
        private=settings.index_dir,
    )


def documents_folders(settings: Settings, given: Sequence[Path] = ()) -> tuple[Path, ...]:
    """What is answered from: the ``given`` folders alone, else the settings' with the uploads.

    Raises:
        SettingError: the folder of the uploads can't be made.
    """
    return tuple(given) or with_uploads(settings, settings.documents)


def with_uploads(settings: Settings, folders: Sequence[Path]) -> tuple[Path, ...]:
    """The folders, and that of the uploads unless it lies in one of them or isn't wanted.

    Raises:
        SettingError: the folder of the uploads can't be made.
    """
    uploads = uploads_folder(settings)
    if uploads is None:
        return tuple(folders)
    inside = any(uploads.is_relative_to(folder.expanduser().resolve()) for folder in folders)
    return tuple(folders) if inside else (*folders, uploads)


def uploads_folder(settings: Settings) -> Path | None:
    """The folder of the uploads, made when missing; None where no uploads are wanted.

    Raises:
        SettingError: it can't be made.
    """
    if not settings.uploads:
        return None
    folder = Path(settings.uploads).expanduser()
    try:
        # Also before the first upload: with it the documents' names begin with their folders'.
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = error.strerror or "unknown error"
        raise SettingError(f"UPLOADS is {str(folder)!r}, which can't be made ({reason}).") from None
    return folder.resolve()


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
