"""The operator's page names only what exists: settings, commands, options, metrics, events, sections."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import typer

from app.cli import cli
from app.settings import PREFIX, Settings

ROOT = Path(__file__).parent.parent.parent
PAGE = (ROOT / "docs" / "operating.md").read_text()
SOURCES = "\n".join(
    path.read_text() for room in ("app", "web", "service", "workers") for path in (ROOT / room).rglob("*.py")
)


def found(pattern: str) -> list[str]:
    names = sorted(set(re.findall(pattern, PAGE)))
    assert names
    return names


@pytest.mark.parametrize("name", found(rf"{PREFIX}([A-Z_]+)"))
def test_settings_exist(name: str) -> None:
    assert name.lower() in Settings.model_fields


@pytest.mark.parametrize("line", found(r"(?m)^tongguan ([a-z].*?)(?:  +#.*)?$"))
def test_commands_and_options_exist(line: str) -> None:
    command: Any = typer.main.get_command(cli)
    for word in line.split():
        if word.startswith("--"):
            known = {flag for each in command.params for flag in (*each.opts, *each.secondary_opts)}
            assert word in known, f"{command.name} has no {word}"
        elif hasattr(command, "commands"):
            assert word in command.commands
            command = command.commands[word]


@pytest.mark.parametrize("name", found(r"\b(tongguan_[a-z_]+)"))
def test_metrics_exist(name: str) -> None:
    assert f'"{re.sub("_(total|bucket)$", "", name)}"' in SOURCES


@pytest.mark.parametrize("row", found(r"(?m)^\| (`[a-z_]+`(?:, `[a-z_]+`)*) \| [^|]* \| [^|]* \|$"))
def test_events_are_told(row: str) -> None:
    for event in re.findall(r"`([a-z_]+)`", row):
        assert f'"{event}"' in SOURCES


@pytest.mark.parametrize("anchor", found(r"\]\(#([a-z-]+)\)"))
def test_sections_exist(anchor: str) -> None:
    titles = {
        re.sub(r"[^a-z -]", "", title.lower()).replace(" ", "-")
        for title in re.findall(r"(?m)^## (.*)$", PAGE)
    }
    assert anchor in titles
