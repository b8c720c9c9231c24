"""What the workers do to submissions: they know bundles, and no principal. Moves only as ``domain.lifecycle`` allows."""

from __future__ import annotations

from sqlalchemy import Connection, or_, select, update

from domain.lifecycle import AT_WORK, MOVES, Mover, State
from storage.row_locks import locked
from storage.schema import submission_attempts, submissions, verifications
from storage.verdicts import OPEN, VerificationRow


class SubmissionWork:
    """The workers' side of the submissions of one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def lock(self, bundle_id: str) -> None:
        """Lock the submission of which this bundle is an attempt: before the bundle (``storage.row_locks``)."""
        ours = select(submission_attempts.c.submission_id).where(submission_attempts.c.bundle_id == bundle_id)
        locked(self._connection, submissions.c.id, submissions.c.id.in_(ours))

    def begin(self, bundle_id: str, now: float) -> None:
        """Note that somebody works on the attempt that this bundle is; nothing happens for other bundles."""
        self._move_latest(bundle_id, State.READING, now)

    def decide(self, bundle_id: str, verdict: str, after: State, now: float) -> None:
        """Note the verdict of an attempt. Its submission moves on unless it was withdrawn or handed in again meanwhile."""
        mine = submission_attempts.c.bundle_id == bundle_id
        values = {"verdict": verdict, "decided_at": now}
        if self._connection.execute(update(submission_attempts).where(mine).values(values)).rowcount:
            self._move_latest(bundle_id, after, now, verdict=verdict)

    def organisation_of(self, bundle_id: str) -> str | None:
        """The organisation whose draft or attempt this bundle is; None for bundles of the command line."""
        ours = select(submission_attempts.c.submission_id).where(submission_attempts.c.bundle_id == bundle_id)
        mine = or_(submissions.c.draft_bundle_id == bundle_id, submissions.c.id.in_(ours))
        return self._connection.execute(
            select(submissions.c.organisation_id).where(mine)
        ).scalar_one_or_none()

    def draft_behind(self, attempt: str) -> str | None:
        """The draft of the submission of which this bundle is an attempt; None while it is at work or withdrawn."""
        ours = select(submission_attempts.c.submission_id).where(submission_attempts.c.bundle_id == attempt)
        query = select(submissions.c.draft_bundle_id).where(
            submissions.c.id.in_(ours), submissions.c.state.not_in((*AT_WORK, State.WITHDRAWN))
        )
        return self._connection.execute(query).scalar_one_or_none()

    def unfinished(self, versions: str, limit: int) -> tuple[VerificationRow, ...]:
        """Open verifications of attempts that other versions than these were asked for."""
        attempts = select(submission_attempts.c.bundle_id)
        query = select(verifications).where(
            verifications.c.state == OPEN,
            verifications.c.versions != versions,
            verifications.c.bundle_id.in_(attempts),
        )
        return tuple(VerificationRow(**row._mapping) for row in self._connection.execute(query.limit(limit)))

    def _move_latest(self, bundle_id: str, after: State, now: float, **values: object) -> None:
        before = [move.before for move in MOVES if move.after is after and move.mover is Mover.MACHINE]
        if values:
            before.append(after)  # another verdict that leaves it where it is
        latest = (
            select(submission_attempts.c.submission_id)
            .where(
                submission_attempts.c.bundle_id == bundle_id,
                submission_attempts.c.submission_id == submissions.c.id,
                submission_attempts.c.number == submissions.c.attempt_count,
            )
            .exists()
        )
        ours = select(submission_attempts.c.submission_id).where(submission_attempts.c.bundle_id == bundle_id)
        statement = update(submissions).where(
            submissions.c.id.in_(ours), submissions.c.state.in_(before), latest
        )
        moved = statement.values(**values, state=after, updated_at=now, revision=submissions.c.revision + 1)
        self._connection.execute(moved)
