"""Runs the command line in this process and catches what it says."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from app.cli import main


class Ran(NamedTuple):
    code: int
    out: str
    err: str


@pytest.fixture
def tongguan(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Callable[..., Ran]:
    """``tongguan(*arguments)`` on a data folder of its own."""
    monkeypatch.setenv("TONGGUAN_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("TONGGUAN_LANG", "en")

    def run(*arguments: object) -> Ran:
        with pytest.raises(SystemExit) as end:
            main([str(argument) for argument in arguments])
        assert isinstance(end.value.code, int)
        return Ran(int(end.value.code), *capsys.readouterr())

    return run
