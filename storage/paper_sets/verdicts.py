"""Verifications that were asked for, and the verdicts given: the latter are only ever added."""

from __future__ import annotations

import msgspec
from sqlalchemy import Connection, select, update

from storage.database.conflict import insert_missing
from storage.schema import verdicts, verifications

OPEN, DECIDED, SUPERSEDED = "open", "decided", "superseded"


class VerificationRow(msgspec.Struct, frozen=True):
    """One verification: this paper set, judged as of that day, under that policy, by these versions."""

    id: str
    paper_set_id: str
    as_of: str
    """ISO date"""
    policy: str
    """as asked for; empty for the one that the application date picks"""
    versions: str
    queue: str
    requested_at: float
    state: str = OPEN


class VerdictRow(msgspec.Struct, frozen=True):
    """What came of it: one row for each different input that was judged."""

    verification_id: str
    judged: str
    """what was judged: the id of the job, which stands for its input"""
    paper_set_id: str
    verdict: str
    result_key: str
    """object key of the ``domain.result.Result``"""
    decided_at: float


class Verdicts:
    """Verifications and verdicts of one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def ask(self, row: VerificationRow) -> VerificationRow:
        """Ask for a verification; the one that is there already is renewed as the latest and returned."""
        if insert_missing(self._connection, verifications, [msgspec.structs.asdict(row)]):
            return row
        renewed = (
            update(verifications)
            .where(verifications.c.id == row.id)
            .values(requested_at=row.requested_at)
            .returning(verifications)
        )
        return VerificationRow(**self._connection.execute(renewed).one()._mapping)

    def latest(self, paper_set_id: str) -> VerificationRow | None:
        """The verification of that paper set that was asked for last."""
        query = (
            select(verifications)
            .where(verifications.c.paper_set_id == paper_set_id)
            .order_by(verifications.c.requested_at.desc())
            .limit(1)
        )
        row = self._connection.execute(query).one_or_none()
        return VerificationRow(**row._mapping) if row else None

    def get(self, verification_id: str) -> VerificationRow | None:
        """The verification of that id, or None."""
        query = select(verifications).where(verifications.c.id == verification_id)
        row = self._connection.execute(query).one_or_none()
        return VerificationRow(**row._mapping) if row else None

    def open_of_paper_set(self, paper_set_id: str, versions: str) -> tuple[VerificationRow, ...]:
        """The paper set's undecided verifications by these versions."""
        query = select(verifications).where(
            verifications.c.paper_set_id == paper_set_id,
            verifications.c.versions == versions,
            verifications.c.state == OPEN,
        )
        return tuple(VerificationRow(**row._mapping) for row in self._connection.execute(query))

    def is_wished(self, paper_set_id: str, versions: str) -> bool:
        """Whether anybody waits for a verdict on the paper set by these versions."""
        return bool(self.open_of_paper_set(paper_set_id, versions))

    def supersede(self, paper_set_id: str) -> None:
        """Close the paper set's open verifications: nobody waits for them any more."""
        mine = (verifications.c.paper_set_id == paper_set_id, verifications.c.state == OPEN)
        self._connection.execute(update(verifications).where(*mine).values(state=SUPERSEDED))

    def set_state(self, verification_id: str, state: str) -> None:
        """Open a verification again, or note that it is decided."""
        row = verifications.c.id == verification_id
        self._connection.execute(update(verifications).where(row).values(state=state))

    def decide(self, row: VerdictRow) -> None:
        """Add a verdict and close its verification; the same input judged again adds nothing."""
        insert_missing(self._connection, verdicts, [msgspec.structs.asdict(row)])
        self.set_state(row.verification_id, DECIDED)

    def verdict_of(self, verification_id: str) -> VerdictRow | None:
        """The latest verdict of a verification."""
        query = (
            select(verdicts)
            .where(verdicts.c.verification_id == verification_id)
            .order_by(verdicts.c.decided_at.desc())
            .limit(1)
        )
        row = self._connection.execute(query).one_or_none()
        return VerdictRow(**row._mapping) if row else None

    def of_paper_set(self, paper_set_id: str) -> tuple[VerdictRow, ...]:
        """All verdicts ever given for a paper set, oldest first."""
        query = (
            select(verdicts).where(verdicts.c.paper_set_id == paper_set_id).order_by(verdicts.c.decided_at)
        )
        return tuple(VerdictRow(**row._mapping) for row in self._connection.execute(query))
