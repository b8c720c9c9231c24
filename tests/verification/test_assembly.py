"""Which paper belongs to which car."""

from __future__ import annotations

from typing import Any

import pytest

from domain.document import FileState, Problem, Severity, SourceFile
from domain.field import DocumentKind
from domain.finding import Verdict
from domain.values import Bilingual

K = DocumentKind


def links(bundle: Any) -> list[set[str]]:
    """The papers of each car."""
    return [set(d.documents) for d in bundle.verify().dossiers]


def file_of(name: str, sha: str) -> SourceFile:
    return SourceFile(sha, name, 1, "image/jpeg", FileState.READ)


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("plate", {"vin": None, "bill_number": "X1"}),
        ("last eight characters", {"vin": "S0123456", "plate": None}),
        ("last six characters", {"vin": "123456", "plate": None}),
        ("engine number", {"vin": None, "plate": None, "engine_no": "BYD487ZQA1234567"}),
    ],
)
def test_a_bill_without_a_vin_finds_its_car(fleet: Any, name: str, change: dict[str, Any]) -> None:
    for n in (1, 2):
        for paper in (f"cert{n}", f"licence{n}", f"bill{n}"):
            fleet.papers.pop(paper)
    fleet.papers["bill0"].fields |= change
    if name == "last eight characters":
        fleet.papers["bill0"].fields["vin"] = str(fleet.papers["cert0"].fields["vin"])[-8:]
    if name == "engine number":
        fleet.papers["bill0"].fields["engine_no"] = fleet.papers["cert0"].fields["engine_no"]
    mine = next(d for d in links(fleet) if "cert0" in d)
    assert "bill0" in mine


def test_an_invoice_finds_its_car_by_its_bill(fleet: Any) -> None:
    for n in range(3):
        assert {f"bill{n}", f"invoice{n}"} <= next(d for d in links(fleet) if f"cert{n}" in d)


def test_an_invoice_alike_for_two_cars_belongs_to_none(fleet: Any) -> None:
    fleet.papers["invoice0"].fields |= {"bill_number": None, "invoice_number": "26442000000099999999"}
    result = fleet.verify()
    assert result.unassigned == ("invoice0",)
    assert result.verdict is Verdict.REVIEW
    assert [f.rule for f in result.findings] == ["papers_unassigned"]


def test_a_car_named_only_on_shared_papers_has_its_own_dossier_and_leaves_the_others_clear(
    fleet: Any,
) -> None:
    for paper in ("cert2", "licence2", "bill2", "invoice2"):
        fleet.papers.pop(paper)
    result = fleet.verify()
    verdicts = {frozenset(d.documents) & {"cert0", "cert1"}: d.verdict for d in result.dossiers}
    assert verdicts[frozenset({"cert0"})] is Verdict.CLEAR
    assert verdicts[frozenset({"cert1"})] is Verdict.CLEAR
    lonely = verdicts[frozenset()]
    assert lonely is Verdict.REVIEW
    assert result.verdict is Verdict.REVIEW


def split_certificate(bundle: Any, number: int) -> None:
    """The certificate as three photographs: summary, car, entries."""
    whole = bundle.papers.pop(f"cert{number}")
    summary = {
        "certificate_number",
        "owner_name",
        "owner_id",
        "registration_authority",
        "register_date",
        "plate",
    }
    entries = {"export_endorsement_date"}
    parts = {"a": summary, "b": set(whole.fields) - summary - entries, "c": entries}
    for part, names in parts.items():
        paper = bundle.copy().papers["letter"]
        paper.kind, paper.tables = whole.kind, whole.tables if part == "c" else {}
        paper.fields = {f: v for f, v in whole.fields.items() if f in names}
        bundle.papers[f"cert{number}{part}"] = paper


def test_pages_of_one_certificate_come_together(genuine: Any) -> None:
    split_certificate(genuine, 0)
    car = genuine.car()
    assert {"cert0a", "cert0b", "cert0c"} <= set(car.documents)
    assert car.verdict is Verdict.CLEAR, [f.message.en for f in car.findings if f.effect is not Verdict.CLEAR]


def test_pages_of_several_certificates_are_told_apart_by_plate_and_by_the_order_of_files(fleet: Any) -> None:
    files = []
    for number in range(3):
        split_certificate(fleet, number)
        for n, part in enumerate("abc"):
            files.append(file_of(f"IMG_{100 + 3 * number + n}.jpg", f"cert{number}{part}"))
    fleet.files = tuple(files)
    found = links(fleet)
    for number in range(3):
        assert any({f"cert{number}a", f"cert{number}b", f"cert{number}c"} <= papers for papers in found)
    assert fleet.verify().verdict is Verdict.CLEAR


