"""From an honest bundle each fraud that clerks know is made; none may be cleared, and certain ones are refused."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any, NamedTuple

import pytest

from domain.bundle_form import BundleForm, ExporterForm
from domain.field import Candidate
from domain.finding import Verdict
from domain.values import Date, Text

REFUSE, REVIEW = Verdict.REFUSE, Verdict.REVIEW


class Fraud(NamedTuple):
    """A change to an honest bundle, the rule that must speak, and the verdict."""

    name: str
    change: Callable[[Any], None]
    rule: str
    verdict: Verdict


def put(paper: str, **fields: Any) -> Callable[[Any], None]:
    """Fields of a paper get other values."""
    return lambda b: b.papers[paper].fields.update(fields)


def put_row(paper: str, table: str, index: int = 0, **fields: Any) -> Callable[[Any], None]:
    return lambda b: b.papers[paper].tables[table][index].update(fields)


def extra(paper: str, field: str, **attributes: Any) -> Callable[[Any], None]:
    """A field of a paper gets other attributes."""
    return lambda b: b.papers[paper].extra.setdefault(field, {}).update(attributes)


def drop(*papers: str) -> Callable[[Any], None]:
    def change(bundle: Any) -> None:
        for paper in papers:
            bundle.papers.pop(paper)

    return change


def both(*changes: Callable[[Any], None]) -> Callable[[Any], None]:
    def change(bundle: Any) -> None:
        for each in changes:
            each(bundle)

    return change


def second_bill(**fields: Any) -> Callable[[Any], None]:
    """A later bill of the same car with other values."""

    def change(bundle: Any) -> None:
        bill = bundle.copy().papers["bill0"]
        bill.fields |= {
            "bill_number": "RO20260402-0009",
            "service_in_date": "2026-04-02",
            "service_out_date": "2026-04-02",
            "settlement_date": "2026-04-02",
            "mileage": 5900,
            "service_type": "小修",
            "invoice_number": None,
        }
        bill.fields |= fields
        bill.tables["lines"] = [{"name": "四轮定位", "amount": 565}]
        bundle.papers["bill_b"] = bill

    return change


def exact(bundle: Any) -> None:
    """All papers as born-digital files, where characters are not mistaken for others."""
    for paper in bundle.papers.values():
        paper.source = "text_layer"


FORGED = "LGXCE4CB0S0123457"
FRAUDS = (
    # 4.8.1 / the law: within 180 days without what is asked for
    Fraud("no letter", drop("letter"), "letter_present", REVIEW),
    Fraud("no maintenance", drop("bill0", "invoice0"), "maintenance_present", REVIEW),
    Fraud(
        "only film and plates",
        both(
            drop("invoice0"),
            put_row("bill0", "lines", 0, name="全车贴膜"),
            put_row("bill0", "lines", 1, name="上牌代办"),
            put_row("bill0", "lines", 2, name="脚垫"),
            put("bill0", service_type="装潢"),
        ),
        "maintenance_present",
        REVIEW,
    ),
    # 4.8.2 forged, bought or reused letters
    Fraud("letter of a sales company", put("letter", maker="比亚迪汽车销售有限公司"), "letter_maker", REFUSE),
    Fraud(
        "letter of a sales company that names the maker in small print",
        extra("letter", "maker", candidates=(Candidate(Text("比亚迪汽车销售有限公司"), "", "text_layer", 0.6),)),
        "letter_maker",
        REVIEW,
    ),
    Fraud("letter of another maker", put("letter", maker="浙江吉利汽车有限公司"), "letter_maker", REFUSE),
    Fraud("letter of a refitter", put("letter", maker="广东星辰专用车改装有限公司"), "letter_maker", REFUSE),
    Fraud("letter for another country", put("letter", destination_country="俄罗斯"), "letter_country", REFUSE),
    Fraud(
        "letter for another car",
        put_row("letter", "vehicles", vin="LSVCY6C49MN027789"),
        "letter_names_car",
        REVIEW,
    ),
    Fraud("letter without a seal", put("letter", has_seal=False), "letter_seal", REVIEW),
    Fraud(
        "seal of a sales company",
        put("letter", seal_text="比亚迪汽车销售有限公司合同专用章"),
        "letter_seal",
        REVIEW,
    ),
    Fraud("letter before registration", put("letter", issue_date="2025-12-30"), "letter_date", REVIEW),
    Fraud("letter after the application", put("letter", issue_date="2026-05-20"), "letter_date", REVIEW),
    # 4.8.3 changed registration date
    Fraud("registration date moved", put("cert0", register_date="2025-07-08"), "register_date_equal", REFUSE),
    Fraud(
        "registration date moved on the annex",
        put_row("export_licence", "vehicles", register_date="2025-07-09"),
        "register_date_equal",
        REFUSE,
    ),
    Fraud(
        "registered before it was made",
        both(
            put("cert0", factory_date="2026-02-20"),
            put("licence0", register_date="2026-01-08"),
        ),
        "date_order",
        REVIEW,
    ),
    Fraud(
        "application stated after the licence was issued",
        lambda b: setattr(b, "form", BundleForm(application_date=Date("2026-07-20"))),
        "date_order",
        REVIEW,
    ),
    # 4.8.4 bought invoices
    Fraud("QR of another invoice", put("invoice0", qr_invoice_number="26442000009999999999"), "invoice_qr", REFUSE),
    Fraud("amount edited", both(exact, put("invoice0", qr_amount=56.5)), "invoice_qr", REFUSE),
    Fraud("date edited", put("invoice0", qr_issue_date="2026-05-27"), "invoice_qr", REFUSE),
    Fraud("capital amount differs", put("invoice0", amount_total_capital=5650), "amount_capital", REVIEW),
    Fraud("sums are wrong", put("invoice0", amount_total=665, qr_amount=665), "invoice_arithmetic", REVIEW),
    Fraud("bill and invoice differ", put("bill0", amount_total=1565, amount_total_capital=1565), "bill_invoice_total", REVIEW),
    Fraud("consulting as repair", put_row("invoice0", "lines", name="*现代服务*咨询费"), "invoice_items", REVIEW),
    Fraud(
        "invoice of another shop",
        put("invoice0", seller_name="上海迅达信息科技有限公司", seller_tax_id="91310000MA1K35QX8L"),
        "invoice_shop",
        REVIEW,
    ),
    Fraud(
        "service before registration",
        put("bill0", service_in_date="2026-01-02", service_out_date="2026-01-02", settlement_date="2026-01-02"),
        "service_before_registration",
        REFUSE,
    ),
    Fraud(
        "service after the declaration",
        put("bill0", service_in_date="2026-05-25", service_out_date="2026-05-25", settlement_date="2026-05-25"),
        "service_after_export",
        REFUSE,
    ),
    Fraud(
        "service after the plates were handed in",
        put("bill0", service_in_date="2026-05-02", service_out_date="2026-05-02", settlement_date="2026-05-02"),
        "service_after_export",
        REVIEW,
    ),
    # 4.8.6 odometer
    Fraud("rolled back between services", second_bill(mileage=1200), "mileage_falls", REFUSE),
    Fraud("declared below the service", put_row("declaration", "goods", mileage=95), "mileage_declared", REFUSE),
    Fraud("odometer advanced", put("bill0", mileage=99_800), "mileage_rate", REFUSE),
    Fraud("same mileage twice", second_bill(mileage=5120), "mileage_repeated", REVIEW),
    Fraud(
        "services on a car that never ran",
        both(second_bill(mileage=60), put("bill0", mileage=30), put_row("declaration", "goods", mileage=80)),
        "mileage_near_zero",
        REVIEW,
    ),
    # 4.8.7 identity
    Fraud("forged VIN on the annex", put_row("export_licence", "vehicles", vin=FORGED), "vin_equal", REFUSE),
    Fraud("forged VIN on the declaration", put_row("declaration", "goods", vin=FORGED), "vin_equal", REFUSE),
    Fraud("forged VIN on the letter", put_row("letter", "vehicles", vin=FORGED), "vin_equal", REFUSE),
    Fraud("forged VIN on the certificate", put("cert0", vin=FORGED), "vin_equal", REFUSE),
    Fraud("bill of another car with these plates", put("bill0", vin="LSVCY6C49MN027789"), "vin_equal", REFUSE),
    Fraud(
        "forged VIN on every paper",
        both(
            *(put(p, vin=FORGED) for p in ("cert0", "licence0", "bill0")),
            put_row("letter", "vehicles", vin=FORGED),
            put_row("export_licence", "vehicles", vin=FORGED),
            put_row("declaration", "goods", vin=FORGED),
        ),
        "vin_check_digit",
        REFUSE,
    ),
    Fraud("plate of another car", put("bill0", plate="粤B98765"), "plate_equal", REFUSE),
    Fraud("engine of another car", put("licence0", engine_no="CFN998877"), "engine_equal", REVIEW),
    Fraud("swapped booklet", put("cert0", barcode_number="310007798232"), "certificate_number", REVIEW),
    Fraud("model changed", put_row("export_licence", "vehicles", model="BYD6470STHEV"), "model_equal", REVIEW),
    Fraud("year code does not fit", put("cert0", factory_date="2021-12-20"), "vin_year_code", REVIEW),
    Fraud("plug-in declared as electric", put_row("declaration", "goods", hs_code="8703801090"), "goods_position", REVIEW),
    Fraud(
        "oil change on an electric car",
        both(put("cert0", fuel="电", plate="粤AD12345"), put("licence0", plate="粤AD12345"), put("bill0", plate="粤AD12345")),
        "powertrain_items",
        REVIEW,
    ),
    # parties and permits
    Fraud(
        "another exporter declares",
        put("declaration", consignor="广州宏图贸易有限公司", consignor_id="91440101MA5CD8KQ70"),
        "exporter_equal",
        REFUSE,
    ),
    Fraud(
        "never transferred to the exporter",
        lambda b: b.papers["cert0"].tables.update(transfers=[]),
        "owner_is_exporter",
        REVIEW,
    ),
    Fraud(
        "transferred to somebody else",
        put_row("cert0", "transfers", owner_name="李建国", owner_id="11010519491231002X"),
        "owner_is_exporter",
        REFUSE,
    ),
    Fraud(
        "mortgage not released",
        lambda b: b.papers["cert0"].tables["endorsements"].append({"endorsement": "抵押登记", "date": "2026-02-01"}),
        "open_mortgage",
        REVIEW,
    ),
    Fraud("company code made up", both(exact, put("bill0", shop_tax_id="91440106MA59XYRT2A")), "uscc_check", REVIEW),
    Fraud(
        "no export endorsement",
        both(put("cert0", export_endorsement_date=None), lambda b: b.papers["cert0"].tables.update(endorsements=[])),
        "endorsement_present",
        REVIEW,
    ),
    Fraud(
        "endorsement date differs",
        put_row("export_licence", "vehicles", export_endorsement_date="2025-12-15"),
        "endorsement_equal",
        REFUSE,
    ),
    Fraud("licence expired", put("export_licence", valid_until="2026-05-12"), "licence_valid", REFUSE),
    Fraud(
        "another licence on the declaration",
        put("declaration", licence_number="26-31-B98765"),
        "licence_number_equal",
        REFUSE,
    ),
    Fraud("more cars than listed", put("export_licence", quantity=5), "licence_quantity", REVIEW),
    Fraud("another destination", put_row("declaration", "goods", final_country="俄罗斯"), "destination_equal", REFUSE),
    Fraud("declared as new", put_row("declaration", "goods", is_used=False, goods_name="小轿车"), "declared_used", REVIEW),
    Fraud("draft declaration", put("declaration", is_draft=True), "declaration_draft", REVIEW),
    Fraud("declared as samples", put("declaration", supervision_mode="货样广告品(3010)"), "supervision_mode", REVIEW),
    Fraud(
        "declaration of another year",
        put("declaration", declaration_number="530420240456789012"),
        "declaration_number",
        REVIEW,
    ),
    Fraud("papers of tomorrow", lambda b: setattr(b, "as_of", dt.date(2026, 5, 1)), "future_date", REVIEW),
    Fraud(
        "exporter of the form is another",
        lambda b: setattr(b, "form", BundleForm(exporter=ExporterForm(name="北京远大车业有限公司"))),
        "exporter_equal",
        REVIEW,
    ),
)  # fmt: skip


@pytest.mark.parametrize("fraud", FRAUDS, ids=lambda f: f.name)
def test_a_fraud_is_never_cleared(genuine: Any, fraud: Fraud) -> None:
    fraud.change(genuine)
    result = genuine.verify()
    car = next(d for d in result.dossiers if "cert0" in d.documents)
    speaking = [f.rule for f in car.findings if f.effect is not Verdict.CLEAR]
    assert fraud.rule in speaking
    assert car.verdict is fraud.verdict, [
        (f.rule, f.effect, f.message.en) for f in car.findings if f.effect is not Verdict.CLEAR
    ]


@pytest.mark.parametrize("fraud", FRAUDS, ids=lambda f: f.name)
@pytest.mark.parametrize("certainty", [0.97, 0.9])
def test_a_fraud_that_was_read_badly_is_never_cleared(genuine: Any, fraud: Fraud, certainty: float) -> None:
    fraud.change(genuine)
    genuine.certainty = certainty
    assert genuine.verify().verdict is not Verdict.CLEAR


@pytest.mark.parametrize("fraud", FRAUDS, ids=lambda f: f.name)
def test_a_fraud_that_was_hardly_read_is_for_a_person(genuine: Any, fraud: Fraud) -> None:
    fraud.change(genuine)
    genuine.certainty = 0.6
    assert genuine.verify().verdict is Verdict.REVIEW


@pytest.mark.parametrize("fraud", FRAUDS, ids=lambda f: f.name)
def test_a_fraud_in_a_fleet_leaves_the_other_cars_alone(fleet: Any, fraud: Fraud) -> None:
    """Changes of one car's own papers touch that car only."""
    fraud.change(fleet)
    result = fleet.verify()
    assert result.verdict is not Verdict.CLEAR
    mine = next(d for d in result.dossiers if "cert0" in d.documents)
    assert mine.verdict is not Verdict.CLEAR
    if fraud.name in OWN_PAPERS_ONLY:
        assert [d.verdict for d in result.dossiers if d is not mine] == [Verdict.CLEAR] * 2


OWN_PAPERS_ONLY = {
    "registration date moved",
    "rolled back between services",
    "forged VIN on the certificate",
    "plate of another car",
    "capital amount differs",
    "no export endorsement",
    "mortgage not released",
    "only film and plates",
}


def test_a_forged_vin_in_a_text_layer_is_refused_though_its_check_digit_lowers_its_certainty(
    genuine: Any,
) -> None:
    exact(genuine)
    genuine.papers["cert0"].fields["vin"] = FORGED
    genuine.papers["cert0"].certainty["vin"] = 0.989
    assert genuine.verify().verdict is REFUSE
