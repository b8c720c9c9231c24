"""Making a bundle and filling in its form."""

from __future__ import annotations

import secrets

import msgspec

from domain.access import Principal
from domain.bundle import Bundle
from domain.bundle_form import BundleForm
from domain.errors import Conflict, UsageError
from domain.lifecycle import EDITABLE, STATE_NAMES, Mover, State, may_move
from domain.values import Bilingual
from service.bundles.looking import shown
from service.identity.audit_trail import write_down
from service.ids import new_id
from storage.bundles.visible import BundleRow
from storage.repository import Transaction
from workers.events import EventKind
from workers.jobs.draft import add_events, check_again, draft_id, new_draft
from workers.services import Services

MAX_TITLE = 200


def create(
    services: Services,
    principal: Principal,
    *,
    title: str = "",
    form: BundleForm | None = None,
    key: str | None = None,
) -> Bundle:
    """Make a draft of the principal's organisation. The same ``key`` again gives the same one, and changes nothing.

    Raises ``NotAllowed``, ``UsageError`` for a title that is too long.
    """
    _check_title(title)
    now = services.now()
    seed = f"{principal.organisation_id}\0{principal.id}\0{key}" if key else secrets.token_hex(16)
    packed = pack_form(form)
    with services.repository.write() as tx:
        store = tx.bundles.for_principal(principal)
        row = BundleRow(
            id=new_id("sub", seed), organisation_id=principal.organisation_id, organisation="", title=title,
            state=State.DRAFT, revision=1, form=packed, draft_paper_set_id="", attempt_count=0, verdict=None,
            created_by=principal.name, created_at=now, updated_at=now,
        )  # fmt: skip
        row = msgspec.structs.replace(row, draft_paper_set_id=draft_id(row.id))
        if tx.paper_sets.add(new_draft(row.id, title, packed, now)):  # waits for one who does the same
            store.add(row)
            add_events(tx, services, row.draft_paper_set_id, EventKind.STATE_CHANGED, State.DRAFT)
            write_down(tx, services, principal, "bundle.create", row.id)
        return shown(tx, store, store.get(row.id))


def set_form(
    services: Services,
    principal: Principal,
    bundle_id: str,
    *,
    title: str | None = None,
    form: BundleForm | None = None,
    revision: int | None = None,
) -> Bundle:
    """Write title or form; what is None stays. The draft is checked again when the form changed.

    Raises ``NotFound``, ``NotAllowed``, ``Conflict`` in a state in which nothing may be changed.
    """
    if title is not None:
        _check_title(title)
    with services.repository.write() as tx:
        store = tx.bundles.for_principal(principal)
        row = editable(tx, services, principal, bundle_id, revision)
        title = row.title if title is None else title
        packed = row.form if form is None else pack_form(form)
        tx.paper_sets.set_form(row.draft_paper_set_id, title, packed)
        store.change(row, services.now(), title=title, form=packed)
        if packed != row.form:
            check_again(tx, services, row.draft_paper_set_id)
        row = store.get(bundle_id)
        answer = shown(tx, store, row)
    services.bell.set()
    return answer


def editable(
    tx: Transaction, services: Services, principal: Principal, bundle_id: str, revision: int | None = None
) -> BundleRow:
    """The bundle, locked, in a state in which papers may be changed: one with a verdict is opened again for it.

    Raises ``NotFound``, ``NotAllowed``, and ``Conflict`` while the machine has it or when it was withdrawn.
    """
    store = tx.bundles.for_principal(principal)
    row = store.own(bundle_id, revision)
    tx.paper_sets.lock(row.draft_paper_set_id)
    if row.state in EDITABLE:
        return row
    if row.state != State.WITHDRAWN and may_move(State(row.state), State.REOPENED, Mover.EXPORTER):
        move(tx, services, principal, row, State.REOPENED)
        return store.get(bundle_id)
    name = STATE_NAMES[State(row.state)]
    advice = (
        Bilingual("请先恢复该申请", "take it up again first (reopen)")
        if row.state == State.WITHDRAWN
        else Bilingual(
            "请等待结论，或先撤回；之后补充材料并重新提交",
            "wait for the verdict, or withdraw it first; then add papers and hand it in again",
        )
    )
    raise Conflict(
        Bilingual(
            f"该申请{name.zh}，目前不能更改材料",
            f"the bundle is {name.en}: its papers cannot be changed now",
        ),
        advice=advice,
    )


def move(
    tx: Transaction,
    services: Services,
    principal: Principal,
    row: BundleRow,
    after: State,
    **values: object,
) -> None:
    """Put a locked bundle into another state and say so."""
    tx.bundles.for_principal(principal).change(row, services.now(), state=after, **values)
    add_events(tx, services, row.draft_paper_set_id, EventKind.STATE_CHANGED, after)


def pack_form(form: BundleForm | None) -> bytes | None:
    """JSON of a form; None for an empty one, so that ``bundle.json`` among the files is asked."""
    return None if form is None or form == BundleForm() else msgspec.json.encode(form)


def _check_title(title: str) -> None:
    if len(title) > MAX_TITLE:
        raise UsageError(
            Bilingual(
                f"标题有 {len(title)} 个字符，最多 {MAX_TITLE} 个",
                f"the title has {len(title)} characters, at most {MAX_TITLE} are kept",
            ),
            advice=Bilingual("请缩短标题", "shorten it"),
        )
