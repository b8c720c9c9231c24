"""Moving an installation: everything that one database and one object store hold, into others."""

from __future__ import annotations

from dataclasses import dataclass

from storage.database.database import open_database
from storage.objects.opening import open_objects
from storage.objects.retrying import PatientObjects
from storage.transfer import MOST_NAMED, CopiedObjects, Progress, copy_objects, copy_rows

__all__ = ["MOST_NAMED", "Copied", "Progress", "copy_everything"]


@dataclass(frozen=True, slots=True)
class Copied:
    """What was copied; None for the half that was not asked for."""

    rows: int | None
    objects: CopiedObjects | None


def copy_everything(
    from_database: str,
    from_objects: str,
    to_database: str | None,
    to_objects: str | None,
    on_progress: Progress,
) -> Copied:
    """Copy database, objects or both; begun again after a break, it goes on where it was.

    Objects go first, so that no row ever names one that is not there. Raises ``Conflict`` when the source is at work or the
    target holds something else, ``SettingsError`` and ``StorageError`` as the parts do.
    """
    objects = rows = None
    if to_objects is not None:
        objects = copy_objects(
            PatientObjects(open_objects(from_objects)), PatientObjects(open_objects(to_objects)), on_progress
        )
    if to_database is not None:
        source, target = open_database(from_database), open_database(to_database)
        try:
            rows = copy_rows(source, target, on_progress)
        finally:
            source.close()
            target.close()
    return Copied(rows, objects)
