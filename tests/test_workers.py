"""Work that is shared out among processes is done as if it weren't."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import closing

import pytest

from retrieval.workers import cores, shared_out


class Work:
    """Says who did what; knows whether it is done by another process."""

    def __init__(self) -> None:
        self.parent = os.getpid()
        self.done = 0

    def __call__(self, task: int) -> tuple[int, int, int]:
        self.done += 1
        return task, os.getpid(), self.done


class Deadly(Work):
    def __call__(self, task: int) -> tuple[int, int, int]:
        if task == 3 and os.getpid() != self.parent:
            os.kill(os.getpid(), signal.SIGKILL)
        return super().__call__(task)


class Failing(Work):
    def __call__(self, task: int) -> tuple[int, int, int]:
        raise ValueError(f"task {task}")


class Deaf(Work):
    def __call__(self, task: int) -> tuple[int, int, int]:
        if task and os.getpid() != self.parent:
            signal.signal(signal.SIGTERM, signal.SIG_IGN)
            time.sleep(60)
        return super().__call__(task)


def is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def test_results_come_in_the_order_of_the_tasks_from_others_that_remember() -> None:
    results = list(shared_out(Work(), range(20), 2))
    assert [task for task, _, _ in results] == list(range(20))
    processes = {process for _, process, _ in results}
    assert os.getpid() not in processes
    last = {process: done for _, process, done in results}
    assert sum(last.values()) == 20
    assert not any(map(is_running, processes))


def test_what_a_process_does_not_live_to_do_is_done_here() -> None:
    results = list(shared_out(Deadly(), range(10), 2))
    assert [task for task, _, _ in results] == list(range(10))
    assert results[3][1] == os.getpid()


def test_an_error_is_raised_here() -> None:
    with pytest.raises(ValueError, match="task 0"):
        list(shared_out(Failing(), range(10), 2))


def test_no_tasks_give_no_results() -> None:
    assert list(shared_out(Work(), [], 1)) == []


def test_processes_end_when_the_results_are_wanted_no_more() -> None:
    with closing(shared_out(Work(), iter(range(10**9)), 2)) as results:
        processes = {next(results)[1] for _ in range(9)}
        assert all(map(is_running, processes))
    assert not any(map(is_running, processes))


KILLED = """
import os, sys
sys.path.insert(0, os.getcwd())
from retrieval.workers import shared_out
from tests.test_workers import Work
for _, process, _ in shared_out(Work(), iter(range(10**9)), 2):
    print(process, flush=True)
"""


def test_processes_end_with_their_parent_however_it_does() -> None:
    command = [sys.executable, "-c", KILLED]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        processes = {int(parent.stdout.readline()) for _ in range(50)}
        parent.kill()
    end = time.monotonic() + 10
    while any(map(is_running, processes)) and time.monotonic() < end:
        time.sleep(0.02)
    assert not any(map(is_running, processes))


def test_there_is_a_processor_to_work_on() -> None:
    assert cores() >= 1


def test_a_process_that_does_not_end_by_itself_is_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("retrieval.workers._LAST_WORDS", 0.1)
    with closing(shared_out(Deaf(), iter(range(9)), 1)) as results:
        process = next(results)[1]
        time.sleep(0.3)  # until it is at the next task
    assert not is_running(process)


def test_without_another_process_all_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise BlockingIOError

    monkeypatch.setattr(subprocess, "Popen", refuse)
    assert {process for _, process, _ in shared_out(Work(), range(5), 2)} == {os.getpid()}
