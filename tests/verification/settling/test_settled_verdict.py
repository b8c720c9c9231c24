"""A bundle with doubts: what is asked, and what the answers make of the verdict."""

from __future__ import annotations

import msgspec

from domain.decision import Answer, Decision, FieldTarget, PaperTarget, Says, SpeaksOf, Weighs, Weight
from domain.field import MissingReason
from domain.finding import Verdict, Verification
from domain.values import Bilingual, Mileage
from tests.verification.conftest import VIN, BundleSpec
from verification.policy import load_policy
from verification.settling.doubts import Doubt, doubts
from verification.settling.values import settle
from verification.verify import verify

REASON = Bilingual("已电话核实", "checked by telephone")


def judged(spec: BundleSpec, decisions: list[Decision]) -> tuple[Verification, tuple[Doubt, ...]]:
    policy = load_policy(None, spec.form.application_date, spec.as_of)
    settled = settle(spec.documents(), decisions, policy.certainty.firm)
    result = verify(settled.documents, spec.files, spec.form, policy, spec.as_of, settled.told)
    return result, doubts(result, settled.documents, policy.certainty.firm)


def answer(doubt: Doubt, said: Answer, number: int = 1) -> Decision:
    return Decision(number, doubt.target, said, "clerk", seen=doubt.shown[0].value if doubt.shown else None)


def test_an_honest_bundle_leaves_no_doubt(genuine: BundleSpec) -> None:
    assert judged(genuine, [])[1] == ()


def test_a_value_that_was_not_read_is_asked_for_and_then_clears_the_car(genuine: BundleSpec) -> None:
    genuine.papers["bill0"].fields["mileage"] = MissingReason.UNREADABLE
    before, asked = judged(genuine, [])
    assert before.verdict is Verdict.REVIEW
    (doubt,) = asked
    assert isinstance(doubt.target, FieldTarget)
    assert (doubt.target.document, doubt.target.field) == ("bill0", "mileage")
    after, left = judged(genuine, [answer(doubt, Says(Mileage(5120)))])
    assert (after.verdict, left) == (Verdict.CLEAR, ())


def test_one_answer_settles_every_finding_that_hangs_on_it(genuine: BundleSpec) -> None:
    genuine.papers["cert0"].fields["register_date"] = MissingReason.UNREADABLE
    asked = judged(genuine, [])[1]
    assert isinstance(asked[0].target, FieldTarget)
    assert asked[0].target.field == "register_date"


def test_a_contradiction_between_sure_readings_is_asked_about_as_a_finding(genuine: BundleSpec) -> None:
    genuine.papers["declaration"].fields["licence_number"] = "26-44-B00777"
    before, asked = judged(genuine, [])
    assert before.verdict is not Verdict.CLEAR
    decisions = [
        answer(doubt, Weighs(Weight.ACCEPTED, REASON), number)
        for number, doubt in enumerate(asked, 1)
        if not isinstance(doubt.target, FieldTarget)
    ]
    after, left = judged(genuine, decisions)
    assert (after.verdict, left) == (Verdict.CLEAR, ())
    settled = [f for f in after.dossiers[0].findings if f.settled is not None]
    assert {f.settled.reason for f in settled if f.settled} == {REASON}


def test_an_upheld_finding_refuses_the_car(genuine: BundleSpec) -> None:
    genuine.papers.pop("letter")
    before, asked = judged(genuine, [])
    (doubt,) = [d for d in asked if d.findings[0].finding.rule == "letter_present"]
    after, _ = judged(genuine, [answer(doubt, Weighs(Weight.UPHELD, REASON))])
    assert (before.verdict, after.verdict) != (Verdict.REFUSE, Verdict.CLEAR)
    assert after.dossiers[0].verdict is Verdict.REFUSE


def test_a_weighed_finding_is_asked_about_again_when_its_values_change(genuine: BundleSpec) -> None:
    genuine.papers["declaration"].fields["licence_number"] = "26-44-B00777"
    asked = judged(genuine, [])[1]
    decisions = [answer(d, Weighs(Weight.ACCEPTED, REASON), n) for n, d in enumerate(asked, 1)]
    genuine.papers["declaration"].fields["licence_number"] = "26-44-C00555"
    assert judged(genuine, decisions)[1]


def test_a_paper_that_a_person_takes_away_from_the_car_belongs_to_none(genuine: BundleSpec) -> None:
    (bill,) = [d for d in genuine.documents() if d.id == "bill0"]
    target = PaperTarget(bill.id, bill.kind, bill.pages)
    away = judged(genuine, [Decision(1, target, SpeaksOf(""), "clerk")])[0]
    assert "bill0" in away.unassigned
    back = judged(
        genuine,
        [Decision(1, target, SpeaksOf(""), "clerk"), Decision(2, target, SpeaksOf(VIN), "clerk")],
    )[0]
    assert "bill0" in back.dossiers[0].documents


def test_decisions_change_nothing_of_the_machine_s_own_result(genuine: BundleSpec) -> None:
    genuine.papers["bill0"].fields["mileage"] = MissingReason.UNREADABLE
    documents = genuine.documents()
    asked = judged(genuine, [])[1]
    judged(genuine, [answer(asked[0], Says(Mileage(1)))])
    assert msgspec.json.encode(documents) == msgspec.json.encode(genuine.documents())
