"""The whole way of a bundle through ledger, broker and steps, with fake stages."""

from __future__ import annotations

import datetime as dt
import time
from dataclasses import replace
from typing import Any

import msgspec
import pytest

from domain.bundle_form import BundleForm
from domain.document import FileState
from service.paper_set_commands import BundleSource, jobs, picture, result, submit, verify_again, wait
from workers.events import EventKind

DAY = dt.date(2026, 3, 1)


def go(installation: Any, source: BundleSource, **more: Any) -> Any:
    paper_set_id = submit(installation.services, source, as_of=DAY, **more)
    return follow(installation, paper_set_id)


def follow(installation: Any, paper_set_id: str) -> Any:
    events: list[Any] = []
    with installation.runtime() as runtime:
        found = wait(installation.services, paper_set_id, events.append, runtime=runtime, timeout=20)
    return found, events


def two_papers(fakes: Any) -> BundleSource:
    return BundleSource("two", (("a.pdf", fakes.fake_file(2)), ("b.pdf", fakes.fake_file(1, vin="B"))))


def test_a_bundle_reaches_its_verdict_and_tells_of_every_step(installation: Any, fakes: Any) -> None:
    found, events = go(installation, two_papers(fakes))
    assert found.verdict == "clear"
    assert [file.state for file in found.files] == [FileState.READ, FileState.READ]
    assert [document.subtype for document in found.documents] == ["3 answers", "3 answers"]
    kinds = [event.kind for event in events]
    assert sorted(kinds[:-5]) == [EventKind.FILE_INSPECTED] * 2 + [EventKind.PAGE_READ] * 3
    assert kinds[-5:] == ["collected", "extracted", "read_again", "reconciled", "verified"]
    assert [event.done for event in events if event.kind == EventKind.PAGE_READ] == [1, 2, 3]
    assert events[-1].name == "clear"


def test_the_same_bundle_again_starts_no_reader_and_no_runtime(installation: Any, fakes: Any) -> None:
    first, _ = go(installation, two_papers(fakes))
    calls, stages = dict(installation.readers.calls), dict(installation.stages.calls)
    paper_set_id = submit(installation.services, two_papers(fakes), as_of=DAY)
    assert wait(installation.services, paper_set_id, timeout=1) == first
    assert (dict(installation.readers.calls), dict(installation.stages.calls)) == (calls, stages)


def test_the_order_of_upload_changes_nothing(installation: Any, fakes: Any, tmp_path: Any) -> None:
    source = two_papers(fakes)
    turned = msgspec.structs.replace(source, files=source.files[::-1])
    first, _ = go(installation, source)
    other = installation(tmp_path / "other")
    second, _ = go(other, turned)
    other.close()
    assert msgspec.json.encode(first) == msgspec.json.encode(second)


@pytest.mark.parametrize(
    "change", [{"form": BundleForm(reference="R")}, {"files": (("c.pdf", b"x"),)}, {"files": ()}]
)
def test_another_form_name_or_byte_is_another_bundle(installation: Any, fakes: Any, change: Any) -> None:
    source = two_papers(fakes)
    first = submit(installation.services, source, as_of=DAY)
    assert submit(installation.services, msgspec.structs.replace(source, **change), as_of=DAY) != first
    assert (
        submit(installation.services, msgspec.structs.replace(source, name="called otherwise"), as_of=DAY)
        == first
    )


def test_another_day_or_policy_is_judged_anew_without_reading(installation: Any, fakes: Any) -> None:
    first, _ = go(installation, two_papers(fakes))
    calls = dict(installation.readers.calls)
    verify_again(installation.services, first.paper_set_id, as_of=dt.date(2026, 4, 1), policy="strict")
    second, events = follow(installation, first.paper_set_id)
    assert (second.as_of.iso, second.policy) == ("2026-04-01", "strict")
    assert [event.kind for event in events] == ["verified"]
    assert dict(installation.readers.calls) == calls
    assert installation.stages.calls == {"extract": 1, "reconcile": 1, "verify": 2}
    assert result(installation.services, first.paper_set_id) == second
    assert result(installation.services, first.paper_set_id, as_of=DAY) == first
    assert result(installation.services, first.paper_set_id, as_of=DAY, policy="strict") is None


