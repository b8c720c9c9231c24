"""Bundles: make, find, fill in, hand in, take back, open again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from fastapi import Query, Response

from domain.access import Principal
from domain.bundle import Bundle
from domain.bundle import Query as Wanted
from domain.errors import Conflict
from domain.finding import Verdict
from domain.lifecycle import State
from service import bundle_commands as bundles
from web.api.idempotency import IdempotencyKey, Made, answer_once
from web.api.lists import Cursor, Limit
from web.api.permission_check import Asker, InjectedServices, checked_router
from web.api.revisions import (
    IfMatch,
    IfNoneMatch,
    check_revision,
    is_known,
    stale_or,
    tag_of,
    wanted_revision,
)
from web.schemas.base import Day, Listing, Words
from web.schemas.bundles import (
    BundleAnswer,
    BundleChange,
    ListedBundle,
    NewBundle,
    Progress,
    Status,
)
from workers.services import Services

router = checked_router("bundles")


@router.get("/bundles", response_model=Listing[ListedBundle])
def list_bundles(
    asker: Asker,
    services: InjectedServices,
    cursor: Cursor = None,
    limit: Limit = 50,
    vin: Annotated[Words | None, Query(description="A VIN that a paper of it bears, whole.")] = None,
    plate: Annotated[Words | None, Query(description="A plate that a paper of it bears, whole.")] = None,
    invoice_number: Annotated[Words | None, Query(description="Whole.")] = None,
    declaration_number: Annotated[Words | None, Query(description="Whole.")] = None,
    exporter: Annotated[
        Words | None, Query(description="Part of the organisation's name, or its id.")
    ] = None,
    title: Annotated[Words | None, Query(description="Part of the title.")] = None,
    state: State | None = None,
    verdict: Verdict | None = None,
    created_from: Annotated[Day | None, Query(description="China time, this day included.")] = None,
    created_to: Annotated[Day | None, Query(description="China time, this day included.")] = None,
) -> Listing[ListedBundle]:
    """Bundles that I may see, newest first; all that is given must hold."""
    wanted = Wanted(
        vin=vin or None,
        plate=plate or None,
        invoice_number=invoice_number or None,
        declaration_number=declaration_number or None,
        exporter=exporter or None,
        title=title or None,
        state=state,
        verdict=verdict,
        created_from=created_from,
        created_to=created_to,
    )
    page = bundles.search(services, asker, wanted, cursor=cursor, limit=limit)
    return Listing(items=[_listed(each) for each in page.items], next_cursor=page.next_cursor)


@router.post("/bundles", status_code=201, response_model=BundleAnswer)
def create_bundle(
    body: NewBundle, asker: Asker, services: InjectedServices, idempotency_key: IdempotencyKey = None
) -> Response:
    """Make a draft without papers."""

    def make() -> Made:
        made = bundles.create(services, asker, title=body.title, form=body.form.value(), key=idempotency_key)
        headers = {"location": f"/api/v1/bundles/{made.id}", "etag": tag_of(made.revision)}
        return Made(_bundle(made), headers=headers)

    return answer_once(services, asker, idempotency_key, ("create_bundle", body.model_dump_json()), make)


@router.get("/bundles/{bundle_id}", response_model=BundleAnswer)
def show_bundle(
    bundle_id: str,
    asker: Asker,
    services: InjectedServices,
    response: Response,
    if_none_match: IfNoneMatch = None,
) -> BundleAnswer | Response:
    """One bundle with its attempts. Its ETag is its revision."""
    found = bundles.view(services, asker, bundle_id)
    tag = tag_of(found.revision)
    if is_known(if_none_match, tag):
        return Response(status_code=304, headers={"etag": tag})
    response.headers["etag"] = tag
    return _bundle(found)


@router.patch("/bundles/{bundle_id}", response_model=BundleAnswer)
def change_bundle(
    bundle_id: str,
    body: BundleChange,
    asker: Asker,
    services: InjectedServices,
    response: Response,
    if_match: IfMatch = None,
) -> BundleAnswer:
    """Change title or form, in a state in which that may be done."""

    def change(revision: int | None) -> Bundle:
        form = body.form.value() if body.form else None
        return bundles.set_form(services, asker, bundle_id, title=body.title, form=form, revision=revision)

    changed = _at_revision(services, asker, bundle_id, if_match, change)
    response.headers["etag"] = tag_of(changed.revision)
    return _bundle(changed)


@router.post("/bundles/{bundle_id}/submit", response_model=BundleAnswer)
def submit_bundle(
    bundle_id: str,
    asker: Asker,
    services: InjectedServices,
    if_match: IfMatch = None,
    idempotency_key: IdempotencyKey = None,
) -> Response:
    """Hand the papers in: they are read and judged as they are now, and a new attempt is kept of them."""

    def submit(revision: int | None) -> Bundle:
        return bundles.submit(services, asker, bundle_id, revision=revision)

    def make() -> Made:
        done = _at_revision(services, asker, bundle_id, if_match, submit)
        return Made(_bundle(done), status=200, headers={"etag": tag_of(done.revision)})

    return answer_once(services, asker, idempotency_key, ("submit_bundle", bundle_id, if_match or ""), make)


@router.post("/bundles/{bundle_id}/withdraw", response_model=BundleAnswer)
def withdraw_bundle(
    bundle_id: str, asker: Asker, services: InjectedServices, response: Response, if_match: IfMatch = None
) -> BundleAnswer:
    """Take the bundle back. It can be opened again."""

    def withdraw(revision: int | None) -> Bundle:
        return bundles.withdraw(services, asker, bundle_id, revision=revision)

    done = _at_revision(services, asker, bundle_id, if_match, withdraw)
    response.headers["etag"] = tag_of(done.revision)
    return _bundle(done)


@router.post("/bundles/{bundle_id}/reopen", response_model=BundleAnswer)
def reopen_bundle(
    bundle_id: str, asker: Asker, services: InjectedServices, response: Response, if_match: IfMatch = None
) -> BundleAnswer:
    """Open a decided or withdrawn bundle again, to add papers."""

    def reopen(revision: int | None) -> Bundle:
        return bundles.reopen(services, asker, bundle_id, revision=revision)

    done = _at_revision(services, asker, bundle_id, if_match, reopen)
    response.headers["etag"] = tag_of(done.revision)
    return _bundle(done)


@router.get("/bundles/{bundle_id}/status", response_model=Status)
def show_status(bundle_id: str, asker: Asker, services: InjectedServices) -> Status:
    """Where the bundle stands and how far the machine is: small, to be asked for often."""
    found = bundles.view(services, asker, bundle_id)
    return Status(
        id=found.id,
        state=found.state,
        revision=found.revision,
        verdict=found.verdict,
        attempt=found.attempts[-1].number if found.attempts else None,
        progress=Progress.model_validate(bundles.progress(services, asker, bundle_id)),
    )


def _at_revision(
    services: Services,
    asker: Principal,
    bundle_id: str,
    if_match: str | None,
    change: Callable[[int | None], Bundle],
) -> Bundle:
    """What ``change`` makes of the bundle if it is as the asker knows it; 412 if not."""
    if if_match is None:
        return change(None)
    revision = bundles.view(services, asker, bundle_id).revision
    wanted = wanted_revision(if_match)
    check_revision(wanted, revision)
    try:
        return change(wanted)
    except Conflict as error:
        now = bundles.view(services, asker, bundle_id).revision
        raise stale_or(error, wanted, now) from error


def _listed(found: Bundle) -> ListedBundle:
    return ListedBundle.model_validate(found)


def _bundle(found: Bundle) -> BundleAnswer:
    return BundleAnswer.model_validate(found)
