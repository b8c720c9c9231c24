"""What people do with bundles, with fake readers and stages and real work in between."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import msgspec
import pytest

from domain.access import Permission, Principal, Role
from domain.bundle import FileProgress, Query
from domain.bundle_form import BundleForm
from domain.document import Actor, FileState
from domain.errors import Conflict, NotAllowed, NotFound, TooMuch, UsageError
from domain.finding import Verdict
from domain.lifecycle import State
from domain.result import Result
from service import bundle_commands as desk
from storage.identity.organisations import OrganisationRow
from workers.services import WorkSettings

ALICE = Principal("usr_alice", "Alice", "org_a", Role.EXPORTER)
BOB = Principal("usr_bob", "Bob", "org_b", Role.EXPORTER)
CLERK = Principal("usr_clerk", "Clerk", "org_office", Role.CLERK)
AUDITOR = Principal("usr_auditor", "Auditor", "org_office", Role.AUDITOR)
ADMINISTRATOR = Principal("usr_admin", "Administrator", "org_office", Role.ADMINISTRATOR)
READ_ONLY_KEY = Principal("key_a", "reader", "org_a", Role.MACHINE, frozenset({Permission.READ_OWN}))


@pytest.fixture
def desks(installation: Any) -> Any:
    """A installation with two exporters and the office."""
    with installation.services.repository.write() as tx:
        for organisation, kind in (("org_a", "exporter"), ("org_b", "exporter"), ("org_office", "office")):
            tx.organisations.add(OrganisationRow(organisation, f"name of {organisation}", kind, 1.0))
    return installation


def until(is_so: Callable[[], Any], seconds: float = 20.0) -> Any:
    """What ``is_so`` says once it is true."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if found := is_so():
            return found
        time.sleep(0.02)
    raise AssertionError("it did not come so")


def draft(installation: Any, fakes: Any, *names: str, who: Principal = ALICE) -> str:
    """A draft with files of two pages."""
    made = desk.create(installation.services, who, title="two cars")
    for name in names:
        desk.add_file(installation.services, who, made.id, name, fakes.fake_file(2, vin=f"VIN OF {name}"))
    return made.id


def outcome(installation: Any, bundle_id: str, attempt: int | None = None) -> Result:
    """The result that must be there."""
    found = desk.result(installation.services, ALICE, bundle_id, attempt=attempt)
    assert found is not None
    return found


def decided(installation: Any, bundle_id: str, who: Principal = ALICE) -> Any:
    """The bundle when its attempt has a verdict."""
    return until(
        lambda: (
            found
            if (found := desk.view(installation.services, who, bundle_id)).state
            not in (State.SUBMITTED, State.READING)
            else None
        )
    )


def test_a_draft_is_read_and_checked_as_it_fills_and_nothing_is_judged(desks: Any, fakes: Any) -> None:
    with desks.runtime(everything=True) as runtime:
        runtime.start()
        bundle = draft(desks, fakes, "a.pdf", "b.pdf")
        until(lambda: desk.draft_result(desks.services, ALICE, bundle))
        until(lambda: not desk.progress(desks.services, ALICE, bundle).is_working)
        files = until(
            lambda: (
                found
                if all((found := desk.files(desks.services, ALICE, bundle))[i].papers for i in (0, 1))
                else None
            )
        )
    assert [(file.name, file.progress, file.pages_read) for file in files] == [
        ("a.pdf", FileProgress.READ, 2),
        ("b.pdf", FileProgress.READ, 2),
    ]
    assert [file.papers[0].vins for file in files] == [("VIN OF a.pdf",), ("VIN OF b.pdf",)]
    checked = desk.draft_result(desks.services, ALICE, bundle)
    assert checked is not None and len(checked.dossiers) == 2
    assert desk.view(desks.services, ALICE, bundle).state is State.DRAFT
    assert desk.view(desks.services, ALICE, bundle).verdict is None
    assert desk.result(desks.services, ALICE, bundle) is None


