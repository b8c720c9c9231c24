from __future__ import annotations

import logging
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import app.commands.jobs
from app.cli import cli, main
from app.exit_codes import ExitCode
from domain.errors import StorageError, UsageError

COMMANDS = tuple(command.callback.__name__ for command in cli.registered_commands if command.callback)


def test_help_names_every_command_and_the_exit_codes(tongguan: Callable[..., Any]) -> None:
    ran = tongguan("--help")
    assert ran.code == ExitCode.ALL_CLEAR
    assert all(name in ran.out for name in COMMANDS)
    assert "Exit codes: 0 all clear" in ran.out


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_of_every_command_is_explained(tongguan: Callable[..., Any], command: str) -> None:
    ran = tongguan(command, "-h")
    assert ran.code == ExitCode.ALL_CLEAR
    for line in ran.out.splitlines():
        words = line.split()
        if words and words[0].startswith("--"):
            assert len(words) > 2, line


@pytest.mark.parametrize(
    "arguments",
    [
        ("verify",),
        ("verify", "--nonsense"),
        ("nonsense",),
        ("verify", "/does/not/exist"),
        ("verify", ".", "--as-of", "yesterday"),
        ("verify", ".", "--jobs", "0"),
        ("verify", ".", "--lang", "fr"),
        ("verify", ".", "--files"),
        ("show", "/does/not/exist"),
        ("show", "."),
        ("jobs", "--state", "asleep"),
        ("samples", "--scenario", "nonsense"),
        ("samples", "--medium", "nonsense"),
        ("samples", "--count", "0"),
    ],
)
def test_wrong_use_is_told_in_a_sentence(tongguan: Callable[..., Any], arguments: tuple[str, ...]) -> None:
    ran = tongguan(*arguments)
    assert ran.code == ExitCode.WRONG_USE
    assert ran.err.strip() and "Traceback" not in ran.err


def test_wrong_setting_is_wrong_use(tongguan: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TONGGUAN_PAGE_SECONDS", "-1")
    ran = tongguan("jobs")
    assert ran.code == ExitCode.WRONG_USE and "TONGGUAN_PAGE_SECONDS" in ran.err


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (UsageError("no such thing", advice="name another"), ExitCode.WRONG_USE, "name another"),
        (StorageError("the disk is full", advice="make room"), ExitCode.NOT_PROCESSED, "make room"),
        (ZeroDivisionError("oh"), ExitCode.NOT_PROCESSED, "--debug"),
        (KeyboardInterrupt(), ExitCode.INTERRUPTED, "goes on from there"),
    ],
)
def test_errors_have_a_code_a_sentence_and_no_traceback(
    tongguan: Callable[..., Any],
    monkeypatch: pytest.MonkeyPatch,
    error: BaseException,
    code: ExitCode,
    said: str,
) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise error

    monkeypatch.setattr(app.commands.jobs, "run", fail)
    ran = tongguan("jobs")
    assert ran.code == code
    assert said in ran.err and "Traceback" not in ran.err


def test_debug_shows_where_it_happened_wherever_it_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(app.commands.jobs, "run", fail)
    level = logging.getLogger().level
    with pytest.raises(ZeroDivisionError):
        main(["jobs", "--debug"])
    logging.getLogger().setLevel(level)


def test_an_unwritable_output_is_told_before_the_work(tongguan: Callable[..., Any], tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    ran = tongguan("verify", tmp_path, "--report", blocked / "report.html")
    assert ran.code == ExitCode.WRONG_USE
    assert str(blocked) in ran.err


LIGHT = {
    "app.cli": ("rich", "pydantic", "sqlalchemy", "jinja2", "PIL", "cv2", "spacy"),
    "app.commands.verify": (
        "cv2", "onnxruntime", "openvino", "pdfplumber", "pypdfium2", "spacy", "weasyprint", "PIL", "jinja2", "dramatiq",
    ),
    "app.commands.jobs": ("cv2", "onnxruntime", "openvino", "pdfplumber", "spacy", "dramatiq"),
}  # fmt: skip


@pytest.mark.parametrize("module", LIGHT)
def test_heavy_libraries_wait_until_they_are_needed(module: str) -> None:
    probe = f"import sys, {module}; print(*(name for name in {LIGHT[module]!r} if name in sys.modules))"
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
