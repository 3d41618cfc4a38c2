"""README.md, .env.example and CHANGELOG.md say what is so.

UPDATE_CASES=1 in the environment writes the parts that follow from the code; look at the
difference.
"""

from __future__ import annotations

import ast
import io
import os
import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import click
import pytest
from pydantic import SecretStr
from rich.console import Console

from bot.chat import Chat
from bot.cli import COMMANDS, cli
from bot.conversation import Conversation, Options
from bot.rendering import TerminalScreen
from bot.settings import Settings
from bot.wiring import build_engine

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
EXAMPLE = ROOT / ".env.example"
ROOMS = ("bot", "retrieval")
HEAD = "# Copy this file to .env and change what you need; the environment goes before it.\n"


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def guard(path: Path, actual: str) -> None:
    """``path`` is ``actual``, or becomes it."""
    if os.environ.get("UPDATE_CASES"):
        path.write_text(actual, encoding="utf-8")
    assert read(path) == actual


def with_part(name: str, part: str) -> str:
    """The README with the part called ``name`` replaced."""
    start = f"<!-- {name}: written by tests/test_documents_guard.py -->\n"
    before, _, rest = read(README).partition(start)
    after = rest.partition("<!-- end -->")[2]
    assert after, f"the README has no part {name}"
    return f"{before}{start}\n{part}\n<!-- end -->{after}"


def default_of(name: str) -> str:
    """A setting's default as one would write it into `.env`."""
    default = Settings.model_fields[name].default
    match default:
        case SecretStr():
            return default.get_secret_value()
        case bool():
            return str(default).lower()
        case tuple() | frozenset():
            return os.pathsep.join(map(str, default))
        case _:
            return str(default)


def described() -> Iterator[tuple[str, str, str]]:
    for name, field in Settings.model_fields.items():
        assert field.description
        yield name.upper(), default_of(name), field.description


def test_the_example_file_has_every_setting_with_its_default_and_a_line() -> None:
    lines = [f"\n# {description}\n{name}={default}\n" for name, default, description in described()]
    guard(EXAMPLE, HEAD + "".join(lines))


def test_the_example_file_changes_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").write_text(read(EXAMPLE), encoding="utf-8")
    assert Settings() == Settings.model_construct()


def test_the_readme_shows_every_setting() -> None:
    rows = [
        f"| `{name}` | {f'`{default}`' if default else ''} | {description} |\n"
        for name, default, description in described()
    ]
    guard(README, with_part("settings", f"| setting | default | |\n|---|---|---|\n{''.join(rows)}"))


def test_the_readme_gives_every_file_a_line() -> None:
    lines = []
    for folder in sorted({path.parent for room in ROOMS for path in (ROOT / room).rglob("*.py")}):
        lines.append(f"\n**{folder.relative_to(ROOT)}/** {first_line(folder / '__init__.py')}\n\n")
        files = [path for path in sorted(folder.glob("*.py")) if path.name != "__init__.py"]
        lines += [f"- `{path.name}`: {first_line(path)}\n" for path in files]
    guard(README, with_part("files", "".join(lines).lstrip()))


def first_line(path: Path) -> str:
    docstring = ast.get_docstring(ast.parse(read(path)))
    assert docstring, f"{path} says nothing about itself"
    return docstring.partition("\n\n")[0].replace("\n", " ")


def test_the_session_in_the_readme_is_a_real_one(tmp_path: Path) -> None:
    before, _, rest = read(README).partition("```console\n")
    session, _, after = rest.partition("```")
    shown = io.StringIO()
    screen = TerminalScreen(
        Console(file=shown, width=80, color_system=None, highlight=False, markup=False)
    )
    settings = Settings.model_construct(index_dir=tmp_path)
    engine = build_engine(settings, [ROOT / "seeds"])
    chat = Chat(engine, Conversation(engine, Options()), screen, screen)
    for question in re.findall(r"(?m)^\? (.+)$", session):
        shown.write(f"? {question}\n")
        chat.respond(question)
    guard(README, f"{before}```console\n{shown.getvalue().rstrip()}\n```{after}")


def prose() -> str:
    """The README without the parts that are written from the code."""
    return re.sub(r"(?s)<!-- \w+: written.*?<!-- end -->", "", read(README))


def quotebot_calls() -> list[str]:
    """Every call of quotebot in the README's code, without comments."""
    code = re.findall(r"`(quotebot [^`]+)`", prose())
    for block in re.findall(r"(?s)```sh\n(.*?)```", prose()):
        code += re.findall(r"(?m)^(?:\.venv/bin/)?(quotebot .*)$", block)
    return [re.sub(r"\s+#.*", "", call) for call in code if "COMMAND" not in call]


@pytest.mark.parametrize("call", quotebot_calls())
def test_every_call_in_the_readme_is_understood(
    call: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    _, name, *arguments = shlex.split(call)
    for argument in arguments:
        if argument.endswith((".json", ".jsonl")):
            Path(argument).touch()  # click looks whether files are there
    command = cli.get_command(click.Context(cli), name)
    assert command is not None
    command.make_context(name, arguments)


def test_every_target_in_the_readme_exists() -> None:
    targets = set(re.findall(r"(?m)^(\w+):", read(ROOT / "Makefile")))
    assert {"console", "test"} <= set(re.findall(r"(?m)[`\n]make (\w+)", prose())) <= targets


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_in_the_readme(command: str) -> None:
    assert f"`quotebot {command}" in prose()


def test_every_option_in_the_readme_exists() -> None:
    known = {"--help"}
    for name in COMMANDS:
        command = cli.get_command(click.Context(cli), name)
        assert command is not None
        known |= {option for param in command.params for option in param.opts}
    assert set(re.findall(r"`(--[a-z-]+)", prose())) <= known


def test_the_changelog_begins_with_what_is_not_released() -> None:
    headings = re.findall(r"(?m)^## \[(.+?)\]", read(ROOT / "CHANGELOG.md"))
    assert headings[0] == "Unreleased"
