"""Machine keys: made by people, shown once, kept as hashes, worth what their scopes say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from domain.access import SCOPES_OF, OrganisationKind, Permission, Principal, Role
from domain.errors import Conflict, StorageError, TooMuch, Unauthenticated, UsageError
from domain.people import KeyState, KeyView, Listing
from domain.values import Bilingual
from service.identity.audit_trail import write_down
from service.identity.organisations import existing
from service.identity.permissions import require, unknown
from service.identity.tokens import KEY_PREFIX, fingerprint, is_id, new_token
from service.identity.wording import checked_name
from service.ids import new_id
from service.listing import as_time, as_time_or_none, bounded, listing, unpack_cursor
from storage.identity.api_keys import KeyRow, OwnedKey
from storage.repository import Transaction
from workers.services import Services

TOUCH_SECONDS = 60.0
MOST_VALID = 100
"""keys of one organisation that open something: who has more does not know where they are"""


def who_has_key(services: Services, secret: str) -> Principal:
    """The machine with that key. Raises ``Unauthenticated`` when it is unknown, expired, revoked or its owner is shut."""
    now = services.now()
    with services.repository.read() as tx:
        owned = tx.api_keys.with_secret(fingerprint(secret)) if secret.startswith(KEY_PREFIX) else None
    if owned is None or not owned.is_open or _state(owned.key, now) is not KeyState.VALID:
        raise Unauthenticated(
            Bilingual("密钥无效、已过期或已撤销", "the key is unknown, expired or revoked"),
            advice=Bilingual("请向贵单位管理密钥的人员索取新密钥", "ask for a new one where it came from"),
        )
    if now - (owned.key.last_used_at or 0.0) >= TOUCH_SECONDS:
        _touch(services, owned.key.id, now)
    return _principal(owned)


def keys(
    services: Services,
    principal: Principal,
    cursor: str | None = None,
    limit: int = 50,
    *,
    organisation_id: str | None = None,
) -> Listing[KeyView]:
    """Keys, newest first: of the own organisation, or for an administrator of that one or of all. Raises ``NotAllowed``."""
    own = _only_own(principal, organisation_id)
    limit, now = bounded(limit), services.now()
    with services.repository.read() as tx:
        if own is not None:
            existing(tx, own)
        rows = tx.api_keys.newest(unpack_cursor(cursor), limit + 1, own)
    return listing(rows, limit, lambda row: (row.key.created_at, row.key.id), lambda row: _view(row, now))


def create_key(
    services: Services,
    principal: Principal,
    *,
    name: str,
    scopes: Collection[Permission],
    organisation_id: str | None = None,
    expires_at: dt.datetime | None = None,
    address: str = "",
) -> tuple[KeyView, str]:
    """A new key, for the own organisation unless told otherwise, and its secret, which is shown only here.

    Raises ``NotAllowed``, ``NotFound`` for the organisation, ``Conflict`` when it is shut, ``TooMuch``, ``UsageError`` for
    scopes that its keys cannot have and for an end that has no time zone or is past.
    """
    owner = _only_own(principal, organisation_id) or principal.organisation_id
    secret = KEY_PREFIX + new_token()
    row = KeyRow(
        id=new_id("key", new_token()),
        secret_hash=fingerprint(secret),
        organisation_id=owner,
        name=checked_name(name),
        scopes=" ".join(sorted(set(scopes))),
        created_by=principal.id,
        created_at=services.now(),
        expires_at=_checked_end(expires_at, services),
    )
    with services.repository.write() as tx:
        organisation = existing(tx, owner)
        _check_scopes(scopes, organisation.kind)
        if not organisation.is_active:
            raise Conflict(Bilingual("该单位已停用", "the organisation is shut"))
        if tx.api_keys.count_valid(owner, services.now()) >= MOST_VALID:
            raise TooMuch(
                Bilingual(
                    f"每个单位最多 {MOST_VALID} 个有效密钥",
                    f"an organisation has at most {MOST_VALID} valid keys",
                ),
                advice=Bilingual("请先撤销不再使用的密钥", "revoke those that nobody uses"),
            )
        tx.api_keys.add(row)
        made = _existing(tx, row.id)
        write_down(tx, services, principal, "key.create", row.id, detail=row.scopes, address=address)
    return _view(made, services.now()), secret


def revoke_key(services: Services, principal: Principal, key_id: str, *, address: str = "") -> KeyView:
    """Let a key open nothing any more; again is no harm. Raises ``NotAllowed``, ``NotFound``."""
    require(principal, Permission.MANAGE_PEOPLE, Permission.MANAGE_OWN_KEYS)
    with services.repository.write() as tx:
        owned = _existing(tx, key_id)
        if not (
            principal.may(Permission.MANAGE_PEOPLE) or owned.key.organisation_id == principal.organisation_id
        ):
            raise unknown("密钥", "key")
        if tx.api_keys.revoke(key_id, services.now()):
            owned = _existing(tx, key_id)
            write_down(tx, services, principal, "key.revoke", key_id, address=address)
    return _view(owned, services.now())


def _only_own(principal: Principal, organisation_id: str | None) -> str | None:
    """The organisation that the asker may see the keys of; None for all."""
    require(principal, Permission.MANAGE_PEOPLE, Permission.MANAGE_OWN_KEYS)
    if principal.may(Permission.MANAGE_PEOPLE):
        return organisation_id
    if organisation_id not in (None, principal.organisation_id):
        raise unknown("单位", "organisation")
    return principal.organisation_id


def _existing(tx: Transaction, key_id: str) -> OwnedKey:
    owned = tx.api_keys.get(key_id) if is_id("key", key_id) else None
    if owned is None:
        raise unknown("密钥", "key")
    return owned


def _check_scopes(scopes: Collection[Permission], kind: str) -> None:
    possible = SCOPES_OF[OrganisationKind(kind)]
    if not scopes or not set(scopes) <= set(possible):
        names = ", ".join(possible)
        raise UsageError(
            Bilingual(
                f"密钥须有以下范围中的至少一项：{names}",
                f"a key there has one or more of these scopes: {names}",
            )
        )


def _checked_end(expires_at: dt.datetime | None, services: Services) -> float | None:
    if expires_at is None:
        return None
    if expires_at.tzinfo is None or expires_at.timestamp() <= services.now():
        raise UsageError(
            Bilingual("到期时间须带时区且在将来", "the end of a key has a time zone and lies in the future")
        )
    return expires_at.timestamp()


def _principal(owned: OwnedKey) -> Principal:
    possible = SCOPES_OF[OrganisationKind(owned.kind)]
    scopes = frozenset(scope for scope in possible if scope in owned.key.scopes.split())
    return Principal(owned.key.id, owned.key.name, owned.key.organisation_id, Role.MACHINE, scopes)


def _touch(services: Services, key_id: str, now: float) -> None:
    try:
        with services.repository.write() as tx:
            tx.api_keys.touch(key_id, now)
    except StorageError:
        return  # a full disk keeps no machine from reading what is there


def _state(row: KeyRow, now: float) -> KeyState:
    if row.revoked_at is not None:
        return KeyState.REVOKED
    return KeyState.EXPIRED if row.expires_at is not None and row.expires_at <= now else KeyState.VALID


def _view(owned: OwnedKey, now: float) -> KeyView:
    row = owned.key
    return KeyView(
        id=row.id,
        organisation_id=row.organisation_id,
        organisation=owned.organisation,
        name=row.name,
        scopes=tuple(Permission(scope) for scope in row.scopes.split()),
        state=_state(row, now),
        created_by=row.created_by,
        created_at=as_time(row.created_at),
        expires_at=as_time_or_none(row.expires_at),
        revoked_at=as_time_or_none(row.revoked_at),
        last_used_at=as_time_or_none(row.last_used_at),
    )
