"""The record of who did what. Logins, passwords and tokens never get into it."""

from __future__ import annotations

from domain.access import Permission, Principal
from domain.errors import UsageError
from domain.people import AuditEntry, AuditOutcome, Listing
from domain.values import Bilingual
from service.identity.permissions import require
from service.identity.wording import fit
from service.listing import as_time, bounded
from storage.identity.audit_log import AuditRow
from storage.repository import Transaction
from workers.services import Services


def note(
    services: Services,
    principal: Principal | None,
    action: str,
    object: str,
    outcome: AuditOutcome | str,
    *,
    detail: str = "",
    address: str = "",
) -> None:
    """Append a line to the audit log; ``principal`` is None for a stranger."""
    with services.repository.write() as tx:
        write_down(tx, services, principal, action, object, outcome, detail=detail, address=address)


def write_down(
    tx: Transaction,
    services: Services,
    principal: Principal | None,
    action: str,
    object: str,
    outcome: AuditOutcome | str = AuditOutcome.ALLOWED,
    *,
    detail: str = "",
    address: str = "",
) -> None:
    """The same in a transaction under way, as the last thing that it does."""
    tx.audit.append(
        AuditRow(
            at=services.now(),
            actor_id=principal.id if principal else "",
            actor_name=principal.name if principal else "",
            organisation_id=principal.organisation_id if principal else "",
            action=fit(action, 64),
            object=fit(object, 128),
            outcome=AuditOutcome(outcome).value,
            detail=fit(detail),
            address=fit(address, 64),
        )
    )


def audit(
    services: Services,
    principal: Principal,
    cursor: str | None = None,
    limit: int = 50,
    *,
    actor_id: str | None = None,
    object: str | None = None,
    action: str | None = None,
    outcome: AuditOutcome | None = None,
    organisation_id: str | None = None,
) -> Listing[AuditEntry]:
    """Lines of the audit log, newest first; all that is given must hold. Raises ``NotAllowed``, ``UsageError``."""
    require(principal, Permission.READ_AUDIT)
    limit = bounded(limit)
    with services.repository.read() as tx:
        rows = tx.audit.newest(
            _number(cursor),
            limit + 1,
            actor_id=_searched(actor_id),
            object=_searched(object),
            action=_searched(action),
            outcome=outcome,
            organisation_id=_searched(organisation_id),
        )
    more = str(rows[limit - 1].number) if len(rows) > limit else None
    return Listing(tuple(_entry(row) for row in rows[:limit]), more)


def check_chain(services: Services) -> int | None:
    """The number of the first line of the audit log that was changed, removed or slipped in; None when all is well."""
    with services.repository.read() as tx:
        return tx.audit.first_broken()


def chain_end(services: Services) -> tuple[int, str]:
    """Number and hash of the last line: noted elsewhere, they prove that the log up to there was not written anew."""
    with services.repository.read() as tx:
        return tx.audit.end()


def _number(cursor: str | None) -> int | None:
    if cursor is None:
        return None
    if not (cursor.isascii() and cursor.isdecimal() and len(cursor) <= 18):
        raise UsageError(
            Bilingual("cursor 不是本列表给出的", "the cursor is not one that this list gave"),
            advice=Bilingual("请不带 cursor 重新开始", "begin without a cursor"),
        )
    return int(cursor)


def _searched(text: str | None) -> str | None:
    return None if text is None else fit(text, 128)


def _entry(row: AuditRow) -> AuditEntry:
    return AuditEntry(
        number=row.number,
        at=as_time(row.at),
        actor_id=row.actor_id,
        actor_name=row.actor_name,
        organisation_id=row.organisation_id,
        action=row.action,
        object=row.object,
        outcome=AuditOutcome(row.outcome),
        detail=row.detail,
        address=row.address,
        hash=row.hash,
    )
