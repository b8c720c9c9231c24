"""The pages of the manual that are made from the program itself, so that they cannot be wrong."""

from __future__ import annotations

import inspect
import json
from collections.abc import Callable
from enum import Enum
from typing import Any, Literal, get_args, get_origin

import msgspec
import typer

from app.cli import cli
from app.exit_codes import ExitCode
from app.manual.access_page import access_page, lifecycle_page
from app.manual.member_texts import texts_under
from app.settings import PREFIX, Settings
from domain import bundle_form, document, field, finding, geometry, result, values
from domain.result import SCHEMA_VERSION, Result
from extractors import problems as extraction_problems
from extractors.manual import kinds_page
from ingest import problems as ingest_problems
from verification.manual import rules_page
from web.problems import pages as problem_pages
from web.server import api_description
from workers import problems as worker_problems

_WIDTH = 100
_VALUES = (bundle_form, document, field, finding, geometry, result, values)


def command_line_page() -> str:
    """``docs/cli.md``: the help of every command."""
    group = typer.main.get_command(cli)
    context = _context(group, "tongguan", None)
    parts = ["# Command line", "", "Made from the program's own help by `make docs`.", ""]
    return "\n".join([*parts, *_help_of(group, context)])


def _help_of(command: Any, context: typer.Context) -> list[str]:
    """The help of a command and of all commands below it."""
    parts = [f"## {context.command_path}", "", _block(command.get_help(context))]
    for name, below in getattr(command, "commands", {}).items():
        parts += _help_of(below, _context(below, name, context))
    return parts


def _context(command: Any, name: str, parent: typer.Context | None) -> typer.Context:
    names = cli.info.context_settings["help_option_names"] if cli.info.context_settings else None
    return typer.Context(
        command,
        info_name=name,
        parent=parent,
        terminal_width=_WIDTH,
        max_content_width=_WIDTH,
        help_option_names=names,
    )


def exit_codes_page() -> str:
    """``docs/exit-codes.md``."""
    texts = texts_under(ExitCode)
    rows = [f"| {code.value} | `{code.name}` | {texts[code.name]} |" for code in ExitCode]
    head = ["# Exit codes", "", "Made from `app/exit_codes.py` by `make docs`.", ""]
    return "\n".join([*head, "| code | name | meaning |", "|---|---|---|", *rows, ""])


def settings_page() -> str:
    """``docs/settings.md``."""
    rows = [
        f"| `{PREFIX}{name.upper()}` | {_type_name(field.annotation)} | {_default(field.default)} | {field.description} |"
        for name, field in Settings.model_fields.items()
    ]
    head = [
        "# Settings",
        "",
        "Environment variables; an option of a command wins over its variable. All mistakes are told at once, also a",
        f"`{PREFIX}` name that is no setting. Made from `app/settings.py` by `make docs`.",
        "",
    ]
    return "\n".join([*head, "| variable | type | default | what it sets |", "|---|---|---|---|", *rows, ""])


def problems_page() -> str:
    """``docs/problems.md``: what can be said about a file or page, and who acts."""
    rows = [
        f"| `{spec.code}` | {spec.severity} | {spec.next_action} | {spec.zh}<br>{spec.en} | "
        f"{spec.zh_advice}<br>{spec.en_advice} |"
        for spec in sorted(
            (*ingest_problems.PROBLEMS, *extraction_problems.PROBLEMS, *worker_problems.PROBLEMS),
            key=lambda spec: spec.code,
        )
    ]
    head = [
        "# Problems of files and pages",
        "",
        "A *note* has no effect on the verdict; anything else makes the bundle *review* at best. What papers say or lack",
        "is not here but among the [rules](rules.md). Made by `make docs` from `ingest/problems.py`, `extractors/problems.py`",
        "and `workers/problems.py`.",
        "",
    ]
    columns = ["| code | weight | acts next | message | what to do |", "|---|---|---|---|---|"]
    return "\n".join([*head, *columns, *rows, ""])


def result_schema() -> str:
    """``docs/result.schema.json``: JSON Schema 2020-12 of what ``verify --json`` writes for one bundle."""
    described = msgspec.json.schema(Result)
    _describe(described["$defs"])
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Tongguan result",
        "$comment": f"schema_version {SCHEMA_VERSION}; made from domain/result.py by make docs",
        **described,
    }
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


def openapi_file() -> str:
    """``docs/openapi.json``: the description of the API."""
    return json.dumps(api_description(), ensure_ascii=False, indent=1) + "\n"


PAGES: dict[str, Callable[[], str]] = {
    "access.md": access_page,
    "api-problems.md": problem_pages.page,
    "cli.md": command_line_page,
    "exit-codes.md": exit_codes_page,
    "kinds.md": kinds_page,
    "lifecycle.md": lifecycle_page,
    "openapi.json": openapi_file,
    "problems.md": problems_page,
    "rules.md": rules_page,
    "settings.md": settings_page,
    "result.schema.json": result_schema,
}
"""file under ``docs/`` -> what makes its text"""


def _block(text: str) -> str:
    lines = [line.rstrip() for line in text.strip().splitlines()]
    return "\n".join(["```text", *lines, "```", ""])


def _describe(definitions: dict[str, Any]) -> None:
    """Put the docstrings of the values' attributes into their definitions."""
    for module in _VALUES:
        for name, kind in inspect.getmembers(module, inspect.isclass):
            if name not in definitions or kind.__module__ != module.__name__:
                continue
            texts = texts_under(kind)
            for attribute, schema in definitions[name].get("properties", {}).items():
                if attribute in texts:
                    schema["description"] = texts[attribute]
            if issubclass(kind, Enum):
                told = [f"{kind[member].value}: {text}" for member, text in texts.items()]
                definitions[name]["description"] = "\n".join([inspect.getdoc(kind) or "", *told])


def _type_name(annotation: object) -> str:
    if get_origin(annotation) is Literal:
        return " or ".join(f"`{choice}`" for choice in get_args(annotation))
    name = getattr(annotation, "__name__", "")
    return {"Path": "folder", "str": "text", "SecretStr": "text", "int": "number", "float": "number"}.get(
        name, name
    )


def _default(default: object) -> str:
    return (
        f"`{default}`"
        if isinstance(default, int | float) or (isinstance(default, str) and default)
        else "see right"
    )
