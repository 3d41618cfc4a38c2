"""The real `quotebot telegram` as a process of its own, pointed at the fake."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self

    from tests.telegram.fake.driver import FakeTelegram

SEEDS = Path(__file__).resolve().parents[3] / "seeds"
COMMAND = (sys.executable, "-m", "bot", "telegram")
KEPT = ("PATH", "PYTHONPATH", "SYSTEMROOT", "LANG", "COVERAGE_PROCESS_START")


@dataclass(eq=False)
class BotProcess:
    """Runs in ``folder``, which keeps its state, its index and its `log`, from start to start.

    ``settings`` are environment variables; nothing else of the test's environment reaches it.
    """

    telegram: FakeTelegram
    folder: Path
    settings: dict[str, str] = field(default_factory=dict)
    command: tuple[str, ...] = COMMAND
    running: subprocess.Popen[bytes] | None = None

    @property
    def log(self) -> str:
        """Everything that it ever wrote, to either stream."""
        return (self.folder / "log").read_text(encoding="utf-8", errors="replace")

    @property
    def pid(self) -> int:
        assert self.running, "the bot isn't running"
        return self.running.pid

    def start(self) -> Self:
        with (self.folder / "log").open("ab") as log:
            self.running = subprocess.Popen(
                self.command, cwd=self.folder, env=self._environment(), stdout=log, stderr=log
            )
        return self

    def until_polling(self, seconds: float = 30.0) -> Self:
        """Wait for its first request for updates."""
        before = len(self.telegram.called("getUpdates"))
        self.telegram.wait_for(
            lambda: len(self.telegram.called("getUpdates")) > before or not self._alive(), seconds
        )
        assert self._alive(), f"the bot ended at once:\n{self.log}"
        return self

    def stop(self, how: signal.Signals = signal.SIGTERM, seconds: float = 20.0) -> float:
        """Ask it to end; how long that took, in seconds."""
        assert self.running
        started = time.monotonic()
        self.running.send_signal(how)
        self.running.wait(seconds)
        return time.monotonic() - started

    def kill(self) -> None:
        """End it without warning."""
        assert self.running
        self.running.kill()
        self.running.wait()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._alive():
            self.kill()

    def _alive(self) -> bool:
        return self.running is not None and self.running.poll() is None

    def _environment(self) -> dict[str, str]:
        kept = {name: os.environ[name] for name in KEPT if name in os.environ}
        ours = {
            "TELEGRAM_BOT_TOKEN": self.telegram.token,
            "TELEGRAM_API_URL": self.telegram.url,
            "DOCUMENTS": str(SEEDS),
            "INDEX_DIR": str(self.folder / "index"),
            "HOME": str(self.folder),
        }
        return kept | ours | self.settings
