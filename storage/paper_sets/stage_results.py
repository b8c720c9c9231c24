"""Which object holds what a stage made of some content: the reason why nothing is done twice."""

from __future__ import annotations

from sqlalchemy import Connection, select

from storage.database.conflict import insert_missing
from storage.schema import stage_results


class StageResults:
    """The stage results of one transaction. Keyed by content hash, stage and version; the first one stays."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, content_hash: str, stage: str, version: str) -> str | None:
        """The object key of the result, or None when that was not done yet."""
        query = select(stage_results.c.object_key).where(
            stage_results.c.content_hash == content_hash,
            stage_results.c.stage == stage,
            stage_results.c.version == version,
        )
        return self._connection.execute(query).scalar_one_or_none()

    def latest(self, content_hash: str, stage: str) -> str | None:
        """The object key of the newest result by whatever version, or None."""
        query = (
            select(stage_results.c.object_key)
            .where(stage_results.c.content_hash == content_hash, stage_results.c.stage == stage)
            .order_by(stage_results.c.created_at.desc())
            .limit(1)
        )
        return self._connection.execute(query).scalar_one_or_none()

    def add(self, content_hash: str, stage: str, version: str, object_key: str, now: float) -> None:
        """Keep where the result is."""
        row = {
            "content_hash": content_hash,
            "stage": stage,
            "version": version,
            "object_key": object_key,
            "created_at": now,
        }
        insert_missing(self._connection, stage_results, [row])
