"""Organisations as an administrator keeps them."""

from __future__ import annotations

from domain.access import OrganisationKind, Permission, Principal, Role
from domain.errors import Conflict, UsageError
from domain.identifiers import uscc as uscc_number
from domain.identifiers.errors import IdentifierError
from domain.people import Listing, OrganisationView
from domain.values import Bilingual
from service.identity.audit_trail import write_down
from service.identity.permissions import require, unknown
from service.identity.tokens import is_id, new_token
from service.identity.wording import checked_name, fit
from service.ids import new_id
from service.listing import as_time, bounded, listing, unpack_cursor
from storage.identity.organisations import OrganisationRow
from storage.identity.system_values import PEOPLE
from storage.repository import Transaction
from workers.services import Services


def organisations(
    services: Services,
    principal: Principal,
    cursor: str | None = None,
    limit: int = 50,
    name: str | None = None,
) -> Listing[OrganisationView]:
    """Organisations, newest first; ``name`` is part of the name. For those who see all bundles or keep the installation."""
    require(principal, Permission.MANAGE_PEOPLE, Permission.READ_ALL)
    limit = bounded(limit)
    with services.repository.read() as tx:
        rows = tx.organisations.newest(unpack_cursor(cursor), limit + 1, fit(name or "", 200))
    return listing(rows, limit, lambda row: (row.created_at, row.id), view_of)


def organisation(services: Services, principal: Principal, organisation_id: str) -> OrganisationView:
    """One organisation: the own one, or any for those who may list them. Raises ``NotFound``."""
    if organisation_id != principal.organisation_id and not (
        principal.may(Permission.MANAGE_PEOPLE) or principal.may(Permission.READ_ALL)
    ):
        raise unknown("单位", "organisation")
    with services.repository.read() as tx:
        return view_of(existing(tx, organisation_id))


def create_organisation(
    services: Services,
    principal: Principal,
    *,
    name: str,
    kind: OrganisationKind,
    uscc: str | None = None,
    address: str = "",
) -> OrganisationView:
    """A new organisation. Raises ``NotAllowed``, and ``UsageError`` for a name or USCC that cannot be."""
    require(principal, Permission.MANAGE_PEOPLE)
    row = OrganisationRow(
        id=new_id("org", new_token()),
        name=checked_name(name),
        kind=OrganisationKind(kind).value,
        created_at=services.now(),
        uscc=_checked_uscc(uscc),
    )
    with services.repository.write() as tx:
        tx.organisations.add(row)
        write_down(tx, services, principal, "organisation.create", row.id, detail=row.kind, address=address)
    return view_of(row)


def update_organisation(
    services: Services,
    principal: Principal,
    organisation_id: str,
    *,
    is_active: bool | None = None,
    name: str | None = None,
    address: str = "",
) -> OrganisationView:
    """Rename an organisation, shut it (its sessions end, its keys open nothing) or open it again.

    Raises ``NotAllowed``, ``NotFound``, ``UsageError``, and ``Conflict`` where the last administrator would go with it.
    """
    require(principal, Permission.MANAGE_PEOPLE)
    if is_active is False and organisation_id == principal.organisation_id:
        raise Conflict(Bilingual("不能停用自己所在的单位", "nobody shuts their own organisation"))
    changes = _changes(is_active, name)
    with services.repository.write() as tx:
        tx.system_values.lock(PEOPLE)
        existing(tx, organisation_id)
        if changes:
            tx.organisations.update(organisation_id, **changes)
        if is_active is False:
            keep_an_administrator(tx)
            tx.sessions.end_of(tx.users.of_organisation(organisation_id))
        row = existing(tx, organisation_id)
        told = ", ".join(f"{column}={value}" for column, value in changes.items())
        write_down(
            tx, services, principal, "organisation.update", organisation_id, detail=told, address=address
        )
    return view_of(row)


def existing(tx: Transaction, organisation_id: str) -> OrganisationRow:
    """The organisation of that id; raises ``NotFound``."""
    row = tx.organisations.get(organisation_id) if is_id("org", organisation_id) else None
    if row is None:
        raise unknown("单位", "organisation")
    return row


def keep_an_administrator(tx: Transaction) -> None:
    """Raises ``Conflict``, which undoes what the transaction did, when nobody is left who keeps the installation."""
    if tx.users.count_active(Role.ADMINISTRATOR) == 0:
        raise Conflict(
            Bilingual(
                "必须至少保留一名有效的系统管理员", "the last active administrator cannot be taken away"
            ),
            advice=Bilingual("请先任命另一名管理员", "make another administrator first"),
        )


def view_of(row: OrganisationRow) -> OrganisationView:
    """The organisation as those who may see it see it."""
    return OrganisationView(
        row.id, row.name, OrganisationKind(row.kind), row.uscc, row.is_active, as_time(row.created_at)
    )


def _changes(is_active: bool | None, name: str | None) -> dict[str, object]:
    wanted = {"is_active": is_active, "name": None if name is None else checked_name(name)}
    return {column: value for column, value in wanted.items() if value is not None}


def _checked_uscc(text: str | None) -> str | None:
    if text is None or not text.strip():
        return None
    try:
        return uscc_number.validate(text)
    except IdentifierError as error:
        raise UsageError(
            Bilingual("统一社会信用代码不正确", f"the USCC cannot be right: {fit(str(error), 200)}"),
            advice=Bilingual(
                "请核对营业执照上的 18 位代码", "compare it with the 18 characters on the business licence"
            ),
        ) from error
