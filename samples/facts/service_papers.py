"""Papers of workshops: settlement bills and the invoices over them."""

from __future__ import annotations

from decimal import Decimal
from random import Random

from domain.field import DocumentKind
from samples.facts.capital import write_capital
from samples.facts.company import Company
from samples.facts.invoice import QR_KINDS, Invoice
from samples.facts.paper import PaperFacts, Plain
from samples.facts.visit import Visit
from samples.facts.world import World


def make_bill(rng: Random, world: World, index: int, visit: Visit, invoice: Invoice) -> PaperFacts:
    """机动车维修结算清单 of one visit."""
    life = world.lives[index]
    car = life.car
    owner = (
        life.seller if life.earlier_transfer and visit.in_date >= life.earlier_transfer else car.first_owner
    )
    discount: dict[str, Plain] = {"discount": visit.discount} if visit.discount else {}
    return PaperFacts(
        kind=DocumentKind.REPAIR_BILL,
        fields={
            "bill_number": visit.bill_number,
            "vin": car.vin,
            "plate": car.plate,
            "engine_no": car.engine_no,
            "brand": car.model.brand.removesuffix("牌"),
            "model": car.model.model,
            "mileage": visit.mileage,
            "mileage_out": visit.mileage_out,
            "service_in_date": visit.in_date,
            "service_out_date": visit.out_date,
            "settlement_date": visit.settlement_date,
            "service_type": visit.service_type,
            "fault_description": visit.fault,
            "customer_name": owner.name,
            "shop_name": visit.shop.name,
            "shop_tax_id": visit.shop.uscc,
            "parts_total": visit.sum_of("配件"),
            "labour_total": visit.sum_of("工时"),
            **discount,
            "amount_total": visit.total,
            "amount_total_capital": visit.total,
            "invoice_number": invoice.number,
        },
        tables={"lines": [_bill_line(line.line_kind, line) for line in visit.lines]},
        extra={
            "shop": visit.shop,
            "capital": write_capital(visit.total, rng.choice("元圆")),
            "customer_phone": owner.phone
            if isinstance(owner, Company)
            else f"139****{rng.randint(1000, 9999)}",
            "sender": rng.choice(("本人", "王师傅", "李先生", "同车主")),
            "adviser": rng.choice(("张磊", "陈晓", "刘洋", "赵敏")),
            "contract": f"WT{visit.in_date:%Y%m%d}{rng.randint(1, 99):02d}",
            "vin_tail": car.vin[-8:],
        },
        cars=(index,),
    )


def _bill_line(line_kind: str, line: object) -> dict[str, Plain]:
    amount = {name: getattr(line, name) for name in ("code", "name", "unit", "unit_price", "amount")}
    quantity = {"hours" if line_kind == "工时" else "quantity": getattr(line, "quantity")}  # noqa: B009
    return {"line_kind": line_kind, **amount, **quantity}


def make_invoice_paper(rng: Random, world: World, index: int, visit: Visit, invoice: Invoice) -> PaperFacts:
    """The invoice over one visit, as a VAT invoice with code or a 数电票."""
    life = world.lives[index]
    owner = (
        life.seller
        if life.earlier_transfer and visit.in_date >= life.earlier_transfer
        else life.car.first_owner
    )
    fields: dict[str, Plain] = {
        "title": invoice.title,
        "invoice_number": invoice.number,
        "issue_date": invoice.date,
        "buyer_name": owner.name,
        "seller_name": visit.shop.name,
        "seller_tax_id": visit.shop.uscc,
        "amount_excl_tax": invoice.amount,
        "tax": invoice.tax,
        "amount_total": invoice.total,
        "amount_total_capital": invoice.total,
        "drawer": rng.choice(("李娜", "王芳", "陈静", "管理员", "周婷")),
        "vin": life.car.vin,
        "plate": life.car.plate,
        "mileage": visit.mileage,
        "bill_number": visit.bill_number,
        **_qr_fields(invoice),
    }
    if isinstance(owner, Company):
        fields["buyer_tax_id"] = owner.uscc
    for name in ("invoice_code", "check_code", "machine_number"):
        value = getattr(invoice, name.removeprefix("invoice_") if name == "invoice_code" else name)
        if value:
            fields[name] = value
    return PaperFacts(
        kind=DocumentKind.DIGITAL_INVOICE if invoice.is_digital else DocumentKind.VAT_INVOICE,
        fields=fields,
        tables={"lines": [_invoice_line(line) for line in invoice.lines]},
        extra={
            "form": invoice.form,
            "qr_text": qr_text(fields),
            "capital": write_capital(invoice.total, "圆" if rng.random() < 0.7 else "元"),
            "buyer": owner,
            "shop": visit.shop,
            "cipher": ["".join(rng.choice("0123456789+-*/<>") for _ in range(27)) for _ in range(4)],
            "payee": rng.choice(("刘敏", "张丽", "何涛")),
            "checker": rng.choice(("孙伟", "郭强", "罗艳")),
        },
        cars=(index,),
    )


def _qr_fields(invoice: Invoice) -> dict[str, Plain]:
    fields: dict[str, Plain] = {
        "qr_kind": QR_KINDS[invoice.form],
        "qr_invoice_number": invoice.number,
        "qr_issue_date": invoice.date,
        "qr_amount": invoice.total if invoice.is_digital else invoice.amount,
    }
    if invoice.code:
        fields["qr_invoice_code"] = invoice.code
    if invoice.check_code:
        fields["qr_check_code"] = invoice.check_code
    return fields


def qr_text(fields: dict[str, Plain]) -> str:
    """The QR code's text (domain notes 3.6): tax-exclusive total on old forms, tax-inclusive on 数电票."""
    day = fields["qr_issue_date"]
    return (
        f"01,{fields['qr_kind']},{fields.get('qr_invoice_code', '')},{fields['qr_invoice_number']},"
        f"{fields['qr_amount']},{day:%Y%m%d},{fields.get('qr_check_code', '')},"
        f"{int(str(fields['qr_invoice_number'])[-8:]) * 7919 % 65536:04X},"
    )


def _invoice_line(line: object) -> dict[str, Plain]:
    names = ("name", "specification", "unit", "quantity", "unit_price", "amount", "tax")
    row = {name: getattr(line, name) for name in names if getattr(line, name) != ""}
    return {**row, "tax_rate": "13%"} if isinstance(row["amount"], Decimal) else row
