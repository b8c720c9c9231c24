"""``tongguan users``: people on the database directly."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, TypeVar

from app.bootstrap import services_for
from app.exit_codes import ExitCode
from app.settings import Settings, load_settings
from domain.access import ROLE_NAMES, ROLES_OF, OrganisationKind, Role
from domain.errors import NotFound, UsageError
from domain.people import Listing, OrganisationView, UserView
from domain.values import Bilingual
from service import identity_commands as identity
from web.visible import visible
from workers.services import Services

Item = TypeVar("Item")


def show(name: str, **options: Any) -> ExitCode:
    """List the people whose name or login has ``name`` in it."""
    with _house(options) as (services, settings):
        lines = [_line(user, settings.lang) for user in _all(identity.users, services, name)]
    print("\n".join(lines) or Bilingual("没有人员。", "There is nobody.").say(settings.lang))
    return ExitCode.ALL_CLEAR


def add(login: str, name: str, role: str, organisation: str, is_new_wanted: bool, **options: Any) -> ExitCode:
    """Add a person, in an organisation that is made when it is wanted and missing."""
    wanted = _role(role)
    with _house(options) as (services, settings):
        home = _organisation(services, organisation, wanted if is_new_wanted else None)
        user, password = identity.create_user(
            services, identity.CONSOLE, organisation_id=home.id, login=login, name=name, role=wanted
        )
        print(_line(user, settings.lang))
    _tell_password(password, settings.lang)
    return ExitCode.ALL_CLEAR


def reset_password(login: str, **options: Any) -> ExitCode:
    """Give a person a new password to begin with."""
    with _house(options) as (services, settings):
        password = identity.reset_password(services, identity.CONSOLE, _user(services, login).id)
    _tell_password(password, settings.lang)
    return ExitCode.ALL_CLEAR


def set_active(login: str, is_active: bool, **options: Any) -> ExitCode:
    """Shut a person out or let them in again."""
    with _house(options) as (services, settings):
        user_id = _user(services, login).id
        user = identity.update_user(services, identity.CONSOLE, user_id, is_active=is_active)
        print(_line(user, settings.lang))
    return ExitCode.ALL_CLEAR


@contextmanager
def _house(options: dict[str, Any]) -> Iterator[tuple[Services, Settings]]:
    settings = load_settings(**options)
    with services_for(settings) as services:
        yield services, settings


def _all(ask: Callable[..., Listing[Item]], services: Services, name: str) -> Iterator[Item]:
    """Every item of a list, page by page."""
    cursor: str | None = ""
    while cursor is not None:
        page = ask(services, identity.CONSOLE, cursor or None, 200, name=name or None)
        yield from page.items
        cursor = page.next_cursor


def _role(role: str) -> Role:
    possible = [kept for roles in ROLES_OF.values() for kept in roles]
    if role not in possible:
        raise UsageError(f"There is no role {role!r} for people", advice=f"Roles are: {', '.join(possible)}.")
    return Role(role)


def _user(services: Services, login: str) -> UserView:
    found = identity.user_with_login(services, identity.CONSOLE, login)
    if found is None:
        raise NotFound(f"There is nobody with the login {login!r}", advice="'tongguan users list' shows all.")
    return found


def _organisation(services: Services, text: str, role_of_new: Role | None) -> OrganisationView:
    """The one of that id or exact name; where there is none and ``role_of_new`` is given, a new one for that role."""
    found = [item for item in _all(identity.organisations, services, text) if item.name == text]
    with suppress(NotFound):  # it is a name, not an id
        found.append(identity.organisation(services, identity.CONSOLE, text))
    if len(found) == 1:
        return found[0]
    if found:
        ids = ", ".join(item.id for item in found)
        raise UsageError(f"There are several organisations {text!r}", advice=f"Give the id of one: {ids}.")
    if role_of_new is None:
        raise NotFound(
            f"There is no organisation {text!r}",
            advice="With --new-organisation it is made; check its name first.",
        )
    kind = next(kind for kind in OrganisationKind if role_of_new in ROLES_OF[kind])
    return identity.create_organisation(services, identity.CONSOLE, name=text, kind=kind)


def _tell_password(password: str, lang: str) -> None:
    told = Bilingual(
        f"初始密码（只显示这一次，首次登录时必须更改）：{password}",
        f"Password to begin with (shown only now, to be changed at the first log-in): {password}",
    )
    print(told.say(lang))


def _line(user: UserView, lang: str) -> str:
    parts = [
        user.login,
        user.name,
        ROLE_NAMES[user.role].say(lang),
        user.organisation,
        _standing(user).say(lang),
    ]
    return "  ".join(visible(part) for part in parts if part)


def _standing(user: UserView) -> Bilingual:
    if not user.is_active:
        return Bilingual("已停用", "shut out")
    if user.locked_until is not None:
        until = f"{user.locked_until:%Y-%m-%d %H:%M} UTC"
        return Bilingual(f"锁定至 {until}", f"locked until {until}")
    if user.must_change_password:
        return Bilingual("须更改密码", "must change the password")
    return Bilingual("", "")
