"""Who may import whom, read from the code itself."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MODULES = sorted(path for room in ("bot", "retrieval") for path in (ROOT / room).rglob("*.py"))
PACKAGES = [path for path in MODULES if path.name == "__init__.py"]


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imported(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
            assert not node.level, f"{path}: imports are absolute"
    return names


def rooms(path: Path) -> set[str]:
    return {name.partition(".")[0] for name in imported(path)}


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_run_one_way(path: Path) -> None:
    name = name_of(path)
    if name.startswith("retrieval/"):
        assert "bot" not in rooms(path)
    if not name.startswith("bot/telegram/"):
        assert "telegram" not in rooms(path)
    if not name.startswith(("bot/telegram/", "bot/commands/")):
        assert not any(module.startswith("bot.telegram") for module in imported(path))


@pytest.mark.parametrize("path", PACKAGES, ids=name_of)
def test_a_package_hands_out_its_public_names_in_order(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    handed_out = [
        ast.literal_eval(node.value)
        for node in tree.body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__"
    ]
    if any(isinstance(node, ast.ImportFrom) and node.module != "__future__" for node in tree.body):
        assert handed_out, "a package that imports names says which it hands out"
    for names in handed_out:
        # ruff's order (RUF022): constants, classes, functions
        key = lambda n: (not n.isupper(), not n[0].isupper(), n)  # noqa: E731
        assert names == sorted(names, key=key)
