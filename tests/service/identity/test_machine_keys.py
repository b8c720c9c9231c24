"""Machine keys: who makes them, what they open, when they stop."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from domain.access import SCOPES_OF, OrganisationKind, Permission, Role
from domain.errors import Conflict, NotAllowed, NotFound, StorageError, TooMuch, Unauthenticated, UsageError
from domain.people import KeyState
from service import identity_commands as identity
from service.identity import machine_keys

READ, WRITE, ALL = Permission.READ_OWN, Permission.WRITE_OWN, Permission.READ_ALL


def test_a_key_opens_what_its_scopes_say_for_its_organisation(door: Any) -> None:
    exporter = door.principal(door.organisation())
    view, secret = identity.create_key(door.services, exporter, name="ERP", scopes=[READ])
    machine = identity.who_has_key(door.services, secret)
    assert (machine.id, machine.organisation_id, machine.role) == (
        view.id,
        exporter.organisation_id,
        Role.MACHINE,
    )
    assert machine.may(READ) and not machine.may(WRITE)
    assert secret.startswith("tgk_") and secret not in repr(view)


def test_the_secret_is_nowhere_in_the_database(door: Any) -> None:
    _, secret = identity.create_key(door.services, door.admin, name="ERP", scopes=[ALL])
    with door.repository.read() as tx:
        assert secret not in repr(tx.api_keys.newest(None, 10))
        assert secret not in repr(tx.audit.newest(None, 100))


@pytest.mark.parametrize("secret", ["", "tgk_", "tgk_" + "a" * 43, "\x00", "\ud800", "x" * 10_000])
def test_what_is_no_key_opens_nothing(door: Any, secret: str) -> None:
    with pytest.raises(Unauthenticated):
        identity.who_has_key(door.services, secret)


def test_a_revoked_key_opens_nothing_more(door: Any) -> None:
    exporter = door.principal(door.organisation())
    view, secret = identity.create_key(door.services, exporter, name="ERP", scopes=[READ])
    revoked = identity.revoke_key(door.services, exporter, view.id)
    assert revoked.state is KeyState.REVOKED
    assert identity.revoke_key(door.services, exporter, view.id) == revoked
    with pytest.raises(Unauthenticated):
        identity.who_has_key(door.services, secret)


def test_a_key_ends_when_it_was_said_to(door: Any) -> None:
    ends = door.services.clock() + dt.timedelta(hours=1)
    view, secret = identity.create_key(door.services, door.admin, name="ERP", scopes=[ALL], expires_at=ends)
    assert view.state is KeyState.VALID and view.expires_at == ends
    identity.who_has_key(door.services, secret)
    door.ahead = 3601
    with pytest.raises(Unauthenticated):
        identity.who_has_key(door.services, secret)
    assert identity.keys(door.services, door.admin).items[0].state is KeyState.EXPIRED


def test_the_keys_of_a_shut_organisation_open_nothing_until_it_is_opened(door: Any) -> None:
    organisation_id = door.organisation()
    _, secret = identity.create_key(
        door.services, door.admin, name="ERP", scopes=[READ], organisation_id=organisation_id
    )
    identity.update_organisation(door.services, door.admin, organisation_id, is_active=False)
    with pytest.raises(Unauthenticated):
        identity.who_has_key(door.services, secret)
    with pytest.raises(Conflict):
        identity.create_key(
            door.services, door.admin, name="x", scopes=[READ], organisation_id=organisation_id
        )
    identity.update_organisation(door.services, door.admin, organisation_id, is_active=True)
    identity.who_has_key(door.services, secret)


@pytest.mark.parametrize("kind", list(OrganisationKind))
@pytest.mark.parametrize("scope", list(Permission))
def test_keys_carry_the_scopes_of_their_kind_of_organisation(
    sqlite_door: Any, kind: OrganisationKind, scope: Permission
) -> None:
    make = {"name": "ERP", "scopes": [scope], "organisation_id": sqlite_door.organisation(kind)}
    if scope in SCOPES_OF[kind]:
        assert identity.create_key(sqlite_door.services, sqlite_door.admin, **make)[0].scopes == (scope,)
    else:
        with pytest.raises(UsageError):
            identity.create_key(sqlite_door.services, sqlite_door.admin, **make)


def test_a_key_without_scopes_is_none(door: Any) -> None:
    with pytest.raises(UsageError):
        identity.create_key(door.services, door.admin, name="ERP", scopes=[])


@pytest.mark.parametrize("ends", [dt.datetime(2999, 1, 1), dt.datetime(2000, 1, 1, tzinfo=dt.UTC)])
def test_an_end_without_zone_or_in_the_past_is_none(sqlite_door: Any, ends: dt.datetime) -> None:
    with pytest.raises(UsageError):
        identity.create_key(
            sqlite_door.services, sqlite_door.admin, name="ERP", scopes=[ALL], expires_at=ends
        )


def test_exporters_keep_the_keys_of_their_own_organisation_only(door: Any) -> None:
    anna, ben = door.principal(door.organisation()), door.principal(door.organisation())
    view, _ = identity.create_key(door.services, anna, name="ERP", scopes=[READ])
    assert [key.id for key in identity.keys(door.services, anna).items] == [view.id]
    assert identity.keys(door.services, ben).items == ()
    with pytest.raises(NotFound):
        identity.keys(door.services, ben, organisation_id=anna.organisation_id)
    with pytest.raises(NotFound):
        identity.create_key(door.services, ben, name="x", scopes=[READ], organisation_id=anna.organisation_id)
    with pytest.raises(NotFound):
        identity.revoke_key(door.services, ben, view.id)
    assert identity.keys(door.services, door.admin, organisation_id=anna.organisation_id).items == (view,)
    assert identity.revoke_key(door.services, door.admin, view.id).state is KeyState.REVOKED


@pytest.mark.parametrize("role", [Role.CLERK, Role.SUPERVISOR, Role.AUDITOR])
def test_people_of_the_office_who_keep_no_people_keep_no_keys(sqlite_door: Any, role: Role) -> None:
    asker = sqlite_door.principal(sqlite_door.admin.organisation_id, role)
    with pytest.raises(NotAllowed):
        identity.keys(sqlite_door.services, asker)
    with pytest.raises(NotAllowed):
        identity.create_key(sqlite_door.services, asker, name="x", scopes=[ALL])
    with pytest.raises(NotAllowed):
        identity.revoke_key(sqlite_door.services, asker, "key_" + "a" * 26)


def test_machines_keep_nothing(door: Any) -> None:
    exporter = door.principal(door.organisation())
    _, secret = identity.create_key(door.services, exporter, name="ERP", scopes=[READ, WRITE])
    machine = identity.who_has_key(door.services, secret)
    with pytest.raises(NotAllowed):
        identity.create_key(door.services, machine, name="x", scopes=[READ])
    with pytest.raises(NotAllowed):
        identity.change_password(door.services, machine, "a", "b")
    with pytest.raises(NotAllowed):
        identity.users(door.services, machine)


def test_an_organisation_has_so_many_valid_keys_and_no_more(
    door: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(machine_keys, "MOST_VALID", 2)
    view, _ = identity.create_key(door.services, door.admin, name="1", scopes=[ALL])
    identity.create_key(door.services, door.admin, name="2", scopes=[ALL])
    with pytest.raises(TooMuch):
        identity.create_key(door.services, door.admin, name="3", scopes=[ALL])
    identity.revoke_key(door.services, door.admin, view.id)
    identity.create_key(door.services, door.admin, name="3", scopes=[ALL])


def test_use_is_noted_to_the_minute_and_never_stands_in_the_way(
    sqlite_door: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, secret = identity.create_key(sqlite_door.services, sqlite_door.admin, name="ERP", scopes=[ALL])
    identity.who_has_key(sqlite_door.services, secret)
    first = identity.keys(sqlite_door.services, sqlite_door.admin).items[0].last_used_at
    sqlite_door.ahead = 30
    identity.who_has_key(sqlite_door.services, secret)
    assert identity.keys(sqlite_door.services, sqlite_door.admin).items[0].last_used_at == first
    sqlite_door.ahead = 61

    def full() -> Any:
        raise StorageError("the disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(sqlite_door.repository, "write", full)
        identity.who_has_key(sqlite_door.services, secret)
    identity.who_has_key(sqlite_door.services, secret)
    assert identity.keys(sqlite_door.services, sqlite_door.admin).items[0].last_used_at != first


def test_pages_hold_every_key_once(door: Any) -> None:
    made = [identity.create_key(door.services, door.admin, name=str(n), scopes=[ALL])[0].id for n in range(5)]
    seen, cursor = [], None
    while True:
        page = identity.keys(door.services, door.admin, cursor, 2)
        seen += [key.id for key in page.items]
        if (cursor := page.next_cursor) is None:
            break
    assert sorted(seen) == sorted(made)
