"""Wishes and verdicts: what was decided stays, and is never decided twice on the same input."""

from __future__ import annotations

import msgspec

from storage.paper_sets.verdicts import DECIDED, OPEN, VerdictRow, VerificationRow
from storage.repository import Repository

WISH = VerificationRow("w", "b", "2026-03-01", "", "reader=1", "interactive", requested_at=1.0)
VERDICT = VerdictRow("w", "j", "b", "clear", "key", decided_at=2.0)


def test_the_same_wish_is_one_and_becomes_the_latest(repository: Repository) -> None:
    other = msgspec.structs.replace(WISH, id="w2", as_of="2026-03-02", requested_at=2.0)
    with repository.write() as tx:
        tx.verdicts.ask(WISH)
        tx.verdicts.ask(other)
        latest = tx.verdicts.latest("b")
        assert latest is not None and latest.id == "w2"
        tx.verdicts.ask(msgspec.structs.replace(WISH, requested_at=3.0))
        latest = tx.verdicts.latest("b")
        assert latest is not None and latest.id == "w"


def test_the_same_input_gives_one_verdict(repository: Repository) -> None:
    with repository.write() as tx:
        tx.verdicts.ask(WISH)
        tx.verdicts.decide(VERDICT)
        tx.verdicts.decide(msgspec.structs.replace(VERDICT, verdict="refuse", decided_at=9.0))
        assert tx.verdicts.of_paper_set("b") == (VERDICT,)


def test_another_input_gives_a_newer_verdict_beside_the_old_one(repository: Repository) -> None:
    newer = msgspec.structs.replace(VERDICT, judged="j2", verdict="review", decided_at=5.0)
    with repository.write() as tx:
        tx.verdicts.ask(WISH)
        tx.verdicts.decide(VERDICT)
        tx.verdicts.set_state("w", OPEN)
        tx.verdicts.decide(newer)
        assert tx.verdicts.of_paper_set("b") == (VERDICT, newer)
        assert tx.verdicts.verdict_of("w") == newer
        found = tx.verdicts.get("w")
        assert found is not None and found.state == DECIDED
        assert tx.verdicts.open_of_paper_set("b", "reader=1") == ()
