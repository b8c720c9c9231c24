"""The first start: whoever sees what the program prints becomes the first administrator."""

from __future__ import annotations

from domain.access import OrganisationKind, Principal, Role
from domain.errors import Conflict, Unauthenticated
from domain.values import Bilingual
from service.identity.audit_trail import write_down
from service.identity.entry import principal_of
from service.identity.passwords import check_policy, hash_password
from service.identity.tokens import fingerprint, is_token, new_token
from service.identity.wording import checked_login, checked_name
from service.ids import new_id
from storage.identity.organisations import OrganisationRow
from storage.identity.system_values import FIRST_TOKEN, PEOPLE
from storage.identity.users import UserRow
from workers.services import Services


def first_token(services: Services) -> str | None:
    """A new one-time token while there is nobody yet, else None. One that was given out earlier is worth nothing then."""
    with services.repository.read() as tx:
        if tx.users.exist():
            return None
    token = new_token()
    with services.repository.write() as tx:
        tx.system_values.lock(PEOPLE)
        if tx.users.exist():
            return None
        tx.system_values.put(FIRST_TOKEN, fingerprint(token))
    return token


def found(
    services: Services,
    token: str,
    *,
    login: str,
    name: str,
    password: str,
    office_name: str,
    address: str = "",
) -> Principal:
    """The first administrator, in an office of that name; the token is used up.

    Raises ``Conflict`` when there are people already, ``Unauthenticated`` for a wrong token, ``UsageError`` for a login,
    name or password that cannot be (the token is good for another try then).
    """
    with services.repository.read() as tx:
        if tx.users.exist():
            raise _founded()
        if not is_token(token, tx.system_values.get(FIRST_TOKEN) or ""):
            raise _wrong_token()
    now = services.now()
    login, name, office_name = checked_login(login), checked_name(name), checked_name(office_name)
    check_policy(password, login)
    office = OrganisationRow(new_id("org", new_token()), office_name, OrganisationKind.OFFICE, now)
    user = UserRow(
        id=new_id("usr", new_token()),
        organisation_id=office.id,
        login=login,
        name=name,
        role=Role.ADMINISTRATOR,
        password_hash=hash_password(password),
        created_at=now,
        must_change_password=False,
    )
    with services.repository.write() as tx:
        tx.system_values.lock(PEOPLE)
        if tx.users.exist():
            raise _founded()
        if not tx.system_values.use_up(FIRST_TOKEN, fingerprint(token)):
            raise _wrong_token()
        tx.organisations.add(office)
        tx.users.add(user)
        write_down(tx, services, principal_of(user), "house.found", office.id, address=address)
    return principal_of(user)


def _founded() -> Conflict:
    return Conflict(
        Bilingual("系统已完成初始设置", "the first administrator is there already"),
        advice=Bilingual("请直接登录", "log in"),
    )


def _wrong_token() -> Unauthenticated:
    return Unauthenticated(
        Bilingual("一次性令牌不正确或已被替换", "the one-time token is wrong, or a newer start replaced it"),
        advice=Bilingual("请使用最近一次启动时显示的令牌", "take the one that the latest start printed"),
    )
