"""Questions from a pipe, one a line, read so that no line can end or fill up the program."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from retrieval.errors import QuestionError

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST_LINE = 64 * 1024  # bytes; a question's own limit is far below


def read_questions(stream: BinaryIO) -> Iterator[str | QuestionError]:
    r"""Each line of ``stream`` as text without its end, or the error that it is.

    >>> import io
    >>> [str(line) for line in read_questions(io.BytesIO(b"who?\n\xff\nwhy?"))]
    ['who?', 'Line 2 is not UTF-8 text.', 'why?']
    """
    number = 0
    while line := stream.readline(LONGEST_LINE):
        number += 1
        if _is_cut(line):
            while _is_cut(line):
                line = stream.readline(LONGEST_LINE)
            yield QuestionError(f"Line {number} is longer than {LONGEST_LINE:,} bytes.")
            continue
        try:
            yield line.decode("utf-8-sig" if number == 1 else "utf-8").rstrip("\r\n")
        except UnicodeDecodeError:
            yield QuestionError(f"Line {number} is not UTF-8 text.")


def _is_cut(line: bytes) -> bool:
    return len(line) == LONGEST_LINE and not line.endswith(b"\n")
