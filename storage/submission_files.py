"""The files of submissions as the exporter put them in; what he took out stays and may be put back."""

from __future__ import annotations

from collections.abc import Collection

import msgspec
from sqlalchemy import Connection, func, select, update

from storage.conflict import insert_missing
from storage.schema import submission_files


class SubmissionFileRow(msgspec.Struct, frozen=True):
    """One file as it was uploaded."""

    id: str
    """the id of the same file in the draft bundle"""
    submission_id: str
    name: str
    sha256: str
    size: int
    settled: bytes | None
    added_at: float
    added_by: str
    removed_at: float | None = None


class SubmissionFiles:
    """The files of one transaction. Whoever calls has got the submission through ``Submissions.for_principal``."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, rows: Collection[SubmissionFileRow]) -> None:
        """Keep files; one whose id is there already stays as it is."""
        insert_missing(self._connection, submission_files, [msgspec.structs.asdict(row) for row in rows])

    def get(self, submission_id: str, file_id: str) -> SubmissionFileRow | None:
        """The file of that id in that submission, or None."""
        query = select(submission_files).where(
            submission_files.c.submission_id == submission_id, submission_files.c.id == file_id
        )
        row = self._connection.execute(query).one_or_none()
        return SubmissionFileRow(**row._mapping) if row else None

    def of_submission(self, submission_id: str) -> tuple[SubmissionFileRow, ...]:
        """All files, taken out ones too, by name."""
        query = select(submission_files).where(submission_files.c.submission_id == submission_id)
        rows = (SubmissionFileRow(**row._mapping) for row in self._connection.execute(query))
        return tuple(sorted(rows, key=lambda row: (row.name, row.id)))

    def count(self, submission_id: str) -> int:
        """How many files are in, those taken out left aside."""
        query = (
            select(func.count())
            .select_from(submission_files)
            .where(submission_files.c.submission_id == submission_id, submission_files.c.removed_at.is_(None))
        )
        return self._connection.execute(query).scalar_one()

    def set_removed(self, file_ids: Collection[str], removed_at: float | None) -> None:
        """Take files out, or with None put them back."""
        statement = update(submission_files).where(submission_files.c.id.in_(file_ids))
        self._connection.execute(statement.values(removed_at=removed_at))