def test_what_was_read_in_the_draft_is_not_read_again_when_it_is_handed_in(desks: Any, fakes: Any) -> None:
    with desks.runtime(everything=True) as runtime:
        runtime.start()
        bundle = draft(desks, fakes, "a.pdf", "b.pdf")
        until(lambda: desk.draft_result(desks.services, ALICE, bundle))
        until(lambda: not desk.progress(desks.services, ALICE, bundle).is_working)
        pages = desks.readers.count("read_page")
        handed_in = desk.submit(desks.services, ALICE, bundle)
        assert handed_in.state in (State.SUBMITTED, State.READING, State.DECIDED)
        found = decided(desks, bundle)
    assert (found.state, found.verdict, len(found.attempts)) == (State.DECIDED, "clear", 1)
    assert desks.readers.count("read_page") == pages == 4
    assert outcome(desks, bundle).paper_set_id == found.attempts[0].paper_set_id


def test_handing_in_while_the_draft_is_being_read_reads_no_page_twice(desks: Any, fakes: Any) -> None:
    desks.readers.pause = 0.1
    with desks.runtime(everything=True) as runtime:
        runtime.start()
        bundle = draft(desks, fakes, "a.pdf", "b.pdf", "c.pdf")
        until(lambda: desks.readers.count("read_page") > 0)
        desk.submit(desks.services, ALICE, bundle)
        assert decided(desks, bundle).verdict == "clear"
    assert desks.readers.count("read_page") == 6


