"""People as an administrator keeps them, and their passwords as they keep them themselves."""

from __future__ import annotations

from domain.access import ROLES_OF, OrganisationKind, Permission, Principal, Role
from domain.errors import Conflict, NotAllowed, Unauthenticated, UsageError
from domain.people import AuditOutcome, Listing, UserView
from domain.values import Bilingual
from service.identity.audit_trail import note, write_down
from service.identity.limits import throttle
from service.identity.organisations import existing, keep_an_administrator
from service.identity.passwords import check_policy, hash_password, is_password
from service.identity.permissions import require, unknown
from service.identity.tokens import fingerprint, is_id, new_initial_password, new_token
from service.identity.wording import checked_login, checked_name, fit, fold_login, is_login
from service.ids import new_id
from service.listing import as_time, as_time_or_none, bounded, listing, unpack_cursor
from storage.identity.system_values import PEOPLE
from storage.identity.users import OrganisationMember, UserRow
from storage.repository import Transaction
from workers.services import Services

OLD_PASSWORD_TRIES = 8
OLD_PASSWORD_SECONDS = 15 * 60.0


def users(
    services: Services,
    principal: Principal,
    cursor: str | None = None,
    limit: int = 50,
    *,
    organisation_id: str | None = None,
    name: str | None = None,
) -> Listing[UserView]:
    """People, newest first; ``name`` is part of name or login. Raises ``NotAllowed``."""
    require(principal, Permission.MANAGE_PEOPLE)
    limit, now = bounded(limit), services.now()
    with services.repository.read() as tx:
        if organisation_id is not None:
            existing(tx, organisation_id)
        rows = tx.users.newest(unpack_cursor(cursor), limit + 1, organisation_id, fit(name or "", 200))
    return listing(rows, limit, lambda row: (row.user.created_at, row.user.id), lambda row: _view(row, now))


def user(services: Services, principal: Principal, user_id: str) -> UserView:
    """One person: oneself, or anybody for an administrator. Raises ``NotFound``."""
    if user_id != principal.id and not principal.may(Permission.MANAGE_PEOPLE):
        raise unknown("人员", "user")
    with services.repository.read() as tx:
        return _view(_existing(tx, user_id), services.now())


def user_with_login(services: Services, principal: Principal, login: str) -> UserView | None:
    """The person of that login, or None. Raises ``NotAllowed``."""
    require(principal, Permission.MANAGE_PEOPLE)
    folded = fold_login(login)
    with services.repository.read() as tx:
        member = tx.users.with_login(folded) if is_login(folded) else None
    return _view(member, services.now()) if member else None


def create_user(
    services: Services,
    principal: Principal,
    *,
    organisation_id: str,
    login: str,
    name: str,
    role: Role,
    address: str = "",
) -> tuple[UserView, str]:
    """A new person and the password to begin with, which must be changed at once and is shown only here.

    Raises ``NotAllowed``, ``NotFound`` for the organisation, ``Conflict`` when the login is taken, ``UsageError`` for a
    login or name that cannot be, or a role that the organisation's people cannot have.
    """
    require(principal, Permission.MANAGE_PEOPLE)
    password = new_initial_password()
    row = UserRow(
        id=new_id("usr", new_token()),
        organisation_id=organisation_id,
        login=checked_login(login),
        name=checked_name(name),
        role=Role(role).value,
        password_hash=hash_password(password),
        created_at=services.now(),
    )
    with services.repository.write() as tx:
        _check_role(role, existing(tx, organisation_id).kind)
        if not tx.users.add(row):
            raise Conflict(
                Bilingual("该账号已被使用", "this login is taken"),
                advice=Bilingual("请换一个账号", "choose another one"),
            )
        made = _existing(tx, row.id)
        write_down(tx, services, principal, "user.create", row.id, detail=f"role={role}", address=address)
    return _view(made, services.now()), password


