"""A store as it is after years: bundles with everything that their work leaves, and results of real size.

The result that all are made from is a real one: a sample bundle is read and judged first. Each bundle gets its own
copy with its own VIN, under its own key, in a folder; the rows go into SQLite or PostgreSQL in bulk.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import zlib
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import Connection, Engine, create_engine, func, insert, select, text
from sqlalchemy.engine import make_url

from benchmarks.load.rows import numbers_of, organisation_rows, rows_of
from domain.result import Result
from service.paper_set_commands import source_of, submit, wait
from storage.database.database import open_database
from storage.schema import bundles, metadata
from workers.runtime import Runtime
from workers.services import open_services
from workers.stages.versions import installed_versions

SAMPLE = Path(__file__).parents[2] / "samples" / "bundles" / "1_clear_within_180_days"
SAMPLE_DAY = dt.date(2026, 12, 31)
BATCH = 500
WRITERS = 2


def count_fields(result: Result) -> int:
    """How many fields of papers a result holds."""
    return sum(
        len(document.fields) + sum(len(row.fields) for row in document.rows) for document in result.documents
    )


def fill(database_url: str, objects: Path, result: Result, count: int) -> None:
    """Bring database and folder to ``count`` bundles; what is there already stays."""
    open_database(database_url).close()  # at the newest schema
    engine = create_engine(_driver(database_url))
    with engine.connect() as connection:
        there = connection.execute(select(func.count()).select_from(bundles)).scalar_one()
    versions = installed_versions().of_steps()
    for start, keys in _kept_results(objects, result, there, count):
        rows = [] if start else list(organisation_rows())
        for number, key in enumerate(keys, start):
            rows += rows_of(number, key, versions)
        _write(engine, rows)
        print(f"  {start + len(keys)} of {count}", end="\r", flush=True)
    _settle(engine)
    engine.dispose()


def _kept_results(objects: Path, result: Result, start: int, count: int) -> Iterator[tuple[int, list[str]]]:
    """(number of the first, keys) of the results, batch by batch; made where an earlier filling has not made them."""
    known = objects.with_suffix(".keys")
    kept = known.read_text(encoding="ascii").split() if known.exists() else []
    yield from ((at, kept[at : min(at + BATCH, count)]) for at in range(start, min(len(kept), count), BATCH))
    template = msgspec.json.encode(result, order="deterministic")
    vin = next(dossier.vin for dossier in result.dossiers if dossier.vin)
    missing = range(max(start, len(kept)), count, BATCH)
    with ProcessPoolExecutor(WRITERS) as pool, known.open("a", encoding="ascii") as notes:
        make = partial(_results, objects, template, vin, count)
        for at, keys in zip(missing, pool.map(make, missing), strict=True):
            notes.writelines(f"{key}\n" for key in keys)
            yield at, keys


def _results(objects: Path, template: bytes, vin: str, count: int, start: int) -> list[str]:
    """The results of these bundles as objects; their keys."""
    keys = []
    for number in range(start, min(start + BATCH, count)):
        content = template.replace(vin.encode(), numbers_of(number).vin.encode())
        packed = zlib.compress(content, 1)
        key = hashlib.sha256(packed).hexdigest()
        path = objects / key[:2] / key[2:]
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(packed)
        keys.append(key)
    return keys


def _write(engine: Engine, rows: Iterable[tuple[str, dict[str, Any]]]) -> None:
    by_table: dict[str, list[dict[str, Any]]] = {}
    for table, row in rows:
        by_table.setdefault(table, []).append(row)
    with engine.begin() as connection:
        if engine.dialect.name == "sqlite":
            connection.execute(text("PRAGMA synchronous = OFF"))
            connection.execute(text("PRAGMA cache_size = -2000000"))
        for known in metadata.sorted_tables:  # those that others point at first
            if known.name in by_table:
                _insert(connection, known.name, by_table[known.name])


def _insert(connection: Connection, table: str, rows: Sequence[dict[str, Any]]) -> None:
    if connection.dialect.name != "postgresql":
        connection.execute(insert(metadata.tables[table]), rows)
        return
    columns = list(rows[0])
    names = ", ".join(f'"{column}"' for column in columns)
    cursor = connection.connection.cursor()
    with cursor.copy(f'COPY "{table}" ({names}) FROM STDIN') as copy:
        for row in rows:
            copy.write_row([row[column] for column in columns])


def _settle(engine: Engine) -> None:
    """Have the database learn what is in it, as it does of itself in time."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE"))
        if engine.dialect.name == "sqlite":
            connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))


def _driver(url: str) -> str:
    """The address with the driver that we install."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "postgresql":
        parsed = parsed.set(drivername="postgresql+psycopg")
    return parsed.render_as_string(hide_password=False)


def real_result(folder: Path) -> Result:
    """A sample bundle, read and judged."""
    url = f"sqlite:///{folder / 'template.sqlite'}"
    with (
        open_services(url, (folder / "template").as_uri(), readers=1) as services,
        Runtime(services) as runtime,
    ):
        paper_set_id = submit(services, source_of(SAMPLE), as_of=SAMPLE_DAY)
        return wait(services, paper_set_id, runtime=runtime)


def sample(count: int, every: int) -> tuple[int, ...]:
    """Numbers of bundles spread over all of them, in an order that caches do not like."""
    spread = sorted(range(0, count, every), key=lambda number: hashlib.sha256(str(number).encode()).digest())
    return tuple(islice(spread, count))
