"""Bundles, files, stage results, events, dead letters and search terms keep what they are given."""

from __future__ import annotations

import pytest

from domain.errors import StorageError
from storage.jobs.ledger import Job
from storage.paper_sets.event_log import EventRow
from storage.paper_sets.search_index import Term
from storage.paper_sets.sets import FileRow, PaperSetRow
from storage.repository import Repository


def test_a_bundle_and_its_files_are_kept_once_and_listed_by_name(repository: Repository) -> None:
    files = tuple(FileRow(name, "b", name, "0" * 64, 1, 0, None) for name in ("证.pdf", "a.pdf", "b.pdf"))
    with repository.write() as tx:
        assert not tx.paper_sets.add(PaperSetRow("b", "again", b"{}", 5, 9.0))
        assert tx.files.add(files) == 3
        assert tx.files.add(files) == 0
        assert [file.name for file in tx.files.of_paper_set("b")] == ["a.pdf", "b.pdf", "证.pdf"]
        assert tx.files.count("b") == 3
        tx.paper_sets.next_round("b")
        found = tx.paper_sets.get("b")
        assert found == PaperSetRow("b", "papers", None, 1, 1.0)
        assert tx.paper_sets.newest(5) == (found,)


def test_a_file_of_no_bundle_is_refused(repository: Repository) -> None:
    with pytest.raises(StorageError), repository.write() as tx:
        tx.files.add((FileRow("f", "nobody", "a.pdf", "", 0, 0, None),))


def test_the_first_result_of_a_stage_stays(repository: Repository) -> None:
    with repository.write() as tx:
        tx.stages.add("hash", "page", "1", "first", 1.0)
        tx.stages.add("hash", "page", "1", "second", 2.0)
        tx.stages.add("hash", "page", "2", "third", 3.0)
        assert tx.stages.get("hash", "page", "1") == "first"
        assert tx.stages.get("hash", "page", "2") == "third"
        assert tx.stages.get("hash", "inspect", "1") is None


def test_events_are_numbered_in_order(repository: Repository) -> None:
    with repository.write() as tx:
        for kind in ("submitted", "page_read", "submitted", "verified"):
            tx.events.add(EventRow("b", kind, "", None, 0, 0, "", 1.0))
        start = tx.events.last_of_kind("b", "submitted")
        assert [event.kind for event in tx.events.after("b", start)] == ["verified"]
        assert len(tx.events.after("b", 0)) == 4
        assert tx.events.last_of_kind("b", "none") == 0


def test_a_dead_letter_stays_after_it_was_resolved(repository: Repository) -> None:
    job = Job("j", "b", "read_page", "s", "1", "a.pdf#1", "interactive", created_at=1.0, updated_at=1.0)
    with repository.write() as tx:
        tx.jobs.add(job)
        tx.dead_letters.add(job, "poison", 2.0)
        tx.dead_letters.resolve("j", 3.0)
        (letter,) = tx.dead_letters.of_paper_set("b")
    assert (letter.reason, letter.label, letter.resolved_at) == ("poison", "a.pdf#1", 3.0)


def test_search_finds_the_bundles_that_say_a_value_now(repository: Repository) -> None:
    with repository.write() as tx:
        tx.terms.replace("b", [Term("vin", "X", "d1"), Term("vin", "X", "d1"), Term("vin", "X", "d2")])
        assert tx.terms.paper_sets_with("vin", "X") == ("b",)
        assert tx.terms.paper_sets_with("plate", "X") == ()
        tx.terms.replace("b", [Term("vin", "Y", "d1")])
        assert tx.terms.paper_sets_with("vin", "X") == ()
        tx.terms.replace("b", [])
        assert tx.terms.paper_sets_with("vin", "Y") == ()
