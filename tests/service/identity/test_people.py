"""People and organisations as administrators keep them; passwords as people keep them."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any

import pytest

from domain.access import ROLES_OF, OrganisationKind, Role
from domain.errors import Conflict, NotAllowed, NotFound, TooMuch, Unauthenticated, UsageError
from domain.identifiers import uscc
from service import identity_commands as identity
from service.identity.lockout import FREE_ATTEMPTS
from service.identity.people import OLD_PASSWORD_TRIES

PASSWORD = "correct horse battery"
STRANGE_IDS = [
    "",
    "usr_",
    "usr_" + "a" * 26,
    "org_" + "a" * 26,
    "usr_\x00",
    "\ud800",
    "../../etc/passwd",
    "a" * 10_000,
]
OFFICE, EXPORTER = OrganisationKind.OFFICE, OrganisationKind.EXPORTER


def test_a_new_person_must_change_the_password_and_then_need_not(door: Any) -> None:
    view, initial = identity.create_user(
        door.services,
        door.admin,
        organisation_id=door.organisation(),
        login="Li.Lei",
        name=" 李雷 ",
        role=Role.EXPORTER,
    )
    assert (view.login, view.name, view.must_change_password) == ("li.lei", "李雷", True)
    logged_in = door.log_in("li.lei", initial)
    assert logged_in.must_change_password
    identity.change_password(
        door.services, logged_in.principal, initial, PASSWORD, session_token=logged_in.session_token
    )
    assert not identity.who_is(door.services, logged_in.session_token).must_change_password
    assert not door.log_in("li.lei").must_change_password
    with pytest.raises(Unauthenticated):
        door.log_in("li.lei", initial)


def test_a_login_is_taken_once(door: Any) -> None:
    organisation_id = door.organisation()
    door.user(organisation_id, login="anna")
    with pytest.raises(Conflict):
        door.user(organisation_id, login="ANNA")


@pytest.mark.parametrize("kind", list(OrganisationKind))
@pytest.mark.parametrize("role", list(Role))
def test_people_have_the_roles_of_their_kind_of_organisation(
    sqlite_door: Any, kind: OrganisationKind, role: Role
) -> None:
    organisation_id = sqlite_door.organisation(kind)
    if role in ROLES_OF[kind]:
        assert sqlite_door.user(organisation_id, role).role is role
    else:
        with pytest.raises(UsageError):
            sqlite_door.user(organisation_id, role)


@pytest.mark.parametrize("user_id", STRANGE_IDS)
def test_an_id_that_is_not_there_is_unknown(sqlite_door: Any, user_id: str) -> None:
    for ask in (
        lambda: identity.update_user(sqlite_door.services, sqlite_door.admin, user_id, name="x"),
        lambda: identity.reset_password(sqlite_door.services, sqlite_door.admin, user_id),
        lambda: identity.user(sqlite_door.services, sqlite_door.admin, user_id),
        lambda: identity.update_organisation(sqlite_door.services, sqlite_door.admin, user_id, name="x"),
        lambda: identity.users(sqlite_door.services, sqlite_door.admin, organisation_id=user_id),
        lambda: identity.create_user(
            sqlite_door.services,
            sqlite_door.admin,
            organisation_id=user_id,
            login="some",
            name="x",
            role=Role.CLERK,
        ),
    ):
        with pytest.raises(NotFound):
            ask()


@pytest.mark.parametrize("role", [Role.CLERK, Role.SUPERVISOR, Role.AUDITOR, Role.EXPORTER])
def test_only_administrators_keep_people(sqlite_door: Any, role: Role) -> None:
    organisation_id = sqlite_door.organisation(EXPORTER if role is Role.EXPORTER else OFFICE)
    asker = sqlite_door.principal(organisation_id, role)
    for ask in (
        lambda: identity.users(sqlite_door.services, asker),
        lambda: identity.update_user(sqlite_door.services, asker, sqlite_door.admin.id, name="x"),
        lambda: identity.update_user(sqlite_door.services, asker, asker.id, role=Role.ADMINISTRATOR),
        lambda: identity.reset_password(sqlite_door.services, asker, sqlite_door.admin.id),
        lambda: identity.create_organisation(sqlite_door.services, asker, name="x", kind=OFFICE),
        lambda: identity.update_organisation(sqlite_door.services, asker, organisation_id, name="x"),
        lambda: identity.create_user(
            sqlite_door.services, asker, organisation_id=organisation_id, login="some", name="x", role=role
        ),
    ):
        with pytest.raises(NotAllowed):
            ask()
    assert identity.user(sqlite_door.services, asker, asker.id).role is role
    with pytest.raises(NotFound):
        identity.user(sqlite_door.services, asker, sqlite_door.admin.id)


def test_who_sees_all_bundles_sees_the_names_of_all_organisations(door: Any) -> None:
    organisation_id = door.organisation()
    clerk = door.principal(door.organisation(OFFICE), Role.CLERK)
    exporter = door.principal(door.organisation())
    assert identity.organisation(door.services, clerk, organisation_id).id == organisation_id
    assert len(identity.organisations(door.services, clerk).items) == 4
    assert identity.organisation(door.services, exporter, exporter.organisation_id).kind is EXPORTER
    with pytest.raises(NotFound):
        identity.organisation(door.services, exporter, organisation_id)
    with pytest.raises(NotAllowed):
        identity.organisations(door.services, exporter)


def test_nobody_takes_away_themselves(door: Any) -> None:
    for changes in ({"is_active": False}, {"role": Role.CLERK}):
        with pytest.raises(Conflict):
            identity.update_user(door.services, door.admin, door.admin.id, **changes)
    with pytest.raises(Conflict):
        identity.update_organisation(door.services, door.admin, door.admin.organisation_id, is_active=False)
    with pytest.raises(Conflict):
        identity.reset_password(door.services, door.admin, door.admin.id)
    identity.update_user(door.services, door.admin, door.admin.id, name="New Name", role=Role.ADMINISTRATOR)


def test_the_console_takes_away_anybody_but_the_last_administrator(door: Any) -> None:
    for changes in ({"is_active": False}, {"role": Role.CLERK}):
        with pytest.raises(Conflict):
            identity.update_user(door.services, identity.CONSOLE, door.admin.id, **changes)
    office = door.admin.organisation_id
    with pytest.raises(Conflict):
        identity.update_organisation(door.services, identity.CONSOLE, office, is_active=False)
    door.user(office, Role.ADMINISTRATOR)
    identity.update_user(door.services, identity.CONSOLE, door.admin.id, is_active=False)


def test_an_administrator_of_a_shut_office_does_not_count(door: Any) -> None:
    other = door.organisation(OFFICE)
    door.user(other, Role.ADMINISTRATOR)
    identity.update_organisation(door.services, door.admin, other, is_active=False)
    with pytest.raises(Conflict):
        identity.update_user(door.services, identity.CONSOLE, door.admin.id, is_active=False)


def test_administrators_who_take_each_other_away_at_once_leave_one(door: Any) -> None:
    people = [door.admin, *(door.principal(door.admin.organisation_id, Role.ADMINISTRATOR) for _ in range(3))]

    def take_away(number: int) -> None:
        victim, asker = people[number], people[(number + 1) % len(people)]
        with suppress(Conflict):
            identity.update_user(door.services, asker, victim.id, is_active=False)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(take_away, range(4)))
    with door.repository.read() as tx:
        assert tx.users.count_active(Role.ADMINISTRATOR) == 1


def test_who_is_shut_out_is_out_at_once(door: Any) -> None:
    user = door.user(door.organisation())
    token = door.log_in(user.login).session_token
    identity.update_user(door.services, door.admin, user.id, is_active=False)
    with pytest.raises(Unauthenticated):
        identity.who_is(door.services, token)
    with pytest.raises(Unauthenticated):
        door.log_in(user.login)
    assert identity.update_user(door.services, door.admin, user.id, is_active=True).is_active
    with pytest.raises(Unauthenticated):
        identity.who_is(door.services, token)
    door.log_in(user.login)


def test_a_reset_lets_a_locked_out_person_in_and_everybody_else_out(door: Any) -> None:
    user = door.user(door.organisation())
    stolen = door.log_in(user.login).session_token
    for _ in range(FREE_ATTEMPTS):
        with pytest.raises(Unauthenticated):
            door.log_in(user.login, "wrong")
    assert identity.user(door.services, door.admin, user.id).locked_until is not None
    initial = identity.reset_password(door.services, door.admin, user.id)
    assert identity.user(door.services, door.admin, user.id).locked_until is None
    with pytest.raises(Unauthenticated):
        identity.who_is(door.services, stolen)
    with pytest.raises(Unauthenticated):
        door.log_in(user.login)
    assert door.log_in(user.login, initial).must_change_password


def test_a_changed_password_ends_all_other_sessions(door: Any) -> None:
    mine, other = door.log_in().session_token, door.log_in().session_token
    identity.change_password(door.services, door.admin, PASSWORD, "another long enough", session_token=mine)
    identity.who_is(door.services, mine)
    with pytest.raises(Unauthenticated):
        identity.who_is(door.services, other)


@pytest.mark.parametrize("new", ["short", "a" * 257, "correct horse battery", "rootrootroot", "password1234"])
def test_a_weak_password_changes_nothing(sqlite_door: Any, new: str) -> None:
    with pytest.raises(UsageError):
        identity.change_password(sqlite_door.services, sqlite_door.admin, PASSWORD, new)
    sqlite_door.log_in()


def test_the_old_password_cannot_be_guessed_from_inside(door: Any) -> None:
    for _ in range(OLD_PASSWORD_TRIES):
        with pytest.raises(Unauthenticated):
            identity.change_password(door.services, door.admin, "wrong", "another long enough")
    with pytest.raises(TooMuch):
        identity.change_password(door.services, door.admin, PASSWORD, "another long enough")


def test_pages_of_people_and_organisations_hold_everybody_once(door: Any) -> None:
    for _ in range(4):
        door.user(door.organisation())
    for ask in (identity.users, identity.organisations):
        seen: list[str] = []
        cursor = None
        while True:
            page = ask(door.services, door.admin, cursor, 2)
            seen += [item.id for item in page.items]
            if (cursor := page.next_cursor) is None:
                break
        assert len(seen) == len(set(seen)) == 5
        assert [item.id for item in ask(door.services, door.admin, None, 50).items] == seen


@pytest.mark.parametrize("name", ["某某汽车1", "%", "_", "\x00", "\ud800", "'"])
def test_a_search_finds_what_has_the_words_in_it(door: Any, name: str) -> None:
    organisation_id = door.organisation()
    found = identity.organisations(door.services, door.admin, name=name).items
    assert [item.id for item in found] == ([organisation_id] if name == "某某汽车1" else [])
    assert identity.users(door.services, door.admin, name=name).items == ()


@pytest.mark.parametrize("cursor", ["", "x", "====", "AAAA", "\ud800", "a" * 5000])
def test_a_cursor_that_we_did_not_give_is_refused(sqlite_door: Any, cursor: str) -> None:
    for ask in (identity.users, identity.organisations, identity.keys, identity.audit):
        with pytest.raises(UsageError):
            ask(sqlite_door.services, sqlite_door.admin, cursor)


def test_an_organisation_has_a_right_uscc_or_none(door: Any) -> None:
    code = "91110000" + "MA0012345"
    code += uscc.check_digit(code)
    made = identity.create_organisation(
        door.services, door.admin, name="某某汽车", kind=EXPORTER, uscc=f" {code.lower()} "
    )
    assert made.uscc == code
    wrong = code[:-1] + ("0" if code[-1] != "0" else "1")
    with pytest.raises(UsageError):
        identity.create_organisation(door.services, door.admin, name="某某汽车", kind=EXPORTER, uscc=wrong)


@pytest.mark.parametrize("name", ["", "   ", "a\x00b", "a\nb", "\ud800", "x" * 201, "\u2028"])
def test_names_are_what_can_be_kept_and_shown(sqlite_door: Any, name: str) -> None:
    with pytest.raises(UsageError):
        identity.create_organisation(sqlite_door.services, sqlite_door.admin, name=name, kind=EXPORTER)
    with pytest.raises(UsageError):
        identity.update_user(sqlite_door.services, sqlite_door.admin, sqlite_door.admin.id, name=name)
