"""Fixtures for tests of the work: the module of fakes, and a ``installation`` (services with fake stages) on a fresh folder."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

FAKES = Path(__file__).parent / "workers" / "fakes.py"


def load_fakes() -> ModuleType:
    """The module of fakes, once for all tests."""
    if "workers_fakes" not in sys.modules:
        spec = importlib.util.spec_from_file_location("workers_fakes", FAKES)
        assert spec is not None and spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules["workers_fakes"] = module
        spec.loader.exec_module(module)
    return sys.modules["workers_fakes"]


@pytest.fixture(scope="session")
def fakes() -> Any:
    return load_fakes()


@pytest.fixture(scope="session")
def template(fakes: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty database at the newest schema."""
    return Path(fakes.make_template(tmp_path_factory.mktemp("template") / "tongguan.db"))


@pytest.fixture
def backend() -> str:
    """The kind of database that ``installation`` stands on. A module whose tests shall run on both overrides it."""
    return "sqlite"


@pytest.fixture
def installation(
    request: pytest.FixtureRequest, fakes: Any, template: Path, tmp_path: Path, backend: str
) -> Iterator[Any]:
    """Services with fake stages on a fresh folder; called, it gives another one on another folder."""
    url = "" if backend == "sqlite" else request.getfixturevalue("make_database")(backend)
    installation = fakes.Installation(tmp_path, template=template, database_url=url)
    yield installation
    installation.close()
