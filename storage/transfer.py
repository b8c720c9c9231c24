"""Copies everything from one database to another, and from one object store to another: for a move, in whatever direction.

Both copies may be broken off and begun again: what is there already is compared and skipped. The source must be at rest,
and the target must hold nothing else; where either is not so, it is told and nothing is overwritten.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table, func, select, text, tuple_

from domain.errors import Conflict, StorageError
from domain.values import Bilingual
from storage.database.conflict import insert_missing
from storage.database.database import Database
from storage.identity.schema import metadata
from storage.jobs.job import RUNNING
from storage.objects.contract import ObjectStore
from storage.schema import jobs

BATCH = 500
"""rows of one transaction: at most some megabytes, and a broken copy loses no more"""
THREADS = 8
"""objects on the way at a time: a bucket answers late, not slowly"""
MOST_NAMED = 20
Progress = Callable[[str, int], None]
"""is told the name of a table or ``objects``, and how many of it are there by now"""


@dataclass(frozen=True, slots=True)
class CopiedObjects:
    """What became of the objects."""

    count: int
    """how many the target has of the source's"""
    new: int
    """how many of them were copied by this call"""
    failures: tuple[str, ...]
    """for each that could not be copied, why"""


def copy_rows(source: Database, target: Database, on_progress: Progress) -> int:
    """Copy the rows of all tables, those that others refer to first; returns how many rows the target has.

    Raises ``Conflict`` when the source is at work or the target holds something else, ``StorageError``.
    """
    total = 0
    with source.read() as old:
        _must_be_at_rest(old)
        for table in metadata.sorted_tables:
            total += _copy_table(table, old, target, on_progress)
    with target.write() as new:
        _let_numbers_go_on(new)
    return total


def copy_objects(source: ObjectStore, target: ObjectStore, on_progress: Progress) -> CopiedObjects:
    """Copy all objects; one that is damaged or cannot be read is told, and the others go on.

    Raises ``StorageError`` when the target cannot be written.
    """
    count = new = 0
    failures: list[str] = []
    target.check()
    with ThreadPoolExecutor(THREADS) as threads:
        for keys in _batches(source.keys()):
            for is_new, failure in threads.map(lambda key: _copy_object(key, source, target), keys):
                count += not failure
                new += is_new
                failures += [failure] if failure else []
            on_progress("objects", count)
    return CopiedObjects(count, new, tuple(failures))


def _must_be_at_rest(connection: Connection) -> None:
    query = select(func.count()).select_from(jobs).where(jobs.c.state == RUNNING)
    if running := connection.execute(query).scalar_one():
        raise Conflict(
            Bilingual(
                f"源数据库正在工作：{running} 个任务进行中",
                f"the source is at work: {running} jobs are running",
            ),
            advice=Bilingual(
                "请先停止所有 tongguan serve 和 worker；崩溃留下的任务可用 tongguan jobs --release 收回",
                "stop every tongguan serve and worker first; jobs that a crash left behind: tongguan jobs --release",
            ),
        )


def _copy_table(table: Table, old: Connection, target: Database, on_progress: Progress) -> int:
    count = 0
    for rows in _rows(table, old):
        with target.write() as new:
            if insert_missing(new, table, rows) < len(rows):
                _must_be_the_same(table, rows, new)
        count += len(rows)
        on_progress(table.name, count)
    with target.read() as new:
        found = new.execute(select(func.count()).select_from(table)).scalar_one()
    if found != count:
        raise _other_content(table, f"{found - count} more")
    return count


def _rows(table: Table, connection: Connection) -> Iterator[list[dict[str, Any]]]:
    """All rows in batches by their keys: an offset would count through everything before it each time."""
    key = tuple(table.primary_key)
    query = select(table).order_by(*key).limit(BATCH)
    rows = [dict(row._mapping) for row in connection.execute(query)]
    while rows:
        yield rows
        last = tuple(rows[-1][column.name] for column in key)
        further = query.where(tuple_(*key) > last)
        rows = [dict(row._mapping) for row in connection.execute(further)]


def _must_be_the_same(table: Table, rows: Sequence[dict[str, Any]], new: Connection) -> None:
    key = tuple(table.primary_key)
    keys = [tuple(row[column.name] for column in key) for row in rows]
    found = [dict(row._mapping) for row in new.execute(select(table).where(tuple_(*key).in_(keys)))]
    different = sum(row not in found for row in rows)
    if different:
        raise _other_content(table, f"{different} different")


def _other_content(table: Table, what: str) -> Conflict:
    return Conflict(
        Bilingual(
            f"目标数据库的表 {table.name} 与源不一致（{what}）",
            f"the target's table {table.name} is not that of the source ({what} rows)",
        ),
        advice=Bilingual(
            "目标或源在两次复制之间被使用过：请清空目标数据库后重新复制",
            "the target was used, or the source between two tries: begin again with an empty database",
        ),
    )


def _let_numbers_go_on(connection: Connection) -> None:
    """PostgreSQL counts apart from the rows; SQLite looks at them."""
    if connection.dialect.name != "postgresql":
        return
    for table in metadata.sorted_tables:
        for column in table.primary_key:
            if column is table.autoincrement_column:
                statement = (
                    f"SELECT setval(pg_get_serial_sequence('{table.name}', '{column.name}'), max({column.name})) "
                    f"FROM {table.name} HAVING max({column.name}) IS NOT NULL"
                )
                connection.execute(text(statement))


def _copy_object(key: str, source: ObjectStore, target: ObjectStore) -> tuple[bool, str]:
    if target.has(key):
        return False, ""
    try:
        content = source.get(key)
    except StorageError as error:
        return False, str(error)
    target.put(content)
    return True, ""


def _batches(keys: Iterator[str]) -> Iterator[list[str]]:
    batch: list[str] = []
    for key in keys:
        batch.append(key)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
