from __future__ import annotations

from collections.abc import Iterator

import pytest

from storage.paper_sets.sets import PaperSetRow
from storage.repository import Repository, open_repository


@pytest.fixture
def repository(database_url: str) -> Iterator[Repository]:
    """A fresh repository that knows the bundle ``b``, on SQLite and on PostgreSQL."""
    repository = open_repository(database_url)
    with repository.write() as tx:
        tx.paper_sets.add(PaperSetRow("b", "papers", None, 0, 1.0))
    yield repository
    repository.close()