def test_a_page_read_in_one_bundle_is_not_read_in_another(installation: Any, fakes: Any) -> None:
    go(installation, two_papers(fakes))
    reads = installation.readers.count("read_page")
    go(
        installation,
        BundleSource("more", (("renamed.pdf", fakes.fake_file(2)), ("new.pdf", fakes.fake_file(1, vin="C")))),
    )
    assert installation.readers.count("read_page") == reads + 1


def test_a_new_version_of_the_extractors_reads_nothing_again(installation: Any, fakes: Any) -> None:
    go(installation, two_papers(fakes))
    reads = installation.readers.count("read_page")
    installation.services = replace(
        installation.services, versions=replace(installation.services.versions, extractor="e2")
    )
    found, _ = go(installation, two_papers(fakes))
    assert found.versions["extractor"] == "e2"
    assert installation.readers.count("read_page") == reads
    assert installation.stages.calls["extract"] == 2


def test_files_inside_an_archive_are_files_of_the_bundle(installation: Any, fakes: Any) -> None:
    inner = fakes.fake_zip(deep__pdf=fakes.fake_file(1, vin="D"))
    archive = fakes.fake_zip(a__pdf=fakes.fake_file(1), inner__zip=inner)
    found, _ = go(installation, BundleSource("zip", (("z.zip", archive),)))
    assert [(file.name, file.state) for file in found.files] == [
        ("z.zip", "container"),
        ("z.zip/a.pdf", "read"),
        ("z.zip/inner.zip", "container"),
        ("z.zip/inner.zip/deep.pdf", "read"),
    ]
    assert len(found.dossiers) == 2


def test_the_same_content_is_taken_once_and_said_so(installation: Any, fakes: Any) -> None:
    one = fakes.fake_file(1)
    found, _ = go(installation, BundleSource("twice", (("b.pdf", one), ("a.pdf", one), ("c/a.pdf", one))))
    assert [(file.name, file.state) for file in found.files] == [
        ("a.pdf", "read"),
        ("b.pdf", "duplicate"),
        ("c/a.pdf", "duplicate"),
    ]
    assert "a.pdf" in found.files[1].problems[0].message.en
    assert installation.readers.count("read_page") == 1
    assert found.verdict == "clear"


def test_equal_names_are_kept_apart(installation: Any, fakes: Any) -> None:
    source = BundleSource("same", (("a.pdf", fakes.fake_file(1)), ("a.pdf", fakes.fake_file(2))))
    found, _ = go(installation, source)
    assert [file.name for file in found.files] == ["a (2).pdf", "a.pdf"]


def test_the_form_is_found_among_the_files_and_the_topmost_counts(installation: Any, fakes: Any) -> None:
    files = (
        ("sub/bundle.json", b'{"reference": "deep"}'),
        ("bundle.json", b'{"reference": "top"}'),
        ("a.pdf", fakes.fake_file(1)),
    )
    found, _ = go(installation, BundleSource("form", files))
    assert found.form.reference == "top"
    assert found.files[1].state == FileState.IGNORED


def test_the_form_inside_an_archive_is_found(installation: Any, fakes: Any) -> None:
    archive = fakes.fake_zip(a__pdf=fakes.fake_file(1), bundle__json=b'{"reference": "packed"}')
    found, _ = go(installation, BundleSource("form", (("z.zip", archive),)))
    assert found.form.reference == "packed"


def test_a_form_given_with_the_upload_is_the_form(installation: Any, fakes: Any) -> None:
    files = (("bundle.json", b'{"reference": "file"}'), ("a.pdf", fakes.fake_file(1)))
    found, _ = go(installation, BundleSource("form", files, form=BundleForm(reference="given")))
    assert found.form.reference == "given"


@pytest.mark.parametrize(
    "files",
    [(), (("__MACOSX/._a.pdf", b"x"),), (("a.pdf", b"not a paper"),), (("a.pdf", b""),)],
    ids=["nothing", "system files", "unreadable", "empty file"],
)
def test_a_bundle_that_says_nothing_is_review(installation: Any, files: Any) -> None:
    found, _ = go(installation, BundleSource("nothing", files))
    assert found.verdict == "review"
    assert found.dossiers == ()


