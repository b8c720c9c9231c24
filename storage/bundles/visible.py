"""Bundles as a principal may see and change them: the one place where their organisation is checked.

Everything that people and machine keys ask for goes through ``Bundles.for_principal``; the workers' side, which
knows no principal, is ``storage.bundles.for_workers``.
"""

from __future__ import annotations

import msgspec
from sqlalchemy import ColumnElement, Connection, false, func, insert, or_, select, true, tuple_, update

from domain.access import Permission, Principal
from domain.errors import Conflict, NotAllowed, NotFound
from domain.values import Bilingual
from storage.database.row_locks import locked
from storage.schema import bundle_attempts, bundle_files, bundles, organisations, search_terms


class BundleRow(msgspec.Struct, frozen=True):
    """One bundle."""

    id: str
    organisation_id: str
    organisation: str
    """name of the organisation"""
    title: str
    state: str
    revision: int
    form: bytes | None
    draft_paper_set_id: str
    attempt_count: int
    verdict: str | None
    created_by: str
    created_at: float
    updated_at: float
    file_count: int = 0
    """files that are in, members of archives not counted"""


class AttemptRow(msgspec.Struct, frozen=True):
    """One handing-in of a bundle."""

    bundle_id: str
    number: int
    paper_set_id: str
    submitted_at: float
    submitted_by: str
    verdict: str | None = None
    decided_at: float | None = None


class Wanted(msgspec.Struct, frozen=True):
    """What is searched for; all that is given must hold."""

    terms: tuple[tuple[str, str], ...] = ()
    """(kind, value) of the search index, ``vin`` and the like"""
    organisation: str | None = None
    """id, or part of the name"""
    title: str | None = None
    state: str | None = None
    verdict: str | None = None
    created_from: float | None = None
    created_before: float | None = None


_FILE_COUNT = (
    select(func.count())
    .where(bundle_files.c.bundle_id == bundles.c.id, bundle_files.c.removed_at.is_(None))
    .scalar_subquery()
    .label("file_count")
)
_COLUMNS = (
    bundles.c.id, bundles.c.organisation_id, organisations.c.name.label("organisation"), bundles.c.title,
    bundles.c.state, bundles.c.revision, bundles.c.form, bundles.c.draft_paper_set_id,
    bundles.c.attempt_count, bundles.c.verdict, bundles.c.created_by, bundles.c.created_at,
    bundles.c.updated_at, _FILE_COUNT,
)  # fmt: skip
_JOINED = bundles.join(organisations, organisations.c.id == bundles.c.organisation_id)


