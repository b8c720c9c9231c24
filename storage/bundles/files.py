"""The files of bundles as the exporter put them in; what he took out stays and may be put back."""

from __future__ import annotations

from collections.abc import Collection

import msgspec
from sqlalchemy import Connection, func, select, update

from storage.database.conflict import insert_missing
from storage.schema import bundle_files


class BundleFileRow(msgspec.Struct, frozen=True):
    """One file as it was uploaded."""

    id: str
    """the id of the same file in the draft paper set"""
    bundle_id: str
    name: str
    sha256: str
    size: int
    settled: bytes | None
    added_at: float
    added_by: str
    removed_at: float | None = None


class BundleFiles:
    """The files of one transaction. Whoever calls has got the bundle through ``Bundles.for_principal``."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, rows: Collection[BundleFileRow]) -> None:
        """Keep files; one whose id is there already stays as it is."""
        insert_missing(self._connection, bundle_files, [msgspec.structs.asdict(row) for row in rows])

    def get(self, bundle_id: str, file_id: str) -> BundleFileRow | None:
        """The file of that id in that bundle, or None."""
        query = select(bundle_files).where(
            bundle_files.c.bundle_id == bundle_id, bundle_files.c.id == file_id
        )
        row = self._connection.execute(query).one_or_none()
        return BundleFileRow(**row._mapping) if row else None

    def of_bundle(self, bundle_id: str) -> tuple[BundleFileRow, ...]:
        """All files, taken out ones too, by name."""
        query = select(bundle_files).where(bundle_files.c.bundle_id == bundle_id)
        rows = (BundleFileRow(**row._mapping) for row in self._connection.execute(query))
        return tuple(sorted(rows, key=lambda row: (row.name, row.id)))

    def count(self, bundle_id: str) -> int:
        """How many files are in, those taken out left aside."""
        query = (
            select(func.count())
            .select_from(bundle_files)
            .where(bundle_files.c.bundle_id == bundle_id, bundle_files.c.removed_at.is_(None))
        )
        return self._connection.execute(query).scalar_one()

    def set_removed(self, file_ids: Collection[str], removed_at: float | None) -> None:
        """Take files out, or with None put them back."""
        statement = update(bundle_files).where(bundle_files.c.id.in_(file_ids))
        self._connection.execute(statement.values(removed_at=removed_at))
