"""A builder of papers for the rules: a genuine car, and changes to its papers."""

from __future__ import annotations

import copy
import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import pytest

from domain.bundle_form import BundleForm
from domain.document import PageRef, Place, SourceFile
from domain.field import Document, DocumentKind, Field, MissingReason, Row
from domain.finding import DossierResult, Finding, Verification
from domain.geometry import Box
from domain.identifiers import uscc, vin
from domain.values import Date, Flag, Mileage, Money, Number, Text, Value
from domain.vocabulary import field_spec
from verification.policy import Policy, load_policy
from verification.verify import verify

OCR = "ocr:ppocrv6@1"


def good_vin(stem: str) -> str:
    """A VIN of 17 characters with its check digit put in at position 9."""
    return stem[:8] + vin.check_digit(stem) + stem[9:]


def good_uscc(stem: str) -> str:
    return stem[:17] + uscc.check_digit(stem[:17] + "0")


def typed(kind: DocumentKind, table: str | None, name: str, value: Any) -> Value:
    """The plain value as the vocabulary's type."""
    if isinstance(value, (Text, Date, Mileage, Money, Number, Flag)):
        return value
    make: dict[str, Callable[[Any], Value]] = {
        "text": lambda v: Text(str(v)),
        "date": lambda v: Date(str(v)),
        "mileage": lambda v: Mileage(int(v)),
        "money": lambda v: Money(Decimal(str(v))),
        "number": lambda v: Number(Decimal(str(v))),
        "flag": lambda v: Flag(bool(v)),
    }
    return make[field_spec(kind, name, table).type](value)


@dataclass
class PaperSpec:
    """One paper while a test changes it. ``fields`` and rows hold plain values; None is *not found*, a reason another
    missing one."""

    kind: DocumentKind
    fields: dict[str, Any] = field(default_factory=dict)
    tables: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    certainty: dict[str, float] = field(default_factory=dict)
    """certainty of single fields (also in rows) where it is not the usual one"""
    extra: dict[str, dict[str, Any]] = field(default_factory=dict)
    """more attributes of single fields: candidates, characters, source"""
    source: str = OCR
    subtype: str = ""
    problems: tuple[Any, ...] = ()


@dataclass
class BundleSpec:
    """A bundle while a test changes it."""

    papers: dict[str, PaperSpec]
    form: BundleForm = field(default_factory=BundleForm)
    files: tuple[SourceFile, ...] = ()
    as_of: dt.date = dt.date(2026, 6, 1)
    certainty: float = 0.999

    def copy(self) -> BundleSpec:
        return copy.deepcopy(self)

    def documents(self) -> tuple[Document, ...]:
        return tuple(self._document(name, spec) for name, spec in self.papers.items())

    def verify(self, policy: Policy | None = None, reverse: bool = False) -> Verification:
        chosen = policy or load_policy(None, self.form.application_date, self.as_of)
        documents = self.documents()
        return verify(documents[::-1] if reverse else documents, self.files, self.form, chosen, self.as_of)

    def car(self, **kwargs: Any) -> DossierResult:
        """The only car's result."""
        result = self.verify(**kwargs)
        assert len(result.dossiers) == 1, [d.id for d in result.dossiers]
        return result.dossiers[0]

    def findings(self, rule: str, **kwargs: Any) -> tuple[Finding, ...]:
        """What one rule says about the only car."""
        return tuple(f for f in self.car(**kwargs).findings if f.rule == rule)

    def _document(self, name: str, spec: PaperSpec) -> Document:
        rows = tuple(
            Row(table, i, tuple(self._field(name, spec, table, n, v) for n, v in row.items()))
            for table, rows in spec.tables.items()
            for i, row in enumerate(rows)
        )
        return Document(
            id=name, kind=spec.kind, kind_certainty=0.99, pages=(PageRef(name, 1),),
            fields=tuple(self._field(name, spec, None, n, v) for n, v in spec.fields.items()),
            rows=rows, subtype=spec.subtype, problems=spec.problems,
        )  # fmt: skip

    def _field(self, paper: str, spec: PaperSpec, table: str | None, name: str, value: Any) -> Field:
        raw = spec.extra.get(name, {}).get("raw", "")
        if value is None or isinstance(value, MissingReason):
            return Field(name=name, value=None, missing=value or MissingReason.NOT_FOUND, raw=raw)
        found = typed(spec.kind, table, name, value)
        place = Place(paper, 1, Box(100, 100, 300, 130).polygon(), 200.0)
        given = {"source": spec.source, **spec.extra.get(name, {})}
        certainty = spec.certainty.get(name, self.certainty)
        return Field(name=name, value=found, raw=str(found), place=place, certainty=certainty, **given)