def test_a_page_of_entries_belongs_to_the_only_booklet_that_lacks_it(fleet: Any) -> None:
    """A column of transfers on page 1 is no page of entries, and what is settled so is no problem any more."""
    split_certificate(fleet, 0)
    doubt = Problem("pages_not_tied", Bilingual("", ""), Bilingual("", ""), Severity.MEDIUM)
    first, entries = fleet.papers["cert0a"], fleet.papers["cert0c"]
    first.tables = {"transfers": entries.tables["transfers"]}
    first.problems = entries.problems = (doubt,)
    result = fleet.verify()
    assert any({"cert0a", "cert0b", "cert0c"} <= set(d.documents) for d in result.dossiers)
    assert result.verdict is Verdict.CLEAR, [f.message.en for f in result.findings]


def test_pages_that_stay_untied_are_a_problem(fleet: Any) -> None:
    for number in range(3):
        split_certificate(fleet, number)
    doubt = Problem("pages_not_tied", Bilingual("", ""), Bilingual("", ""), Severity.MEDIUM)
    fleet.papers["cert0c"].problems = (doubt,)
    assert "file_problems" in [f.rule for f in fleet.verify().findings]


def test_entries_that_fit_several_booklets_belong_to_none(fleet: Any) -> None:
    for number in range(3):
        split_certificate(fleet, number)
    result = fleet.verify()
    assert set(result.unassigned) == {"cert0c", "cert1c", "cert2c"}
    assert result.verdict is Verdict.REVIEW


def test_a_certificate_whose_vin_cannot_be_read_is_still_a_car(genuine: Any) -> None:
    genuine.papers = {"cert0": genuine.papers["cert0"]}
    genuine.papers["cert0"].fields["vin"] = None
    car = genuine.car()
    assert car.vin == ""
    assert car.verdict is Verdict.REVIEW


def test_two_applications_in_one_bundle_are_said_to_be_mixed(genuine: Any, fleet: Any, make_vin: Any) -> None:
    other = fleet.papers["export_licence"]
    other.fields |= {"licence_number": "26-31-B98765", "contract_no": "SH-77"}
    other.tables["vehicles"] = [{"vin": make_vin("LSVCY6C40MN027789"), "register_date": "2026-01-08"}]
    other.fields["quantity"] = 1
    genuine.papers["other_licence"] = other
    result = genuine.verify()
    assert "mixed_bundle" in [f.rule for f in result.findings]
    assert len(result.dossiers) == 2
    assert {d.verdict for d in result.dossiers if "cert0" in d.documents} == {Verdict.CLEAR}


def test_papers_of_no_concern_have_no_effect(genuine: Any, make_paper: Any) -> None:
    for n, subtype in enumerate(("identity_card", "bill_of_lading", "blank_page", "")):
        genuine.papers[f"other{n}"] = make_paper(K.OTHER, subtype=subtype)
    result = genuine.verify()
    assert result.verdict is Verdict.CLEAR
    assert [f.rule for f in result.findings] == ["papers_unknown"] * 4


def test_the_same_paper_twice_changes_nothing(genuine: Any) -> None:
    for name in ("cert0", "bill0", "invoice0", "letter"):
        genuine.papers[name + "_copy"] = genuine.copy().papers[name]
    assert genuine.verify().verdict is Verdict.CLEAR


def test_a_file_problem_makes_the_bundle_review_and_a_note_does_not(genuine: Any, fleet: Any) -> None:
    text = Bilingual("看不清", "cannot be read")
    for severity, expected in ((Severity.NOTE, Verdict.CLEAR), (Severity.HIGH, Verdict.REVIEW)):
        problem = Problem("unreadable_page", text, text, severity, page=1)
        bad = SourceFile("0" * 64, "x.jpg", 1, "image/jpeg", FileState.READ, problems=(problem,))
        for bundle in (genuine, fleet):
            bundle.files = (bad,)
            result = bundle.verify()
            assert result.verdict is expected
            own = [d.verdict for d in result.dossiers]
            assert own == ([expected] if len(own) == 1 else [Verdict.CLEAR] * 3)


def test_a_file_that_gave_nothing_is_review_though_it_does_not_say_why(genuine: Any) -> None:
    for state, expected in (
        (FileState.UNREADABLE, Verdict.REVIEW),
        (FileState.REJECTED, Verdict.REVIEW),
        (FileState.DUPLICATE, Verdict.CLEAR),
        (FileState.IGNORED, Verdict.CLEAR),
        (FileState.CONTAINER, Verdict.CLEAR),
    ):
        genuine.files = (SourceFile("0" * 64, "x.jpg", 1, "image/jpeg", state),)
        assert genuine.verify().verdict is expected
