"""Organisations and the people in them: for the administrator."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query, Response

from domain.people import OrganisationView, UserView
from service import identity_commands
from web.api.idempotency import IdempotencyKey, Made, answer_once
from web.api.lists import Cursor, Limit
from web.api.permission_check import AskedBy, Asker, InjectedServices, checked_router
from web.schemas.base import Listing, Words
from web.schemas.people import (
    CreatedUser,
    FirstPassword,
    NewOrganisation,
    NewUser,
    Organisation,
    OrganisationChange,
    User,
    UserChange,
)

router = checked_router("people")

NamePart = Annotated[Words | None, Query(description="Part of the name.")]


@router.get("/organisations", response_model=Listing[Organisation])
def list_organisations(
    asker: Asker, services: InjectedServices, cursor: Cursor = None, limit: Limit = 50, name: NamePart = None
) -> Listing[Organisation]:
    """Organisations, newest first."""
    page = identity_commands.organisations(services, asker, cursor=cursor, limit=limit, name=name or None)
    return Listing(items=[_organisation(each) for each in page.items], next_cursor=page.next_cursor)


@router.post("/organisations", status_code=201, response_model=Organisation)
def create_organisation(
    body: NewOrganisation, caller: AskedBy, services: InjectedServices, idempotency_key: IdempotencyKey = None
) -> Response:
    """Make an organisation: an exporter, or another office."""

    def make() -> Made:
        made = identity_commands.create_organisation(
            services,
            caller.principal,
            name=body.name,
            kind=body.kind,
            uscc=body.uscc,
            address=caller.address,
        )
        return Made(_organisation(made))

    request = ("create_organisation", body.model_dump_json())
    return answer_once(services, caller.principal, idempotency_key, request, make)


@router.patch("/organisations/{organisation_id}", response_model=Organisation)
def change_organisation(
    organisation_id: str, body: OrganisationChange, caller: AskedBy, services: InjectedServices
) -> Organisation:
    """Rename an organisation, close or open it."""
    return _organisation(
        identity_commands.update_organisation(
            services,
            caller.principal,
            organisation_id,
            name=body.name,
            is_active=body.is_active,
            address=caller.address,
        )
    )


@router.get("/users", response_model=Listing[User])
def list_users(
    asker: Asker,
    services: InjectedServices,
    cursor: Cursor = None,
    limit: Limit = 50,
    organisation_id: Annotated[Words | None, Query(description="Only people of this organisation.")] = None,
    name: NamePart = None,
) -> Listing[User]:
    """People who may log in, newest first."""
    page = identity_commands.users(
        services,
        asker,
        cursor=cursor,
        limit=limit,
        organisation_id=organisation_id or None,
        name=name or None,
    )
    return Listing(items=[_user(each) for each in page.items], next_cursor=page.next_cursor)


@router.post("/users", status_code=201, response_model=CreatedUser)
def create_user(
    body: NewUser, caller: AskedBy, services: InjectedServices, idempotency_key: IdempotencyKey = None
) -> Response:
    """Make an account. The first password is shown once, here, and must be changed at the first log-in."""

    def make() -> Made:
        view, password = identity_commands.create_user(
            services,
            caller.principal,
            organisation_id=body.organisation_id,
            login=body.login,
            name=body.name,
            role=body.role,
            address=caller.address,
        )
        user = _user(view).model_dump()
        return Made(
            CreatedUser(**user, initial_password=password),
            without_secret=CreatedUser(**user, initial_password=None),
        )

    return answer_once(
        services, caller.principal, idempotency_key, ("create_user", body.model_dump_json()), make
    )


@router.patch("/users/{user_id}", response_model=User)
def change_user(user_id: str, body: UserChange, caller: AskedBy, services: InjectedServices) -> User:
    """Change name or role of a person, close or open the account."""
    return _user(
        identity_commands.update_user(
            services,
            caller.principal,
            user_id,
            name=body.name,
            role=body.role,
            is_active=body.is_active,
            address=caller.address,
        )
    )


@router.post("/users/{user_id}/reset-password", status_code=201, response_model=FirstPassword)
def reset_password(
    user_id: str, caller: AskedBy, services: InjectedServices, idempotency_key: IdempotencyKey = None
) -> Response:
    """Give a person a new first password, shown once, here. The person's sessions end."""

    def make() -> Made:
        password = identity_commands.reset_password(
            services, caller.principal, user_id, address=caller.address
        )
        return Made(
            FirstPassword(initial_password=password), without_secret=FirstPassword(initial_password=None)
        )

    return answer_once(services, caller.principal, idempotency_key, ("reset_password", user_id), make)


def _organisation(view: OrganisationView) -> Organisation:
    return Organisation.model_validate(view)


def _user(view: UserView) -> User:
    return User.model_validate(view)
