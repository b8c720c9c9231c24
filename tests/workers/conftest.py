"""Gives the tests of the work their fakes: the module ``fakes`` and a ``house`` on a fresh folder."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

_PATH = Path(__file__).parent / "fakes.py"


def _load() -> ModuleType:
    if "workers_fakes" not in sys.modules:
        spec = importlib.util.spec_from_file_location("workers_fakes", _PATH)
        assert spec is not None and spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules["workers_fakes"] = module
        spec.loader.exec_module(module)
    return sys.modules["workers_fakes"]


@pytest.fixture(scope="session")
def fakes() -> Any:
    return _load()


@pytest.fixture(scope="session")
def template(fakes: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty database at the newest schema."""
    return Path(fakes.make_template(tmp_path_factory.mktemp("template") / "tongguan.db"))


@pytest.fixture
def house(fakes: Any, template: Path, tmp_path: Path) -> Iterator[Any]:
    """Services with fake rooms on a fresh folder; called, it gives another one on another folder."""
    house = fakes.House(tmp_path, template=template)
    yield house
    house.close()
