"""Machine keys: shown once, stored hashed."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query, Response

from service import identity_commands
from web.api.idempotency import IdempotencyKey, Made, answer_once
from web.api.lists import Cursor, Limit
from web.api.permission_check import AskedBy, Asker, InjectedServices, checked_router
from web.schemas.base import Listing, Words
from web.schemas.people import CreatedKey, Key, NewKey

router = checked_router("keys")


@router.get("/keys", response_model=Listing[Key])
def list_keys(
    asker: Asker,
    services: InjectedServices,
    cursor: Cursor = None,
    limit: Limit = 50,
    organisation_id: Annotated[Words | None, Query(description="For an administrator: of this one.")] = None,
) -> Listing[Key]:
    """Machine keys of the own organisation, for an administrator of all, newest first; never their secrets."""
    page = identity_commands.keys(
        services, asker, cursor=cursor, limit=limit, organisation_id=organisation_id or None
    )
    return Listing(items=[Key.model_validate(each) for each in page.items], next_cursor=page.next_cursor)


@router.post("/keys", status_code=201, response_model=CreatedKey)
def create_key(
    body: NewKey, caller: AskedBy, services: InjectedServices, idempotency_key: IdempotencyKey = None
) -> Response:
    """Make a machine key. Its secret is shown once, here."""

    def make() -> Made:
        view, secret = identity_commands.create_key(
            services,
            caller.principal,
            name=body.name,
            scopes=frozenset(body.scopes),
            organisation_id=body.organisation_id,
            expires_at=body.expires_at,
            address=caller.address,
        )
        key = Key.model_validate(view).model_dump()
        return Made(CreatedKey(**key, secret=secret), without_secret=CreatedKey(**key, secret=None))

    return answer_once(
        services, caller.principal, idempotency_key, ("create_key", body.model_dump_json()), make
    )


@router.delete("/keys/{key_id}", status_code=204)
def revoke_key(key_id: str, caller: AskedBy, services: InjectedServices) -> Response:
    """Revoke a machine key, at once and for good."""
    identity_commands.revoke_key(services, caller.principal, key_id, address=caller.address)
    return Response(status_code=204)
