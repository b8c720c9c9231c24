"""The audit log: what gets into it, who sees it, and that nobody changes it unseen."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import delete, insert, select, update

from domain.access import OrganisationKind, Role
from domain.errors import Conflict, NotAllowed, StorageError, Unauthenticated, UsageError
from domain.people import AuditOutcome
from service import bundle_commands, job_commands
from service import identity_commands as identity
from service.identity.audit_trail import write_down
from storage.database.database import open_database
from storage.identity.audit_log import AuditRow, line_hash
from storage.identity.schema import audit_log, system_values
from storage.identity.system_values import AUDIT
from storage.jobs.ledger import Job
from storage.paper_sets.sets import PaperSetRow
from storage.repository import Repository
from storage.transfer import copy_rows
from tests.servers.databases import BACKENDS

PASSWORD = "correct horse battery"


def _with_lines(door: Any) -> Any:
    with door.repository.write() as tx:
        for number in range(10):
            write_down(tx, door.services, door.admin, "thing.do", f"thing{number}")
    return door


@pytest.fixture
def log(sqlite_door: Any) -> Any:
    """A door with ten more lines in its log: house.found is the first."""
    return _with_lines(sqlite_door)


@pytest.fixture
def any_log(door: Any) -> Any:
    """The same on both databases."""
    return _with_lines(door)


def test_what_people_do_is_written_down_and_secrets_are_not(door: Any) -> None:
    organisation_id = door.organisation()
    user = door.user(organisation_id)
    logged_in = door.log_in(user.login)
    identity.log_out(door.services, logged_in.session_token)
    with pytest.raises(Unauthenticated):
        door.log_in(user.login, "my secret slip", address="203.0.113.9")
    initial = identity.reset_password(door.services, door.admin, user.id)
    lines = identity.audit(door.services, door.admin).items
    assert [line.action for line in lines] == [
        "password.reset", "session.begin", "session.end", "session.begin", "password.change", "user.create",
        "organisation.create", "house.found",
    ]  # fmt: skip
    failed = lines[1]
    assert (failed.outcome, failed.object, failed.actor_id, failed.address) == (
        AuditOutcome.FAILED, user.id, "", "203.0.113.9"
    )  # fmt: skip
    told = repr(lines)
    assert not any(
        secret in told for secret in (PASSWORD, "my secret slip", initial, logged_in.session_token)
    )


def test_who_made_and_moved_a_bundle_is_written_down_once(door: Any, fakes: Any) -> None:
    exporter = door.principal(door.organisation())
    bundle = bundle_commands.create(door.services, exporter, key="k")
    bundle_commands.create(door.services, exporter, key="k")
    bundle_commands.add_file(door.services, exporter, bundle.id, "a.pdf", fakes.fake_file())
    for command in (bundle_commands.submit, bundle_commands.withdraw, bundle_commands.reopen):
        command(door.services, exporter, bundle.id)
        command(door.services, exporter, bundle.id)
    lines = identity.audit(door.services, door.admin, object=bundle.id).items
    assert [(line.action, line.detail) for line in lines] == [
        ("bundle.reopen", "was withdrawn"), ("bundle.withdraw", "was submitted"), ("bundle.submit", "attempt 1"),
        ("bundle.create", ""),
    ]  # fmt: skip
    assert {line.actor_id for line in lines} == {exporter.id}


def test_who_released_and_requeued_a_job_is_written_down(sqlite_door: Any) -> None:
    services = sqlite_door.services
    with services.repository.write() as tx:
        tx.paper_sets.add(PaperSetRow("b" * 64, "papers", None, 0, 1.0))
        tx.jobs.add(Job("j" * 64, "b" * 64, "collect", "0", "1", "a.pdf", "interactive", 1.0, 1.0))
        tx.jobs.claim("j" * 64, "1", "anna", 2.0, 3.0)
    job_commands.release(services, "j" * 64, sqlite_door.admin)
    with services.repository.write() as tx:
        lease = tx.jobs.claim("j" * 64, "1", "anna", 2.0, 3.0)
        tx.jobs.quarantine(lease, "why", False, 4.0)
    job_commands.requeue(services, "j" * 64)
    with pytest.raises(Conflict):
        job_commands.requeue(services, "j" * 64)
    lines = identity.audit(services, sqlite_door.admin, object="j" * 64).items
    assert [(line.action, line.actor_name) for line in lines] == [
        ("job.requeue", "console"),
        ("job.release", "管理员"),
    ]


def test_a_password_typed_as_login_is_not_written_down(door: Any) -> None:
    with pytest.raises(Unauthenticated):
        door.log_in("hunter2-my-real-password", "x")
    assert "hunter2" not in repr(identity.audit(door.services, door.admin).items)


def test_what_was_refused_leaves_no_line_of_having_been_done(door: Any) -> None:
    before = identity.chain_end(door.services)
    with pytest.raises(UsageError):
        identity.create_organisation(door.services, door.admin, name="", kind=OrganisationKind.OFFICE)
    assert identity.chain_end(door.services) == before


@pytest.mark.parametrize("text", ["\x00", "\ud800x", "a\nb\u2028c\x1b[31m", "某" * 9000, ""])
def test_any_text_can_be_noted_and_the_chain_holds(door: Any, text: str) -> None:
    identity.note(door.services, None, text, text, "denied", detail=text, address=text)
    line = identity.audit(door.services, door.admin).items[0]
    assert not any(char in line.detail for char in "\x00\n\u2028\x1b") and len(line.detail) <= 2000
    assert identity.check_chain(door.services) is None


@pytest.mark.parametrize("role", [Role.CLERK, Role.EXPORTER])
def test_who_may_not_see_it_does_not(door: Any, role: Role) -> None:
    kind = OrganisationKind.EXPORTER if role is Role.EXPORTER else OrganisationKind.OFFICE
    with pytest.raises(NotAllowed):
        identity.audit(door.services, door.principal(door.organisation(kind), role))


def test_lines_are_found_by_who_what_and_what_came_of_it(any_log: Any) -> None:
    identity.note(any_log.services, None, "thing.do", "thing3", AuditOutcome.DENIED)

    def found(**wanted: Any) -> list[int]:
        return [line.number for line in identity.audit(any_log.services, any_log.admin, **wanted).items]

    assert found(object="thing3") == [12, 5]
    assert found(object="thing3", outcome=AuditOutcome.DENIED) == [12]
    assert found(actor_id=any_log.admin.id, action="house.found") == [1]
    assert found(organisation_id="\x00") == []
    assert found(limit=3) == [12, 11, 10]


def test_pages_hold_every_line_once(log: Any) -> None:
    seen: list[int] = []
    cursor = None
    while True:
        page = identity.audit(log.services, log.admin, cursor, 4)
        seen += [line.number for line in page.items]
        if (cursor := page.next_cursor) is None:
            break
    assert seen == list(range(11, 0, -1))


def test_an_untouched_chain_is_whole(any_log: Any) -> None:
    assert identity.check_chain(any_log.services) is None
    number, digest = identity.chain_end(any_log.services)
    assert number == 11 and digest == identity.audit(any_log.services, any_log.admin).items[0].hash


def test_a_house_without_lines_is_whole(empty_door: Any) -> None:
    assert identity.check_chain(empty_door.services) is None


@pytest.mark.parametrize("column", [name for name in AuditRow.__struct_fields__ if name != "number"])
def test_a_changed_value_of_any_column_is_found(log: Any, column: str) -> None:
    value: Any = 1.5 if column == "at" else "0" * 64 if "hash" in column else "forged"
    _tamper(log, update(audit_log).where(audit_log.c.number == 5).values({column: value}))
    assert identity.check_chain(log.services) == 5


@pytest.mark.parametrize("number", [1, 2, 6, 11])
def test_a_removed_line_is_found(any_log: Any, number: int) -> None:
    _tamper(any_log, delete(audit_log).where(audit_log.c.number == number))
    assert identity.check_chain(any_log.services) == number


def test_lines_cut_off_at_the_end_are_found(log: Any) -> None:
    _tamper(log, delete(audit_log).where(audit_log.c.number > 7))
    assert identity.check_chain(log.services) == 8


def test_a_log_that_was_emptied_is_found(log: Any) -> None:
    _tamper(log, delete(audit_log))
    assert identity.check_chain(log.services) == 1


@pytest.mark.parametrize("number", [-3, 0, 12])
def test_a_line_slipped_in_is_found(log: Any, number: int) -> None:
    with log.repository.write() as tx:
        last = tx.audit.newest(None, 1)[0]
        forged = AuditRow(1.0, "x", "x", "x", "x", "x", "allowed", "", "", number, last.hash)
        values = {name: getattr(forged, name) for name in AuditRow.__struct_fields__} | {
            "hash": line_hash(forged)
        }
    _tamper(log, insert(audit_log).values(values))
    assert identity.check_chain(log.services) == number


def test_two_lines_that_changed_places_are_found(log: Any) -> None:
    for before, after in ((4, 900), (5, 4), (900, 5)):
        _tamper(log, update(audit_log).where(audit_log.c.number == before).values(number=after))
    assert identity.check_chain(log.services) == 4


def test_a_line_that_was_changed_and_hashed_anew_breaks_the_next(log: Any) -> None:
    _rehash(log, 5)
    assert identity.check_chain(log.services) == 6


def test_the_last_line_changed_and_hashed_anew_is_found(log: Any) -> None:
    _rehash(log, 11)
    assert identity.check_chain(log.services) == 11


def test_a_break_stays_found_when_the_log_grows(any_log: Any) -> None:
    _tamper(any_log, delete(audit_log).where(audit_log.c.number == 11))
    identity.note(any_log.services, None, "a", "b", "allowed")
    assert identity.check_chain(any_log.services) == 11


@pytest.mark.parametrize("value", ["x", "11", "11:abc", "eleven:" + "0" * 64])
def test_nothing_is_appended_behind_a_forged_end(log: Any, value: str) -> None:
    _tamper(log, update(system_values).where(system_values.c.name == AUDIT).values(value=value))
    with pytest.raises(StorageError, match="tampered"):
        identity.note(log.services, None, "a", "b", "allowed")


def test_many_that_append_at_once_make_one_chain(door: Any) -> None:
    def append(number: int) -> None:
        identity.note(door.services, door.admin, "thing.do", str(number), "allowed")

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(append, range(40)))
    assert identity.check_chain(door.services) is None
    assert identity.chain_end(door.services)[0] == 41


def test_a_transaction_that_fails_leaves_no_gap(door: Any) -> None:
    row = AuditRow(1.0, "", "", "", "a", "", "allowed", "", "")
    with pytest.raises(RuntimeError), door.repository.write() as tx:
        tx.audit.append(row)
        raise RuntimeError
    with door.repository.write() as tx:
        assert tx.audit.append(row).number == 2
    assert identity.check_chain(door.services) is None


def test_a_long_log_is_checked_in_pieces(log: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from storage.identity import audit_log as module

    monkeypatch.setattr(module, "BATCH", 3)
    assert identity.check_chain(log.services) is None
    _tamper(log, delete(audit_log).where(audit_log.c.number == 10))
    assert identity.check_chain(log.services) == 10


def _rehash(door: Any, number: int) -> None:
    with door.repository._database.read() as connection:
        row = AuditRow(
            **connection.execute(select(audit_log).where(audit_log.c.number == number)).one()._mapping
        )
    forged = AuditRow(
        **({name: getattr(row, name) for name in AuditRow.__struct_fields__} | {"detail": "forged"})
    )
    values = {"detail": "forged", "hash": line_hash(forged)}
    _tamper(door, update(audit_log).where(audit_log.c.number == number).values(values))


def _tamper(door: Any, statement: Any) -> None:
    """What somebody does who has the database in hand."""
    with door.repository._database.write() as connection:
        connection.execute(statement)


@pytest.mark.parametrize("backend", BACKENDS)
def test_a_log_that_moved_to_another_database_is_whole_and_goes_on(
    log: Any, backend: str, make_database: Callable[[str], str]
) -> None:
    target = open_database(make_database(backend))
    copy_rows(log.repository._database, target, lambda *_: None)
    moved = replace(log.services, repository=Repository(target))
    assert identity.check_chain(moved) is None
    assert identity.chain_end(moved) == identity.chain_end(log.services)
    identity.note(moved, None, "a", "b", "allowed")
    assert identity.chain_end(moved)[0] == 12 and identity.check_chain(moved) is None
    target.close()