VIN = good_vin("LGXCE4CB0S0123456")
EXPORTER = "深圳市远洋二手车出口有限公司"
EXPORTER_ID = good_uscc("91440300MA5ABCDE1")
MAKER = "比亚迪汽车有限公司"
SHOP = "广州市天河永顺汽车维修有限公司"
SHOP_ID = good_uscc("91440106MA59XYRT2")
FIRST_OWNER, FIRST_OWNER_ID = "广州市金湖商务有限公司", good_uscc("91440101MA5CD8KQ7")


def genuine_papers(
    number: int = 0, vin_text: str = VIN, plate: str = "粤A12345", engine: str = "BYD487ZQA1234567"
) -> dict[str, PaperSpec]:
    """An honest, complete bundle of one petrol car exported 120 days after registration."""
    k = DocumentKind
    bill_no, invoice_no = f"RO20260310-{number:04d}", f"2644200000{number:010d}"
    return {
        f"cert{number}": PaperSpec(
            k.REGISTRATION_CERTIFICATE,
            {
                "certificate_number": f"44000001{number:04d}", "barcode_number": f"44000001{number:04d}",
                "owner_name": FIRST_OWNER, "owner_id": FIRST_OWNER_ID,
                "registration_authority": "广州市公安局交通警察支队车辆管理所",
                "register_date": "2026-01-08", "plate": plate, "vehicle_type": "小型轿车", "brand": "比亚迪牌",
                "model": "BYD7152WT6", "vin": vin_text, "origin": "国产", "engine_no": engine,
                "fuel": "汽油", "maker": MAKER, "use_character": "非营运", "factory_date": "2025-12-20",
                "issue_date": "2026-01-08", "export_endorsement_date": "2026-04-20",
            },
            {
                "transfers": [
                    {"owner_name": EXPORTER, "owner_id": EXPORTER_ID, "transfer_date": "2026-04-20", "plate": None}
                ],
                "endorsements": [{"endorsement": "转让登记待出口", "date": "2026-04-20"}],
            },
        ),
        f"licence{number}": PaperSpec(
            k.VEHICLE_LICENCE,
            {
                "plate": plate, "owner_name": FIRST_OWNER, "use_character": "非营运", "model": "比亚迪牌BYD7152WT6",
                "vin": vin_text, "engine_no": engine, "register_date": "2026-01-08", "issue_date": "2026-01-08",
            },
        ),
        f"bill{number}": PaperSpec(
            k.REPAIR_BILL,
            {
                "bill_number": bill_no, "vin": vin_text, "plate": plate, "mileage": 5120 + number,
                "service_in_date": "2026-03-10", "service_out_date": "2026-03-10", "settlement_date": "2026-03-10",
                "service_type": "保养", "customer_name": FIRST_OWNER, "shop_name": SHOP, "shop_tax_id": SHOP_ID,
                "amount_total": 565, "amount_total_capital": 565, "parts_total": 365, "labour_total": 200,
                "invoice_number": invoice_no,
            },
            {
                "lines": [
                    {"line_kind": "labour", "name": "首次保养工时", "amount": 200},
                    {"line_kind": "part", "name": "机油", "quantity": 4, "unit_price": 75, "amount": 300},
                    {"line_kind": "part", "name": "机油滤清器", "quantity": 1, "unit_price": 65, "amount": 65},
                ]
            },
        ),
        f"invoice{number}": PaperSpec(
            k.DIGITAL_INVOICE,
            {
                "invoice_number": invoice_no, "issue_date": "2026-03-11", "buyer_name": FIRST_OWNER,
                "buyer_tax_id": FIRST_OWNER_ID, "seller_name": SHOP, "seller_tax_id": SHOP_ID,
                "amount_excl_tax": 500, "tax": 65, "amount_total": 565, "amount_total_capital": 565,
                "qr_invoice_number": invoice_no, "qr_issue_date": "2026-03-11", "qr_amount": 565, "qr_kind": "32",
                "bill_number": bill_no,
            },
            {
                "lines": [
                    {"name": "*劳务*维修费", "quantity": 1, "unit_price": 500, "amount": 500, "tax_rate": "13%", "tax": 65}
                ]
            },
        ),
    }  # fmt: skip


