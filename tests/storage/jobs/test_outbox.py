"""When a message is sent, and by whom."""

from __future__ import annotations

import pytest

from storage.jobs.ledger import Job
from storage.repository import Repository, Transaction

PATIENCE = 5.0


def add(tx: Transaction, sender: str, due_at: float) -> None:
    tx.jobs.add(Job("j", "b", "collect", "0", "1", "", "interactive", created_at=0.0, updated_at=0.0))
    tx.outbox.add("j", "interactive", due_at, sender)


@pytest.mark.parametrize(
    ("sender", "due_at", "bundles", "is_sent"),
    [
        ("me", 10.0, None, True),
        ("me", 10.1, None, False),
        ("me", 10.0, {"another"}, True),
        ("you", 10.0, None, False),
        ("you", 5.1, None, False),
        ("you", 5.0, None, True),
        ("you", 5.0, {"b"}, True),
        ("you", 5.0, {"another"}, False),
    ],
)
def test_own_messages_go_at_once_others_after_a_while(
    repository: Repository, sender: str, due_at: float, bundles: set[str] | None, is_sent: bool
) -> None:
    with repository.write() as tx:
        add(tx, sender, due_at)
        assert bool(tx.outbox.due(10.0, "me", PATIENCE, bundles, 10)) is is_sent


def test_a_message_leaves_with_the_transaction_that_removes_it(repository: Repository) -> None:
    with repository.write() as tx:
        add(tx, "me", 1.0)
    with pytest.raises(RuntimeError), repository.write() as tx:
        tx.outbox.remove([message.number for message in tx.outbox.due(2.0, "me", PATIENCE, None, 10)])
        raise RuntimeError
    with repository.read() as tx:
        assert len(tx.outbox.due(2.0, "me", PATIENCE, None, 10)) == 1
