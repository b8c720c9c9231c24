"""What the workers do to bundles: they know paper sets, and no principal. Moves only as ``domain.lifecycle`` allows."""

from __future__ import annotations

from sqlalchemy import Connection, or_, select, update

from domain.lifecycle import AT_WORK, MOVES, Mover, State
from storage.database.row_locks import locked
from storage.paper_sets.verdicts import OPEN, VerificationRow
from storage.schema import bundle_attempts, bundles, verifications


class BundleWork:
    """The workers' side of the bundles of one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def lock(self, paper_set_id: str) -> None:
        """Lock the bundle of which this paper set is an attempt: before the paper set (``storage.database.row_locks``)."""
        ours = select(bundle_attempts.c.bundle_id).where(bundle_attempts.c.paper_set_id == paper_set_id)
        locked(self._connection, bundles.c.id, bundles.c.id.in_(ours))

    def begin(self, paper_set_id: str, now: float) -> None:
        """Note that somebody works on the attempt that this paper set is; nothing happens for other paper sets."""
        self._move_latest(paper_set_id, State.READING, now)

    def decide(self, paper_set_id: str, verdict: str, after: State, now: float) -> None:
        """Note the verdict of an attempt. Its bundle moves on unless it was withdrawn or handed in again meanwhile."""
        mine = bundle_attempts.c.paper_set_id == paper_set_id
        values = {"verdict": verdict, "decided_at": now}
        if self._connection.execute(update(bundle_attempts).where(mine).values(values)).rowcount:
            self._move_latest(paper_set_id, after, now, verdict=verdict)

    def organisation_of(self, paper_set_id: str) -> str | None:
        """The organisation whose draft or attempt this paper set is; None for paper sets of the command line."""
        ours = select(bundle_attempts.c.bundle_id).where(bundle_attempts.c.paper_set_id == paper_set_id)
        mine = or_(bundles.c.draft_paper_set_id == paper_set_id, bundles.c.id.in_(ours))
        return self._connection.execute(select(bundles.c.organisation_id).where(mine)).scalar_one_or_none()

    def draft_behind(self, attempt: str) -> str | None:
        """The draft of the bundle of which this paper set is an attempt; None while it is at work or withdrawn."""
        ours = select(bundle_attempts.c.bundle_id).where(bundle_attempts.c.paper_set_id == attempt)
        query = select(bundles.c.draft_paper_set_id).where(
            bundles.c.id.in_(ours), bundles.c.state.not_in((*AT_WORK, State.WITHDRAWN))
        )
        return self._connection.execute(query).scalar_one_or_none()

    def unfinished(self, versions: str, limit: int) -> tuple[VerificationRow, ...]:
        """Open verifications of attempts that other versions than these were asked for."""
        attempts = select(bundle_attempts.c.paper_set_id)
        query = select(verifications).where(
            verifications.c.state == OPEN,
            verifications.c.versions != versions,
            verifications.c.paper_set_id.in_(attempts),
        )
        return tuple(VerificationRow(**row._mapping) for row in self._connection.execute(query.limit(limit)))

    def _move_latest(self, paper_set_id: str, after: State, now: float, **values: object) -> None:
        before = [move.before for move in MOVES if move.after is after and move.mover is Mover.MACHINE]
        if values:
            before.append(after)  # another verdict that leaves it where it is
        latest = (
            select(bundle_attempts.c.bundle_id)
            .where(
                bundle_attempts.c.paper_set_id == paper_set_id,
                bundle_attempts.c.bundle_id == bundles.c.id,
                bundle_attempts.c.number == bundles.c.attempt_count,
            )
            .exists()
        )
        ours = select(bundle_attempts.c.bundle_id).where(bundle_attempts.c.paper_set_id == paper_set_id)
        statement = update(bundles).where(bundles.c.id.in_(ours), bundles.c.state.in_(before), latest)
        moved = statement.values(**values, state=after, updated_at=now, revision=bundles.c.revision + 1)
        self._connection.execute(moved)