def shared_papers(
    vins: tuple[str, ...] = (VIN,), engines: tuple[str, ...] = ("BYD487ZQA1234567",)
) -> dict[str, PaperSpec]:
    """Letter, export licence and declaration over these cars."""
    k = DocumentKind
    return {
        "letter": PaperSpec(
            k.CONFIRMATION_LETTER,
            {
                "maker": MAKER, "has_seal": True, "destination_country": "哈萨克斯坦", "exporter": EXPORTER,
                "issue_date": "2026-04-25",
            },
            {
                "vehicles": [{"vin": v, "brand": "比亚迪", "model": "BYD7152WT6"} for v in vins],
                "outlets": [{"name": "Almaty Auto Service", "address": "Almaty, Abay 10", "country": "哈萨克斯坦"}],
            },
        ),
        "export_licence": PaperSpec(
            k.EXPORT_LICENCE,
            {
                "licence_number": "26-44-A00123", "application_date": "2026-05-08", "issue_date": "2026-05-11",
                "valid_until": "2026-11-10", "exporter": EXPORTER, "exporter_id": EXPORTER_ID,
                "consignor": EXPORTER, "destination_country": "哈萨克斯坦", "contract_no": "YY2026-031",
                "quantity": len(vins), "goods_state": "旧",
            },
            {
                "vehicles": [
                    {
                        "vin": v, "brand": "比亚迪牌", "model": "BYD7152WT6", "register_date": "2026-01-08",
                        "export_endorsement_date": "2026-04-20",
                    }
                    for v in vins
                ]
            },
        ),
        "declaration": PaperSpec(
            k.EXPORT_DECLARATION,
            {
                "declaration_number": "530420260456789012", "declaration_date": "2026-05-18",
                "export_date": "2026-05-20", "consignor": EXPORTER, "consignor_id": EXPORTER_ID,
                "supervision_mode": "一般贸易(0110)", "licence_number": "26-44-A00123", "contract_no": "YY2026-031",
                "destination_country": "哈萨克斯坦(KAZ)", "is_draft": False,
            },
            {
                "goods": [
                    {
                        "item_number": str(i + 1), "hs_code": "8703234110", "goods_name": "旧小轿车", "vin": v,
                        "brand": "比亚迪", "mileage": 6100 + i, "engine_no": e, "is_used": True, "quantity": 1,
                        "final_country": "哈萨克斯坦(KAZ)",
                    }
                    for i, (v, e) in enumerate(zip(vins, engines, strict=True))
                ]
            },
        ),
    }  # fmt: skip


@pytest.fixture
def genuine() -> BundleSpec:
    """One honest, complete car within 180 days."""
    return BundleSpec({**genuine_papers(), **shared_papers()})


@pytest.fixture
def fleet() -> BundleSpec:
    """Three honest cars of one exporter, with VINs that differ in the serial number only."""
    vins = tuple(good_vin(f"LGXCE4CB0S012345{i}") for i in (6, 7, 8))
    engines = tuple(f"BYD487ZQA123456{i}" for i in (6, 7, 8))
    papers: dict[str, PaperSpec] = {}
    for i, (text, engine) in enumerate(zip(vins, engines, strict=True)):
        papers |= genuine_papers(i, text, f"粤A1234{i}", engine)
    return BundleSpec({**papers, **shared_papers(vins, engines)})


@pytest.fixture
def make_vin() -> Callable[[str], str]:
    return good_vin


@pytest.fixture
def make_paper() -> type[PaperSpec]:
    return PaperSpec
