"""The filled store of the load benchmark is one that the program itself could have left behind."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from benchmarks.load.fill import fill, sample
from benchmarks.load.measures import latencies, quantile
from benchmarks.load.rows import bundle_id, numbers_of, organisation_id, rows_of
from domain.access import Principal, Role
from domain.bundle import Query
from domain.bundle_form import BundleForm
from domain.document import Actor
from domain.finding import DossierResult, Verdict
from domain.result import Result
from domain.values import Bilingual, Date
from service import bundle_commands as desk
from storage.schema import metadata
from workers.services import open_services
from workers.stages.versions import installed_versions

CLERK = Principal("usr_clerk", "Clerk", "org_office", Role.CLERK)
COUNT = 7


def result() -> Result:
    car = DossierResult(
        "LSGPB54UXTB171712", "car", Verdict.CLEAR, Actor.NOBODY, (), Bilingual("", ""), (), (), (), (), ()
    )
    return Result(
        "1.0", "b", "n", Date("2026-10-01"), "p", {}, 0, BundleForm(), Verdict.CLEAR, (), (), (car,), (), (), ()
    )  # fmt: skip


def test_every_row_has_the_columns_of_its_table() -> None:
    numbered = {"events": {"number"}}
    for table, row in rows_of(3, "k" * 64, installed_versions().of_steps()):
        assert set(row) == set(metadata.tables[table].columns.keys()) - numbered.get(table, set()), table


def test_a_filled_store_is_seen_and_searched_as_any_other(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'load.sqlite'}"
    fill(url, tmp_path / "objects", result(), COUNT)
    fill(url, tmp_path / "objects", result(), COUNT)  # again: nothing is added
    engine = create_engine(url)
    with engine.connect() as connection:
        assert connection.execute(text("PRAGMA foreign_key_check")).all() == []
    engine.dispose()
    with open_services(url, (tmp_path / "objects").as_uri(), readers=1) as services:
        found = desk.search(services, CLERK)
        assert [each.id for each in found.items] == [bundle_id(number) for number in reversed(range(COUNT))]
        said = numbers_of(4)
        for query in (Query(vin=said.vin), Query(plate=said.plate), Query(invoice_number=said.invoices[1])):
            assert [each.id for each in desk.search(services, CLERK, query).items] == [bundle_id(4)]
        seen = desk.result(services, CLERK, bundle_id(4))
        assert seen is not None and seen.dossiers[0].vin == said.vin
        assert desk.view(services, CLERK, bundle_id(4)).organisation_id == organisation_id(4)


def test_the_sample_is_spread_over_all_and_without_repetition() -> None:
    chosen = sample(1_000, 10)
    assert len(chosen) == len(set(chosen)) == 100
    assert max(chosen) == 990 and list(chosen) != sorted(chosen)


@pytest.mark.parametrize(("share", "value"), [(0.5, 3.0), (0.95, 5.0), (0.2, 1.0), (1.0, 5.0)])
def test_a_quantile_is_a_value_that_was_measured(share: float, value: float) -> None:
    assert quantile([5.0, 1.0, 3.0, 2.0, 4.0], share) == value


def test_latencies_are_told_in_milliseconds() -> None:
    assert [(each.figure, each.value) for each in latencies("c", "s", [0.001, 0.002, 0.003], 100)] == [
        ("p50 ms", 2.0),
        ("p95 ms", 3.0),
        ("worst ms", 3.0),
    ]
