"""The small parts: owners, patience, broker, subjects, problems, versions, assembly."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
import time

import dramatiq
import msgspec
import pytest

from domain.bundle_form import BundleForm
from domain.document import Actor, FileState, Page, Problem, Severity, SourceFile
from domain.errors import ObjectNotFound, PartMissing, ReaderCrashed, SettingsError, StorageError
from domain.finding import DossierResult, Verdict, Verification
from domain.values import Bilingual
from storage.objects.memory import MemoryStore
from workers.brokers.contract import retries
from workers.brokers.opening import open_broker
from workers.jobs.retry_policy import TABLE, patience_with, pause_before
from workers.jobs.subjects import digest
from workers.performing import reason_of
from workers.problems import PROBLEMS, problem
from workers.process.outage import Outage
from workers.process.owner import LeaseOwner, this_process
from workers.stages.versions import installed_versions
from workers.steps.assembly import assemble
from workers.steps.registry import STEPS
from workers.stored.values import keep, load


def test_a_living_neighbour_is_not_called_gone() -> None:
    me = this_process()
    assert not me.knows_gone(str(me))
    assert not me.knows_gone("another machine/1/1")
    assert not me.knows_gone("rubbish")
    assert me.knows_gone(str(LeaseOwner(me.place, me.pid, "0")))  # the number was used again
    child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    stat = f"/proc/{child.pid}/stat"
    with open(stat) as file:
        started = file.read().rpartition(")")[2].split()[19]
    neighbour = str(LeaseOwner(me.place, child.pid, started))
    assert not me.knows_gone(neighbour)
    child.kill()
    deadline = time.monotonic() + 5
    while not me.knows_gone(neighbour) and time.monotonic() < deadline:  # a zombie is gone already
        time.sleep(0.01)
    assert me.knows_gone(neighbour)
    child.communicate()
    assert os.getpid() == me.pid


@pytest.mark.parametrize(
    ("error", "tries", "is_curable"),
    [
        (ReaderCrashed("x"), 3, False),
        (ObjectNotFound("x"), 2, True),
        (StorageError("x"), 6, True),
        (PartMissing("x"), 1, True),
        (OSError("x"), 4, True),
        (KeyError("x"), 2, False),
    ],
)
def test_patience_depends_on_what_went_wrong(error: Exception, tries: int, is_curable: bool) -> None:
    assert (patience_with(error).tries, patience_with(error).is_curable) == (tries, is_curable)


def test_no_line_of_the_table_of_patience_hides_behind_another() -> None:
    for number, (kind, _) in enumerate(TABLE):
        assert not any(issubclass(kind, earlier) for earlier, _ in TABLE[:number])


def test_pauses_double() -> None:
    patience = patience_with(StorageError("x"))
    assert [pause_before(patience, failures) for failures in (1, 2, 3)] == [0.5, 1.0, 2.0]


def test_every_problem_speaks_both_languages() -> None:
    for spec in PROBLEMS:
        stated = problem(spec.code, name="N", reason="R", size=2, limit=1, count=3, number=4)
        assert stated.message.zh and stated.message.en and stated.advice.zh and stated.advice.en
    assert len({spec.code for spec in PROBLEMS}) == len(PROBLEMS)


def test_every_step_has_a_version() -> None:
    assert {step for step, _ in installed_versions().of_steps()} == set(STEPS)


def test_texts_with_shifted_borders_have_other_digests() -> None:
    assert digest("ab", "c") != digest("a", "bc")


def test_a_value_comes_back_and_something_else_is_told() -> None:
    objects = MemoryStore()
    form = BundleForm(reference="参考")
    assert load(objects, keep(objects, form), BundleForm) == form
    assert keep(objects, {"b": 1, "a": 2}) == keep(objects, {"a": 2, "b": 1})
    with pytest.raises(StorageError, match="does not hold"):
        load(objects, keep(objects, [1, 2]), BundleForm)
    with pytest.raises(StorageError, match="does not hold"):
        load(objects, objects.put(b"not packed"), BundleForm)


def test_an_unknown_broker_is_a_wrong_setting() -> None:
    with pytest.raises(SettingsError):
        open_broker("carrier-pigeon://")
    assert open_broker().waiting("interactive") == 0


def test_an_outage_is_borne_for_hours_a_fault_of_ours_is_not() -> None:
    (middleware,) = retries()
    tried_again = middleware.retry_when  # type: ignore[attr-defined]
    assert tried_again(5_000, dramatiq.Retry("the database is away"))
    assert [tried_again(number, KeyError("x")) for number in (0, 2, 3)] == [True, True, False]


def test_an_outage_is_told_only_when_it_lasts() -> None:
    trouble = Outage()
    assert trouble.lasting(0) is None
    trouble.note(StorageError("full"))
    assert trouble.lasting(60) is None
    assert str(trouble.lasting(0)) == "full"
    trouble.clear()
    assert trouble.lasting(0) is None


def test_a_reason_says_what_to_do() -> None:
    assert reason_of(PartMissing("no font", advice="install one")) == "no font. install one"
    assert reason_of(KeyError("x")) == "KeyError: 'x'"
    assert len(reason_of(ValueError("x" * 10_000))) == 2_000


def weighty(severity: Severity) -> Problem:
    return Problem("p", Bilingual("字", "word"), Bilingual("做", "do"), severity, Actor.CLERK)


@pytest.mark.parametrize(
    ("severity", "verdict"), [(None, "clear"), (Severity.NOTE, "clear"), (Severity.MEDIUM, "review")]
)
@pytest.mark.parametrize("where", ["form", "file", "page"])
def test_what_has_weight_makes_review_at_best(severity: Severity | None, verdict: str, where: str) -> None:
    found = (weighty(severity),) if severity else ()
    page = Page(1, 10, 10, 72.0, problems=found if where == "page" else ())
    file = SourceFile(
        "0" * 64, "a.pdf", 1, "application/pdf", FileState.READ, (page,), found if where == "file" else ()
    )
    result = assemble(
        paper_set_id="b",
        name="n",
        as_of=dt.date(2026, 3, 1),
        versions={},
        form=BundleForm(problems=found if where == "form" else ()),
        files=(file,),
        documents=(),
        verification=Verification(Verdict.CLEAR, "p", (clear_car(),), ()),
    )
    assert result.verdict == verdict
    assert msgspec.json.decode(msgspec.json.encode(result))["verdict"] == verdict


def clear_car() -> DossierResult:
    return DossierResult(
        vin="V",
        id="V",
        verdict=Verdict.CLEAR,
        next_action=Actor.NOBODY,
        reasons=(),
        summary=Bilingual("通过", "clear"),
        questions=(),
        findings=(),
        timeline=(),
        values=(),
        documents=(),
    )


def test_a_process_that_is_hidden_from_us_is_not_called_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    """/proc mounted with hidepid shows no processes of other users."""
    me = this_process()

    def refuse(_pid: int, _signal: int) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "kill", refuse)
    assert not me.knows_gone(str(LeaseOwner(me.place, 4_000_001, "77")))