class Bundles:
    """The door: nobody gets a bundle without saying who asks."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def for_principal(self, principal: Principal) -> VisibleBundles:
        """The bundles that the principal may see."""
        return VisibleBundles(self._connection, principal)


class VisibleBundles:
    """What one principal may see and change. What he may not see is not there: ``NotFound``."""

    def __init__(self, connection: Connection, principal: Principal) -> None:
        self._connection = connection
        self._principal = principal

    def add(self, row: BundleRow) -> None:
        """Keep a new bundle of the principal's organisation. Raises ``NotAllowed``."""
        self._must_be_writer(row.organisation_id)
        values = msgspec.structs.asdict(row)
        del values["organisation"], values["file_count"]
        self._connection.execute(insert(bundles).values(values))

    def get(self, bundle_id: str) -> BundleRow:
        """The bundle. Raises ``NotFound``."""
        query = select(*_COLUMNS).select_from(_JOINED).where(bundles.c.id == bundle_id, self._visible())
        row = self._connection.execute(query).one_or_none()
        if row is None:
            raise NotFound(
                Bilingual("没有此申请", "no such bundle"),
                advice=Bilingual(
                    "请核对编号；它也可能属于其他账号",
                    "check the id; it may have been taken from another account",
                ),
            )
        return BundleRow(**row._mapping)

    def check_writable(self, bundle_id: str) -> BundleRow:
        """The bundle as it is now, not locked, for one who may change it. Raises ``NotFound``, ``NotAllowed``."""
        row = self.get(bundle_id)
        self._must_be_writer(row.organisation_id)
        return row

    def own(self, bundle_id: str, revision: int | None = None) -> BundleRow:
        """The bundle, locked, for its owner to change.

        Raises ``NotFound``, ``NotAllowed`` for one who may only look, ``Conflict`` when it is not at ``revision``.
        """
        return self._locked(bundle_id, revision, Permission.WRITE_OWN)

    def to_reopen(self, bundle_id: str, revision: int | None = None) -> BundleRow:
        """The bundle, locked, for one of the office to open again; errors as ``own``."""
        return self._locked(bundle_id, revision, Permission.REOPEN)

    def change(self, row: BundleRow, now: float, **values: object) -> None:
        """Write columns of a bundle that this transaction has locked; its revision grows."""
        self._connection.execute(
            update(bundles)
            .where(bundles.c.id == row.id)
            .values(**values, revision=bundles.c.revision + 1, updated_at=now)
        )

    def attempts(self, bundle_id: str) -> tuple[AttemptRow, ...]:
        """The attempts of a visible bundle, oldest first. Raises ``NotFound``."""
        self.get(bundle_id)
        query = select(bundle_attempts).where(bundle_attempts.c.bundle_id == bundle_id)
        rows = self._connection.execute(query.order_by(bundle_attempts.c.number))
        return tuple(AttemptRow(**row._mapping) for row in rows)

    def add_attempt(self, row: AttemptRow) -> None:
        """Note a handing-in of a bundle that this transaction has locked."""
        self._connection.execute(insert(bundle_attempts).values(msgspec.structs.asdict(row)))

    def sees_draft(self, row: BundleRow) -> bool:
        """Whether what has not been handed in yet of a visible bundle is shown to the principal, too."""
        owns = self._principal.organisation_id == row.organisation_id
        return self._principal.may(Permission.READ_DRAFTS) or (
            owns and self._principal.may(Permission.READ_OWN)
        )

    def search(self, wanted: Wanted, before: tuple[float, str] | None, limit: int) -> tuple[BundleRow, ...]:
        """Newest first; ``before`` is (created_at, id) of the last one seen."""
        query = select(*_COLUMNS).select_from(_JOINED).where(self._visible(), *self._conditions(wanted))
        if before is not None:
            query = query.where(tuple_(bundles.c.created_at, bundles.c.id) < before)
        query = query.order_by(bundles.c.created_at.desc(), bundles.c.id.desc()).limit(limit)
        return tuple(BundleRow(**row._mapping) for row in self._connection.execute(query))

    def _locked(self, bundle_id: str, revision: int | None, permission: Permission) -> BundleRow:
        if permission is Permission.WRITE_OWN:
            self.check_writable(bundle_id)
        else:
            self.get(bundle_id)
            if not self._principal.may(permission):
                raise NotAllowed(
                    Bilingual("该账号只能查看申请", "this account may only look at bundles"),
                    advice=Bilingual("请由审核员操作", "ask a clerk to do it"),
                )
        locked(self._connection, bundles.c.id, bundles.c.id == bundle_id)
        row = self.get(bundle_id)
        if revision is not None and row.revision != revision:
            raise Conflict(
                Bilingual(
                    f"申请已被修改：当前版本为 {row.revision}，而非 {revision}",
                    f"the bundle was changed meanwhile: it is at revision {row.revision}, not {revision}",
                ),
                advice=Bilingual("请刷新后重试", "load it again and repeat the change"),
            )
        return row

    def _must_be_writer(self, organisation_id: str) -> None:
        owns = self._principal.organisation_id == organisation_id
        if not owns or not self._principal.may(Permission.WRITE_OWN):
            raise NotAllowed(
                Bilingual("该账号不能修改申请", "this account may not change bundles"),
                advice=Bilingual(
                    "申请由所属的出口企业修改", "bundles are changed by the exporter who owns them"
                ),
            )

    def _conditions(self, wanted: Wanted) -> list[ColumnElement[bool]]:
        drafts = any(self._principal.may(each) for each in (Permission.READ_OWN, Permission.READ_DRAFTS))
        return [*(_says(kind, value, drafts) for kind, value in wanted.terms), *_conditions(wanted)]

    def _visible(self) -> ColumnElement[bool]:
        """What makes a bundle visible to the principal; drafts are their owner's alone."""
        ways: list[ColumnElement[bool]] = []
        if self._principal.may(Permission.READ_DRAFTS):
            ways.append(true())
        if self._principal.may(Permission.READ_ALL):
            ways.append(bundles.c.attempt_count > 0)
        if self._principal.may(Permission.READ_OWN):
            ways.append(bundles.c.organisation_id == self._principal.organisation_id)
        return or_(*ways) if ways else false()


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.organisation is not None:
        part = organisations.c.name.icontains(wanted.organisation, autoescape=True)
        found.append(or_(bundles.c.organisation_id == wanted.organisation, part))
    if wanted.title is not None:
        found.append(bundles.c.title.icontains(wanted.title, autoescape=True))
    if wanted.state is not None:
        found.append(bundles.c.state == wanted.state)
    if wanted.verdict is not None:
        found.append(bundles.c.verdict == wanted.verdict)
    if wanted.created_from is not None:
        found.append(bundles.c.created_at >= wanted.created_from)
    if wanted.created_before is not None:
        found.append(bundles.c.created_at < wanted.created_before)
    return found


def _says(kind: str, value: str, drafts: bool) -> ColumnElement[bool]:
    """Whether a paper of any attempt, or of the draft for those who see it, says that value."""
    saying = select(search_terms.c.paper_set_id).where(
        search_terms.c.kind == kind, search_terms.c.value == value
    )
    handed_in = select(bundle_attempts.c.bundle_id).where(bundle_attempts.c.paper_set_id.in_(saying))
    in_attempt = bundles.c.id.in_(handed_in)
    return or_(bundles.c.draft_paper_set_id.in_(saying), in_attempt) if drafts else in_attempt