def test_what_is_handed_in_before_it_was_read_is_shown_as_read_when_it_waits_for_papers(
    desks: Any, fakes: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    judge = desks.services.stages.verify

    def asks_for_papers(*given: Any) -> Any:
        found = judge(*given)
        cars = (
            msgspec.structs.replace(car, verdict=Verdict.REVIEW, next_action=Actor.EXPORTER)
            for car in found.dossiers
        )
        return msgspec.structs.replace(found, verdict=Verdict.REVIEW, dossiers=tuple(cars))

    monkeypatch.setattr(desks.services.stages, "verify", asks_for_papers)
    bundle = draft(desks, fakes, "a.pdf", "b.pdf")
    desk.submit(desks.services, ALICE, bundle)  # nobody works yet: the draft is left unread
    with desks.runtime(everything=True) as runtime:
        runtime.start()
        assert decided(desks, bundle).state is State.WAITING_FOR_EXPORTER
        until(lambda: not desk.progress(desks.services, ALICE, bundle).is_working)
        files = desk.files(desks.services, ALICE, bundle)
        progress = desk.progress(desks.services, ALICE, bundle)
        desk.remove_file(desks.services, ALICE, bundle, files[0].id)
        left = until(lambda: [f for f in desk.files(desks.services, ALICE, bundle) if f.papers])
    assert [(file.name, file.progress, file.pages_read) for file in files] == [
        ("a.pdf", FileProgress.READ, 2),
        ("b.pdf", FileProgress.READ, 2),
    ]
    assert (progress.pages_read, progress.pages_known, progress.is_working) == (4, 4, False)
    assert [file.name for file in left] == ["b.pdf"]


def test_what_was_handed_in_unread_is_recognised_and_checked_after_the_verdict(
    desks: Any, fakes: Any
) -> None:
    bundle = draft(desks, fakes, "a.pdf", "b.pdf")
    desk.submit(desks.services, ALICE, bundle)
    with desks.runtime(everything=True) as runtime:
        runtime.start()
        decided(desks, bundle)
        until(lambda: desk.draft_result(desks.services, ALICE, bundle))
        until(lambda: all(file.papers for file in desk.files(desks.services, ALICE, bundle)))
    files = desk.files(desks.services, ALICE, bundle)
    assert [file.papers[0].vins for file in files] == [("VIN OF a.pdf",), ("VIN OF b.pdf",)]
    assert desks.readers.count("read_page") == 4
    assert [attempt.verdict for attempt in desk.view(desks.services, ALICE, bundle).attempts] == ["clear"]


def test_a_file_taken_out_is_not_judged_and_may_be_put_back(desks: Any, fakes: Any) -> None:
    with desks.runtime(everything=True) as runtime:
        runtime.start()
        bundle = draft(desks, fakes, "a.pdf", "b.pdf")
        wrong = desk.files(desks.services, ALICE, bundle)[1]
        assert desk.remove_file(desks.services, ALICE, bundle, wrong.id).name == "b.pdf"
        assert [file.name for file in desk.files(desks.services, ALICE, bundle)] == ["a.pdf"]
        until(lambda: _cars(desks, bundle) == ["VIN OF a.pdf"])
        assert desk.restore_file(desks.services, ALICE, bundle, wrong.id).id == wrong.id
        until(lambda: _cars(desks, bundle) == ["VIN OF a.pdf", "VIN OF b.pdf"])
        desk.remove_file(desks.services, ALICE, bundle, wrong.id)
        until(lambda: _cars(desks, bundle) == ["VIN OF a.pdf"])
        desk.submit(desks.services, ALICE, bundle)
        decided(desks, bundle)
    assert [file.name for file in outcome(desks, bundle).files] == ["a.pdf"]


def _cars(installation: Any, bundle: str) -> list[str]:
    found = desk.draft_result(installation.services, ALICE, bundle)
    return [] if found is None else [dossier.vin for dossier in found.dossiers]


def test_members_of_an_archive_come_and_go_with_it(desks: Any, fakes: Any) -> None:
    with desks.runtime(everything=True) as runtime:
        runtime.start()
        made = desk.create(desks.services, ALICE)
        archive = desk.add_file(
            desks.services, ALICE, made.id, "all.zip", fakes.fake_zip(x__pdf=fakes.fake_file(1, vin="X"))
        )
        until(lambda: _cars(desks, made.id) == ["X"])
        names = {file.name: file.archive for file in desk.files(desks.services, ALICE, made.id)}
        assert names == {"all.zip": "", "all.zip/x.pdf": archive.id}
        desk.remove_file(desks.services, ALICE, made.id, archive.id)
        assert desk.files(desks.services, ALICE, made.id) == ()
        desk.restore_file(desks.services, ALICE, made.id, archive.id)
        until(lambda: _cars(desks, made.id) == ["X"])
        until(lambda: len(desk.files(desks.services, ALICE, made.id)) == 2)


def test_papers_are_added_after_the_verdict_and_it_is_handed_in_again(desks: Any, fakes: Any) -> None:
    with desks.runtime(everything=True) as runtime:
        runtime.start()
        bundle = draft(desks, fakes, "a.pdf")
        desk.submit(desks.services, ALICE, bundle)
        decided(desks, bundle)
        desk.add_file(desks.services, ALICE, bundle, "b.pdf", fakes.fake_file(1, vin="B"))
        assert desk.view(desks.services, ALICE, bundle).state is State.REOPENED
        desk.submit(desks.services, ALICE, bundle)
        found = decided(desks, bundle)
    assert [attempt.verdict for attempt in found.attempts] == ["clear", "clear"]
    first, second = (outcome(desks, bundle, number) for number in (1, 2))
    assert (len(first.files), len(second.files)) == (1, 2)


def test_a_withdrawn_bundle_is_not_judged_until_it_is_taken_up_again(desks: Any, fakes: Any) -> None:
    bundle = draft(desks, fakes, "a.pdf")
    desk.submit(desks.services, ALICE, bundle)
    assert desk.withdraw(desks.services, ALICE, bundle).state is State.WITHDRAWN
    with desks.runtime(everything=True) as runtime:
        runtime.start()
        time.sleep(0.3)
        assert desks.readers.count("read_page") == 0
        with pytest.raises(Conflict):
            desk.add_file(desks.services, ALICE, bundle, "b.pdf", fakes.fake_file(1))
        assert desk.reopen(desks.services, ALICE, bundle).state is State.REOPENED
        desk.submit(desks.services, ALICE, bundle)
        assert decided(desks, bundle).verdict == "clear"


def test_nothing_may_be_changed_while_the_machine_has_it(desks: Any, fakes: Any) -> None:
    bundle = draft(desks, fakes, "a.pdf")
    desk.submit(desks.services, ALICE, bundle)
    for change in (
        lambda: desk.add_file(desks.services, ALICE, bundle, "b.pdf", b"{}"),
        lambda: desk.set_form(desks.services, ALICE, bundle, title="other"),
        lambda: desk.remove_file(
            desks.services, ALICE, bundle, desk.files(desks.services, ALICE, bundle)[0].id
        ),
    ):
        with pytest.raises(Conflict):
            change()


def test_handing_in_twice_is_one_attempt(desks: Any, fakes: Any) -> None:
    bundle = draft(desks, fakes, "a.pdf")
    desk.submit(desks.services, ALICE, bundle)
    assert len(desk.submit(desks.services, ALICE, bundle).attempts) == 1


def test_an_empty_bundle_is_not_handed_in(desks: Any) -> None:
    with pytest.raises(Conflict, match="empty"):
        desk.submit(desks.services, ALICE, desk.create(desks.services, ALICE).id)


def test_the_same_key_makes_one_bundle(desks: Any) -> None:
    first = desk.create(desks.services, ALICE, title="one", key="k")
    assert desk.create(desks.services, ALICE, title="one", key="k") == first
    assert desk.create(desks.services, ALICE, title="one", key="l").id != first.id
    assert desk.create(desks.services, BOB, title="one", key="k").id != first.id


def test_the_same_file_again_is_the_same_file_another_of_its_name_is_not(desks: Any, fakes: Any) -> None:
    made = desk.create(desks.services, ALICE)
    first = desk.add_file(desks.services, ALICE, made.id, "a.pdf", fakes.fake_file(1))
    assert desk.add_file(desks.services, ALICE, made.id, "a.pdf", fakes.fake_file(1)).id == first.id
    other = desk.add_file(desks.services, ALICE, made.id, "a.pdf", fakes.fake_file(2))
    assert (other.name, desk.view(desks.services, ALICE, made.id).file_count) == ("a (2).pdf", 2)


def test_several_files_come_in_one_change_or_not_at_all(desks: Any, fakes: Any) -> None:
    made = desk.create(desks.services, ALICE)
    old = desk.add_file(desks.services, ALICE, made.id, "a.pdf", fakes.fake_file(1))
    before = desk.view(desks.services, ALICE, made.id).revision
    content = [("a.pdf", fakes.fake_file(1)), ("b.pdf", fakes.fake_file(2)), ("b.pdf", fakes.fake_file(3))]
    added = desk.add_files(desks.services, ALICE, made.id, content)
    assert added[0].id == old.id and [each.name for each in added] == ["a.pdf", "b.pdf", "b (2).pdf"]
    assert desk.view(desks.services, ALICE, made.id).revision == before + 1
    full = replace(desks.services, settings=WorkSettings(max_files=4))
    with pytest.raises(TooMuch):
        desk.add_files(full, ALICE, made.id, [("c.pdf", fakes.fake_file(4)), ("d.pdf", fakes.fake_file(5))])
    assert desk.view(desks.services, ALICE, made.id).file_count == 3


def test_a_change_of_an_older_revision_is_refused(desks: Any) -> None:
    made = desk.create(desks.services, ALICE)
    changed = desk.set_form(desks.services, ALICE, made.id, title="new", revision=made.revision)
    assert (changed.title, changed.revision > made.revision) == ("new", True)
    with pytest.raises(Conflict, match="changed meanwhile"):
        desk.set_form(desks.services, ALICE, made.id, title="newer", revision=made.revision)


def test_the_form_goes_into_the_result(desks: Any, fakes: Any) -> None:
    with desks.runtime(everything=True) as runtime:
        runtime.start()
        bundle = draft(desks, fakes, "a.pdf")
        form = BundleForm(reference="A-17", destination="KAZ")
        assert desk.set_form(desks.services, ALICE, bundle, form=form).form == form
        desk.submit(desks.services, ALICE, bundle)
        decided(desks, bundle)
    assert outcome(desks, bundle).form.reference == "A-17"


def _attempts_of_others(services: Any, bundle: str, who: Principal) -> dict[str, Callable[[], Any]]:
    return {
        "view": lambda: desk.view(services, who, bundle),
        "files": lambda: desk.files(services, who, bundle),
        "progress": lambda: desk.progress(services, who, bundle),
        "events": lambda: desk.events(services, who, bundle),
        "result": lambda: desk.result(services, who, bundle),
        "draft_result": lambda: desk.draft_result(services, who, bundle),
        "original": lambda: desk.original(services, who, bundle, "f"),
        "original_file": lambda: desk.original_file(services, who, bundle, "f"),
        "picture": lambda: desk.picture(services, who, bundle, "f", 1),
        "pictures_of": lambda: desk.pictures_of(services, who, bundle),
        "thumbnail": lambda: desk.thumbnail(services, who, bundle, "f"),
        "add_file": lambda: desk.add_file(services, who, bundle, "x", b"x"),
        "add_files": lambda: desk.add_files(services, who, bundle, [("x", b"x")]),
        "remove_file": lambda: desk.remove_file(services, who, bundle, "f"),
        "restore_file": lambda: desk.restore_file(services, who, bundle, "f"),
        "set_form": lambda: desk.set_form(services, who, bundle, title="mine"),
        "submit": lambda: desk.submit(services, who, bundle),
        "withdraw": lambda: desk.withdraw(services, who, bundle),
        "reopen": lambda: desk.reopen(services, who, bundle),
    }


def test_every_command_on_a_bundle_is_tried_by_others() -> None:
    tried = set(_attempts_of_others(None, "", BOB))
    without_a_bundle = {"create", "search", "take_over"}
    after_the_door = {"result_key", "load_result", "load_result_json", "content_of"}
    assert tried == set(desk.__all__) - without_a_bundle - after_the_door


@pytest.mark.parametrize("command", _attempts_of_others(None, "", BOB))
@pytest.mark.parametrize("who", [BOB, ADMINISTRATOR, CLERK], ids=lambda who: who.name)
def test_what_another_may_not_see_is_as_unknown_to_him(
    desks: Any, fakes: Any, command: str, who: Principal
) -> None:
    theirs = draft(desks, fakes, "a.pdf")
    with pytest.raises(NotFound) as refused:
        _attempts_of_others(desks.services, theirs, who)[command]()
    with pytest.raises(NotFound) as unknown:
        _attempts_of_others(desks.services, "sub_unknown", who)[command]()
    assert str(refused.value) == str(unknown.value)


@pytest.mark.parametrize(
    ("who", "is_seen"), [(CLERK, True), (AUDITOR, True), (BOB, False), (ADMINISTRATOR, False)]
)
def test_the_office_sees_what_was_handed_in_and_changes_no_papers(
    desks: Any, fakes: Any, who: Principal, is_seen: bool
) -> None:
    bundle = draft(desks, fakes, "a.pdf")
    desk.submit(desks.services, ALICE, bundle)
    found = desk.search(desks.services, who).items
    assert [each.id for each in found] == ([bundle] if is_seen else [])
    if is_seen:
        assert desk.view(desks.services, who, bundle).organisation == "name of org_a"
        with pytest.raises(NotAllowed):
            desk.add_file(desks.services, who, bundle, "x", b"x")


def test_an_auditor_sees_drafts_too_a_clerk_does_not(desks: Any, fakes: Any) -> None:
    bundle = draft(desks, fakes, "a.pdf")
    assert desk.view(desks.services, AUDITOR, bundle).id == bundle
    assert desk.search(desks.services, CLERK).items == ()


def test_what_is_added_after_handing_in_is_not_shown_to_the_office_before_it_is_handed_in_too(
    desks: Any, fakes: Any
) -> None:
    with desks.runtime(everything=True) as runtime:
        runtime.start()
        bundle = draft(desks, fakes, "first.pdf")
        desk.set_form(desks.services, ALICE, bundle, form=BundleForm(contract_number="HT-1"))
        desk.submit(desks.services, ALICE, bundle)
        decided(desks, bundle)
        desk.reopen(desks.services, ALICE, bundle)
        secret = desk.add_file(
            desks.services, ALICE, bundle, "secret.pdf", fakes.fake_file(2, vin="VIN OF secret")
        )
        desk.set_form(desks.services, ALICE, bundle, form=BundleForm(contract_number="HT-SECRET"))
        until(lambda: not desk.progress(desks.services, ALICE, bundle).is_working)

        assert [file.name for file in desk.files(desks.services, ALICE, bundle)] == [
            "first.pdf",
            "secret.pdf",
        ]
        [first] = desk.files(desks.services, CLERK, bundle)
        assert (first.name, first.pages_read, first.progress) == ("first.pdf", 2, FileProgress.READ)
        mine = desk.files(desks.services, ALICE, bundle)[0]
        assert (first.id, first.added_at, first.papers) == (mine.id, mine.added_at, mine.papers)
        assert desk.picture(desks.services, CLERK, bundle, first.id, 1)
        assert desk.original(desks.services, CLERK, bundle, first.id)[0].name == "first.pdf"
        assert desk.view(desks.services, CLERK, bundle).form.contract_number == "HT-1"
        assert desk.view(desks.services, AUDITOR, bundle).form.contract_number == "HT-SECRET"
        assert desk.draft_result(desks.services, CLERK, bundle) is None
        assert desk.draft_result(desks.services, AUDITOR, bundle) is not None
        for hidden in (secret.id, secret.sha256):
            with pytest.raises(NotFound):
                desk.original(desks.services, CLERK, bundle, hidden)
            with pytest.raises(NotFound):
                desk.picture(desks.services, CLERK, bundle, hidden, 1)
            with pytest.raises(NotFound):
                desk.thumbnail(desks.services, CLERK, bundle, hidden)
        told = desk.events(desks.services, CLERK, bundle)
        assert "secret.pdf" not in {event.name for event in told}
        assert State.REOPENED in {event.name for event in told}
        assert desk.progress(desks.services, CLERK, bundle).pages_known == 2
        for who, is_found in ((ALICE, True), (AUDITOR, True), (CLERK, False)):
            found = desk.search(desks.services, who, Query(vin="VIN OF secret")).items
            assert bool(found) is is_found

        desk.submit(desks.services, ALICE, bundle)
        decided(desks, bundle)
        assert len(desk.files(desks.services, CLERK, bundle)) == 2
        assert desk.view(desks.services, CLERK, bundle).form.contract_number == "HT-SECRET"
        assert desk.search(desks.services, CLERK, Query(vin="VIN OF secret")).items


def test_a_key_that_may_only_read_changes_nothing(desks: Any, fakes: Any) -> None:
    bundle = draft(desks, fakes, "a.pdf")
    assert desk.view(desks.services, READ_ONLY_KEY, bundle).id == bundle
    with pytest.raises(NotAllowed):
        desk.submit(desks.services, READ_ONLY_KEY, bundle)
    with pytest.raises(NotAllowed):
        desk.create(desks.services, READ_ONLY_KEY)


def test_two_organisations_with_the_same_file_read_it_once_and_see_nothing_of_each_other(
    desks: Any, fakes: Any
) -> None:
    with desks.runtime(everything=True) as runtime:
        runtime.start()
        mine, theirs = draft(desks, fakes, "a.pdf"), draft(desks, fakes, "a.pdf", who=BOB)
        desk.submit(desks.services, ALICE, mine)
        desk.submit(desks.services, BOB, theirs)
        first, second = decided(desks, mine), decided(desks, theirs, BOB)
    assert desks.readers.count("read_page") == 2
    assert first.attempts[0].paper_set_id != second.attempts[0].paper_set_id
    assert [each.id for each in desk.search(desks.services, BOB).items] == [theirs]
    assert [each.id for each in desk.search(desks.services, BOB, Query(vin="VIN OF a.pdf")).items] == [theirs]
    seen = desk.pictures_of(desks.services, BOB, theirs)
    assert seen(desk.files(desks.services, BOB, theirs)[0].sha256, 1) is not None
    assert seen("0" * 64, 1) is None


def test_search_finds_by_what_the_papers_say_and_by_what_is_known_of_it(desks: Any, fakes: Any) -> None:
    with desks.runtime(everything=True) as runtime:
        runtime.start()
        ids = [draft(desks, fakes, name) for name in ("a.pdf", "b.pdf")]
        for each in ids:
            desk.submit(desks.services, ALICE, each)
            decided(desks, each)
    today = desks.services.today()
    cases = {
        Query(vin="VIN OF a.pdf"): ids[:1],
        Query(vin="nobody's"): [],
        Query(verdict=Verdict.CLEAR): ids[::-1],
        Query(verdict=Verdict.REFUSE): [],
        Query(exporter="of org_a"): ids[::-1],
        Query(exporter="org_b"): [],
        Query(state=State.DECIDED, title="TWO"): ids[::-1],
        Query(created_from=today, created_to=today): ids[::-1],
        Query(created_from=today + dt.timedelta(days=2)): [],
    }
    for query, expected in cases.items():
        assert [each.id for each in desk.search(desks.services, CLERK, query).items] == expected, query


def test_a_list_is_walked_by_its_cursors_without_loss(desks: Any) -> None:
    made = [desk.create(desks.services, ALICE, title=str(number)).id for number in range(7)]
    seen: list[str] = []
    cursor = None
    while True:
        page = desk.search(desks.services, ALICE, cursor=cursor, limit=3)
        seen += [each.id for each in page.items]
        cursor = page.next_cursor
        if cursor is None:
            break
    assert sorted(seen) == sorted(made) and len(seen) == 7


@pytest.mark.parametrize(
    "cursor", ["", "!", "AAAA", "bm90IGEgY3Vyc29y", "é", "bmFuIHN1Yl94", "aW5mIHN1Yl94", "MS4wIAA"]
)
def test_a_cursor_that_is_none_of_ours_is_refused(desks: Any, cursor: str) -> None:
    with pytest.raises(UsageError):
        desk.search(desks.services, ALICE, cursor=cursor)


def test_a_full_bundle_takes_no_more_and_says_how_many(desks: Any, fakes: Any) -> None:
    from dataclasses import replace

    services = replace(desks.services, settings=replace(desks.settings, max_files=2))
    made = desk.create(services, ALICE)
    for name in ("a", "b"):
        desk.add_file(services, ALICE, made.id, name, fakes.fake_file(1, vin=name))
    with pytest.raises(TooMuch, match="at most 2 files"):
        desk.add_file(services, ALICE, made.id, "c", fakes.fake_file(1, vin="c"))


def test_a_file_over_the_limit_is_settled_with_its_reason(desks: Any, fakes: Any) -> None:
    from dataclasses import replace

    from domain.reading import Limits

    services = replace(desks.services, limits=Limits(max_file_bytes=10))
    made = desk.create(services, ALICE)
    file = desk.add_file(services, ALICE, made.id, "big.pdf", b"x" * 11)
    assert (file.progress, file.problems[0].code) == (FileProgress.FAILED, "file_over_limit")
    with pytest.raises(NotFound):
        desk.original(services, ALICE, made.id, file.id)


def test_events_tell_of_files_pages_and_states_in_order(desks: Any, fakes: Any) -> None:
    with desks.runtime(everything=True) as runtime:
        runtime.start()
        bundle = draft(desks, fakes, "a.pdf")
        until(lambda: desk.draft_result(desks.services, ALICE, bundle))
        desk.submit(desks.services, ALICE, bundle)
        decided(desks, bundle)
    events = desk.events(desks.services, ALICE, bundle)
    kinds = [event.kind for event in events]
    assert kinds[:2] == ["state_changed", "file_added"]
    assert {"file_inspected", "page_read", "recognised", "verified"} <= set(kinds)
    assert [event.number for event in events] == sorted({event.number for event in events})
    later = desk.events(desks.services, ALICE, bundle, events[3].number)
    assert later == events[4:]


def test_the_original_comes_back_as_it_was(desks: Any, fakes: Any) -> None:
    made = desk.create(desks.services, ALICE)
    file = desk.add_file(desks.services, ALICE, made.id, "../../etc/passwd\x00", fakes.fake_file(3))
    assert file.name == "etc/passwd"
    assert desk.original(desks.services, ALICE, made.id, file.id)[1] == fakes.fake_file(3)


def test_a_newer_program_takes_over_what_an_older_one_had_begun(desks: Any, fakes: Any) -> None:
    from dataclasses import replace

    bundle = draft(desks, fakes, "a.pdf")
    desk.submit(desks.services, ALICE, bundle)
    newer = replace(desks.services, versions=replace(desks.services.versions, rules="v2", reader="r2"))
    from workers.runtime import Runtime

    with Runtime(newer, everything=True) as runtime:
        runtime.start()
        found = decided(desks, bundle)
    assert desk.take_over(newer) == 0
    assert found.verdict == "clear"
    assert outcome(desks, bundle).versions["rules"] == "v2"


def test_files_that_are_no_papers_end_in_their_own_states(desks: Any, fakes: Any) -> None:
    with desks.runtime(everything=True) as runtime:
        runtime.start()
        made = desk.create(desks.services, ALICE)
        desk.add_file(desks.services, ALICE, made.id, "bundle.json", b'{"reference": "r"}')
        desk.add_file(desks.services, ALICE, made.id, "broken.pdf", b"not json")
        desk.add_file(desks.services, ALICE, made.id, "a.pdf", fakes.fake_file(1))
        until(lambda: desk.draft_result(desks.services, ALICE, made.id))
        until(lambda: not desk.progress(desks.services, ALICE, made.id).is_working)
        desk.submit(desks.services, ALICE, made.id)
        decided(desks, made.id)
    files = {file.name: file.progress for file in desk.files(desks.services, ALICE, made.id)}
    assert files == {
        "bundle.json": FileProgress.NOTED,
        "broken.pdf": FileProgress.FAILED,
        "a.pdf": FileProgress.READ,
    }
    found = outcome(desks, made.id)
    assert found.form.reference == "r"
    assert {file.name: file.state for file in found.files}["broken.pdf"] is FileState.UNREADABLE
