from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.bundles import BundleRow
from storage.repository import Repository, open_repository


@pytest.fixture
def repository(tmp_path: Path) -> Iterator[Repository]:
    """A fresh repository that knows the bundle ``b``."""
    repository = open_repository(f"sqlite:///{tmp_path}/t.db")
    with repository.write() as tx:
        tx.bundles.add(BundleRow("b", "papers", None, 0, 1.0))
    yield repository
    repository.close()
