"""How the service bears load. It starts the servers that it needs and keeps its data in a folder of its own.

    python -m benchmarks.load                          # all cases, 100,000 bundles: takes about an hour
    python -m benchmarks.load --case verdict           # one case
    python -m benchmarks.load --bundles 2000 --minutes 1

Nothing else should run on the machine: the figures are those of two idle cores.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import msgspec

from benchmarks.load.fill import count_fields, fill, real_result
from benchmarks.load.looking import measure_looking
from benchmarks.load.measures import Measure, write_csv
from benchmarks.load.scaling import measure_scaling
from benchmarks.load.steadiness import measure_steadiness
from benchmarks.load.uploading import measure_uploading
from benchmarks.load.verdict import measure_verdict
from domain.result import Result
from tests.servers.postgres import PostgresServer
from tests.servers.redis import RedisServer

CASES = ("looking", "uploading", "verdict", "scaling", "steadiness")


def main(arguments: Sequence[str] | None = None) -> None:
    """The command."""
    parser = argparse.ArgumentParser(description="Measure the service under load.")
    parser.add_argument("--case", choices=CASES, action="append", help="one case only; may be repeated")
    parser.add_argument("--bundles", type=int, default=100_000, help="bundles in the store that is looked at")
    parser.add_argument("--minutes", type=float, default=10.0, help="how long memory is watched")
    parser.add_argument("--data", type=Path, default=Path("build/load"), help="folder for stores and logs")
    parser.add_argument("--out", type=Path, default=Path("build/load/load.csv"), help="the CSV file")
    options = parser.parse_args(arguments)
    options.data.mkdir(parents=True, exist_ok=True)
    measures: list[Measure] = []
    for case in options.case or CASES:
        for measure in _RUNS[case](options):
            print(measure.line(), flush=True)
            measures.append(measure)
            write_csv(options.out, measures)  # what was measured stays when a later case fails


def _looking(options: argparse.Namespace) -> Iterator[Measure]:
    result = _template(options.data)
    folder = options.data / "filled"
    objects = folder / "objects"
    folder.mkdir(exist_ok=True)
    fields = options.bundles * count_fields(result)
    yield Measure("store", "", options.bundles, "million fields", fields / 1e6)
    url = f"sqlite:///{(folder / 'load.sqlite').absolute()}"
    fill(url, objects, result, options.bundles)
    yield from measure_looking(
        "SQLite", url, objects.absolute().as_uri(), options.bundles, options.data / "sqlite.log"
    )
    postgres = PostgresServer()
    try:
        postgres.start()
        url = postgres.create_database()
        fill(url, objects, result, options.bundles)
        log = options.data / "postgres.log"
        yield from measure_looking("PostgreSQL", url, objects.absolute().as_uri(), options.bundles, log)
    finally:
        postgres.close()


def _uploading(options: argparse.Namespace) -> Iterator[Measure]:
    yield from measure_uploading("SQLite, embedded", *_fresh(options, "uploading"))


def _verdict(options: argparse.Namespace) -> Iterator[Measure]:
    yield from measure_verdict("SQLite, embedded", *_fresh(options, "verdict"))


def _scaling(options: argparse.Namespace) -> Iterator[Measure]:
    postgres, redis = PostgresServer(), RedisServer()
    try:
        postgres.start()
        redis.start()
        _, objects, log = _fresh(options, "scaling")
        yield from measure_scaling("PostgreSQL, Redis", postgres.create_database(), objects, redis.url, log)
    finally:
        postgres.close()
        redis.close()


def _steadiness(options: argparse.Namespace) -> Iterator[Measure]:
    database, objects, log = _fresh(options, "steadiness")
    yield from measure_steadiness("SQLite, embedded", database, objects, options.minutes, log)


def _fresh(options: argparse.Namespace, name: str) -> tuple[str, str, Path]:
    """Addresses of an empty database and an empty folder, and a log."""
    number = sum(1 for _ in options.data.glob(f"{name}-*"))
    folder = (options.data / f"{name}-{number}").absolute()
    folder.mkdir()
    return f"sqlite:///{folder / 'load.sqlite'}", (folder / "objects").as_uri(), folder / "log"


def _template(data: Path) -> Result:
    """The real result that the store is filled with; read once."""
    kept = data / "template.json"
    if not kept.exists():
        kept.write_bytes(msgspec.json.encode(real_result(data)))
    return msgspec.json.decode(kept.read_bytes(), type=Result)


_RUNS: dict[str, Callable[[argparse.Namespace], Iterator[Measure]]] = {
    "looking": _looking,
    "uploading": _uploading,
    "verdict": _verdict,
    "scaling": _scaling,
    "steadiness": _steadiness,
}

if __name__ == "__main__":
    main()
