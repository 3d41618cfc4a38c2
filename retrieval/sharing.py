"""Files prepared for the index: shared out among processes where there are many."""

from __future__ import annotations

import time
from contextlib import closing
from typing import TYPE_CHECKING

from retrieval.encodings import load_encoding
from retrieval.preparing import Preparer, together

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence

    from retrieval.analysis import Analyzer
    from retrieval.documents import SourceFile
    from retrieval.preparing import Prepared, Settings

    Progress = Callable[[int, int], None]  # bytes read so far, bytes in all

_MANY_BYTES = 8_000_000  # of files; from here on other processes are worth their start
_MOST_PROCESSES = 4


class Preparers:
    """Prepares files here or in other processes, whichever is quicker.

    Args:
        settings: what to make of the files.
        analyzers: those made so far, by language; shared, and added to.
    """

    def __init__(self, settings: Settings, analyzers: dict[str, Analyzer]) -> None:
        self._settings = settings
        self._analyzers = analyzers
        self._own = Preparer(settings, analyzers)

    def prepared(
        self, files: Sequence[SourceFile], progress: Progress | None
    ) -> Generator[Prepared]:
        """The files in their order, some at a time; close it to end the other processes early."""
        total, done = sum(file.size for file in files), 0
        load_encoding(self._settings.encoding)  # an error in a setting comes before all others

        def read(size: int) -> None:
            nonlocal done
            done += size
            if progress:
                progress(done, total)

        # What so many words gave isn't worth its memory afterwards.
        is_large = total >= _MANY_BYTES
        preparer = Preparer(self._settings, self._analyzers) if is_large else self._own
        preparer.indexed_at = int(time.time())
        groups = list(together(files))
        processes = processes_for(total, len(groups))
        if processes == 1:
            yield from (preparer(group, read) for group in groups)
            return
        from retrieval.workers import shared_out  # noqa: PLC0415 - rarely needed

        with closing(shared_out(preparer, groups, processes)) as shared:
            for prepared in shared:
                read(prepared.size)
                yield prepared


def processes_for(size: int, tasks: int) -> int:
    """How many processes so many bytes in so many tasks are worth; 1 for none but this."""
    if size < _MANY_BYTES:
        return 1
    from retrieval.workers import cores  # noqa: PLC0415 - rarely needed

    return min(cores(), _MOST_PROCESSES, tasks)
