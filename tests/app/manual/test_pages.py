from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import msgspec
import pytest

from app.cli import cli
from app.manual.pages import PAGES, result_schema
from app.settings import PREFIX, Settings
from domain.result import Result

ROOT = Path(__file__).resolve().parents[3]


@pytest.mark.parametrize("name", PAGES)
def test_generated_page_is_as_the_program_says(name: str) -> None:
    assert (ROOT / "docs" / name).read_text(encoding="utf-8") == PAGES[name](), "run: make docs"


@pytest.mark.parametrize("name", ["refused_result", "clear_result", "many_cars_result"])
def test_a_result_is_by_the_schema(name: str, request: pytest.FixtureRequest) -> None:
    result: Result = request.getfixturevalue(name)
    jsonschema.validate(json.loads(msgspec.json.encode(result)), json.loads(result_schema()))


def test_the_schema_refuses_what_is_no_result() -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"verdict": "maybe"}, json.loads(result_schema()))


def test_readme_shows_every_command_and_exit_code() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    for command in cli.registered_commands:
        assert command.callback is not None
        assert f"tongguan {command.callback.__name__}" in text
    assert all(f"| {code} |" in text for code in (0, 1, 2, 3))


def test_every_setting_is_in_the_manual() -> None:
    text = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    assert all(f"`{PREFIX}{name.upper()}`" in text for name in Settings.model_fields)
