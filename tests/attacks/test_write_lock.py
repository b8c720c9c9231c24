"""One upload of many files: however many, the transaction that keeps all others waiting stays as short."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from domain.access import Principal, Role
from service import bundle_commands as desk
from storage.identity.organisations import OrganisationRow

ALICE = Principal("usr_alice", "Alice", "org_a", Role.EXPORTER)


@contextmanager
def written_statements() -> Iterator[list[str]]:
    """What transactions that write send to the database while the block runs."""
    sent: list[str] = []

    def note(connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if connection.get_execution_options().get("tongguan_writes"):
            sent.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(Engine, "before_cursor_execute", note)


@pytest.fixture
def desks(installation: Any) -> Any:
    with installation.services.repository.write() as tx:
        tx.organisations.add(OrganisationRow("org_a", "name of org_a", "exporter", 1.0))
    return installation


def upload(installation: Any, bundle_id: str, names: list[str], seed: str) -> int:
    """How many statements it took to write an upload of files of different bytes under these names."""
    files = [(name, f"{seed} {number}".encode()) for number, name in enumerate(names)]
    with written_statements() as sent:
        added = desk.add_files(installation.services, ALICE, bundle_id, files)
    assert len({file.name for file in added}) == len(names)
    return len(sent)


@pytest.mark.parametrize("is_one_name", [True, False])
def test_an_upload_writes_as_much_whether_it_has_few_files_or_many(desks: Any, is_one_name: bool) -> None:
    def names(count: int) -> list[str]:
        return ["scan.pdf" if is_one_name else f"{number}.pdf" for number in range(count)]

    few, many = (desk.create(desks.services, ALICE).id for _ in range(2))
    assert upload(desks, many, names(600), "b") <= upload(desks, few, names(3), "a") + 2


def test_a_file_among_many_of_its_name_writes_no_more(desks: Any) -> None:
    full, empty = (desk.create(desks.services, ALICE).id for _ in range(2))
    upload(desks, full, ["scan.pdf"] * 600, "a")
    assert upload(desks, full, ["scan.pdf"], "c") <= upload(desks, empty, ["scan.pdf"], "d") + 2


def test_putting_a_large_draft_aside_and_taking_it_up_again_writes_as_much_as_a_small_one(desks: Any) -> None:
    counts = []
    for size in (3, 300):
        made = desk.create(desks.services, ALICE).id
        upload(desks, made, ["scan.pdf"] * size, f"e{size}")
        with written_statements() as sent:
            desk.withdraw(desks.services, ALICE, made)
            desk.reopen(desks.services, ALICE, made)
        counts.append(len(sent))
    assert counts[1] <= counts[0] + 2
