"""Paper sets and their files as they were handed in or found inside a container."""

from __future__ import annotations

import msgspec
from sqlalchemy import Connection, and_, delete, func, or_, select, update

from storage.database.conflict import insert_missing
from storage.database.row_locks import locked
from storage.schema import paper_set_files, paper_sets

CONTENT, DRAFT, ATTEMPT = "content", "draft", "attempt"


class PaperSetRow(msgspec.Struct, frozen=True):
    """One paper set."""

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
    """One file of a paper set."""

    id: str
    paper_set_id: str
    name: str
    sha256: str
    """empty when the bytes could not be had"""
    size: int
    depth: int
    """0 as uploaded, 1 inside a ZIP, 2 inside a ZIP of that"""
    settled: bytes | None
    """JSON of the ``SourceFile`` when the door refused to take the bytes"""


class PaperSets:
    """The paper sets of one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, row: PaperSetRow) -> bool:
        """Keep a paper set; False when it is known already (nothing is changed then)."""
        return insert_missing(self._connection, paper_sets, [msgspec.structs.asdict(row)]) == 1

    def get(self, paper_set_id: str) -> PaperSetRow | None:
        """The paper set of that id, or None."""
        row = self._connection.execute(
            select(paper_sets).where(paper_sets.c.id == paper_set_id)
        ).one_or_none()
        return PaperSetRow(**row._mapping) if row else None

    def lock(self, paper_set_id: str) -> None:
        """Let no other transaction decide about this paper set until ours ends (on SQLite there is none anyway)."""
        locked(self._connection, paper_sets.c.id, paper_sets.c.id == paper_set_id)

    def next_round(self, paper_set_id: str) -> None:
        """Have the files collected anew."""
        self._connection.execute(
            update(paper_sets).where(paper_sets.c.id == paper_set_id).values(round=paper_sets.c.round + 1)
        )

    def set_form(self, paper_set_id: str, name: str, form: bytes | None) -> None:
        """Write another name and form to a paper set that changes."""
        mine = paper_sets.c.id == paper_set_id
        self._connection.execute(update(paper_sets).where(mine).values(name=name, form=form))

    def newest(self, limit: int) -> tuple[PaperSetRow, ...]:
        """The latest paper sets, newest first."""
        query = select(paper_sets).order_by(paper_sets.c.created_at.desc(), paper_sets.c.id).limit(limit)
        return tuple(PaperSetRow(**row._mapping) for row in self._connection.execute(query))


class Files:
    """The files of the paper sets of one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, rows: tuple[FileRow, ...]) -> int:
        """Keep the files that are not known yet; returns how many were new."""
        return insert_missing(
            self._connection, paper_set_files, [msgspec.structs.asdict(row) for row in rows]
        )

    def remove(self, row: FileRow) -> None:
        """Take a file out of a paper set that changes, and with an archive its members."""
        inside = and_(
            paper_set_files.c.depth > row.depth,
            paper_set_files.c.name.startswith(f"{row.name}/", autoescape=True),
        )
        gone = or_(paper_set_files.c.id == row.id, inside)
        self._connection.execute(
            delete(paper_set_files).where(paper_set_files.c.paper_set_id == row.paper_set_id, gone)
        )

    def get(self, file_id: str) -> FileRow | None:
        """The file of that id, or None."""
        row = self._connection.execute(
            select(paper_set_files).where(paper_set_files.c.id == file_id)
        ).one_or_none()
        return FileRow(**row._mapping) if row else None

    def of_paper_set(self, paper_set_id: str) -> tuple[FileRow, ...]:
        """All files of a paper set by name."""
        query = select(paper_set_files).where(paper_set_files.c.paper_set_id == paper_set_id)
        rows = (FileRow(**row._mapping) for row in self._connection.execute(query))
        return tuple(sorted(rows, key=lambda row: (row.name, row.id)))

    def unpacked_bytes(self, paper_set_id: str) -> int:
        """Bytes of all files of a paper set that came out of containers."""
        inside = (paper_set_files.c.paper_set_id == paper_set_id, paper_set_files.c.depth > 0)
        query = select(func.coalesce(func.sum(paper_set_files.c.size), 0)).where(*inside)
        return int(self._connection.execute(query).scalar_one())

    def count(self, paper_set_id: str) -> int:
        """How many files a paper set has, members of containers included."""
        query = (
            select(func.count())
            .select_from(paper_set_files)
            .where(paper_set_files.c.paper_set_id == paper_set_id)
        )
        return self._connection.execute(query).scalar_one()
