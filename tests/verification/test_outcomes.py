"""A case of every rule for each outcome that it declares, and no outcome that it does not declare."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import pytest

from domain.document import CharacterOption, FileState, Problem, Severity, SourceFile
from domain.field import Candidate, DocumentKind, MissingReason
from domain.finding import Finding, Outcome, Verdict, Verification
from domain.values import Bilingual, Mileage, Text
from tests.verification.conftest import VIN
from tests.verification.test_frauds import FORGED, FRAUDS, both, drop, put, put_row, second_bill
from tests.verification.test_red_letter import add_red
from tests.verification.test_rules import CASES as TABLE
from verification.registry import RULES

A, D, U = Outcome.AGREES, Outcome.DISAGREES, Outcome.UNDETERMINED
UNREADABLE = MissingReason.UNREADABLE
Change = Callable[[Any], None]


class Case(NamedTuple):
    """A change to the honest bundle (or to the fleet of three) after which a rule has that outcome."""

    rule: str
    outcome: Outcome
    change: Change
    is_fleet: bool = False


def add(paper: str, table: str, *rows: dict[str, Any]) -> Change:
    return lambda b: b.papers[paper].tables.setdefault(table, []).extend(rows)


def rows(paper: str, table: str, *found: dict[str, Any]) -> Change:
    return lambda b: b.papers[paper].tables.update({table: list(found)})


def copy(paper: str, name: str, **fields: Any) -> Change:
    """The same paper once more with other values."""

    def change(bundle: Any) -> None:
        again = bundle.copy().papers[paper]
        again.fields |= fields
        bundle.papers[name] = again

    return change


def bad_file(bundle: Any) -> None:
    bundle.files = (SourceFile("0" * 64, "scan.pdf", 1, "application/pdf", FileState.UNREADABLE),)


def noted_file(bundle: Any) -> None:
    text = Bilingual("看不清", "cannot be read")
    problem = Problem("page_failed", text, text, Severity.HIGH, page=1)
    bundle.files = (SourceFile("0" * 64, "x.jpg", 1, "image/jpeg", FileState.READ, problems=(problem,)),)


def other_paper(bundle: Any) -> None:
    bundle.papers["photo"] = bundle.copy().papers["letter"]
    bundle.papers["photo"].kind = DocumentKind.OTHER
    bundle.papers["photo"].fields, bundle.papers["photo"].tables = {}, {}


def everywhere(vin: str | None, *without: str) -> Change:
    """The same VIN on every paper of the car, and none on some."""

    def change(bundle: Any) -> None:
        for name in ("cert0", "licence0", "bill0"):
            bundle.papers[name].fields["vin"] = None if name in without else vin
        for name, table in (("letter", "vehicles"), ("export_licence", "vehicles"), ("declaration", "goods")):
            bundle.papers[name].tables[table][0]["vin"] = vin

    return change


def seen_as(paper: str, field: str, text: str, *, sees: str = "", position: int = -1) -> Change:
    """An unsure reading of a code; ``sees`` is what the reader held possible at a position."""

    def change(bundle: Any) -> None:
        spec = bundle.papers[paper]
        spec.fields[field], spec.certainty[field] = text, 0.9
        place = position % len(text)
        spec.extra[field] = {
            "characters": tuple(
                (CharacterOption(c, 0.6), CharacterOption(sees, 0.4))
                if sees and i == place
                else (CharacterOption(c, 1.0),)
                for i, c in enumerate(text)
            )
        }

    return change


def other_km(paper: str, km: int) -> Change:
    candidates = (Candidate(Mileage(km), str(km), "ocr:ppocrv6@1", 0.4),)
    return lambda b: b.papers[paper].extra.update(mileage={"candidates": candidates})


def invoices(*days: str | None) -> Change:
    """More invoices of the car, issued on these days."""

    def change(bundle: Any) -> None:
        for n, day in enumerate(days):
            copy("invoice0", f"more{n}", invoice_number=f"2644200000001{n:07d}", issue_date=day, qr_invoice_number=None,
                 qr_issue_date=None, vin=VIN, bill_number=None)(bundle)  # fmt: skip

    return change


UNDATED = {"service_in_date": None, "service_out_date": None}
NO_NUMBERS = both(
    put("bill0", bill_number=None, invoice_number=None),
    put("invoice0", bill_number=None, invoice_number=None, qr_invoice_number=None, vin=VIN),
)
OTHER_SHOP = put("invoice0", seller_name="上海迅达信息科技有限公司", seller_tax_id="91310000MA1K35QX8L")
TWO_CONTRACTS = copy("export_licence", "second", licence_number="26-31-B98765", contract_no="SH-77")
CASES = (
    Case("bundle_empty", D, drop("cert0", "licence0", "bill0", "invoice0", "letter", "export_licence", "declaration")),
    Case("bundle_empty", U, both(bad_file, drop("cert0", "licence0", "bill0", "invoice0", "letter", "export_licence", "declaration"))),
    Case("file_problems", D, noted_file),
    Case("papers_required", U, both(bad_file, drop("cert0"))),
    Case("papers_unassigned", U, put("invoice0", bill_number=None, invoice_number="26442000000099999999"), is_fleet=True),
    Case("papers_unknown", D, other_paper),
    Case("mixed_bundle", D, TWO_CONTRACTS),
    Case("mixed_bundle", U, both(TWO_CONTRACTS, put("export_licence", contract_no=None), lambda b: b.papers["second"].fields.update(contract_no=None))),
    Case("other_cars", A, add("letter", "vehicles", {"vin": "LSVCY6C49MN027789"})),
    # identity
    Case("vin_form", U, everywhere(None, "cert0", "licence0", "bill0")),
    Case("vin_check_digit", U, everywhere(FORGED, "cert0")),
    Case("vin_confusable", A, seen_as("bill0", "vin", VIN[:-1] + "8", sees="6")),
    Case("vin_confusable", U, seen_as("bill0", "vin", VIN[:-1] + "8")),
    Case("vin_year_code", U, both(put("cert0", factory_date=None, register_date="2021-01-08"))),
    Case("plate_equal", U, both(put("cert0", plate=None), put_row("cert0", "transfers", plate="粤B55555"), put("bill0", plate="粤A12345"))),
    Case("brand_equal", U, put_row("export_licence", "vehicles", brand="比亚追牌")),
    Case("certificate_number", U, put("cert0", barcode_number="440000010008")),
    Case("identity_shared", D, lambda b: b.papers["cert1"].fields.update(
        {n: b.papers["cert0"].fields[n] for n in ("certificate_number", "barcode_number")}), is_fleet=True),
    # parties
    Case("exporter_equal", U, put("declaration", consignor="广州宏图贸易有限公司", consignor_id=None)),
    Case("open_mortgage", U, add("cert0", "endorsements", {"endorsement": None, "text": UNREADABLE})),
    # the 180-day rule and the letter
    Case("letter_date", U, both(put("cert0", register_date=None), put("letter", issue_date="2025-12-30"))),
    # dates
    Case("date_order", U, both(put("cert0", register_date=None, factory_date="2026-02-20"))),
    Case("transfer_order", A, add("cert0", "transfers", {"owner_name": "李建国", "transfer_date": "2026-04-21"})),
    Case("transfer_order", D, add("cert0", "transfers", {"owner_name": "李建国", "transfer_date": "2026-02-21"})),
    Case("endorsement_equal", U, put_row("export_licence", "vehicles", export_endorsement_date="2026-04-26")),
    Case("service_before_registration", U, both(put("cert0", register_date=None), put("bill0", service_in_date="2026-01-02"))),
    Case("service_after_export", U, put("bill0", settlement_date="2026-05-25", **UNDATED)),
    Case("invoice_lag", U, both(put("bill0", **UNDATED), put("invoice0", issue_date="2026-03-09"))),
    Case("licence_valid", U, both(put("export_licence", valid_until="2026-05-12"), copy("export_licence", "second", licence_number="26-44-A00124", valid_until=None))),
    Case("clustered_papers", D, both(put("invoice0", issue_date="2026-05-01"), invoices("2026-05-02", "2026-05-03"))),
    Case("clustered_papers", U, both(put("invoice0", issue_date="2026-05-01"), invoices("2026-05-02", "2026-05-03", None))),
    # maintenance and mileage
    Case("mileage_falls", A, second_bill()),
    Case("mileage_falls", U, second_bill(mileage=1200, **UNDATED)),
    Case("mileage_declared", U, both(put_row("declaration", "goods", mileage=95), other_km("declaration", 9500))),
    Case("mileage_rate", U, both(put("cert0", register_date=None), put("bill0", mileage=99_800))),
    Case("mileage_near_zero", U, both(second_bill(mileage=None), put("bill0", mileage=30), put_row("declaration", "goods", mileage=80))),
    Case("mileage_repeated", A, second_bill()),
    Case("mileage_in_out", A, put("bill0", mileage_out=5121)),
    Case("mileage_in_out", U, both(put("bill0", mileage_out=UNREADABLE), put("invoice0", mileage=9000))),
    Case("wear_parts", U, both(put("bill0", service_type=UNREADABLE), put_row("bill0", "lines", 1, name="更换刹车片"))),
    Case("bill_customer", U, both(put("bill0", customer_name="广州大运物流有限公司"),
                                  add("cert0", "transfers", {"owner_name": None, "owner_id": None, "transfer_date": "2026-02-01"}))),
    # invoices and bills
    Case("amount_capital", U, put("bill0", amount_total_capital=500, discount=UNREADABLE)),
    Case("invoice_shop", U, both(OTHER_SHOP, NO_NUMBERS)),
    Case("invoice_voided", D, add_red),
    Case("bill_arithmetic", U, put("bill0", amount_total=500, amount_total_capital=None, discount=UNREADABLE)),
    Case("bill_invoice_total", U, put("bill0", amount_total=1565, amount_total_capital=None, discount=UNREADABLE)),
    Case("papers_shared", D, put("bill1", bill_number="RO20260310-0000"), is_fleet=True),
    Case("papers_shared", U, both(put("bill0", shop_name=None), put("bill1", shop_name=None, bill_number="RO20260310-0000")), is_fleet=True),
    Case("invoice_series", D, both(drop("bill0"), put("invoice0", vin=VIN)), is_fleet=True),
    # licence and declaration
    Case("lists_name_car", D, both(put("export_licence", quantity=2), lambda b: b.papers["export_licence"].tables["vehicles"].pop(0)), is_fleet=True),
    Case("licence_quantity", U, both(put("export_licence", quantity=2), add("export_licence", "vehicles", {"vin": UNREADABLE}))),
    Case("licence_number_equal", U, put("declaration", licence_number="26-44-A00128")),
    Case("contract_equal", D, put("declaration", contract_no="SH-77")),
    Case("contract_equal", U, both(put("export_licence", contract_no=None), put("letter", contract_no="SH-77"))),
    Case("destination_equal", U, both(put_row("declaration", "goods", final_country=None), put("declaration", destination_country="俄罗斯(RUS)"))),
    Case("declaration_number", U, put("declaration", barcode_number="530420260458789012")),
    Case("declared_used", U, put_row("declaration", "goods", is_used=None, goods_name="小轿车")),
)  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c.rule} {c.outcome}")
def test_a_rule_has_the_outcome(genuine: Any, fleet: Any, case: Case) -> None:
    bundle = fleet if case.is_fleet else genuine
    case.change(bundle)
    result = bundle.verify()
    said = [f for f in findings(result) if f.rule == case.rule]
    assert case.outcome in {f.outcome for f in said}, [(f.outcome, f.message.en) for f in said]
    if case.outcome is U:
        assert Verdict.REFUSE not in {f.effect for f in said}
        assert result.verdict is not Verdict.CLEAR or case.rule in WITHOUT_EFFECT


WITHOUT_EFFECT = {"bill_customer"}
"""rules whose contradictions are notes"""


def test_every_rule_has_a_case_for_each_outcome_that_it_declares(genuine: Any, fleet: Any) -> None:
    """Counted over the honest bundle, the table of cases, the frauds and the cases above."""
    shown: dict[str, set[Outcome]] = {rule.name: set() for rule in RULES}
    for rule, outcome in [
        *_agreeing(genuine),
        *_tabled(),
        *_of_frauds(genuine),
        *((c.rule, c.outcome) for c in CASES),
    ]:
        shown[rule].add(outcome)
    assert shown == {rule.name: set(rule.outcomes) for rule in RULES}


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c.rule} {c.outcome}")
def test_no_rule_has_an_outcome_that_it_does_not_declare(genuine: Any, fleet: Any, case: Case) -> None:
    bundle = fleet if case.is_fleet else genuine
    case.change(bundle)
    declared = {rule.name: rule.outcomes for rule in RULES}
    assert [f for f in findings(bundle.verify()) if f.outcome not in declared[f.rule]] == []


def findings(result: Verification) -> Iterator[Finding]:
    yield from result.findings
    for dossier in result.dossiers:
        yield from dossier.findings


def _agreeing(genuine: Any) -> list[tuple[str, Outcome]]:
    return [(f.rule, f.outcome) for f in findings(genuine.copy().verify())]


def _tabled() -> list[tuple[str, Outcome]]:
    return [(c["rule"], Outcome(said)) for c in TABLE if (said := c["says"].split()[0]) != "silent"]


def _of_frauds(genuine: Any) -> Iterator[tuple[str, Outcome]]:
    for fraud in FRAUDS:
        bundle = genuine.copy()
        fraud.change(bundle)
        yield from ((f.rule, f.outcome) for f in findings(bundle.verify()) if f.rule == fraud.rule)


@pytest.mark.parametrize(
    ("certainty", "seen", "is_doubted"),
    [(0.3, "", True), (0.9, "", True), (0.9, "right", False), (0.999, "right", True)],
)
def test_a_company_code_that_fails_is_a_misreading_only_where_its_reader_doubted_it(
    genuine: Any, certainty: float, seen: str, is_doubted: bool
) -> None:
    invoice = genuine.papers["invoice0"]
    right = invoice.fields["seller_tax_id"]
    invoice.fields["seller_tax_id"] = right[:-1] + ("7" if right[-1] != "7" else "3")
    invoice.certainty["seller_tax_id"] = certainty
    if seen:
        invoice.extra["seller_tax_id"] = {
            "candidates": (Candidate(Text(right), right, "ocr:tesseract", 0.1),)
        }
    said = [f for f in genuine.findings("uscc_check") if f.outcome is D]
    assert bool(said) is is_doubted


@pytest.mark.parametrize("unknown", [(), ("service_in_date",), ("service_out_date",)])
def test_a_settlement_day_must_be_read_unless_reception_and_delivery_were(
    genuine: Any, unknown: tuple[str, ...]
) -> None:
    bill = genuine.papers["bill0"].fields
    bill |= {"service_in_date": "2026-03-10", "service_out_date": "2026-03-10", "settlement_date": UNREADABLE}
    bill |= dict.fromkeys(unknown)
    assert bool(genuine.findings("readings_missing")) is bool(unknown)
