from __future__ import annotations

import pytest

from tests.cli.scripted import ScriptedEngine


@pytest.fixture
def engine() -> ScriptedEngine:
    return ScriptedEngine()