def update_user(
    services: Services,
    principal: Principal,
    user_id: str,
    *,
    name: str | None = None,
    role: Role | None = None,
    is_active: bool | None = None,
    address: str = "",
) -> UserView:
    """Change name or role, shut a person out (their sessions end) or let them in again.

    Raises ``NotAllowed``, ``NotFound``, ``UsageError``, and ``Conflict`` for taking away oneself or the last administrator.
    """
    require(principal, Permission.MANAGE_PEOPLE)
    wanted = {"name": None if name is None else checked_name(name), "role": role, "is_active": is_active}
    changes = {column: value for column, value in wanted.items() if value is not None}
    with services.repository.write() as tx:
        tx.system_values.lock(PEOPLE)
        before = _existing(tx, user_id)
        if role is not None:
            _check_role(role, before.kind)
        if user_id == principal.id and (is_active is False or role not in (None, before.user.role)):
            raise Conflict(
                Bilingual(
                    "不能停用自己或更改自己的角色", "nobody shuts themselves out or changes their own role"
                ),
                advice=Bilingual("请由另一名管理员操作", "ask another administrator"),
            )
        if changes:
            tx.users.update(user_id, **changes)
        if before.user.role == Role.ADMINISTRATOR and before.is_welcome:
            keep_an_administrator(tx)
        if is_active is False:
            tx.sessions.end_of([user_id])
        after = _existing(tx, user_id)
        told = ", ".join(f"{column}={value}" for column, value in changes.items() if column != "name")
        write_down(tx, services, principal, "user.update", user_id, detail=told, address=address)
    return _view(after, services.now())


def change_password(
    services: Services,
    principal: Principal,
    old: str,
    new: str,
    *,
    session_token: str = "",
    address: str = "",
) -> None:
    """Take a new password; all other sessions end (the one of ``session_token`` stays).

    Raises ``Unauthenticated`` when the old one is wrong, ``TooMuch`` when it was so too often, ``UsageError`` when the new
    one is too weak or the old one, ``NotAllowed`` for machines.
    """
    if not is_id("usr", principal.id):
        raise NotAllowed(Bilingual("系统接口密钥没有密码", "a machine key has no password"))
    throttle(services, f"password:{principal.id}", limit=OLD_PASSWORD_TRIES, seconds=OLD_PASSWORD_SECONDS)
    with services.repository.read() as tx:
        known = _existing(tx, principal.id).user
    if not is_password(old, known.password_hash):
        note(services, principal, "password.change", principal.id, AuditOutcome.FAILED, address=address)
        raise Unauthenticated(Bilingual("原密码不正确", "the old password is wrong"))
    check_policy(new, known.login)
    if is_password(new, known.password_hash):
        raise UsageError(Bilingual("新密码须与原密码不同", "the new password is the old one"))
    new_hash = hash_password(new)
    with services.repository.write() as tx:
        tx.throttles.give_back(f"password:{principal.id}")
        member = tx.users.locked(known.login)
        if member is None or member.user.password_hash != known.password_hash:
            raise Conflict(Bilingual("密码刚刚已被更改", "the password was changed a moment ago"))
        tx.users.update(principal.id, password_hash=new_hash, must_change_password=False)
        tx.sessions.end_of([principal.id], but=fingerprint(session_token))
        write_down(tx, services, principal, "password.change", principal.id, address=address)


def reset_password(services: Services, principal: Principal, user_id: str, *, address: str = "") -> str:
    """A new password to begin with, which must be changed at once; sessions end and a lock-out with them.

    Raises ``NotAllowed``, ``NotFound``, and ``Conflict`` for oneself: who knows the old password changes it with that.
    """
    require(principal, Permission.MANAGE_PEOPLE)
    if user_id == principal.id:
        raise Conflict(
            Bilingual("不能重置自己的密码", "nobody resets their own password"),
            advice=Bilingual("请用原密码更改", "change it with the old one"),
        )
    password = new_initial_password()
    fresh = {"password_hash": hash_password(password), "must_change_password": True}
    with services.repository.write() as tx:
        _existing(tx, user_id)
        tx.users.update(user_id, **fresh, failures=0, locked_until=0.0)
        tx.sessions.end_of([user_id])
        write_down(tx, services, principal, "password.reset", user_id, address=address)
    return password


def _existing(tx: Transaction, user_id: str) -> OrganisationMember:
    member = tx.users.get(user_id) if is_id("usr", user_id) else None
    if member is None:
        raise unknown("人员", "user")
    return member


def _check_role(role: Role, kind: str) -> None:
    possible = ROLES_OF[OrganisationKind(kind)]
    if role not in possible:
        names = ", ".join(possible)
        raise UsageError(
            Bilingual(
                f"该单位的人员不能担任此角色，可选：{names}", f"people there cannot be {role}, only {names}"
            )
        )


def _view(member: OrganisationMember, now: float) -> UserView:
    row = member.user
    return UserView(
        id=row.id,
        organisation_id=row.organisation_id,
        organisation=member.organisation,
        login=row.login,
        name=row.name,
        role=Role(row.role),
        is_active=row.is_active,
        must_change_password=row.must_change_password,
        created_at=as_time(row.created_at),
        locked_until=as_time(row.locked_until) if row.locked_until > now else None,
        last_login_at=as_time_or_none(row.last_login_at),
    )
