"""The parent's side of the reading process: started when needed, used again, ended when it errs."""

from __future__ import annotations

import atexit
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from retrieval.documents.wire import read_frame, unpack, write_frame
from retrieval.documents.worker import READ, WORN_OUT
from retrieval.errors import DocumentError

if TYPE_CHECKING:
    from retrieval.documents.extraction import Extract
    from retrieval.documents.kinds import Kind

SECONDS = 90.0  # of wall clock for one file
_LAST_WORDS = 5.0  # seconds that a dying process is given
_MOST_FILES = 500  # then a fresh process: a library may leak
_ROOT = Path(__file__).parents[2]
# subtle: isolated from the working directory and the environment, where a module of the same name
# as a library could lie; the one folder that is added is where this package was found.
_START = (
    "import sys; sys.path.append(sys.argv[1]); from retrieval.documents.worker import main; main()"
)


class Sandbox:
    """A process that reads files one at a time; safe to use from several threads."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self._seconds = seconds
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._files = 0

    def read(self, kind: Kind, data: bytes) -> Extract:
        """What the reader for ``kind`` finds in ``data``.

        Raises:
            DocumentError: the file is broken, or takes more time or memory than it may.
        """
        with self._lock:
            answer = self._ask(kind, data)
        if answer[:1] != READ:
            raise DocumentError(answer[1:].decode(errors="replace"))
        try:
            return unpack(answer[1:])
        except (ValueError, TypeError) as error:
            raise DocumentError("its reader failed") from error

    def close(self) -> None:
        """End the process; the next read starts another."""
        with self._lock:
            self._end()

    def _ask(self, kind: Kind, data: bytes) -> bytes:
        if self._process is None or self._process.poll() is not None or self._files >= _MOST_FILES:
            self._start()
        assert self._process is not None
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        late = threading.Event()
        timer = threading.Timer(self._seconds, self._stop, (self._process, late))
        timer.start()
        try:
            write_frame(self._process.stdin, kind.encode())
            write_frame(self._process.stdin, data)
            answer = read_frame(self._process.stdout)
        except (OSError, EOFError) as error:
            reason = "it takes too long to read" if late.is_set() else self._cause()
            self._end()
            raise DocumentError(reason) from error
        finally:
            timer.cancel()
        self._files += 1
        if answer[:1] == WORN_OUT:
            self._end()
        return answer

    def _cause(self) -> str:
        """Why the process ended by itself."""
        assert self._process is not None
        with suppress(subprocess.TimeoutExpired):
            if self._process.wait(_LAST_WORDS) == -getattr(signal, "SIGXCPU", 0):
                return "it takes too long to read"
        return "its reader crashed"

    def _start(self) -> None:
        self._end()
        self._files = 0
        command = [sys.executable, "-I", "-c", _START, str(_ROOT)]
        pipe, null = subprocess.PIPE, subprocess.DEVNULL
        self._process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=null)  # noqa: S603 - our own interpreter

    def _end(self) -> None:
        if self._process is not None:
            self._process.kill()
            # A killed process leaves a pipe that can't be flushed.
            with suppress(OSError), self._process:
                pass
            self._process = None

    @staticmethod
    def _stop(process: subprocess.Popen[bytes], late: threading.Event) -> None:
        late.set()
        process.kill()


@cache
def shared_sandbox() -> Sandbox:
    """The one sandbox of this process: two thousand files don't cost two thousand starts."""
    sandbox = Sandbox()
    atexit.register(sandbox.close)
    return sandbox
