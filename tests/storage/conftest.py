from __future__ import annotations

from collections.abc import Iterator

import pytest

from storage.bundles import BundleRow
from storage.repository import Repository, open_repository


@pytest.fixture
def repository(database_url: str) -> Iterator[Repository]:
    """A fresh repository that knows the bundle ``b``, on SQLite and on PostgreSQL."""
    repository = open_repository(database_url)
    with repository.write() as tx:
        tx.bundles.add(BundleRow("b", "papers", None, 0, 1.0))
    yield repository
    repository.close()
