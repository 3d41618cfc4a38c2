"""Work shared out among processes; the results come in the order of the tasks.

The processes are started as the sandbox's is. `multiprocessing` would run the caller's own program
file again in each of them, which not every program is made for, and `ProcessPoolExecutor` can't be
ended while it works, and outlives a parent that is killed.
"""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Sequence
    from concurrent.futures import Future
    from types import FrameType

T = TypeVar("T")
R = TypeVar("R")

_AHEAD = 2  # tasks a process that are under way, or done and not yet asked for
_LAST_WORDS = 5.0  # seconds that a process is given to end
# subtle: isolated from the environment and the working directory, and then given this process's
# own path, so that it finds the very same modules.
_START = (
    "import sys; sys.path[:] = sys.argv[1:]; from retrieval.workers import main; sys.exit(main())"
)
_GONE = (OSError, EOFError, pickle.UnpicklingError)


def cores() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def shared_out(work: Callable[[T], R], tasks: Iterable[T], processes: int) -> Generator[R]:
    """``work`` of each task, done by ``processes`` others and in the order of the tasks.

    A few results are held at a time. What a process does not live to do is done in this one, so
    that errors are raised here as if there were no others. Close the iterator to end them early
    (`contextlib.closing`); they also end with this process, however it does.

    Args:
        work: can be pickled; each process has its own, which may remember between tasks.
        tasks: can be pickled.
        processes: how many, at least one.
    """
    workers = _started(work, processes)
    if not workers:
        yield from map(work, tasks)
        return
    free: SimpleQueue[_Worker] = SimpleQueue()
    for worker in workers:
        free.put(worker)

    def ask(task: T) -> R:
        worker = free.get()
        try:
            result: R = worker.ask(task)
            return result
        finally:
            free.put(worker)

    def answer(task: T, asked: Future[R]) -> R:
        try:
            return asked.result()
        except _GONE:
            return work(task)

    threads = ThreadPoolExecutor(len(workers))
    asked: deque[tuple[T, Future[R]]] = deque()
    try:
        for task in tasks:
            asked.append((task, threads.submit(ask, task)))
            if len(asked) >= _AHEAD * len(workers):
                yield answer(*asked.popleft())
        while asked:
            yield answer(*asked.popleft())
    finally:
        threads.shutdown(wait=False, cancel_futures=True)
        _end(workers)
        threads.shutdown()  # they waited for the processes


def _end(workers: Sequence[_Worker]) -> None:
    for worker in workers:
        worker.end()
    for worker in workers:
        worker.wait()


def _started(work: Callable[[T], R], processes: int) -> list[_Worker]:
    """As many processes as the system lets us start."""
    pickled, workers = pickle.dumps(work), list[_Worker]()
    with suppress(OSError):
        for _ in range(processes):
            workers.append(_Worker(pickled))
    return workers


class _Worker:
    """The parent's side of one process."""

    def __init__(self, work: bytes) -> None:
        command = [sys.executable, "-I", "-c", _START, *sys.path]
        pipe, null = subprocess.PIPE, subprocess.DEVNULL
        self._process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=null)  # noqa: S603 - our own interpreter
        self._work: bytes | None = work

    def ask(self, task: object) -> Any:
        """What the process makes of a task; one of `_GONE` is raised where it is no more."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        if self._work is not None:
            self._process.stdin.write(self._work)
            self._work = None
        pickle.dump(task, self._process.stdin)
        self._process.stdin.flush()
        return pickle.load(self._process.stdout)  # noqa: S301 - of our own process

    def end(self) -> None:
        """Tell the process to end."""
        self._process.terminate()

    def wait(self) -> None:
        """Wait until the process has ended."""
        try:
            self._process.wait(_LAST_WORDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        with suppress(OSError), self._process:  # what was not sent can't be flushed
            pass


def main() -> None:
    """The other side: do one task after another until the parent closes the pipe or says so."""
    results = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not fall between the results
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a Ctrl-C is the parent's to handle
    signal.signal(signal.SIGTERM, _leave)
    with suppress(EOFError, BrokenPipeError):
        work = pickle.load(sys.stdin.buffer)  # noqa: S301 - of our own parent
        while True:
            pickle.dump(work(pickle.load(sys.stdin.buffer)), results)  # noqa: S301
            results.flush()


def _leave(_signal: int, _frame: FrameType | None) -> None:
    """End as at the end of a program, so that what this process started ends, too."""
    sys.exit()
