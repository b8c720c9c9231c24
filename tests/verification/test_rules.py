"""Each rule's three outcomes: the cases of ``rule_cases.toml``, and what an honest bundle says."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from domain.bundle_form import BundleForm
from domain.field import Candidate
from domain.finding import Finding, Outcome
from domain.values import Date, Text
from verification.registry import RULES

AGREES, DISAGREES, UNDETERMINED = Outcome.AGREES, Outcome.DISAGREES, Outcome.UNDETERMINED
CASES = tomllib.loads((Path(__file__).parent / "rule_cases.toml").read_text(encoding="utf-8"))["case"]
NOT_FOUND = "-"


def change(bundle: Any, case: dict[str, Any]) -> None:
    """Do to the honest bundle what a case says."""
    for name in case.get("drop", ()):
        bundle.papers.pop(name)
    for place, rows in case.get("table", {}).items():
        paper, table = place.split(".")
        bundle.papers[paper].tables[table] = [plain(row) for row in rows]
    for place, rows in case.get("more", {}).items():
        paper, table = place.split(".")
        bundle.papers[paper].tables[table] += [plain(row) for row in rows]
    for place, fields in case.get("set", {}).items():
        target(bundle, place).update(plain(fields))
    for paper, certainty in case.get("certainty", {}).items():
        bundle.papers[paper].certainty.update(certainty)
    bundle.certainty = case.get("certainty_of_all", bundle.certainty)
    if "applied" in case:
        bundle.papers["export_licence"].fields["application_date"] = None
        bundle.form = BundleForm(application_date=Date(case["applied"]))
    if "vin" in case:
        put_vin(bundle, case["vin"])


def target(bundle: Any, place: str) -> dict[str, Any]:
    """The fields of a paper, or of ``paper.table.row``."""
    paper, *rest = place.split(".")
    fields = bundle.papers[paper].tables[rest[0]][int(rest[1])] if rest else bundle.papers[paper].fields
    assert isinstance(fields, dict)
    return fields


def plain(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: None if value == NOT_FOUND else value for name, value in fields.items()}


def put_vin(bundle: Any, text: str) -> None:
    """The same VIN on every paper of the car."""
    for paper in ("cert0", "licence0", "bill0"):
        bundle.papers[paper].fields["vin"] = text
    for paper, name in (("letter", "vehicles"), ("export_licence", "vehicles"), ("declaration", "goods")):
        bundle.papers[paper].tables[name][0]["vin"] = text


def said(bundle: Any, rule: str) -> Finding | None:
    """The weightiest finding of a rule about the first car."""
    result = bundle.verify()
    order = (DISAGREES, UNDETERMINED, AGREES)
    found = [f for d in result.dossiers[:1] for f in d.findings if f.rule == rule]
    return min(found, key=lambda f: order.index(f.outcome), default=None)


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c['rule']}: {c['name']}")
def test_a_rule_says(genuine: Any, case: dict[str, Any]) -> None:
    change(genuine, case)
    if case["rule"] not in ("future_date", "days_rule", "days_boundary"):
        genuine.as_of = genuine.as_of.replace(year=2027)
    finding = said(genuine, case["rule"])
    if finding is None:
        assert case["says"] == "silent"
        return
    given = case["says"].split()
    words = given + ["clear", "nobody"][len(given) - 1 :]
    assert [finding.outcome, finding.effect, finding.next_action] == words, finding.message.en


SILENT = {
    "vin_confusable",
    "days_boundary",
    "future_date",
    "transfer_order",
    "clustered_papers",
    "mileage_falls",
    "mileage_near_zero",
    "mileage_repeated",
    "wear_parts",
    "papers_shared",
    "invoice_series",
    "invoice_voided",
    "identity_shared",
    "open_mortgage",
    "declaration_draft",
    "mileage_in_out",
    "readings_missing",
}
"""rules that look for something that an honest bundle of one service does not have"""


def test_on_an_honest_bundle_every_rule_agrees_or_is_silent(genuine: Any) -> None:
    findings = genuine.car().findings
    assert {f.rule for f in findings if f.outcome is not AGREES} == set()
    per_car = {rule.name for rule in RULES if rule.check is not None}
    assert per_car - {f.rule for f in findings} == SILENT


def test_every_finding_can_be_read_in_both_languages_and_points_at_its_places(genuine: Any) -> None:
    for finding in genuine.car().findings:
        assert finding.message.zh and finding.message.en and finding.basis.zh and finding.basis.en
        assert "{" not in finding.message.zh + finding.message.en
        assert all(e.place is not None or e.source == "form" for e in finding.evidence)


def test_the_exporters_name_on_the_letter_does_not_make_it_a_sellers(genuine: Any) -> None:
    letter = genuine.papers["letter"]
    exporter = Candidate(Text(letter.fields["exporter"]), "", "text_layer", 0.6)
    letter.extra["maker"] = {"candidates": (exporter,)}
    assert genuine.findings("letter_maker")[0].outcome is AGREES


def test_another_company_of_the_makers_group_is_no_slip(genuine: Any) -> None:
    letter = genuine.papers["letter"]
    letter.fields["maker"] = "比亚迪汽车工业有限公司"
    letter.certainty["maker"] = 0.9
    letter.extra["maker"] = {"candidates": (Candidate(Text("比亚迪汽车有限公司"), "", "text_layer", 0.6),)}
    assert genuine.findings("letter_maker")[0].outcome is DISAGREES
