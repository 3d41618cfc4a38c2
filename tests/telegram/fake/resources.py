"""What a process and its children use, from Linux's /proc."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Usage:
    """Resident memory now (MB of 10^6 bytes) and processor time since the start (seconds)."""

    megabytes: float
    cpu_seconds: float

    def __add__(self, other: Usage) -> Usage:
        return Usage(self.megabytes + other.megabytes, self.cpu_seconds + other.cpu_seconds)


def usage(pid: int) -> Usage:
    """Of a process and all its living descendants."""
    folder = Path(f"/proc/{pid}")
    # The name in parentheses may hold anything, so what follows is counted from its end.
    numbers = (folder / "stat").read_text().rpartition(")")[2].split()
    user, system, *_ = map(int, numbers[11:13])
    memory = int(numbers[21]) * os.sysconf("SC_PAGE_SIZE") / 1e6
    own = Usage(memory, (user + system) / os.sysconf("SC_CLK_TCK"))
    children = " ".join(path.read_text() for path in folder.glob("task/*/children")).split()
    return sum(map(usage, map(int, children)), own)
