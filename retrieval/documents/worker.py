"""The process that parses what isn't plain text, under limits of memory and CPU time.

It is given bytes and gives back text: it opens no file of the user's and no connection. A format's
library is imported only when a file of that format comes.
"""

from __future__ import annotations

import os
import signal
import sys
from contextlib import suppress
from importlib import import_module
from typing import TYPE_CHECKING

from retrieval.documents.kinds import Kind
from retrieval.documents.wire import pack, read_frame, write_frame
from retrieval.errors import DocumentError

if TYPE_CHECKING:
    from typing import IO

MEMORY = 1536 * 2**20  # bytes of address space
CPU_SECONDS = 30  # for one file

READ, FAILED, WORN_OUT = b"r", b"f", b"w"  # the first byte of an answer

_READERS = {
    Kind.PLAIN: "encodings",
    Kind.CSV: "csv_rows",
    Kind.DOCX: "docx",
    Kind.EPUB: "epub",
    Kind.HTML: "html",
    Kind.JSON_LINES: "json_lines",
    Kind.MAIL: "mail",
    Kind.MBOX: "mbox",
    Kind.PDF: "pdf",
    Kind.RST: "rst",
}


def main() -> None:
    """Answer one file after another until the parent closes the pipe."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not fall between the frames
    # A Ctrl-C is meant for the console, which lives on; an orphan ends when its pipe does.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _limit_memory()
    with suppress(EOFError):
        while True:
            kind = Kind(read_frame(sys.stdin.buffer).decode())
            _answer(answers, kind, read_frame(sys.stdin.buffer))


def _answer(answers: IO[bytes], kind: Kind, data: bytes) -> None:
    _limit_time()
    try:
        answer = READ + pack(import_module(f"retrieval.documents.{_READERS[kind]}").extract(data))
    except DocumentError as error:
        answer = FAILED + str(error).encode()
    except MemoryError:
        answer = WORN_OUT + b"it needs too much memory to be read"
    except RecursionError:
        answer = WORN_OUT + b"it is nested too deeply to be read"
    except Exception:  # noqa: BLE001 - whatever a library throws at a broken file
        answer = FAILED + f"it is damaged, or no {kind} file".encode()
    write_frame(answers, answer)


def _limit_memory() -> None:
    with suppress(ImportError, ValueError, OSError):  # Windows has no such limits
        import resource  # noqa: PLC0415

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def _limit_time() -> None:
    with suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415

        used = resource.getrusage(resource.RUSAGE_SELF)
        soft = int(used.ru_utime + used.ru_stime) + CPU_SECONDS
        resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.RLIM_INFINITY))
