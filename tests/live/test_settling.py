from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.settling import Settling

if TYPE_CHECKING:
    from pathlib import Path


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_a_file_is_settled_once_it_stayed_the_same_for_a_while(tmp_path: Path) -> None:
    clock, file = Clock(), tmp_path / "a.txt"
    settling = Settling(0.3, clock)
    file.write_text("half")
    assert not settling.is_settled(file)
    clock.now += 0.2
    assert not settling.is_settled(file)
    clock.now += 0.2
    assert settling.is_settled(file)


def test_each_change_starts_the_wait_anew(tmp_path: Path) -> None:
    clock, file = Clock(), tmp_path / "a.txt"
    settling = Settling(0.3, clock)
    for length in range(5):
        file.write_text("x" * length)
        assert not settling.is_settled(file)
        clock.now += 0.2
    clock.now += 0.2
    assert settling.is_settled(file)


def test_a_file_that_is_gone_is_settled(tmp_path: Path) -> None:
    assert Settling().is_settled(tmp_path / "a.txt")


def test_a_file_that_nobody_asked_about_for_long_is_forgotten(tmp_path: Path) -> None:
    clock, file = Clock(), tmp_path / "a.txt"
    settling = Settling(0.3, clock)
    file.touch()
    settling.is_settled(file)
    clock.now += 61
    settling.forget_old()
    assert not settling.is_settled(file)
