"""What fails every time is given up with its reason, and the rest goes on."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from domain.document import FileState
from domain.errors import (
    Conflict,
    ObjectNotFound,
    PartMissing,
    ReaderCrashed,
    ReaderOutOfMemory,
    ReaderTimedOut,
    StorageError,
)
from service.paper_set_commands import BundleSource, jobs, requeue, submit, wait
from workers.events import EventKind

DAY = dt.date(2026, 3, 1)
FOREVER = 50


def go(installation: Any, fakes: Any) -> Any:
    source = BundleSource("two", (("a.pdf", fakes.fake_file(3)), ("b.pdf", fakes.fake_file(1, vin="B"))))
    paper_set_id = submit(installation.services, source, as_of=DAY)
    return follow(installation, paper_set_id)


def follow(installation: Any, paper_set_id: str) -> Any:
    events: list[Any] = []
    with installation.runtime() as runtime:
        return wait(installation.services, paper_set_id, events.append, runtime=runtime, timeout=30), events


@pytest.mark.parametrize(
    ("error", "tries"),
    [
        (ReaderCrashed("died by signal 11"), 3),
        (ReaderTimedOut("over 120 s"), 2),
        (ReaderOutOfMemory("over 3 GB"), 2),
        (PartMissing("no Tesseract", advice="apt install tesseract-ocr"), 1),
        (ValueError("a fault of ours"), 2),
    ],
)
def test_a_page_that_kills_its_reader_is_given_up_and_the_rest_goes_on(
    installation: Any, fakes: Any, error: Exception, tries: int
) -> None:
    installation.readers.mishaps[("read_page", "a.pdf", 2)] = [fakes.raising(error)] * FOREVER
    found, events = go(installation, fakes)
    assert installation.readers.calls[("read_page", "a.pdf", 2)] == tries
    assert found.verdict == "review"
    paper = found.files[0]
    assert (paper.state, [page.number for page in paper.pages]) == (FileState.PARTLY_READ, [1, 3])
    (problem,) = paper.problems
    assert (problem.code, problem.page) == ("page_given_up", 2)
    assert str(error) in problem.message.en and "第 2 页" in problem.message.zh
    assert [(each.name, each.where.page) for each in found.not_read] == [("a.pdf", 2)]
    assert found.files[1].state == FileState.READ
    assert len(found.dossiers) == 2
    trouble = [event for event in events if event.kind == EventKind.TROUBLE]
    assert len(trouble) == tries and str(error) in trouble[-1].message
    with installation.services.repository.read() as tx:
        (letter,) = tx.dead_letters.of_paper_set(found.paper_set_id)
    assert letter.label == "a.pdf#2" and str(error) in letter.reason


def test_a_reader_that_fails_once_leaves_no_trace_in_the_result(installation: Any, fakes: Any) -> None:
    installation.readers.mishaps[("read_page", "a.pdf", 2)] = [fakes.raising(ReaderCrashed("signal 9"))]
    found, _ = go(installation, fakes)
    assert found.verdict == "clear"
    assert found.files[0].state == FileState.READ


def test_a_file_that_cannot_be_inspected_ends_as_unreadable(installation: Any, fakes: Any) -> None:
    installation.readers.mishaps[("inspect", "a.pdf", 0)] = [
        fakes.raising(ReaderOutOfMemory("bomb"))
    ] * FOREVER
    found, _ = go(installation, fakes)
    assert [file.state for file in found.files] == [FileState.UNREADABLE, FileState.READ]
    assert found.files[0].problems[0].code == "file_given_up"
    assert found.verdict == "review"


def test_a_file_all_of_whose_pages_fail_is_unreadable(installation: Any, fakes: Any) -> None:
    installation.readers.mishaps[("read_page", "b.pdf", 1)] = [fakes.raising(ReaderCrashed("x"))] * FOREVER
    found, _ = go(installation, fakes)
    assert found.files[1].state == FileState.UNREADABLE


def test_without_the_second_reader_the_bundle_is_judged_and_reviewed(installation: Any, fakes: Any) -> None:
    installation.readers.mishaps[("read_again", "", 0)] = [fakes.raising(ReaderCrashed("x"))] * FOREVER
    found, _ = go(installation, fakes)
    assert found.verdict == "review"
    assert [finding.rule for finding in found.findings] == ["processing_failed"]
    assert found.documents[0].subtype == "0 answers"
    assert len(found.dossiers) == 2


@pytest.mark.parametrize("stage", ["extract", "reconcile", "verify"])
def test_a_fault_in_a_room_is_a_review_with_the_reason(installation: Any, fakes: Any, stage: str) -> None:
    installation.stages.mishaps[stage] = [fakes.raising(ValueError("a fault of ours"))] * FOREVER
    found, _ = go(installation, fakes)
    assert found.verdict == "review"
    assert [file.state for file in found.files] == [FileState.READ, FileState.READ]
    (finding,) = (finding for finding in found.findings if finding.rule == "processing_failed")
    assert "a fault of ours" in finding.message.zh and "a fault of ours" in finding.message.en
    assert installation.stages.calls[stage] == 2


def test_a_form_that_breaks_its_reader_does_not_lose_the_papers(installation: Any, fakes: Any) -> None:
    source = BundleSource("f", (("bundle.json", b"not json"), ("a.pdf", fakes.fake_file(1))))
    paper_set_id = submit(installation.services, source, as_of=DAY)
    found, _ = follow(installation, paper_set_id)
    assert found.verdict == "review"
    assert [file.name for file in found.files] == ["a.pdf", "bundle.json"]
    assert [finding.rule for finding in found.findings] == ["processing_failed"]


def test_papers_whose_stored_reading_was_lost_are_named_and_reviewed(
    installation: Any, fakes: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lost(*_: Any) -> Any:
        raise ObjectNotFound("no object")

    monkeypatch.setattr("workers.steps.collect.load", lost)
    monkeypatch.setattr("workers.steps.verify.load", lost)
    found, _ = go(installation, fakes)
    assert [(file.name, file.state) for file in found.files] == [
        ("a.pdf", "unreadable"),
        ("b.pdf", "unreadable"),
    ]
    assert found.verdict == "review"


def test_what_passes_is_waited_for_longer(installation: Any, fakes: Any) -> None:
    installation.readers.mishaps[("read_page", "a.pdf", 1)] = [fakes.raising(StorageError("disk full"))] * 2
    found, _ = go(installation, fakes)
    assert found.verdict == "clear"
    assert installation.readers.calls[("read_page", "a.pdf", 1)] == 3


def test_a_job_given_up_is_shown_and_can_be_tried_afresh(installation: Any, fakes: Any) -> None:
    installation.readers.mishaps[("read_page", "a.pdf", 2)] = [fakes.raising(ReaderTimedOut("slow"))] * 2
    first, _ = go(installation, fakes)
    (line,) = jobs(installation.services)
    assert (line.state, line.step, line.subject, line.failures) == ("quarantined", "read_page", "a.pdf#2", 1)
    assert "slow" in line.reason
    assert jobs(installation.services, state="queued") == ()
    requeue(installation.services, line.id[:8])
    second, _ = follow(installation, first.paper_set_id)
    assert (first.verdict, second.verdict) == ("review", "clear")
    assert jobs(installation.services) == ()
    assert (
        installation.readers.count("read_page") == 3 + 1 + 1 + 1
    )  # three pages, one paper, one failure, once afresh
    with installation.services.repository.read() as tx:
        assert [row.verdict for row in tx.verdicts.of_paper_set(first.paper_set_id)] == ["review", "clear"]
        assert all(letter.resolved_at for letter in tx.dead_letters.of_paper_set(first.paper_set_id))
    with pytest.raises(Conflict, match="not quarantined"):
        requeue(installation.services, line.id)


@pytest.mark.parametrize("stage", ["extract", "verify"])
def test_a_room_that_was_mended_gives_its_verdict_when_asked_again(
    installation: Any, fakes: Any, stage: str
) -> None:
    installation.stages.mishaps[stage] = [fakes.raising(ValueError("a fault of ours"))] * 2
    first, _ = go(installation, fakes)
    (line,) = jobs(installation.services)
    assert line.step == stage
    requeue(installation.services, line.id)
    second, _ = follow(installation, first.paper_set_id)
    assert (first.verdict, second.verdict) == ("review", "clear")


def test_tried_afresh_in_vain_the_verdict_stays(installation: Any, fakes: Any) -> None:
    installation.readers.mishaps[("read_page", "a.pdf", 2)] = [
        fakes.raising(ReaderTimedOut("slow"))
    ] * FOREVER
    first, _ = go(installation, fakes)
    (line,) = jobs(installation.services)
    requeue(installation.services, line.id)
    second, _ = follow(installation, first.paper_set_id)
    assert second == first
    with installation.services.repository.read() as tx:
        assert len(tx.verdicts.of_paper_set(first.paper_set_id)) == 1


def test_what_lay_in_the_machine_is_tried_afresh_when_the_bundle_is_handed_in_again(
    installation: Any, fakes: Any
) -> None:
    missing = PartMissing("no Tesseract", advice="apt install tesseract-ocr")
    installation.readers.mishaps[("read_page", "a.pdf", 2)] = [fakes.raising(missing)]
    installation.readers.mishaps[("read_page", "b.pdf", 1)] = [fakes.raising(ReaderCrashed("signal 11"))] * 3
    first, _ = go(installation, fakes)
    assert [each.name for each in first.not_read] == ["a.pdf", "b.pdf"]
    second, _ = go(installation, fakes)
    assert [each.name for each in second.not_read] == [
        "b.pdf"
    ]  # poison is poison until a person says otherwise
