"""Bundles and their files as they were handed in or found inside a container."""

from __future__ import annotations

import msgspec
from sqlalchemy import Connection, and_, delete, func, or_, select, update

from storage.conflict import insert_missing
from storage.row_locks import locked
from storage.schema import bundle_files, bundles

CONTENT, DRAFT, ATTEMPT = "content", "draft", "attempt"


class BundleRow(msgspec.Struct, frozen=True):
    """One bundle."""

    id: str
    name: str
    form: bytes | None
    """JSON of the form that came with the upload; None when ``bundle.json`` among the files is to be asked"""
    round: int
    """grows when a person lets a page be read afresh or changes a draft, so that the files are collected anew"""
    created_at: float
    kind: str = CONTENT
    """``content`` as it came, ``draft`` still changing, ``attempt`` as it was handed in"""


class FileRow(msgspec.Struct, frozen=True):
    """One file of a bundle."""

    id: str
    bundle_id: str
    name: str
    sha256: str
    """empty when the bytes could not be had"""
    size: int
    depth: int
    """0 as uploaded, 1 inside a ZIP, 2 inside a ZIP of that"""
    settled: bytes | None
    """JSON of the ``SourceFile`` when the door refused to take the bytes"""


class Bundles:
    """The bundles of one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, row: BundleRow) -> bool:
        """Keep a bundle; False when it is known already (nothing is changed then)."""
        return insert_missing(self._connection, bundles, [msgspec.structs.asdict(row)]) == 1

    def get(self, bundle_id: str) -> BundleRow | None:
        """The bundle of that id, or None."""
        row = self._connection.execute(select(bundles).where(bundles.c.id == bundle_id)).one_or_none()
        return BundleRow(**row._mapping) if row else None

    def lock(self, bundle_id: str) -> None:
        """Let no other transaction decide about this bundle until ours ends (on SQLite there is none anyway)."""
        locked(self._connection, bundles.c.id, bundles.c.id == bundle_id)

    def next_round(self, bundle_id: str) -> None:
        """Have the files collected anew."""
        self._connection.execute(
            update(bundles).where(bundles.c.id == bundle_id).values(round=bundles.c.round + 1)
        )

    def set_form(self, bundle_id: str, name: str, form: bytes | None) -> None:
        """Write another name and form to a bundle that changes."""
        mine = bundles.c.id == bundle_id
        self._connection.execute(update(bundles).where(mine).values(name=name, form=form))

    def newest(self, limit: int) -> tuple[BundleRow, ...]:
        """The latest bundles, newest first."""
        query = select(bundles).order_by(bundles.c.created_at.desc(), bundles.c.id).limit(limit)
        return tuple(BundleRow(**row._mapping) for row in self._connection.execute(query))


class Files:
    """The files of the bundles of one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, rows: tuple[FileRow, ...]) -> int:
        """Keep the files that are not known yet; returns how many were new."""
        return insert_missing(self._connection, bundle_files, [msgspec.structs.asdict(row) for row in rows])

    def remove(self, row: FileRow) -> None:
        """Take a file out of a bundle that changes, and with an archive its members."""
        inside = and_(
            bundle_files.c.depth > row.depth, bundle_files.c.name.startswith(f"{row.name}/", autoescape=True)
        )
        gone = or_(bundle_files.c.id == row.id, inside)
        self._connection.execute(delete(bundle_files).where(bundle_files.c.bundle_id == row.bundle_id, gone))

    def get(self, file_id: str) -> FileRow | None:
        """The file of that id, or None."""
        row = self._connection.execute(select(bundle_files).where(bundle_files.c.id == file_id)).one_or_none()
        return FileRow(**row._mapping) if row else None

    def of_bundle(self, bundle_id: str) -> tuple[FileRow, ...]:
        """All files of a bundle by name."""
        query = select(bundle_files).where(bundle_files.c.bundle_id == bundle_id)
        rows = (FileRow(**row._mapping) for row in self._connection.execute(query))
        return tuple(sorted(rows, key=lambda row: (row.name, row.id)))

    def unpacked_bytes(self, bundle_id: str) -> int:
        """Bytes of all files of a bundle that came out of containers."""
        inside = (bundle_files.c.bundle_id == bundle_id, bundle_files.c.depth > 0)
        query = select(func.coalesce(func.sum(bundle_files.c.size), 0)).where(*inside)
        return int(self._connection.execute(query).scalar_one())

    def count(self, bundle_id: str) -> int:
        """How many files a bundle has, members of containers included."""
        query = select(func.count()).select_from(bundle_files).where(bundle_files.c.bundle_id == bundle_id)
        return self._connection.execute(query).scalar_one()
