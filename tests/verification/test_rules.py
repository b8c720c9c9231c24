"""Each rule's three outcomes, as a table of changes to an honest bundle."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import pytest

from domain.bundle import BundleForm
from domain.document import Actor
from domain.field import Candidate
from domain.finding import Finding, Outcome, Verdict
from domain.values import Date, Text
from verification.registry import RULES

AGREES, DISAGREES, UNDETERMINED = Outcome.AGREES, Outcome.DISAGREES, Outcome.UNDETERMINED
CLEAR, REVIEW, REFUSE = Verdict.CLEAR, Verdict.REVIEW, Verdict.REFUSE


class Case(NamedTuple):
    """A change, and what one rule makes of it. ``outcome`` None: the rule has nothing to say."""

    rule: str
    name: str
    change: Callable[[Any], None]
    outcome: Outcome | None
    effect: Verdict = CLEAR
    action: Actor = Actor.NOBODY


def put(paper: str, **fields: Any) -> Callable[[Any], None]:
    return lambda b: b.papers[paper].fields.update(fields)


def row(paper: str, table: str, index: int = 0, **fields: Any) -> Callable[[Any], None]:
    return lambda b: b.papers[paper].tables[table][index].update(fields)


def table(paper: str, name: str, rows: list[dict[str, Any]]) -> Callable[[Any], None]:
    return lambda b: b.papers[paper].tables.update({name: rows})


def drop(*papers: str) -> Callable[[Any], None]:
    def change(bundle: Any) -> None:
        for paper in papers:
            bundle.papers.pop(paper)

    return change


def unsure(paper: str, **certainty: float) -> Callable[[Any], None]:
    return lambda b: b.papers[paper].certainty.update(certainty)


def all_of(*changes: Callable[[Any], None]) -> Callable[[Any], None]:
    def change(bundle: Any) -> None:
        for each in changes:
            each(bundle)

    return change


def applied(day: str) -> Callable[[Any], None]:
    """The application date comes from the form alone."""

    def change(bundle: Any) -> None:
        bundle.papers["export_licence"].fields["application_date"] = None
        bundle.form = BundleForm(application_date=Date(day))

    return change


def nothing(bundle: Any) -> None:
    """The honest bundle as it is."""


NO_DATES = all_of(put("export_licence", application_date=None, issue_date=None))
NO_LICENCE = drop("export_licence")
YOUNG = all_of(
    drop("bill0", "invoice0"),
    row("declaration", "goods", mileage=60),
    put("letter", maintenance_statement="尚未到首次保养里程"),
)
CASES = (
    # form and check digit
    Case(
        "vin_form",
        "sixteen characters on one paper",
        put("licence0", vin="LGXCE4CB0S012345"),
        DISAGREES,
        REVIEW,
        Actor.CLERK,
    ),
    Case("vin_check_digit", "foreign maker", lambda b: _all_vins(b, "1M8GDM9A1KP042788"), DISAGREES, CLEAR),
    Case(
        "vin_equal",
        "one paper only",
        drop("licence0", "bill0", "invoice0", "letter", "export_licence", "declaration"),
        UNDETERMINED,
    ),
    Case("vin_confusable", "nothing to say", nothing, None),
    Case("vin_maker", "maker unknown to the table", lambda b: _all_vins(b, "LXX" + "CE4CB0S0123456"), None),
    Case(
        "vin_maker",
        "another maker",
        put("cert0", maker="浙江吉利汽车有限公司", brand="吉利牌"),
        DISAGREES,
        REVIEW,
        Actor.CLERK,
    ),
    Case("vin_origin", "said to be imported", put("cert0", origin="进口"), DISAGREES, REVIEW, Actor.CLERK),
    Case("vin_year_code", "a year either side", put("cert0", factory_date="2026-01-05"), AGREES),
    # equality
    Case(
        "plate_equal",
        "new plate after a transfer",
        all_of(put("bill0", plate="粤B77777"), row("cert0", "transfers", plate="粤B77777")),
        AGREES,
    ),
    Case(
        "plate_equal", "look-alike characters", put("bill0", plate="粤A1Z345"), DISAGREES, REVIEW, Actor.CLERK
    ),
    Case("plate_equal", "temporary plate", put("bill0", plate="粤A1234临"), AGREES),
    Case("plate_equal", "one place only", all_of(drop("licence0"), put("bill0", plate=None)), UNDETERMINED),
    Case(
        "plate_fits",
        "new-energy plate on a petrol car",
        put("cert0", plate="粤AD12345"),
        DISAGREES,
        REVIEW,
        Actor.CLERK,
    ),
    Case(
        "plate_fits",
        "plug-in hybrid",
        all_of(put("cert0", plate="粤AF12345", fuel="汽油/电混合动力")),
        AGREES,
    ),
    Case("plate_fits", "no plate at all", put("cert0", plate="ABC"), DISAGREES, REVIEW, Actor.CLERK),
    Case("engine_equal", "printed with hyphens", put("licence0", engine_no="BYD487ZQA-1234567"), AGREES),
    Case(
        "engine_equal",
        "look-alike characters",
        put("licence0", engine_no="8YD487ZQA1234567"),
        DISAGREES,
        REVIEW,
        Actor.CLERK,
    ),
    Case(
        "engine_equal",
        "one place",
        all_of(put("licence0", engine_no=None), row("declaration", "goods", engine_no=None)),
        UNDETERMINED,
    ),
    Case(
        "model_equal",
        "trade name on the declaration",
        row("declaration", "goods", model="秦PLUS DM-i"),
        AGREES,
    ),
    Case(
        "model_equal",
        "nowhere else",
        all_of(
            put("licence0", model=None),
            row("export_licence", "vehicles", model=None),
            row("letter", "vehicles", model=None),
        ),
        UNDETERMINED,
    ),
    Case("brand_equal", "Latin beside Chinese", row("declaration", "goods", brand="BYD"), AGREES),
    Case(
        "brand_equal",
        "another brand",
        row("export_licence", "vehicles", brand="大众牌"),
        DISAGREES,
        REVIEW,
        Actor.CLERK,
    ),
    Case("certificate_number", "no barcode read", put("cert0", barcode_number=None), None),
    Case("register_date_equal", "month only", put("licence0", register_date="2026-01"), AGREES),
    Case(
        "register_date_equal",
        "look-alike digit",
        put("licence0", register_date="2026-01-06"),
        DISAGREES,
        REVIEW,
        Actor.CLERK,
    ),
    Case(
        "register_date_equal",
        "one place",
        all_of(drop("licence0"), row("export_licence", "vehicles", register_date=None)),
        UNDETERMINED,
    ),
    # parties
    Case(
        "exporter_equal",
        "code decides over a misread name",
        put("declaration", consignor="深圳市远洋二手车出囗有限公司"),
        AGREES,
    ),
    Case("exporter_equal", "only one paper", drop("declaration"), None),
    Case(
        "owner_is_exporter",
        "exporter not read",
        all_of(drop("declaration"), put("export_licence", exporter=None, exporter_id=None)),
        UNDETERMINED,
    ),
    Case(
        "uscc_check",
        "misread where others are right",
        put("invoice0", seller_tax_id="91440106MA59XYRT2B"),
        AGREES,
    ),
    Case(
        "open_mortgage",
        "released",
        lambda b: (
            b.papers["cert0"]
            .tables["endorsements"]
            .extend(
                [
                    {"endorsement": "抵押登记", "date": "2026-02-01"},
                    {"endorsement": "解除抵押登记", "date": "2026-04-01"},
                ]
            )
        ),
        AGREES,
    ),
    Case(
        "bill_customer",
        "an insurer pays",
        put("bill0", customer_name="中国人民财产保险股份有限公司"),
        DISAGREES,
        CLEAR,
    ),
    # the 180 days
    Case("days_rule", "day 180 is caught", applied("2026-07-07"), AGREES),
    Case("days_rule", "before registration", applied("2026-01-02"), DISAGREES, REVIEW, Actor.CLERK),
    Case("days_rule", "declared within 180 days proves it", all_of(NO_DATES), AGREES),
    Case(
        "days_rule",
        "declared between the proofs",
        all_of(NO_DATES, put("declaration", declaration_date="2026-10-08")),
        UNDETERMINED,
        REVIEW,
        Actor.EXPORTER,
    ),
    Case(
        "days_rule",
        "declared later than a licence lives",
        all_of(NO_DATES, put("declaration", declaration_date="2027-03-08")),
        AGREES,
    ),
    Case(
        "days_rule",
        "issued just past the limit",
        put("export_licence", application_date=None, issue_date="2026-07-09"),
        UNDETERMINED,
        REVIEW,
        Actor.EXPORTER,
    ),
    Case(
        "days_rule",
        "no date to count to",
        all_of(NO_DATES, put("declaration", declaration_date=None)),
        UNDETERMINED,
        REVIEW,
        Actor.EXPORTER,
    ),
    Case(
        "days_rule",
        "no registration date",
        all_of(
            put("cert0", register_date=None),
            drop("licence0"),
            row("export_licence", "vehicles", register_date=None),
        ),
        UNDETERMINED,
        REVIEW,
        Actor.CLERK,
    ),
    Case(
        "days_rule",
        "dates that contradict each other",
        all_of(put("cert0", register_date="2025-06-08"), drop("licence0")),
        UNDETERMINED,
        REVIEW,
        Actor.CLERK,
    ),
    Case("days_boundary", "far from it", nothing, None),
    Case("days_boundary", "day 180, certain", applied("2026-07-07"), AGREES),
    Case(
        "days_boundary",
        "day 181, doubtful",
        all_of(applied("2026-07-08"), lambda b: setattr(b, "certainty", 0.6)),
        UNDETERMINED,
        REVIEW,
        Actor.CLERK,
    ),
    # letter
    Case(
        "letter_present",
        "not needed later than 180 days",
        all_of(drop("letter"), applied("2026-09-08")),
        AGREES,
    ),
    Case(
        "letter_present",
        "need unknown",
        all_of(drop("letter"), NO_DATES, put("declaration", declaration_date="2026-10-08")),
        UNDETERMINED,
        REVIEW,
        Actor.EXPORTER,
    ),
    Case(
        "letter_names_car",
        "its list was not read",
        table("letter", "vehicles", []),
        UNDETERMINED,
        REVIEW,
        Actor.CLERK,
    ),
    Case(
        "letter_country",
        "not read",
        put("letter", destination_country=None),
        UNDETERMINED,
        REVIEW,
        Actor.CLERK,
    ),
    Case(
        "letter_country", "said with its code", put("letter", destination_country="哈萨克斯坦共和国"), AGREES
    ),
    Case("letter_maker", "issuer not read", put("letter", maker=None), UNDETERMINED, REVIEW, Actor.CLERK),
    Case(
        "letter_maker",
        "a character misread",
        put("letter", maker="比亚迪汽车有眼公司"),
        DISAGREES,
        REVIEW,
        Actor.CLERK,
    ),
    Case(
        "letter_maker",
        "the exporter's name stands on the letter too",
        lambda b: b.papers["letter"].extra.update(
            maker={
                "candidates": (Candidate(Text(b.papers["letter"].fields["exporter"]), "", "text_layer", 0.6),)
            }
        ),
        AGREES,
    ),
    Case("letter_maker", "brackets of another width", put("letter", maker="比亚迪汽车有限公司 "), AGREES),
    Case("letter_seal", "cannot be told", put("letter", has_seal=None), UNDETERMINED, CLEAR),
    Case("letter_outlets", "none read", table("letter", "outlets", []), UNDETERMINED, REVIEW, Actor.CLERK),
    Case(
        "letter_outlets",
        "in another country",
        row("letter", "outlets", country="越南"),
        DISAGREES,
        REVIEW,
        Actor.CLERK,
    ),
    Case("letter_date", "no date", put("letter", issue_date=None), None),
    Case("letter_date", "expired", put("letter", valid_until="2026-05-01"), DISAGREES, REVIEW, Actor.CLERK),
    # maintenance
    Case(
        "maintenance_present",
        "the letter's statement for a car of some weeks, mileage nowhere printed",
        all_of(YOUNG, row("declaration", "goods", mileage=None), applied("2026-03-20")),
        AGREES,
    ),
    Case(
        "maintenance_present",
        "the letter's statement for an older car, mileage nowhere printed",
        all_of(YOUNG, row("declaration", "goods", mileage=None)),
        UNDETERMINED,
        REVIEW,
        Actor.CLERK,
    ),
    Case("maintenance_present", "the letter's statement for a car that hardly ran", YOUNG, AGREES),
    Case(
        "maintenance_present",
        "delivery record for a new car",
        all_of(
            drop("invoice0"),
            put("bill0", mileage=30, service_type="PDI"),
            table("bill0", "lines", [{"name": "新车PDI检测"}]),
            row("declaration", "goods", mileage=80),
        ),
        AGREES,
    ),
    Case(
        "maintenance_present",
        "delivery record for a car that ran",
        all_of(
            drop("invoice0"),
            put("bill0", service_type="PDI"),
            table("bill0", "lines", [{"name": "新车PDI检测"}]),
        ),
        DISAGREES,
        REVIEW,
        Actor.EXPORTER,
    ),
    Case(
        "maintenance_present",
        "items not read",
        all_of(drop("invoice0"), put("bill0", service_type=None), table("bill0", "lines", [])),
        UNDETERMINED,
        REVIEW,
        Actor.CLERK,
    ),
    Case(
        "maintenance_present",
        "invoice without any sign of the car",
        all_of(drop("bill0"), put("invoice0", bill_number=None)),
        UNDETERMINED,
        REVIEW,
        Actor.CLERK,
    ),
    Case(
        "maintenance_present", "not needed", all_of(drop("bill0", "invoice0"), applied("2026-09-08")), AGREES
    ),
    # dates
    Case(
        "endorsement_present", "an entry without a date", put("cert0", export_endorsement_date=None), AGREES
    ),
    Case(
        "service_before_registration",
        "delivery inspection",
        all_of(
            put("bill0", service_in_date="2026-01-06", service_type="PDI"),
            table("bill0", "lines", [{"name": "PDI检查"}]),
        ),
        AGREES,
    ),
    Case(
        "bill_dates",
        "left before it came",
        put("bill0", service_out_date="2026-03-01"),
        DISAGREES,
        REVIEW,
        Actor.CLERK,
    ),
    Case(
        "bill_dates",
        "half a year in the workshop",
        put("bill0", settlement_date="2026-05-30"),
        DISAGREES,
        REVIEW,
        Actor.CLERK,
    ),
    Case("transfer_order", "one transfer", nothing, None),
    Case(
        "invoice_lag",
        "before the car came in",
        put("invoice0", issue_date="2026-03-01", qr_issue_date="2026-03-01"),
        DISAGREES,
        REVIEW,
        Actor.CLERK,
    ),
    Case(
        "invoice_lag",
        "months later",
        put("invoice0", issue_date="2026-07-01", qr_issue_date="2026-07-01"),
        DISAGREES,
        REVIEW,
        Actor.CLERK,
    ),
    Case("licence_valid", "validity not read", put("export_licence", valid_until=None), None),
    # mileage
    Case("mileage_falls", "one reading", nothing, None),
    Case("mileage_declared", "rounded", row("declaration", "goods", mileage=5000), AGREES),
    Case("mileage_declared", "not printed", row("declaration", "goods", mileage=None), None),
    Case(
        "mileage_in_out",
        "delivered below reception",
        put("bill0", mileage_out=4000),
        DISAGREES,
        REVIEW,
        Actor.CLERK,
    ),
    Case(
        "mileage_in_out",
        "invoice repeats another mileage",
        put("invoice0", mileage=8120),
        DISAGREES,
        REVIEW,
        Actor.CLERK,
    ),
    Case(
        "service_interval",
        "first service far too late",
        put("bill0", mileage=28_000),
        DISAGREES,
        REVIEW,
        Actor.CLERK,
    ),
    Case(
        "wear_parts",
        "brake pads at 5,000 km",
        table("bill0", "lines", [{"name": "前刹车片", "quantity": 1, "amount": 565}]),
        DISAGREES,
        REVIEW,
        Actor.CLERK,
    ),
    Case(
        "wear_parts",
        "brake pads checked",
        table("bill0", "lines", [{"name": "刹车片检查", "quantity": 1, "amount": 565}]),
        None,
    ),
    # invoices
    Case("invoice_arithmetic", "a line's amount not read", row("invoice0", "lines", amount=None), AGREES),
    Case(
        "invoice_qr",
        "no code read",
        put("invoice0", qr_invoice_number=None, qr_issue_date=None, qr_amount=None),
        None,
    ),
    Case(
        "invoice_qr",
        "look-alike digit in the print",
        put("invoice0", qr_invoice_number="28442000000000000000"),
        DISAGREES,
        REVIEW,
        Actor.CLERK,
    ),
    Case(
        "invoice_number",
        "of another year",
        put("invoice0", invoice_number="24442000000000000000"),
        DISAGREES,
        REVIEW,
        Actor.CLERK,
    ),
    Case("amount_capital", "not read", put("invoice0", amount_total_capital=None), AGREES),
    Case(
        "bill_arithmetic",
        "parts beyond the total",
        put("bill0", parts_total=900, amount_total_capital=None),
        DISAGREES,
        REVIEW,
        Actor.CLERK,
    ),
    Case(
        "bill_invoice_total",
        "another total",
        put("bill0", amount_total=1565, amount_total_capital=1565),
        DISAGREES,
        REVIEW,
        Actor.CLERK,
    ),
    # licence and declaration
    Case(
        "lists_name_car",
        "declaration's lines not read",
        all_of(
            table("declaration", "goods", []),
            put("declaration", licence_number=None),
            table("export_licence", "vehicles", [{"vin": None}]),
        ),
        UNDETERMINED,
        REVIEW,
        Actor.CLERK,
    ),
    Case("lists_name_car", "the licence number ties it", table("declaration", "goods", []), AGREES),
    Case("lists_name_car", "no licence in the bundle", NO_LICENCE, AGREES),
    Case(
        "declaration_number",
        "seventeen digits",
        put("declaration", declaration_number="53042026045678901"),
        DISAGREES,
        REVIEW,
        Actor.CLERK,
    ),
    Case(
        "declaration_number",
        "an import's",
        put("declaration", declaration_number="530420261456789012"),
        DISAGREES,
        REVIEW,
        Actor.CLERK,
    ),
    Case("contract_equal", "cut off", put("export_licence", contract_no="YY2026-03"), AGREES),
    Case(
        "supervision_mode",
        "unknown mode",
        put("declaration", supervision_mode="其他贸易(9739)"),
        DISAGREES,
        CLEAR,
    ),
    Case("goods_position", "no car position", row("declaration", "goods", hs_code="8704210000"), None),
    Case("declared_used", "the words say 旧", row("declaration", "goods", is_used=False), AGREES),
    # papers and readings
    Case("papers_required", "no certificate", drop("cert0"), DISAGREES, REVIEW, Actor.EXPORTER),
    Case(
        "readings_missing",
        "no VIN on the certificate",
        put("cert0", vin=None),
        UNDETERMINED,
        REVIEW,
        Actor.CLERK,
    ),
    Case("readings_missing", "a field that the bill does not print", put("bill0", mileage=None), None),
    Case(
        "readings_certain",
        "doubtful mileage",
        unsure("bill0", mileage=0.7),
        UNDETERMINED,
        REVIEW,
        Actor.CLERK,
    ),
    Case(
        "readings_certain",
        "doubtful on one paper, certain over all",
        unsure("licence0", vin=0.7, register_date=0.7),
        AGREES,
    ),
)


def _all_vins(bundle: Any, text: str) -> None:
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


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c.rule}: {c.name}")
def test_a_rule_says(genuine: Any, case: Case) -> None:
    case.change(genuine)
    if case.rule not in ("future_date", "days_rule", "days_boundary"):
        genuine.as_of = genuine.as_of.replace(year=2027)
    finding = said(genuine, case.rule)
    if case.outcome is None:
        assert finding is None, finding.message.en if finding else ""
        return
    assert finding is not None
    assert (finding.outcome, finding.effect, finding.next_action) == (
        case.outcome,
        case.effect,
        case.action,
    ), finding.message.en


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
