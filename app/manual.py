"""The pages of the manual that are made from the program itself, so that they cannot be wrong."""

from __future__ import annotations

import ast
import inspect
import itertools
import json
from collections.abc import Callable, Sequence
from enum import Enum
from typing import Any, Literal, get_args, get_origin

import msgspec
import typer

from app.cli import cli
from app.exit_codes import ExitCode
from app.settings import PREFIX, Settings
from domain import bundle, document, field, finding, geometry, result, values
from domain.access import (
    PERMISSIONS,
    ROLE_NAMES,
    ROLES_OF,
    SCOPES_OF,
    OrganisationKind,
    Permission,
    Role,
)
from domain.lifecycle import AT_WORK, EDITABLE, MOVES, STATE_NAMES, Mover
from domain.result import SCHEMA_VERSION, Result
from ingest import problems as ingest_problems
from verification.manual import rules_page
from web import openapi, problem_pages
from workers import problems as worker_problems

_WIDTH = 100
_VALUES = (bundle, document, field, finding, geometry, result, values)


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
    texts = _texts_under(ExitCode)
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
        for spec in sorted((*ingest_problems.PROBLEMS, *worker_problems.PROBLEMS), key=lambda spec: spec.code)
    ]
    head = [
        "# Problems of files and pages",
        "",
        "A *note* has no effect on the verdict; anything else makes the bundle *review* at best. What papers say or lack",
        "is not here but among the [rules](rules.md). Made from `ingest/problems.py` and `workers/problems.py` by `make docs`.",
        "",
    ]
    columns = ["| code | weight | acts next | message | what to do |", "|---|---|---|---|---|"]
    return "\n".join([*head, *columns, *rows, ""])


def access_page() -> str:
    """``docs/access.md``: which role may do what, and what machine keys may carry."""
    texts = _texts_under(Permission)
    people = [role for role in Role if role is not Role.MACHINE]
    heads = [f"{ROLE_NAMES[role].zh}<br>{role}" for role in people]
    rows = [
        [
            f"`{permission}`",
            texts[permission.name],
            *("✓" if permission in PERMISSIONS[role] else "" for role in people),
        ]
        for permission in Permission
    ]
    organisations = [
        [f"`{kind}`", ", ".join(ROLES_OF[kind]), ", ".join(f"`{scope}`" for scope in SCOPES_OF[kind])]
        for kind in OrganisationKind
    ]
    return "\n".join(
        [
            "# Who may do what",
            "",
            "Made from `domain/access.py` by `make docs`. What somebody may not see does not exist for them: its id is unknown.",
            "",
            *_table(["permission", "what it allows", *heads], rows),
            "",
            "A machine key may do what its scopes say, for the organisation that it belongs to, and nothing else.",
            "",
            *_table(["organisation", "roles of its people", "scopes of its keys"], organisations),
            "",
        ]
    )


def lifecycle_page() -> str:
    """``docs/lifecycle.md``: the states of a submission and who moves it from which to which."""
    states = [
        [
            f"`{state}`",
            name.zh,
            name.en,
            "yes" if state in EDITABLE else "",
            "yes" if state in AT_WORK else "",
        ]
        for state, name in STATE_NAMES.items()
    ]
    moves = [
        [f"`{move.before}`", f"`{move.after}`", move.mover, f"{move.reason.zh}<br>{move.reason.en}"]
        for move in MOVES
    ]
    who = [[mover, text] for mover, text in ((kind.value, _texts_under(Mover)[kind.name]) for kind in Mover)]
    return "\n".join(
        [
            "# The life of a submission",
            "",
            "Made from `domain/lifecycle.py` by `make docs`. What is not in the table cannot be done.",
            "",
            *_table(["state", "中文", "English", "papers may change", "the machine has it"], states),
            "",
            *_table(["from", "to", "by whom", "when"], moves),
            "",
            *_table(["by whom", "who that is"], who),
            "",
        ]
    )


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


PAGES: dict[str, Callable[[], str]] = {
    "access.md": access_page,
    "api-problems.md": problem_pages.page,
    "cli.md": command_line_page,
    "exit-codes.md": exit_codes_page,
    "lifecycle.md": lifecycle_page,
    "openapi.json": openapi.page,
    "problems.md": problems_page,
    "rules.md": rules_page,
    "settings.md": settings_page,
    "result.schema.json": result_schema,
}
"""file under ``docs/`` -> what makes its text"""


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """The lines of a table."""
    lines = [head, ["---"] * len(head), *rows]
    return ["| " + " | ".join(line) + " |" for line in lines]


def _block(text: str) -> str:
    lines = [line.rstrip() for line in text.strip().splitlines()]
    return "\n".join(["```text", *lines, "```", ""])


def _texts_under(kind: type) -> dict[str, str]:
    """The docstring under each member of a class, on one line."""
    body = ast.parse(inspect.getsource(kind)).body[0]
    assert isinstance(body, ast.ClassDef)
    texts: dict[str, str] = {}
    for member, below in itertools.pairwise(body.body):
        name = _name(member)
        if name and isinstance(below, ast.Expr) and isinstance(below.value, ast.Constant):
            texts[name] = " ".join(str(below.value.value).split())
    return texts


def _name(member: ast.stmt) -> str:
    if isinstance(member, ast.AnnAssign):
        target: ast.expr = member.target
    elif isinstance(member, ast.Assign):
        target = member.targets[0]
    else:
        return ""
    return target.id if isinstance(target, ast.Name) else ""


def _describe(definitions: dict[str, Any]) -> None:
    """Put the docstrings of the values' attributes into their definitions."""
    for module in _VALUES:
        for name, kind in inspect.getmembers(module, inspect.isclass):
            if name not in definitions or kind.__module__ != module.__name__:
                continue
            texts = _texts_under(kind)
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