def test_what_could_not_be_read_is_listed_and_makes_review(installation: Any, fakes: Any) -> None:
    found, _ = go(installation, BundleSource("mixed", (("a.pdf", fakes.fake_file(1)), ("b.pdf", b"rubbish"))))
    assert found.verdict == "review"
    assert [(each.name, each.reason.en) for each in found.not_read] == [("b.pdf", "broken")]


def test_pictures_of_pages_are_found(installation: Any, fakes: Any) -> None:
    found, _ = go(installation, two_papers(fakes))
    assert picture(installation.services, found.files[0].sha256, 2) == b"picture of " + fakes.fake_file(2)
    assert picture(installation.services, found.files[0].sha256, 3) is None


def test_a_result_is_known_only_when_there_is_one(installation: Any, fakes: Any) -> None:
    assert result(installation.services, "nobody") is None
    paper_set_id = submit(installation.services, two_papers(fakes), as_of=DAY)
    assert result(installation.services, paper_set_id) is None
    found, _ = follow(installation, paper_set_id)
    assert result(installation.services, paper_set_id) == found


def test_search_terms_are_kept_with_the_verdict(installation: Any, fakes: Any) -> None:
    found, _ = go(installation, two_papers(fakes))
    with installation.services.repository.read() as tx:
        assert tx.terms.paper_sets_with("vin", "B") == (found.paper_set_id,)


def test_many_bundles_at_once_share_the_threads(installation: Any, fakes: Any) -> None:
    sources = [BundleSource(str(n), ((f"{n}.pdf", fakes.fake_file(3, vin=f"V{n}")),)) for n in range(6)]
    ids = [submit(installation.services, source, as_of=DAY) for source in sources]
    with installation.runtime(threads=3) as runtime:
        found = [
            wait(installation.services, paper_set_id, runtime=runtime, timeout=30) for paper_set_id in ids
        ]
    assert [each.dossiers[0].vin for each in found] == [f"V{n}" for n in range(6)]
    assert installation.readers.count("read_page") == 18


def test_as_many_pages_are_read_at_once_as_there_are_threads(installation: Any, fakes: Any) -> None:
    installation.readers.pause = 0.1
    paper_set_id = submit(
        installation.services, BundleSource("x", (("a.pdf", fakes.fake_file(9)),)), as_of=DAY
    )
    with installation.runtime(threads=3) as runtime:
        wait(installation.services, paper_set_id, runtime=runtime, timeout=30)
    assert installation.readers.most_at_once == 3


def test_who_waits_is_not_kept_waiting_by_an_archive(installation: Any, fakes: Any) -> None:
    installation.readers.pause = 0.05
    old = BundleSource("old", (("old.pdf", fakes.fake_file(40)),))
    archive = submit(installation.services, old, as_of=DAY, queue="archive")
    with installation.runtime(threads=2, everything=True) as runtime:
        runtime.start()
        while installation.readers.count("read_page") < 4:
            time.sleep(0.01)
        new = BundleSource("new", (("new.pdf", fakes.fake_file(3, vin="N")),))
        paper_set_id = submit(installation.services, new, as_of=DAY)
        wait(installation.services, paper_set_id, runtime=runtime, timeout=30)
        assert installation.readers.count("read_page") < 30
        assert wait(installation.services, archive, runtime=runtime, timeout=30).verdict == "clear"


def test_an_archive_bundle_asked_for_by_a_person_changes_the_queue(installation: Any, fakes: Any) -> None:
    source = BundleSource("x", (("a.pdf", fakes.fake_file(1)),))
    submit(installation.services, source, as_of=DAY, queue="archive")
    submit(installation.services, source, as_of=DAY)
    assert {line.queue for line in jobs(installation.services)} == {"interactive"}


def test_pictures_of_an_earlier_reader_are_still_found(installation: Any, fakes: Any) -> None:
    found, _ = go(installation, two_papers(fakes))
    later = replace(installation.services, versions=replace(installation.services.versions, reader="r2"))
    assert picture(later, found.files[0].sha256, 1)
