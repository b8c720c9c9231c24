"""The project file, the pinned versions and the packages that the code really imports agree."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
ROOMS = tuple(pattern.rstrip("*") for pattern in PROJECT["tool"]["setuptools"]["packages"]["find"]["include"])
IMPORT_NAMES = {
    "cv2": "opencv-python-headless", "PIL": "pillow", "pdfminer": "pdfminer.six", "pillow_heif": "pillow-heif",
    "pydantic_settings": "pydantic-settings", "zxingcpp": "zxing-cpp", "argon2": "argon2-cffi",
    "prometheus_client": "prometheus-client", "pika": "dramatiq", "redis": "dramatiq",
}  # fmt: skip
"""import name -> distribution, where they differ by more than case; the drivers of brokers are extras of dramatiq"""
USED_WITHOUT_IMPORT = {"psycopg", "python-multipart", "rapidocr"}
"""SQLAlchemy's way to PostgreSQL; FastAPI's to uploads; the models that the main reader opens as files"""


def name_of(requirement: str) -> str:
    return re.split(r"[<>=!~\[; ]", requirement)[0].lower()


def declared() -> set[str]:
    return {name_of(requirement) for requirement in PROJECT["project"]["dependencies"]}


def imported() -> set[str]:
    names: set[str] = set()
    for room in ROOMS:
        for path in (ROOT / room).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Import):
                    names |= {alias.name.split(".")[0] for alias in node.names}
                elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
                    names.add(node.module.split(".")[0])
    return {name for name in names if name not in sys.stdlib_module_names and name not in ROOMS}


def test_what_is_imported_is_declared_and_what_is_declared_is_used() -> None:
    used = {IMPORT_NAMES.get(name, name).lower() for name in imported()}
    assert used | USED_WITHOUT_IMPORT == declared()


def test_every_dependency_is_pinned() -> None:
    pins = {}
    for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            name, exact, version = line.partition("==")
            assert exact and version, line
            pins[name.lower().replace("_", "-")] = version
    wanted = declared() | {name_of(r) for r in PROJECT["project"]["optional-dependencies"]["test"]}
    assert {name.replace("_", "-") for name in wanted} <= set(pins)
    assert "opencv-python" not in pins


def test_dependencies_are_sorted() -> None:
    for requirements in (
        PROJECT["project"]["dependencies"],
        *PROJECT["project"]["optional-dependencies"].values(),
    ):
        assert requirements == sorted(requirements, key=str.lower)


@pytest.mark.parametrize("room", ROOMS)
def test_every_room_says_what_it_is_for(room: str) -> None:
    assert ast.get_docstring(ast.parse((ROOT / room / "__init__.py").read_text(encoding="utf-8")))
